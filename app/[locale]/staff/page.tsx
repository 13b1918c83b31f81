import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";

/** Staff begin with today's work. */
export default async function StaffHomePage() {
  redirect(`/${await getLocale()}/staff/today`);
}
