import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { BigDate } from "@/app/_ui/easy-read";
import { Group } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { places } from "@/server/features/contacts/visits/schema";
import { dateParts, formatDate, formatList, isolateName } from "@/server/lib/i18n/format";

import { FlagWords } from "../shell/flag-words";
import { VoiceBox } from "../shell/voice-box";
import { answerVisitAction, flagVisitAction } from "./visit-actions";
import { FAMILY_VISITS, type OwnVisit } from "./visit-answers";

const placePictures: Record<(typeof places)[number], string> = { home: "home", school: "school", elsewhere: "map" };

/** What to do about words that are not as they should be: ring, or mind that a computer or nobody has looked at them. */
const signPictures = { untranslated: "phone", machine: "computer", unchecked: "languages" } as const;

/** One choice with a picture: the whole card is the target. */
function Choice({ name, value, picture, label, checked }: { name: string; value: string; picture?: string; label: string; checked: boolean }) {
  return (
    <label className="flex min-h-14 items-center gap-3 rounded-m border-2 border-line bg-card px-4 py-2 has-checked:border-brand has-checked:bg-brand-wash">
      <input type="radio" name={name} value={value} defaultChecked={checked} required className="size-5 flex-none accent-brand" />
      {picture ? <Picture name={picture} size={36} /> : null}
      <span>{label}</span>
    </label>
  );
}

/** What the visit is about, who comes and for how long. */
export async function VisitFacts({ visit }: { visit: OwnVisit }) {
  const [t, purposes, sign, locale] = await Promise.all([getTranslations("visits.family"), getTranslations("visits.purposes"), getTranslations("visits.signs"), getLocale()]);
  const { words, visitors, minutes, interpreter, purpose } = visit;
  return (
    <section className="card grid gap-3">
      <p className="font-bold">{purposes(purpose)}</p>
      <p lang={words.language} dir="auto" className="whitespace-pre-line">{words.body}</p>
      {words.sign ? <p className="mark flex items-center gap-3"><Picture name={signPictures[words.sign]} size={36} /><span>{sign(words.sign)}</span></p> : null}
      <FlagWords words={words} language={locale} form={{ action: flagVisitAction, record: { visitId: visit.id } }} />
      <p className="flex items-center gap-3"><Picture name="group" size={40} /><span>{t("who", { names: formatList(locale, visitors.map(isolateName)) })}</span></p>
      <p className="flex items-center gap-3"><Picture name="clock" size={40} /><span>{t("minutes", { minutes })}</span></p>
      {interpreter === "none" ? null : <p className="flex items-center gap-3"><Picture name="interpreter" size={40} /><span>{t("interpreter")}</span></p>}
    </section>
  );
}

/** When and where it was agreed. */
export async function VisitTime({ visit, zone }: { visit: OwnVisit; zone: string }) {
  const [t, where, yours, locale] = await Promise.all([getTranslations("visits.family"), getTranslations("visits.places"), getTranslations("listen.voiceNote"), getLocale()]);
  const { startsAt, place, placeWords, spoken } = visit;
  if (!startsAt || !place) return null;
  return (
    <section className="card card-now flex flex-wrap items-center gap-5" aria-label={t("agreed")}>
      <BigDate {...dateParts(locale, startsAt, zone)} label={t("agreed")} />
      <div className="grid gap-2">
        <p className="flex items-center gap-2 text-lg font-bold"><Icon name="clock" /><bdi dir="ltr">{formatDate("en", startsAt, "time", zone)}</bdi></p>
        <p className="flex items-center gap-3"><Picture name={placePictures[place]} size={36} />{where(place)}</p>
        {placeWords ? <p><bdi>{placeWords}</bdi></p> : null}
        {spoken ? <audio controls preload="none" src={`/api/contacts/visits/${visit.id}`} className="w-full" aria-label={yours("yours")} /> : null}
      </div>
    </section>
  );
}

/** The family chooses when and where, by tapping; or says that nothing fits, or that it wants no visit. Works without script. */
export async function VisitForm({ visit, path, zone }: { visit: OwnVisit; path: string; zone: string }) {
  const [t, where, locale, flash] = await Promise.all([getTranslations("visits.family"), getTranslations("visits.places"), getLocale(), readFlash(path)]);
  const hidden = <><input type="hidden" name="locale" value={locale} /><input type="hidden" name="visitId" value={visit.id} /></>;
  const typed = flash?.values;
  return (
    <>
      {visit.slots.length === 0 ? <p>{t("noTimes")}</p> : (
        <form action="/api/contacts/visits" method="post" encType="multipart/form-data" className="grid gap-5">
          {hidden}
          <Group legend={t("when")}>
            {visit.slots.map(({ id, startsAt }) => <Choice key={id} name="slotId" value={id} picture="calendar" label={formatDate(locale, startsAt, "moment", zone)} checked={typed?.slotId === id || visit.startsAt?.getTime() === startsAt.getTime()} />)}
          </Group>
          <Group legend={t("where")}>
            {places.map((place) => <Choice key={place} name="place" value={place} picture={placePictures[place]} label={where(place)} checked={(typed?.place ?? visit.place) === place} />)}
          </Group>
          <label className="field"><span className="font-bold">{t("placeWords")}</span>
            <span className="text-ink-soft">{t("placeHint")}</span>
            <input name="placeWords" dir="auto" maxLength={300} className="input" defaultValue={typed?.placeWords ?? visit.placeWords ?? ""} />
          </label>
          <VoiceBox fault={flash?.fields?.voice} />
          <button className="button text-lg"><Icon name="check" />{t(visit.state === "booked" ? "change" : "choose")}</button>
        </form>
      )}
      <form action={answerVisitAction} className="grid gap-3 border-t border-line pt-5">
        {hidden}
        <p>{t("free")}</p>
        <button name="answer" value="other_times" className="button button-quiet"><Picture name="calendar" size={32} />{t("otherTimes")}</button>
        <button name="answer" value="no_visit" className="button button-quiet"><Picture name="no" size={32} />{t("noVisit")}</button>
      </form>
    </>
  );
}

/** The visits to this adult, those that wait for an answer first. */
export async function VisitCards({ visits, zone }: { visits: OwnVisit[]; zone: string }) {
  const [t, states, purposes, locale] = await Promise.all([getTranslations("visits.family"), getTranslations("visits.states"), getTranslations("visits.purposes"), getLocale()]);
  return (
    <ul className="grid gap-3">
      {visits.map(({ id, state, child, purpose, startsAt }) => (
        <li key={id}>
          <a href={`/${locale}${FAMILY_VISITS}/${id}`} className="card flex items-center gap-4 text-ink no-underline">
            <Picture name="visit" size={48} />
            <span className="grid min-w-0 gap-1">
              <span className="flex flex-wrap items-center gap-2 font-bold text-brand underline">{t("about", { child: isolateName(child) })}<Badge tone={state === "offered" ? "warn" : state === "booked" ? "good" : "plain"}>{states(state)}</Badge></span>
              <span>{purposes(purpose)}</span>
              {startsAt ? <span className="text-ink-soft">{formatDate(locale, startsAt, "moment", zone)}</span> : null}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The way to the visits from the family's home page; nothing where there are none. */
export async function VisitsLink({ count }: { count: { waiting: number; coming: number } }) {
  const [t, locale] = await Promise.all([getTranslations("visits.family"), getLocale()]);
  if (count.waiting + count.coming === 0) return null;
  return <a href={`/${locale}${FAMILY_VISITS}`} className={count.waiting > 0 ? "button" : "button button-quiet"}><Icon name="home" />{t(count.waiting > 0 ? "linkWaiting" : "link")}</a>;
}
