import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { MEETINGS } from "@/app/_features/meetings/answers";
import { RoundForm, RoundTable } from "@/app/_features/meetings/staff-list";
import { SettingCard } from "@/app/_features/meetings/staff-settings";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.staff"))("title") };
}

/** All rounds of meetings, and a form for a new one. */
export default async function StaffMeetingsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("meetings.staff"), getLocale(), getApi(), getContext()]);
  const rounds = await orRedirect(locale, MEETINGS, api.meetings.rounds.list());
  const setting = await api.meetings.settings.get();
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <FlashNotice path={MEETINGS} namespace="meetings.said" />
      <RoundTable rounds={rounds} zone={ctx.school.zone} />
      <RoundForm />
      <SettingCard setting={setting} />
    </>
  );
}
