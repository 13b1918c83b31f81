import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ReachedClasses, type ReachedChoice, ReachedFilters, ReachedNumbers, reachedQuery, ReachedTable } from "@/app/_features/reports/staff-reached";
import { PageTurner } from "@/app/_features/shell/page-turner";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { type ReachState, reachStates, readingNeeds } from "@/server/features/reports/reached/schema";

const PATH = "/staff/reached";
/** Whom to ring comes first. */
const urgency = (state: ReachState) => (state === "not_reached" ? 0 : state === "talk" ? 1 : 2);
type Query = Partial<Record<"round" | "class" | "language" | "need" | "state" | "page", string>>;
const ROWS_A_PAGE = 100;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.reached"))("title") };
}

export default async function ReachedPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [t, reports, locale, api, query] = await Promise.all([getTranslations("staffReports.reached"), getTranslations("reports"), getLocale(), getApi(), searchParams]);
  const all = await orRedirect(locale, PATH, api.reports.rounds.list());
  const rounds = all
    .filter((round) => round.roundId === query.round || round.classes.some((group) => group.published > 0))
    .map((round) => ({ round, label: reports("round.label", { term: round.term, from: String(round.schoolYear), to: String(round.schoolYear + 1) }) }));
  const chosen = rounds.find(({ round }) => round.roundId === query.round) ?? rounds[0];
  if (!chosen) {
    return (
      <>
        <h1>{t("title")}</h1>
        <Empty picture="letter_sent" title={t("noRounds")}><p>{t("noRoundsHint")}</p></Empty>
      </>
    );
  }
  const choice: ReachedChoice = {
    roundId: chosen.round.roundId, classGroupId: query.class || undefined, language: query.language || undefined,
    readingNeed: readingNeeds.find((need) => need === query.need), state: reachStates.find((state: ReachState) => state === query.state),
  };
  const reached = await orRedirect(locale, PATH, api.reports.reached.list(choice));
  const file = `/api/reports/reached/${choice.roundId}?${reachedQuery(choice)}`;
  const rows = reached.rows.toSorted((a, b) => urgency(a.state) - urgency(b.state));
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));
  const page = Math.min(pages, Math.max(1, Number.parseInt(query.page ?? "1", 10) || 1));
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h1>{t("title")}</h1>
          <p className="text-ink-soft">{chosen.label}. {t("lead")}</p>
        </div>
        {reached.rows.length > 0 ? <a className="button button-quiet button-small" href={file}><Icon name="download" />{t("file")}</a> : null}
      </div>
      <ReachedNumbers totals={reached.totals} choice={choice} />
      <ReachedFilters choice={choice} rounds={rounds} />
      {reached.totals.adults === 0 ? <Empty picture="letter_sent" title={t("empty")}><p>{t("emptyHint")}</p></Empty> : null}
      {reached.totals.adults > 0 && reached.rows.length === 0 ? <Empty picture="search" title={t("noneFound")}><a href={`?${reachedQuery({ roundId: choice.roundId })}`}>{t("showAll")}</a></Empty> : null}
      {reached.rows.length > 0 ? <ReachedTable rows={rows.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE)} /> : null}
      <PageTurner label={t("title")} page={page} pages={pages} place={(to) => `?${reachedQuery(choice)}&page=${to}`} />
      {choice.classGroupId ? null : <ReachedClasses reached={reached} round={chosen.round} choice={choice} />}
    </>
  );
}
