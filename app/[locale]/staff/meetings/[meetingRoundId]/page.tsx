import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { MEETINGS } from "@/app/_features/meetings/answers";
import { ScreensCard } from "@/app/_features/meetings/staff-screens";
import { PlanTable, Unplaced } from "@/app/_features/meetings/staff-plan";
import { HoursCard, InterpretersCard, RoundTools } from "@/app/_features/meetings/staff-round";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.staff"))("title") };
}

/** One round: its hours, its interpreters, and the plan with those who have no place. */
export default async function StaffRoundPage({ params }: { params: Promise<{ meetingRoundId: string }> }) {
  const { meetingRoundId } = await params;
  const path = `${MEETINGS}/${meetingRoundId}`;
  const [t, kinds, locale, api, ctx] = await Promise.all([getTranslations("meetings.staff"), getTranslations("meetings.family"), getLocale(), getApi(), getContext()]);
  const round = await orRedirect(locale, path, api.meetings.rounds.get({ roundId: meetingRoundId }));
  const [plan, boards] = await Promise.all([api.meetings.plan.get({ roundId: meetingRoundId }), api.meetings.board.list({ roundId: meetingRoundId })]);
  const zone = ctx.school.zone;
  const moment = (at: Date) => formatDate(locale, at, "shortMoment", zone);
  return (
    <>
      <div>
        <p><a href={`/${locale}${MEETINGS}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("title")}</a></p>
        <h1 className="flex flex-wrap items-center gap-3">{kinds(round.kind)}<Badge tone={round.state === "open" ? "good" : "plain"}>{t(round.state)}</Badge></h1>
        <p>{t("opens")}: {moment(round.opensAt)} · {t("closes")}: {moment(round.closesAt)} · {t("minutes")}: {t("min", { count: round.minutes })} · {t("booked")}: {round.meetings} · {t("wishes")}: {round.wishes}</p>
      </div>
      <FlashNotice path={path} namespace="meetings.said" />
      <RoundTools round={round} zone={zone} />
      <Unplaced plan={plan} zone={zone} />
      <PlanTable plan={plan} roundId={round.id} zone={zone} />
      <HoursCard round={round} path={path} zone={zone} />
      <InterpretersCard round={round} path={path} zone={zone} />
      <ScreensCard boards={boards} roundId={round.id} zone={zone} />
    </>
  );
}
