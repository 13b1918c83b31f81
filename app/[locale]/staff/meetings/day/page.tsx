import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { MEETINGS } from "@/app/_features/meetings/answers";
import { DayList } from "@/app/_features/meetings/staff-day";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

const PATH = `${MEETINGS}/day`;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.day"))("title") };
}

/** A teacher's meetings of today. */
export default async function MeetingDayPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("meetings.day"), getLocale(), getApi(), getContext()]);
  const lines = await orRedirect(locale, PATH, api.meetings.day.list());
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <FlashNotice path={PATH} namespace="meetings.said" />
      <DayList lines={lines} zone={ctx.school.zone} />
    </>
  );
}
