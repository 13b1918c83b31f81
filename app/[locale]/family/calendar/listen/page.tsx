import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { gatherEntries } from "@/app/_features/calendar/gather";
import { FAMILY_CALENDAR } from "@/app/_features/calendar/places";
import { queryOf, readAsked, showCalendar } from "@/app/_features/calendar/sections";
import { ListenPage } from "@/app/_features/languages/listen-page";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { hearCalendar } from "@/server/family-calendar";
import { dayIn } from "@/server/lib/clock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

interface Props {
  searchParams: Promise<Record<"month" | "child", string | string[] | undefined>>;
}

/** What the page of the reader's calendar shows, to be heard: the next seven days and this month, or another month, of all children or of one. */
export default async function ListenCalendarPage({ searchParams }: Props) {
  const [locale, api, ctx, asked] = await Promise.all([getLocale(), getApi(), getContext(), searchParams.then(readAsked)]);
  const own = await orRedirect(locale, `${FAMILY_CALENDAR}/listen${queryOf(asked)}`, api.calendar.own.get());
  const entries = await gatherEntries(api, own, locale, ctx.school.zone);
  const { month, child, sections } = showCalendar(own, entries, asked, dayIn(ctx.school.zone, ctx.now));
  const { blocks } = await hearCalendar(ctx, sections);
  return <ListenPage blocks={blocks} of={FAMILY_CALENDAR} query={queryOf(asked)} sounds={`/api/listen/calendar/${month}/${child?.id ?? "all"}`} phone={ctx.school.phone} />;
}
