import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FAMILY_MEETINGS } from "@/app/_features/meetings/answers";
import { OwnMeetings, RoundCards } from "@/app/_features/meetings/family-list";
import { OwnPromises } from "@/app/_features/meetings/family-promises";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.family"))("title") };
}

/** The family's meetings, and the rounds in which it can choose some. */
export default async function FamilyMeetingsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("meetings.family"), getLocale(), getApi(), getContext()]);
  const meetings = await orRedirect(locale, FAMILY_MEETINGS, api.meetings.own.list());
  const [rounds, promises] = await Promise.all([api.meetings.own.rounds(), api.meetings.own.promises()]);
  return (
    <PageShell path={FAMILY_MEETINGS}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <FlashNotice path={FAMILY_MEETINGS} namespace="meetings.said" />
      {meetings.length > 0 ? <><h2>{t("yours")}</h2><OwnMeetings meetings={meetings} zone={ctx.school.zone} /></> : null}
      {promises.length > 0 ? <OwnPromises promises={promises} zone={ctx.school.zone} /> : null}
      {meetings.length + promises.length + rounds.length === 0 ? <Empty picture="talk" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty> : <RoundCards rounds={rounds} zone={ctx.school.zone} />}
    </PageShell>
  );
}
