import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { type getApi, getContext } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { type ReachState, reachStates, readingNeeds } from "@/server/features/reports/reached/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { languages, otherLanguages } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { Round } from "./staff-rounds";

type Reached = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["reports"]["reached"]["list"]>>;

/** The choice that stands in the page's address. */
export interface ReachedChoice {
  roundId: string;
  classGroupId?: string;
  language?: string;
  readingNeed?: (typeof readingNeeds)[number];
  state?: ReachState;
}

/** The choice as the query of an address; `change` replaces parts of it. */
export function reachedQuery(choice: ReachedChoice, change: Partial<ReachedChoice> = {}): string {
  const { roundId, classGroupId, language, readingNeed, state } = { ...choice, ...change };
  const parts = { round: roundId, class: classGroupId, language, need: readingNeed, state };
  return new URLSearchParams(Object.entries(parts).flatMap(([key, value]) => (value ? [[key, value]] : []))).toString();
}

const tones: Record<ReachState, "plain" | "good" | "warn" | "stop"> = {
  talk: "warn", acknowledged: "good", opened: "good", delivered: "plain", sent: "plain", waiting: "plain", not_reached: "stop", no_access: "plain",
};

/** The few numbers of a round, each the door to its list. */
export async function ReachedNumbers({ totals, choice }: { totals: Reached["totals"]; choice: ReachedChoice }) {
  const t = await getTranslations("staffReports.reached.numbers");
  const numbers: { key: "adults" | ReachState; count: number }[] = [
    { key: "adults", count: totals.adults - totals.no_access },
    { key: "not_reached", count: totals.not_reached },
    { key: "talk", count: totals.talk },
    { key: "delivered", count: totals.delivered },
    { key: "sent", count: totals.sent + totals.waiting },
    { key: "opened", count: totals.opened },
    { key: "acknowledged", count: totals.acknowledged },
  ];
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-7">
      {numbers.map(({ key, count }) => {
        const state = key === "adults" ? undefined : key;
        const current = choice.state === state;
        const now = (key === "not_reached" || key === "talk") && count > 0;
        return (
          <li key={key}>
            <a
              href={`?${reachedQuery(choice, { state })}`} aria-current={current ? "true" : undefined}
              className={`grid h-full content-start rounded-m border-2 px-4 py-3 text-ink no-underline hover:bg-brand-wash ${current ? "border-brand bg-brand-wash" : now ? "border-glow bg-glow-wash" : "border-line bg-card"}`}
            >
              <b className="text-xl leading-tight tabular-nums">{count}</b>
              <span>{t(key)}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Lists to choose from, one button. Works as an address: no script. */
export async function ReachedFilters({ choice, rounds }: { choice: ReachedChoice; rounds: { round: Round; label: string }[] }) {
  const [t, reports, people, locale] = await Promise.all([getTranslations("staffReports.reached"), getTranslations("reports.reached.states"), getTranslations("people.needs"), getLocale()]);
  const classes = rounds.find(({ round }) => round.roundId === choice.roundId)?.round.classes ?? [];
  const all = { value: "", label: t("all") };
  const lists = [
    { name: "round", label: t("round"), value: choice.roundId, options: rounds.map(({ round, label }) => ({ value: round.roundId, label })) },
    { name: "class", label: t("class"), value: choice.classGroupId, options: [all, ...classes.map((group) => ({ value: group.classGroupId, label: group.name }))] },
    { name: "language", label: t("language"), value: choice.language, options: [all, ...[...languages, ...otherLanguages].map((language) => ({ value: language.tag, label: listedLanguage(locale, language.tag) }))] },
    { name: "need", label: t("need"), value: choice.readingNeed, options: [all, ...readingNeeds.map((need) => ({ value: need, label: people(need) }))] },
    { name: "state", label: t("state"), value: choice.state, options: [all, ...reachStates.map((state) => ({ value: state, label: reports(state) }))] },
  ];
  return (
    <form method="get" className="grid items-end gap-3 sm:grid-cols-2 md:grid-cols-3 lg:grid-cols-[2fr_repeat(4,1fr)_auto]">
      {lists.map((list) => (
        <div key={list.name} className="field">
          <label htmlFor={list.name}>{list.label}</label>
          <select id={list.name} name={list.name} defaultValue={list.value ?? ""} className="input">
            {list.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
          </select>
        </div>
      ))}
      <button className="button"><Icon name="search" />{t("filter")}</button>
    </form>
  );
}

/** One row an adult and child. */
export async function ReachedTable({ rows }: { rows: Reached["rows"] }) {
  const [t, reports, people, locale, ctx] = await Promise.all([
    getTranslations("staffReports.reached"), getTranslations("reports.reached"), getTranslations("people.needs"), getLocale(), getContext(),
  ]);
  const date = (at: Date) => formatDate(locale, at, "shortMoment", ctx.school.zone);
  return (
    <div className="table-scroll relative" tabIndex={0} role="region" aria-label={t("title")}>
      <table className="table table-cards">
        <thead>
          <tr>{(["adult", "child", "language", "need", "state", "when", "howTold"] as const).map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.reportId}:${row.adultId}`} className={row.state === "not_reached" || row.state === "talk" ? "bg-glow-wash" : ""}>
              <td className="font-bold"><bdi>{row.adultName}</bdi></td>
              <td>
                <a href={`/${locale}/staff/reports/preview/${row.reportId}?adult=${row.adultId}`}><bdi>{row.pupilGivenName} {row.pupilFamilyName}</bdi></a>
                <span className="block text-ink-soft"><bdi>{row.className ?? t("noClass")}</bdi></span>
              </td>
              <td data-label={t("language")}>{listedLanguage(locale, row.language)}</td>
              <td data-label={t("need")}>{people(row.readingNeed)}</td>
              <td>
                <Badge tone={tones[row.state]}>{reports(`states.${row.state}`)}</Badge>
                {row.callTaskId ? <span className="mt-1 flex items-center gap-1 text-warn"><Icon name="phone" className="!size-4" />{t("call")}</span> : null}
              </td>
              <td className="min-w-44 text-ink-soft">
                {row.talkRequestedAt ? <span className="block">{t("moments.talk", { date: date(row.talkRequestedAt) })}</span> : null}
                {row.acknowledgedAt ? <span className="block">{t("moments.acknowledged", { date: date(row.acknowledgedAt) })}</span> : null}
                {row.openedAt ? <span className="block">{t("moments.opened", { date: date(row.openedAt) })}</span> : null}
                {row.talkNote ? <q className="block text-ink" dir="auto">{row.talkNote}</q> : null}
              </td>
              <td data-label={t("howTold")} className="text-ink-soft">{row.channels.map((channel) => reports(`channels.${channel}`)).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How far each class is; its name opens its list. */
export async function ReachedClasses({ reached, round, choice }: { reached: Reached; round: Round; choice: ReachedChoice }) {
  const t = await getTranslations("staffReports.reached");
  if (reached.classes.length < 2) return null;
  const ids = new Map(round.classes.map((group) => [group.name, group.classGroupId]));
  return (
    <section className="grid gap-2" aria-labelledby="by-class">
      <h2 id="by-class">{t("classesTitle")}</h2>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {reached.classes.map(({ name, totals }) => {
          const done = totals.opened + totals.acknowledged + totals.talk;
          const all = totals.adults - totals.no_access;
          return (
            <li key={name ?? ""} className="card grid gap-1 !p-3">
              {name && ids.has(name) ? <a className="font-bold" href={`?${reachedQuery(choice, { classGroupId: ids.get(name) })}`}><bdi>{name}</bdi></a> : <b>{name ?? t("noClass")}</b>}
              <progress className="h-2 w-full accent-brand" value={done} max={Math.max(all, 1)} aria-hidden="true" />
              <span className="text-ink-soft">{t("classLine", { done, all })}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
