import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListFaults, ListFile, ListPreview } from "@/app/_features/calendar/list-view";
import { DATES_LIST, STAFF_CALENDAR } from "@/app/_features/calendar/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { GateWords } from "@/app/_features/shell/gate-words";
import { Icon } from "@/app/_ui/icon";
import { readFlash } from "@/app/_trpc/flash";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar.list"))("title") };
}

/** Dates out of a published list: the file, what was found in it, and one button for all of it. */
export default async function DatesListPage() {
  const [t, staff, locale, api, flash] = await Promise.all([getTranslations("calendar.list"), getTranslations("calendar.staff"), getLocale(), getApi(), readFlash(DATES_LIST)]);
  await orRedirect(locale, DATES_LIST, api.calendar.dates.list({}));
  return (
    <>
      <div>
        <p><a href={`/${locale}${STAFF_CALENDAR}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{staff("title")}</a></p>
        <h1>{t("title")}</h1>
        <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={DATES_LIST} namespace="calendar.list" />
      <ListFaults flash={flash} />
      <GateWords><ListPreview flash={flash} /></GateWords>
      <ListFile />
    </>
  );
}
