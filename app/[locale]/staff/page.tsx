import { redirect } from "next/navigation";

import { getLocale } from "@/app/_trpc/locale";

/** Staff begin with today's work. */
export default async function StaffHomePage() {
  redirect(`/${await getLocale()}/staff/today`);
}
