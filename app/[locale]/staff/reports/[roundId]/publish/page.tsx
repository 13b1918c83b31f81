import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";

import { getLocale } from "@/app/_trpc/locale";
import { ChoosePublication, ConfirmPublication, type PublishChoice } from "@/app/_features/reports/staff-publish";
import { RoundHeading } from "@/app/_features/reports/staff-rounds";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Notice } from "@/app/_ui/notice";
import { dayIn, momentIn } from "@/server/lib/clock";

interface PublishPageProps {
  params: Promise<{ roundId: string }>;
  searchParams: Promise<{ class?: string; when?: string; day?: string; time?: string; step?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.publish"))("title") };
}

export default async function PublishPage({ params, searchParams }: PublishPageProps) {
  const { roundId } = await params;
  const path = `/staff/reports/${roundId}/publish`;
  const [t, locale, api, ctx, query] = await Promise.all([getTranslations("staffReports.publish"), getLocale(), getApi(), getContext(), searchParams]);
  const classGroupId = query.class || undefined;
  const summary = await orRedirect(locale, path, api.reports.publishing.summary({ roundId, classGroupId }));
  const round = (await api.reports.rounds.list()).find((each) => each.roundId === roundId);
  if (!round) notFound();
  const classes = round.classes.filter((group) => group.checked > 0 || group.classGroupId === classGroupId);
  const choice: PublishChoice = {
    classGroupId, className: classes.find((group) => group.classGroupId === classGroupId)?.name,
    when: query.when === "later" ? "later" : "now", day: query.day ?? "", time: query.time ?? "15:30",
  };
  const at = choice.when === "later" ? momentIn(ctx.school.zone, choice.day, choice.time) : null;
  const wrongTime = choice.when === "later" && (!at || at <= ctx.now);
  const confirm = query.step === "confirm" && !wrongTime;
  return (
    <>
      <div className="grid gap-1">
        <a href={`/${locale}/staff/reports/${roundId}`} className="justify-self-start"><RoundHeading round={round} /></a>
        <h1>{t("title")}</h1>
      </div>
      <FlashNotice path={path} namespace="staffReports" />
      {query.step === "confirm" && wrongTime ? <Notice tone="stop" live><p className="font-bold">{t("past")}</p></Notice> : null}
      {summary.reports === 0 && choice.when === "now" && (confirm || classes.length === 0) ? (
        <Empty picture="report" title={t("nothing")}>
          <p>{t("nothingHint")}</p>
          <a className="button" href={`/${locale}/staff/reports/${roundId}`}>{t("back")}</a>
        </Empty>
      ) : confirm ? (
        <ConfirmPublication roundId={roundId} choice={choice} at={at} zone={ctx.school.zone} summary={summary} />
      ) : (
        <ChoosePublication choice={choice} classes={classes} today={dayIn(ctx.school.zone, ctx.now)} />
      )}
    </>
  );
}
