import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { DatesFile, OpenDates } from "@/app/_features/calendar/open-dates";
import { DATES } from "@/app/_features/calendar/places";
import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar.open"))("title"), alternates: alternates(DATES) };
}

/** The school's terms, breaks and days off, for anybody. */
export default async function DatesPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("calendar.open"), getLocale(), getApi(), getContext()]);
  const lines = await orRedirect(locale, DATES, api.calendar.open.list());
  return (
    <PageShell path={DATES}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <OpenDates lines={lines} zone={ctx.school.zone} />
      <DatesFile />
    </PageShell>
  );
}
