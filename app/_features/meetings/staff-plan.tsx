import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Choice, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { formatDate, formatList } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import { MEETINGS, type Shiftable, type StaffPlan } from "./answers";
import { shiftAction } from "./staff-actions";
import { RoundButton } from "./staff-round";

/** Reasons that a family reads as "you": staff read who it is. */
const aboutFamily: readonly string[] = ["no_common_time", "no_interpreter", "family_full"];

/** Those without a place: why, and what is nearest. */
export async function Unplaced({ plan, zone }: { plan: StaffPlan; zone: string }) {
  const [t, reasons, locale] = await Promise.all([getTranslations("meetings.staff"), getTranslations("meetings.reasons"), getLocale()]);
  const why = ({ reason, language }: StaffPlan["unplaced"][number]) => (aboutFamily.includes(reason) ? t(`reasons.${reason}`, { language: listedLanguage(locale, language) }) : reasons(reason));
  if (plan.unplaced.length === 0) return null;
  return (
    <section className="notice notice-warn grid gap-3">
      <h2 id="unplaced">{t("unplaced")} ({plan.unplaced.length})</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="unplaced">
        <table className="table table-cards">
          <thead><tr>{(["family", "child", "teacher", "why", "offers"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
          <tbody>
            {plan.unplaced.map((each) => (
              <tr key={each.id}>
                <th scope="row"><bdi>{each.adult}</bdi></th>
                <td data-label={t("child")}><bdi>{each.child}</bdi></td>
                <td data-label={t("teacher")}><bdi>{each.teacher}</bdi></td>
                <td data-label={t("why")}>{why(each)}</td>
                <td data-label={t("offers")}>{each.offers.length > 0 ? formatList(locale, each.offers.map((at) => formatDate(locale, at, "shortMoment", zone))) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The plan in the order of its times. Every row can be moved and pinned by keyboard alone. */
export async function PlanTable({ plan, roundId, zone }: { plan: StaffPlan; roundId: string; zone: string }) {
  const [t, way, locale] = await Promise.all([getTranslations("meetings.staff"), getTranslations("meetings.modes"), getLocale()]);
  return (
    <section className="grid gap-3">
      <h2 id="plan">{t("planTitle")} ({plan.lines.length})</h2>
      {plan.lines.length === 0 ? <p>{t("noPlan")}</p> : (
        <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="plan">
          <table className="table table-cards">
            <thead><tr>{(["time", "teacher", "family", "child", "interpreter", "room"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}<th scope="col"><span className="sr-only">{t("move")}</span></th></tr></thead>
            <tbody>
              {plan.lines.map((line) => (
                <tr key={line.id}>
                  <th scope="row" className="whitespace-nowrap">{formatDate(locale, line.startsAt, "shortMoment", zone)}</th>
                  <td data-label={t("teacher")}><bdi>{line.teacher}</bdi></td>
                  <td data-label={t("family")}><bdi>{line.adult}</bdi></td>
                  <td data-label={t("child")}><bdi>{line.child}</bdi></td>
                  <td data-label={t("interpreter")}>{line.needsInterpreter ? <>{line.interpreter ? <bdi>{line.interpreter}</bdi> : <Badge tone="stop">{t("none")}</Badge>} ({listedLanguage(locale, line.language)})</> : "–"}</td>
                  <td data-label={t("room")}>{line.room ? <bdi>{line.room}</bdi> : way(line.mode)}</td>
                  <td><span className="flex flex-wrap gap-2">
                    <a className="button button-quiet button-small" href={`/${locale}${MEETINGS}/${roundId}/${line.id}`} aria-label={`${t("move")}: ${line.adult}, ${line.child}`}><Icon name="clock" />{t("move")}</a>
                    <RoundButton roundId={roundId} id={line.id} what={line.pinned ? "unpinned" : "pinned"} name={`${line.adult}, ${line.child}`} label={t(line.pinned ? "unpin" : "pin")} icon={line.pinned ? "x" : "lock"} />
                  </span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Puts one meeting at another time that is free for everybody. */
export async function ShiftForm({ meeting, zone }: { meeting: Shiftable; zone: string }) {
  const [t, family, way, locale] = await Promise.all([getTranslations("meetings.staff"), getTranslations("meetings.family"), getTranslations("meetings.modes"), getLocale()]);
  if (meeting.times.length === 0) return <p>{family("noTimes")}</p>;
  return (
    <form action={shiftAction} className="card grid gap-4">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="roundId" value={meeting.roundId} />
      <input type="hidden" name="meetingId" value={meeting.id} />
      <Choice name="startsAt" label={t("moveTo")} value={meeting.startsAt.toISOString()} options={meeting.times.map(({ startsAt }) => ({ value: startsAt.toISOString(), label: formatDate(locale, startsAt, "moment", zone) }))} />
      <Group legend={t("modes")}>
        {[...new Set([meeting.mode, ...meeting.times.flatMap(({ modes }) => modes)])].map((mode) => <Option key={mode} type="radio" name="mode" value={mode} label={way(mode)} checked={mode === meeting.mode} />)}
      </Group>
      <button className="button justify-self-start"><Icon name="check" />{t("move")}</button>
    </form>
  );
}
