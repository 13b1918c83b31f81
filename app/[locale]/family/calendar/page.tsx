import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { CalendarChoices, FamilyCalendar, NoCalendar, PhoneCalendar } from "@/app/_features/calendar/family-view";
import { gatherEntries } from "@/app/_features/calendar/gather";
import { FAMILY_CALENDAR } from "@/app/_features/calendar/places";
import { queryOf, readAsked, showCalendar } from "@/app/_features/calendar/sections";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { dayIn } from "@/server/lib/clock";

interface Props {
  searchParams: Promise<Record<"month" | "child", string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar.family"))("title") };
}

/** One calendar over all the children of this adult. */
export default async function FamilyCalendarPage({ searchParams }: Props) {
  const [t, locale, api, ctx, asked] = await Promise.all([getTranslations("calendar.family"), getLocale(), getApi(), getContext(), searchParams]);
  const own = await orRedirect(locale, FAMILY_CALENDAR, api.calendar.own.get());
  const entries = await gatherEntries(api, own, locale, ctx.school.zone);
  const today = dayIn(ctx.school.zone, ctx.now);
  const shown = showCalendar(own, entries, readAsked(asked), today);
  const query = queryOf({ month: shown.month === today.slice(0, 7) ? undefined : shown.month, child: shown.child?.id });
  return (
    <PageShell path={`${FAMILY_CALENDAR}${query}`}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <FlashNotice path={FAMILY_CALENDAR} namespace="calendar.said" />
      {own.children.length === 0 ? <NoCalendar /> : (
        <>
          <FamilyCalendar own={own} shown={shown} today={today} zone={ctx.school.zone} />
          <PhoneCalendar own={own} />
          <CalendarChoices own={own} />
        </>
      )}
    </PageShell>
  );
}
