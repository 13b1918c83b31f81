import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { Phone } from "@/app/_ui/phone";
import { barriers } from "@/server/features/contacts/schema";
import { extensions, lengths, places } from "@/server/features/contacts/visits/schema";
import { callOutcomes } from "@/server/features/delivery/schema";
import { formatDate } from "@/server/lib/i18n/format";

import { GatedBox, GatedLine } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import { SaidNote } from "../shell/said-note";
import { recordVisitAction, visitAction, writeDownAction } from "./visit-actions";
import type { StaffVisit } from "./visit-answers";
import { TimeChoices } from "./visit-plan";

async function Hidden({ visitId }: { visitId: string }) {
  const locale = await getLocale();
  return <><input type="hidden" name="locale" value={locale} /><input type="hidden" name="visitId" value={visitId} /></>;
}

/** Whether it was called off by the database, for the school may not visit this adult any more; who is inside needs everything until they are out. */
export const mustNotBeMade = ({ calledOffAt, state }: StaffVisit) => calledOffAt !== null && state === "cancelled";

/** What whoever goes must know: why, where, who, in which language, and what was noted for their safety. */
export async function VisitCard({ visit, zone }: { visit: StaffVisit; zone: string }) {
  const [t, where, inter, why, locale] = await Promise.all([getTranslations("visits.staff"), getTranslations("visits.places"), getTranslations("contacts.interpreters"), getTranslations("visits.purposes"), getLocale()]);
  const { adult, lead, second, place, placeWords, said, startsAt, riskNotes, earlierRisks } = visit;
  const rows: [string, React.ReactNode][] = [
    [t("why"), <>{why(visit.purpose)}: <span lang="en">{visit.words.source}</span></>],
    [t("time"), startsAt ? formatDate(locale, startsAt, "moment", zone) : t("notYet")],
    [t("place"), place ? <>{where(place)}{placeWords ? <>: <bdi>{placeWords}</bdi></> : null}</> : t("notYet")],
    // Where somebody lives whom the school may not visit any more is nobody's to look up here.
    ...(place === "home" && !mustNotBeMade(visit) ? [[t("address"), adult.address ? adult.address.join(", ") : t("askOffice")] as [string, React.ReactNode]] : []),
    [t("goes"), [lead.name, second?.name].filter(Boolean).join(", ")],
    [t("interpreter"), inter(visit.interpreter)],
    [t("phone"), adult.phone && !mustNotBeMade(visit) ? <Phone number={adult.phone} /> : "–"],
    [t("planned"), <>{visit.planner.name}{visit.authorisedBy ? <>; {t("authorisedBy", { name: visit.authorisedBy })}</> : null}</>],
  ];
  return (
    <>
      <dl className="card grid max-w-2xl gap-x-6 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
        {rows.map(([term, value]) => <div key={term} className="contents"><dt className="font-bold">{term}</dt><dd>{value}</dd></div>)}
      </dl>
      {said ? <div className="card max-w-2xl"><SaidNote id={visit.id} about={t("place")} from={adult.name} language={said.language} src={`/api/contacts/visits/${visit.id}`} written={said.written} action={writeDownAction} fields={{ visitId: visit.id }} /></div> : null}
      {riskNotes || earlierRisks.length > 0 || visit.twoPeople ? (
        <Notice tone="warn" title={t("risk")}>
          {visit.twoPeople ? <p>{t(`two.${visit.twoPeople}`)}</p> : null}
          {riskNotes ? <p className="whitespace-pre-line">{riskNotes}</p> : null}
          {earlierRisks.map(({ at, notes }) => <p key={at.toISOString()} className="whitespace-pre-line">{formatDate(locale, at, "shortDay", zone)}: {notes}</p>)}
          <p className="text-ink-soft">{t("staffOnly")}</p>
        </Notice>
      ) : null}
    </>
  );
}

/** The school may not visit this adult any more: first of all, and without the reason, which is not for everybody who goes. */
export async function CalledOff({ visit, zone }: { visit: StaffVisit; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("visits.staff.stop"), getLocale()]);
  if (!visit.calledOffAt || visit.state === "done") return null;
  const inside = visit.state !== "cancelled";
  return <Notice tone="stop" title={t(inside ? "insideTitle" : "title")}><p>{t(inside ? "inside" : "text", { time: formatDate(locale, visit.calledOffAt, "moment", zone) })}</p></Notice>;
}

/** Somebody who did not plan the visit says yes or no. */
export async function AuthoriseForm({ visit }: { visit: StaffVisit }) {
  const t = await getTranslations("visits.staff");
  return (
    <form action={visitAction} className="card card-now flex max-w-2xl flex-wrap items-center gap-3">
      <Hidden visitId={visit.id} />
      <p className="w-full">{t("authoriseText")}</p>
      <button name="what" value="authorise" className="button"><Icon name="shield-check" />{t("authorise")}</button>
      <button name="what" value="refuse" className="button button-quiet">{t("refuse")}</button>
    </form>
  );
}

/** For a family on the telephone: the same choice as theirs; and further times. */
export async function ChooseForForm({ visit, times, zone }: { visit: StaffVisit; times: Date[]; zone: string }) {
  const [t, where, locale] = await Promise.all([getTranslations("visits.staff"), getTranslations("visits.places"), getLocale()]);
  return (
    <div className="grid max-w-2xl gap-4">
      {visit.slots.length > 0 ? (
        <form action={visitAction} className="card grid gap-4">
          <Hidden visitId={visit.id} />
          <h2>{t("onPhone")}</h2>
          <Group legend={t("time")}>{visit.slots.map(({ id, startsAt }) => <Option key={id} type="radio" name="slotId" value={id} label={formatDate(locale, startsAt, "moment", zone)} checked={visit.startsAt?.getTime() === startsAt.getTime()} />)}</Group>
          <Group legend={t("place")}>{places.map((place) => <Option key={place} type="radio" name="place" value={place} label={where(place)} checked={visit.place === place} />)}</Group>
          <Field name="placeWords" label={t("placeWords")} maxLength={300} defaultValue={visit.placeWords ?? ""} />
          <button name="what" value="choose" className="button justify-self-start">{t("chooseFor")}</button>
        </form>
      ) : null}
      <details className="card">
        <summary className="min-h-11 content-center font-bold">{t("moreTimes")}</summary>
        <form action={visitAction} className="grid gap-4 pt-3">
          <Hidden visitId={visit.id} />
          <TimeChoices times={times} zone={zone} />
          <button name="what" value="offer" className="button button-quiet justify-self-start">{t("offer")}</button>
        </form>
      </details>
    </div>
  );
}

/** At the door, on a telephone: going in, a few minutes more, out again. Large, because hands are cold and bags are full. */
export async function DoorForm({ visit, zone }: { visit: StaffVisit; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("visits.staff"), getLocale()]);
  const inside = visit.state === "under_way";
  return (
    <section className="card card-now grid max-w-2xl gap-4" aria-label={t("door")}>
      {inside && visit.outBy ? <p className="text-lg font-bold">{t("outBy", { time: formatDate(locale, visit.outBy, "time", zone) })}</p> : <p>{t("doorText")}</p>}
      {inside ? (
        <form action={visitAction}><Hidden visitId={visit.id} /><button name="what" value="checkOut" className="button min-h-20 w-full text-xl"><Icon name="circle-check" />{t("checkOut")}</button></form>
      ) : null}
      <form action={visitAction} className="grid gap-3">
        <Hidden visitId={visit.id} />
        <input type="hidden" name="what" value="checkIn" />
        <p className="font-bold">{t(inside ? "extend" : "howLong")}</p>
        <div className="grid grid-cols-3 gap-2">
          {(inside ? extensions : lengths.filter((minutes) => minutes <= 60 || minutes === visit.minutes)).map((minutes) => (
            <button key={minutes} name="minutes" value={minutes} className={`button min-h-16 text-lg ${!inside && minutes === visit.minutes ? "" : "button-quiet"}`}>{t("minutes", { minutes })}</button>
          ))}
        </div>
      </form>
    </section>
  );
}

/** What came of it: a note in the record of contact, facts apart from opinion, the next step as a task with a day. */
export async function RecordForm({ visit, path }: { visit: StaffVisit; path: string }) {
  const [t, form, outcomes, barrier, flash] = await Promise.all([getTranslations("visits.staff"), getTranslations("contacts.form"), getTranslations("contacts.outcomes"), getTranslations("contacts.barriers"), readFlash(path)]);
  const typed = flash?.values ?? {};
  // The family reads it in its own language.
  const box = (name: string, label: string) => <div className="field"><label htmlFor={name} className="font-bold">{label}</label><GatedBox id={name} name={name} rows={3} maxLength={2_000} defaultValue={typed[name]} /></div>;
  return (
    <GateWords><form action={recordVisitAction} className="card grid max-w-2xl gap-4">
      <Hidden visitId={visit.id} />
      <h2>{t("recordTitle")}</h2>
      <Choice name="outcome" label={form("outcome")} value={typed.outcome ?? "reached"} options={callOutcomes.filter((each) => each !== "wrong_number").map((each) => ({ value: each, label: outcomes(each) }))} />
      <Choice name="barrier" label={form("barrier")} value={typed.barrier ?? ""} options={[{ value: "", label: "–" }, ...barriers.map((each) => ({ value: each, label: barrier(each) }))]} />
      {box("facts", form("facts"))}
      {box("theirWords", form("theirWords"))}
      {box("agreed", form("agreed"))}
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="field"><label htmlFor="nextStep">{form("nextStep")}</label><GatedLine id="nextStep" name="nextStep" maxLength={2_000} defaultValue={typed.nextStep} /></div>
        <Field type="date" name="dueOn" label={t("until")} defaultValue={typed.dueOn} />
      </div>
      <label className="field"><span className="font-bold">{form("opinion")}</span><span className="text-ink-soft">{t("staffOnly")}</span><textarea name="opinion" rows={3} maxLength={2_000} dir="auto" className="input" defaultValue={typed.opinion} /></label>
      <button className="button justify-self-start"><Icon name="check" />{t("record")}</button>
    </form></GateWords>
  );
}
