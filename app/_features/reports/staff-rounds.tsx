import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { type reportStates } from "@/server/features/reports/schema";
import { isolateName } from "@/server/lib/i18n/format";

import { openRoundAction } from "./staff-actions";
import { formatDay } from "./staff-days";

export type Round = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["reports"]["rounds"]["list"]>>[number];
type State = (typeof reportStates)[number];
type ClassProgress = Round["classes"][number];

const dueTones = { not_open: "plain", open: "good", due_soon: "warn", overdue: "stop", closed: "plain" } as const;

interface Roles {
  writes: boolean;
  publishes: boolean;
}

/** The name of a round with its state and its day. */
export async function RoundHeading({ round, level = 2 }: { round: Round; level?: 1 | 2 }) {
  const [t, reports, locale] = await Promise.all([getTranslations("staffReports.rounds"), getTranslations("reports"), getLocale()]);
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Heading>{reports("round.label", { term: round.term, from: String(round.schoolYear), to: String(round.schoolYear + 1) })}</Heading>
      <Badge tone={dueTones[round.due]}>{reports(`due.${round.due}`)}</Badge>
      <span className="text-ink-soft">{t("due", { date: formatDay(locale, round.dueOn) })}</span>
    </div>
  );
}

/** One round: its classes with how far each is, and what this person does next. */
export async function RoundCard({ round, roles }: { round: Round; roles: Roles }) {
  const [t, locale] = await Promise.all([getTranslations("staffReports.rounds"), getLocale()]);
  const opened = round.classes.some((group) => group.total > 0);
  const shared = round.classes.some((group) => group.published > 0);
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <RoundHeading round={round} />
        <div className="flex flex-wrap gap-2">
          {shared ? <a className="button button-quiet button-small" href={`/${locale}/staff/reached?round=${round.roundId}`}><Icon name="list-check" />{t("reached")}</a> : null}
          {roles.publishes ? <a className="button button-quiet button-small" href={`/${locale}/staff/reports/${round.roundId}`}><Icon name="shield-check" />{t("check")}</a> : null}
        </div>
      </div>
      {opened ? <ClassTable round={round} roles={roles} /> : <NotOpened round={round} publishes={roles.publishes} />}
    </section>
  );
}

async function NotOpened({ round, publishes }: { round: Round; publishes: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("staffReports.rounds"), getLocale()]);
  return (
    <div className="card grid gap-3">
      <p>{t("notOpened")} {publishes ? t("notOpenedOffice") : null}</p>
      {publishes && round.due !== "closed" ? <OpenRoundForm roundId={round.roundId} label={t("openIt")} locale={locale} /> : null}
    </div>
  );
}

/** The button that gives every child of the round a report to write. */
export function OpenRoundForm({ roundId, label, locale }: { roundId: string; label: string; locale: string }) {
  return (
    <form action={openRoundAction}>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="roundId" value={roundId} />
      <button className="button">{label}</button>
    </form>
  );
}

/** Where the list behind a number is, or null where this person has none. */
function listOf(round: Round, group: ClassProgress, state: State, roles: Roles): string | null {
  const checks = `/staff/reports/${round.roundId}?class=${encodeURIComponent(group.name)}`;
  if (roles.publishes && state === "ready") return `${checks}#ready`;
  if (roles.publishes && state === "checked") return `${checks}#checked`;
  if (state === "published") return `/staff/reached?round=${round.roundId}&class=${group.classGroupId}`;
  return roles.writes ? `/staff/reports/${round.roundId}/${group.classGroupId}?state=${state}` : null;
}

/** The classes of a round by state: each number opens the list behind it. */
export async function ClassTable({ round, roles }: { round: Round; roles: Roles }) {
  const [t, locale] = await Promise.all([getTranslations("staffReports.rounds"), getLocale()]);
  const states: State[] = ["writing", "ready", "checked", "published"];
  if (round.classes.some((group) => group.withdrawn > 0)) states.push("withdrawn");
  return (
    <div className="table-scroll relative">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("class")}</th>
            {states.map((state) => <th key={state} scope="col">{t(`columns.${state}`)}</th>)}
            <th scope="col">{t("all")}</th>
            {roles.writes ? <th scope="col"><span className="sr-only">{t("write")}</span></th> : null}
          </tr>
        </thead>
        <tbody className="tabular-nums [&_td]:align-middle">
          {round.classes.map((group) => (
            <tr key={group.classGroupId}>
              <th scope="row" className="border-t border-line bg-card align-middle text-ink">
                {roles.writes ? <a href={`/${locale}/staff/reports/${round.roundId}/${group.classGroupId}`}><bdi>{group.name}</bdi></a> : <bdi>{group.name}</bdi>}
              </th>
              {states.map((state) => {
                const href = group[state] > 0 ? listOf(round, group, state, roles) : null;
                const label = t("countLink", { className: isolateName(group.name), state: t(`columns.${state}`), count: group[state] });
                return (
                  <td key={state} className={group[state] === 0 ? "text-ink-soft" : ""}>
                    {href ? <a className="inline-flex min-h-6 min-w-8 font-bold" href={`/${locale}${href}`} aria-label={label}>{group[state]}</a> : group[state]}
                  </td>
                );
              })}
              <td>{group.total}</td>
              {roles.writes ? (
                <td className="!py-2 text-end">
                  <a className={`button button-small ${group.writing > 0 && !roles.publishes ? "" : "button-quiet"}`} href={`/${locale}/staff/reports/${round.roundId}/${group.classGroupId}`}>
                    <Icon name={group.writing > 0 ? "pencil" : "eye"} />
                    {group.writing > 0 ? t("write") : t("look")}
                    <span className="sr-only"><bdi>{group.name}</bdi></span>
                  </a>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
