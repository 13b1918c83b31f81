import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Field, Group } from "@/app/_ui/field";
import { Icon, type IconName } from "@/app/_ui/icon";
import { modes } from "@/server/features/meetings/schema";
import { formatDate, formatList } from "@/server/lib/i18n/format";
import { languages, otherLanguages } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { StaffRound } from "./answers";
import { addHoursAction, addInterpreterAction, roundAction } from "./staff-actions";
import { Tick } from "./staff-list";

/** One button of the round's page; `name` says for whom, to those who hear it. */
export async function RoundButton({ roundId, id, what, label, name, icon, quiet = true }: { roundId: string; id?: string; what: string; label: string; name?: string; icon: IconName; quiet?: boolean }) {
  const locale = await getLocale();
  return (
    <form action={roundAction} className="inline">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="roundId" value={roundId} />
      {id ? <input type="hidden" name="id" value={id} /> : null}
      <button name="what" value={what} className={`button button-small ${quiet ? "button-quiet" : ""}`}><Icon name={icon} />{label}{name ? <span className="sr-only">: <bdi>{name}</bdi></span> : null}</button>
    </form>
  );
}

/** What can be done with the round now, and how its plan stands. */
export async function RoundTools({ round, zone }: { round: StaffRound; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.staff"), getLocale()]);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {round.state === "draft" ? <RoundButton roundId={round.id} what="opened" label={t("openRound")} icon="check" quiet={false} /> : null}
        {round.state === "open" ? <RoundButton roundId={round.id} what="planAsked" label={t("planNow")} icon="refresh" quiet={false} /> : null}
        {round.state === "open" ? <RoundButton roundId={round.id} what="roundClosed" label={t("closeRound")} icon="lock" /> : null}
      </div>
      {round.planning === "waiting" ? <p role="status">{t("planning")}</p> : round.planning === "failed" ? <p role="alert">{t("planFailed")}</p> : round.plannedAt ? <p>{t("planned", { at: formatDate(locale, round.plannedAt, "shortMoment", zone) })}</p> : null}
    </div>
  );
}

/** Teachers' hours, and a form for more. */
export async function HoursCard({ round, path, zone }: { round: StaffRound; path: string; zone: string }) {
  const [t, way, locale, flash] = await Promise.all([getTranslations("meetings.staff"), getTranslations("meetings.modes"), getLocale(), readFlash(path)]);
  const typed = flash?.values;
  const had = (name: string, value: string, usual = false) => (typed?.[name] === undefined ? usual : typed[name].split(",").includes(value));
  return (
    <section className="card grid gap-4">
      <h2 id="hours">{t("hoursTitle")}</h2>
      {round.sessions.length === 0 ? <p>{t("noHours")}</p> : (
        <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="hours">
          <table className="table table-cards">
            <thead><tr>{(["teacher", "day", "from", "to", "room", "modes"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}<th scope="col"><span className="sr-only">{t("cut")}</span></th></tr></thead>
            <tbody>
              {round.sessions.map((session) => (
                <tr key={session.id}>
                  <th scope="row"><bdi>{session.teacher}</bdi></th>
                  <td data-label={t("day")}>{formatDate(locale, session.startsAt, "shortDay", zone)}</td>
                  <td data-label={t("from")}>{formatDate(locale, session.startsAt, "time", zone)}</td>
                  <td data-label={t("to")}>{formatDate(locale, session.endsAt, "time", zone)}</td>
                  <td data-label={t("room")}>{session.room ? <bdi>{session.room}</bdi> : "–"}</td>
                  <td data-label={t("modes")}>{formatList(locale, session.modes.map((each) => way(each)))}</td>
                  <td>{round.state === "closed" ? null : <RoundButton roundId={round.id} id={session.id} what="cut" name={session.teacher} label={t("cut")} icon="trash" />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {round.state === "closed" ? null : (
        <details open={round.sessions.length === 0 || typed?.teacherIds !== undefined}>
          <summary className="min-h-11 py-2 font-bold">{t("addHours")}</summary>
          <form action={addHoursAction} className="grid gap-4">
            <input type="hidden" name="locale" value={locale} />
            <input type="hidden" name="roundId" value={round.id} />
            <Group legend={t("teachers")}><div className="flex flex-wrap">{round.teachers.map(({ id, name }) => <Tick key={id} name="teacherIds" value={id} label={name} checked={had("teacherIds", id)} />)}</div></Group>
            <div className="grid gap-4 sm:grid-cols-3">
              <Field name="day" id="h-day" type="date" required label={t("day")} defaultValue={typed?.day} />
              <Field name="from" id="h-from" type="time" required label={t("from")} defaultValue={typed?.from ?? "15:30"} />
              <Field name="to" id="h-to" type="time" required label={t("to")} defaultValue={typed?.to ?? "19:00"} />
              <Field name="room" id="h-room" label={t("room")} maxLength={80} defaultValue={typed?.room} />
              <Field name="breakFrom" type="time" label={t("breakFrom")} defaultValue={typed?.breakFrom} />
              <Field name="breakTo" type="time" label={t("breakTo")} defaultValue={typed?.breakTo} />
            </div>
            <Group legend={t("modes")}><div className="flex flex-wrap">{modes.filter((each) => each !== "video" || round.video).map((each) => <Tick key={each} name="modes" value={each} label={way(each)} checked={had("modes", each, each !== "home")} />)}</div></Group>
            <button className="button justify-self-start"><Icon name="plus" />{t("addHours")}</button>
          </form>
        </details>
      )}
    </section>
  );
}

/** Interpreters who come, who does not, and a form for more. */
export async function InterpretersCard({ round, path, zone }: { round: StaffRound; path: string; zone: string }) {
  const [t, locale, flash] = await Promise.all([getTranslations("meetings.staff"), getLocale(), readFlash(path)]);
  const typed = flash?.values;
  return (
    <section className="card grid gap-4">
      <h2 id="interpreters">{t("interpreters")}</h2>
      {round.interpreters.length === 0 ? null : (
        <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="interpreters">
          <table className="table table-cards">
            <thead><tr>{(["name", "languages", "day", "from", "to"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}<th scope="col"><span className="sr-only">{t("absent")}</span></th></tr></thead>
            <tbody>
              {round.interpreters.map((each) => (
                <tr key={each.id}>
                  <th scope="row"><bdi>{each.name}</bdi></th>
                  <td data-label={t("languages")}>{formatList(locale, each.languages.map((tag) => listedLanguage(locale, tag)))}</td>
                  <td data-label={t("day")}>{formatDate(locale, each.startsAt, "shortDay", zone)}</td>
                  <td data-label={t("from")}>{formatDate(locale, each.startsAt, "time", zone)}</td>
                  <td data-label={t("to")}>{formatDate(locale, each.endsAt, "time", zone)}</td>
                  <td>{each.absent ? t("missed") : round.state === "closed" ? null : <RoundButton roundId={round.id} id={each.id} what="missed" name={each.name} label={t("absent")} icon="x" />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {round.state === "closed" ? null : (
        <details open={typed?.name !== undefined}>
          <summary className="min-h-11 py-2 font-bold">{t("addInterpreter")}</summary>
          <form action={addInterpreterAction} className="grid gap-4">
            <input type="hidden" name="locale" value={locale} />
            <input type="hidden" name="roundId" value={round.id} />
            <Field name="name" required maxLength={80} label={t("name")} defaultValue={typed?.name} />
            <div className="grid gap-4 sm:grid-cols-3">
              <Field name="day" id="i-day" type="date" required label={t("day")} defaultValue={typed?.day} />
              <Field name="from" id="i-from" type="time" required label={t("from")} defaultValue={typed?.from ?? "15:30"} />
              <Field name="to" id="i-to" type="time" required label={t("to")} defaultValue={typed?.to ?? "18:30"} />
            </div>
            <Group legend={t("languages")}><div className="flex flex-wrap">{[...languages, ...otherLanguages].filter(({ tag }) => tag !== "en").map(({ tag }) => <Tick key={tag} name="languages" value={tag} label={listedLanguage(locale, tag)} checked={typed?.languages?.split(",").includes(tag)} />)}</div></Group>
            <button className="button justify-self-start"><Icon name="plus" />{t("addInterpreter")}</button>
          </form>
        </details>
      )}
    </section>
  );
}
