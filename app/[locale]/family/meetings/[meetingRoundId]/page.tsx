import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FAMILY_MEETINGS } from "@/app/_features/meetings/answers";
import { AskForm, NotFound, PickList } from "@/app/_features/meetings/family-ask";
import { RoundDays, RoundStage } from "@/app/_features/meetings/family-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.family"))("title") };
}

/** One round: the school finds the times, or the family picks them. */
export default async function FamilyRoundPage({ params }: { params: Promise<{ meetingRoundId: string }> }) {
  const { meetingRoundId } = await params;
  const path = `${FAMILY_MEETINGS}/${meetingRoundId}`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("meetings.family"), getLocale(), getApi(), getContext()]);
  const round = await orRedirect(locale, path, api.meetings.own.round({ roundId: meetingRoundId }));
  const zone = ctx.school.zone;
  const somebody = round.children.some(({ teachers }) => teachers.length > 0);
  return (
    <PageShell path={path}>
      <div className="grid gap-2">
        <p><a href={`/${locale}${FAMILY_MEETINGS}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("all")}</a></p>
        <h1>{t(round.kind)}</h1>
        <RoundDays round={round} zone={zone} />
        <RoundStage round={round} zone={zone} />
        {round.ask ? <p className="flex items-center gap-2 font-bold"><Icon name="circle-check" />{t("asked")}</p> : null}
      </div>
      <FlashNotice path={path} namespace="meetings.said" />
      <NotFound round={round} zone={zone} />
      {round.stage === "open" && somebody ? <AskForm round={round} path={path} /> : null}
      {round.stage === "open" ? <PickList round={round} /> : null}
    </PageShell>
  );
}
