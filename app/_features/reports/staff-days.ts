import { formatDate } from "@/server/lib/i18n/format";

/** A day "2026-11-23" in the reader's words. A day has no zone. */
export function formatDay(locale: string, day: string): string {
  return formatDate(locale, new Date(`${day}T00:00:00Z`), "shortDay", "UTC");
}
