import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { gatherEntries } from "@/app/_features/calendar/gather";
import { FAMILY_CALENDAR } from "@/app/_features/calendar/places";
import { soonOf } from "@/app/_features/calendar/soon";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { hearCalendar } from "@/server/family-calendar";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** The next two weeks of the reader's calendar, to be heard. */
export default async function ListenCalendarPage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const own = await orRedirect(locale, `${FAMILY_CALENDAR}/listen`, api.calendar.own.get());
  const entries = await gatherEntries(api, own, locale, ctx.school.zone);
  const { blocks } = await hearCalendar(ctx, soonOf(entries, ctx.school.zone, ctx.now));
  return <ListenPage blocks={blocks} of={FAMILY_CALENDAR} sounds="/api/listen/lists/calendar" phone={ctx.school.phone} />;
}
