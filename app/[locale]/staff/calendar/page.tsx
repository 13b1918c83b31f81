import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { STAFF_CALENDAR } from "@/app/_features/calendar/places";
import { DatesTable, NewDate, Years } from "@/app/_features/calendar/staff-view";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { GateWords } from "@/app/_features/shell/gate-words";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { yearInput } from "@/server/features/calendar/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar.staff"))("title") };
}

/** The school's dates of one school year. */
export default async function StaffCalendarPage({ searchParams }: { searchParams: Promise<{ year?: string }> }) {
  const [t, locale, api, ctx, asked] = await Promise.all([getTranslations("calendar.staff"), getLocale(), getApi(), getContext(), searchParams]);
  const year = yearInput.safeParse({ year: Number(asked.year) });
  const calendar = await orRedirect(locale, STAFF_CALENDAR, api.calendar.dates.list(year.success ? year.data : {}));
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={STAFF_CALENDAR} namespace="calendar.said" />
      <Years calendar={calendar} />
      <GateWords>
        <NewDate />
        <DatesTable calendar={calendar} zone={ctx.school.zone} />
      </GateWords>
    </>
  );
}
