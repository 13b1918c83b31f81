import type { ListTasks } from "@/server/features/delivery/schema";

/** Where the list of tasks stands, with a choice of rows. */
export function todayAddress(locale: string, filter: ListTasks): string {
  const query = new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])));
  return `/${locale}/staff/today${query.size > 0 ? `?${query}` : ""}`;
}
