import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { Phone } from "@/app/_ui/phone";
import { handledHow } from "@/server/features/contacts/visits/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import { alarmAction } from "./visit-actions";
import { type OpenAlarms, type VisitLines, VISITS } from "./visit-answers";

const groups = ["stopped", "underWay", "toCome", "toAuthorise", "withFamily", "toWrite", "past"] as const;

function groupOf({ state, recorded, stopped }: VisitLines[number]): (typeof groups)[number] {
  if (stopped) return "stopped";
  if (state === "under_way") return "underWay";
  if (state === "booked") return "toCome";
  if (state === "asked") return "toAuthorise";
  return state === "offered" ? "withFamily" : state === "done" && !recorded ? "toWrite" : "past";
}

/** Visits by what comes next. */
export async function VisitList({ visits, zone }: { visits: VisitLines; zone: string }) {
  const [t, states, purposes, locale] = await Promise.all([getTranslations("visits.staff"), getTranslations("visits.states"), getTranslations("visits.purposes"), getLocale()]);
  if (visits.length === 0) return <Empty picture="visit" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return groups.map((group) => {
    const own = visits.filter((visit) => groupOf(visit) === group);
    if (own.length === 0) return null;
    return (
      <div key={group} className="grid gap-2">
        <h2 id={`g-${group}`}>{t(`groups.${group}`)} ({own.length})</h2>
        <div className="table-scroll" tabIndex={0} role="region" aria-labelledby={`g-${group}`}>
          <table className="table table-cards">
            <thead><tr>{(["family", "child", "why", "time", "goes", "language", "state"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
            <tbody>
              {own.map((visit) => (
                <tr key={visit.id}>
                  <th scope="row"><a href={`/${locale}${VISITS}/${visit.id}`}><bdi>{visit.adult}</bdi></a></th>
                  <td data-label={t("child")}><bdi>{visit.pupil}</bdi></td>
                  <td data-label={t("why")}>{purposes(visit.purpose)}</td>
                  <td data-label={t("time")}>{visit.startsAt ? formatDate(locale, visit.startsAt, "shortMoment", zone) : "–"}</td>
                  <td data-label={t("goes")}>{visit.visitors.join(", ")}</td>
                  <td data-label={t("language")}>{listedLanguage(locale, visit.language)}</td>
                  <td data-label={t("state")}><Badge tone={visit.alarm || visit.stopped ? "stop" : visit.state === "under_way" ? "warn" : "plain"}>{visit.alarm ? t("missed") : states(visit.state)}</Badge></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    );
  });
}

/** Who is missed, with their telephones, and how the alarm is ended. */
export async function AlarmList({ alarms, zone }: { alarms: OpenAlarms; zone: string }) {
  const [t, how, kinds, locale] = await Promise.all([getTranslations("visits.staff"), getTranslations("visits.handled"), getTranslations("visits.alarms"), getLocale()]);
  return alarms.map(({ id, visitId, kind, dueAt, visitors }) => (
    <section key={id} className="notice notice-stop grid gap-3" aria-label={t("missed")}>
      <p className="text-lg font-bold">{kinds(kind, { time: formatDate(locale, dueAt, "time", zone) })}</p>
      <ul className="grid gap-1">
        {visitors.map(({ name, phone }) => <li key={name}><bdi>{name}</bdi>{phone ? <>: <Phone number={phone} /></> : null}</li>)}
      </ul>
      <p>{t("alarmHelp")} <a href={`/${locale}${VISITS}/${visitId}`}>{t("openVisit")}</a></p>
      <form action={alarmAction} className="flex flex-wrap gap-2">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="alarmId" value={id} />
        {handledHow.map((each) => <button key={each} name="how" value={each} className="button button-quiet button-small"><Icon name="check" />{how(each)}</button>)}
      </form>
    </section>
  ));
}
