import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { BigDate } from "@/app/_ui/easy-read";
import { Group } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { dateParts, formatDate } from "@/server/lib/i18n/format";

import { answerAction, changeAction } from "./actions";
import type { OwnPlace } from "./answers";
import { VoiceBox } from "../shell/voice-box";
import { EVENTS, PLACE } from "./places";
import { TimeOptions } from "./time-options";
import { hoursOf } from "./times";
import { faultWords, WishFields } from "./wish-fields";

const pictures = { booked: "yes", waiting: "clock", offered: "gift", lapsed: "late", cancelled: "no", came: "thanks", calledOff: "no" } as const;

interface Props {
  place: OwnPlace;
  /** What opens it. */
  secret: string;
  zone: string;
  now: Date;
}

/** The names of the fields that every form about a place carries. */
async function PlaceFields({ secret }: { secret: string }) {
  const locale = await getLocale();
  return <><input type="hidden" name="locale" value={locale} /><input type="hidden" name="place" value={secret} /></>;
}

/** How a family's place stands, in words and as a picture, with its code. */
export async function PlaceCard({ place, zone }: Omit<Props, "secret" | "now">) {
  const [t, locale] = await Promise.all([getTranslations("events"), getLocale()]);
  const { session, event, before } = place;
  const off = session.cancelledAt !== null || place.eventState === "cancelled";
  const state = off ? "calledOff" : place.state;
  const until = place.offeredUntil ? formatDate(locale, place.offeredUntil, "moment", zone) : "";
  return (
    <>
      <div className="flex items-center gap-4"><Picture name={pictures[state]} size={64} /><h1 className="min-w-0">{t(`place.${state}`)}</h1></div>
      <section className="card card-now flex flex-wrap items-center gap-4">
        <BigDate {...dateParts(locale, session.startsAt, zone)} label={t("read.when")} />
        <div className="grid min-w-36 flex-1 gap-1">
          <p className="font-bold"><a href={`/${locale}${EVENTS}/${event.id}`} lang={event.words.title.language} dir="auto">{event.words.title.body}</a></p>
          <p className="flex items-center gap-2 font-bold"><Icon name="clock" /><bdi dir="ltr" className="digits whitespace-nowrap">{hoursOf(session, zone)}</bdi></p>
          <p><bdi>{place.name}</bdi> · {t("place.people", { count: place.people })}</p>
        </div>
      </section>
      <p>{t(`place.${state}Text`, { until })} {state === "waiting" && before !== null ? t("place.before", { count: before }) : null}</p>
      <section className="card flex flex-wrap items-center gap-4">
        <div className="grid min-w-40 flex-1 gap-1">
          <h2 className="!text-base">{t("place.code")}</h2>
          <p className="text-2xl font-bold tracking-wide"><bdi dir="ltr">{place.code}</bdi></p>
          <p className="text-ink-soft">{t("place.codeHint")}</p>
        </div>
        <img src={`data:image/svg+xml,${encodeURIComponent(place.codeSvg)}`} alt={t("place.codePicture")} width={132} height={132} className="rounded-s bg-white" />
      </section>
    </>
  );
}

/** What a family can do with its place now. */
export async function PlaceActions({ place, secret, zone, now }: Props) {
  const [t, locale] = await Promise.all([getTranslations("events"), getLocale()]);
  const { session, event } = place;
  const off = session.cancelledAt !== null || place.eventState === "cancelled";
  const begun = session.startsAt <= now;
  if (begun && !off && place.state !== "cancelled") return <Afterwards place={place} secret={secret} />;
  if (off || session.endsAt <= now) return null;
  if (place.state === "cancelled" || place.state === "lapsed") return <p><a href={`/${locale}${EVENTS}/${event.id}/book`} className="button">{t("place.again")}</a></p>;
  if (place.state === "offered") {
    return (
      <form action={answerAction} className="flex flex-wrap gap-3">
        <PlaceFields secret={secret} />
        <button name="answer" value="accept" className="button"><Icon name="check" />{t("place.accept")}</button>
        <button name="answer" value="cancel" className="button button-quiet">{t("place.decline")}</button>
      </form>
    );
  }
  return (
    <>
      {place.state === "booked" ? <p><a href={`/api/events/${event.id}/calendar?time=${session.id}&lang=${locale}`} className="button button-quiet"><Icon name="calendar-event" />{t("read.calendar")}</a></p> : null}
      <Changing place={place} secret={secret} zone={zone} now={now} />
      <Saying place={place} secret={secret} />
      <form action={answerAction} className="grid justify-items-start gap-2">
        <PlaceFields secret={secret} />
        <p>{t("place.cancelText")}</p>
        <button name="answer" value="cancel" className="button button-quiet"><Icon name="x" />{t("place.cancel")}</button>
      </form>
    </>
  );
}

async function Changing({ place, secret, zone, now }: Props) {
  const path = `${PLACE}/${secret}`;
  const [t, flash] = await Promise.all([getTranslations("events"), readFlash(path)]);
  const refused = flash?.tone === "stop" && flash.values !== undefined && !flash.values.said;
  const typed = refused ? (flash.values ?? {}) : {
    people: String(place.people), ages: place.childAges.join(", "), creche: String(place.creche), needs: place.needs.join(","), speaks: place.speaks, foodWords: place.foodWords, words: place.words, time: place.session.id,
  };
  const error = await faultWords(refused ? (flash.fields ?? {}) : {});
  const times = place.event.sessions.filter(({ endsAt, cancelledAt }) => endsAt > now && !cancelledAt);
  return (
    <details className="card" open={refused}>
      <summary className="flex min-h-11 items-center gap-2 font-bold"><Icon name="pencil" />{t("place.change")}</summary>
      <form action={changeAction} className="grid gap-5 pt-3">
        <PlaceFields secret={secret} />
        {times.length > 1 ? (
          <Group legend={t("book.time")}>
            <TimeOptions times={times} chosen={typed.time} own={place.session.id} zone={zone} />
          </Group>
        ) : <input type="hidden" name="time" value={place.session.id} />}
        <WishFields offers={place.event.offers} typed={typed} error={error} />
        <button className="button"><Icon name="check" />{t("place.save")}</button>
      </form>
    </details>
  );
}

/** What a family has said, to hear it again, and the box to say it or to say it anew. */
async function Voice({ place, secret, part, fault }: Pick<Props, "place" | "secret"> & { part: OwnPlace["said"][number]; fault?: string }) {
  const t = await getTranslations("listen.voiceNote");
  return (
    <>
      {place.said.includes(part) ? <p className="grid gap-1"><span>{t("yours")}</span><audio controls preload="none" src={`/api/events/said/${secret}?part=${part}`} aria-label={t("yours")} className="h-12 w-full" /></p> : null}
      <VoiceBox fault={fault} />
    </>
  );
}

/** What else the school should know, said instead of written: the words have their box among what can be changed. */
async function Saying({ place, secret }: Pick<Props, "place" | "secret">) {
  const [t, flash] = await Promise.all([getTranslations("events"), readFlash(`${PLACE}/${secret}`)]);
  return (
    <form action={`/api/events/said/${secret}`} method="post" encType="multipart/form-data" className="card grid gap-4">
      <PlaceFields secret={secret} />
      <input type="hidden" name="part" value="words" />
      <h2 className="!text-base">{t("book.words")}</h2>
      <Voice place={place} secret={secret} part="words" fault={flash?.fields?.voice} />
      <button className="button button-quiet justify-self-start">{t("place.send")}</button>
      <script src="/enhance.js" defer />
    </form>
  );
}

const faces = [["3", "happy"], ["2", "calm"], ["1", "sad"]] as const;

/** How it was, in one tap and a few words; and what there is for those who could not come. */
async function Afterwards({ place, secret }: Pick<Props, "place" | "secret">) {
  const [t, flash] = await Promise.all([getTranslations("events"), readFlash(`${PLACE}/${secret}`)]);
  const typed = flash?.values?.said ? flash.values : {};
  const { words: { after }, packLink } = place.event;
  return (
    <>
      {after.body !== "" ? <p lang={after.language} dir="auto" className="whitespace-pre-line">{after.body}</p> : null}
      {packLink ? <p><a href={packLink} rel="noopener noreferrer" className="button"><Icon name="arrow-right" flip />{t("read.pack")}</a></p> : null}
      <form action={`/api/events/said/${secret}`} method="post" encType="multipart/form-data" className="card grid gap-4">
        <PlaceFields secret={secret} />
        <input type="hidden" name="part" value="feedback" />
        <fieldset className="grid gap-3">
          <legend className="legend mb-2">{t("place.feedback")}</legend>
          <div className="grid grid-cols-3 gap-3">
            {faces.map(([value, picture]) => (
              <label key={value} className="grid justify-items-center gap-2 rounded-m border-2 border-line bg-card p-3 text-center has-checked:border-brand has-checked:bg-brand-wash">
                <Picture name={picture} size={48} />
                <span className="flex items-center gap-2"><input type="radio" name="rating" value={value} required defaultChecked={(typed.rating || String(place.rating)) === value} className="size-5 accent-brand" />{t(`place.ratings.${value}`)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <div className="field">
          <label htmlFor="feedback">{t("place.feedbackWords")}</label>
          <textarea id="feedback" name="feedback" rows={3} maxLength={1_000} dir="auto" className="input" defaultValue={typed.feedback} />
        </div>
        <Voice place={place} secret={secret} part="feedback" fault={flash?.fields?.voice} />
        <button className="button"><Icon name="check" />{t("place.send")}</button>
        <script src="/enhance.js" defer />
      </form>
    </>
  );
}
