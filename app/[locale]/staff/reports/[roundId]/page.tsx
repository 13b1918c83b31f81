import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";

import { getLocale } from "@/app/_trpc/locale";
import { CheckList } from "@/app/_features/reports/staff-check-list";
import { PublicationList } from "@/app/_features/reports/staff-publications";
import { reportRoles } from "@/app/_features/reports/staff-roles";
import { RoundTools } from "@/app/_features/reports/staff-round-tools";
import { ClassTable, OpenRoundForm, RoundHeading } from "@/app/_features/reports/staff-rounds";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { formatDay } from "@/app/_features/reports/staff-days";

interface RoundPageProps {
  params: Promise<{ roundId: string }>;
  searchParams: Promise<{ class?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.round"))("metaTitle") };
}

export default async function RoundPage({ params, searchParams }: RoundPageProps) {
  const { roundId } = await params;
  const path = `/staff/reports/${roundId}`;
  const [t, locale, api, ctx, query] = await Promise.all([getTranslations("staffReports"), getLocale(), getApi(), getContext(), searchParams]);
  const waiting = await orRedirect(locale, path, api.reports.checking.waiting({ roundId }));
  const [rounds, publications] = await Promise.all([api.reports.rounds.list(), api.reports.publishing.list({ roundId })]);
  const round = rounds.find((each) => each.roundId === roundId);
  if (!round) notFound();
  const shown = query.class ? waiting.filter((each) => each.className === query.class) : waiting;
  const [ready, checked] = (["ready", "checked"] as const).map((state) => shown.filter((each) => each.state === state));
  return (
    <>
      <div className="grid gap-1">
        <RoundHeading round={round} level={1} />
        <p className="text-ink-soft">{t("round.opens", { date: formatDay(locale, round.opensOn) })}</p>
      </div>
      <FlashNotice path={path} namespace="staffReports" />
      {round.classes.length === 0 ? <div className="card grid gap-3"><p>{t("rounds.notOpened")} {t("rounds.notOpenedOffice")}</p><OpenRoundForm roundId={roundId} label={t("rounds.openIt")} locale={locale} /></div> : null}
      {ready && ready.length > 0 ? (
        <section id="ready" className="grid gap-3">
          <h2>{t("round.checkTitle")}{query.class ? <> · <bdi>{query.class}</bdi></> : null}</h2>
          <p className="text-ink-soft">{t("check.lead")}</p>
          <CheckList roundId={roundId} waiting={ready} state="ready" />
        </section>
      ) : null}
      {checked && checked.length > 0 ? (
        <section id="checked" className="grid gap-3">
          <h2>{t("round.checkedTitle")}{query.class ? <> · <bdi>{query.class}</bdi></> : null}</h2>
          <div className="card card-now flex flex-wrap items-center justify-between gap-3 !p-4">
            <p className="font-bold">{t("check.checkedLine", { count: checked.length })}</p>
            <a className="button" href={`/${locale}${path}/publish`}><Icon name="users" />{t("publish.go")}</a>
          </div>
          <CheckList roundId={roundId} waiting={checked} state="checked" />
        </section>
      ) : null}
      {shown.length === 0 && round.classes.length > 0 ? <Empty picture="report" title={t("check.empty")}><p>{t("check.emptyHint")}</p></Empty> : null}
      {round.classes.length > 0 ? <section className="grid gap-3"><h2>{t("round.classesTitle")}</h2><ClassTable round={round} roles={reportRoles(ctx.actor)} /></section> : null}
      <section className="grid gap-3"><h2>{t("round.sharedTitle")}</h2><PublicationList round={round} publications={publications} /></section>
      <RoundTools round={round} />
    </>
  );
}
