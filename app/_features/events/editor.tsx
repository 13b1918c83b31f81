import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { eventKinds, eventNeeds, eventWords, TITLE_LENGTH, WORDS_LENGTH } from "@/server/features/events/schema";
import { formatList } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import { GatedBox, GatedLine } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import type { EditedEvent } from "./answers";
import { EVENTS, STAFF_EVENTS } from "./places";
import { decideEventAction, saveEventAction } from "./staff-actions";

/** The fields that every form about an event carries. */
export async function EventFields({ eventId }: { eventId: string }) {
  const locale = await getLocale();
  return <><input type="hidden" name="locale" value={locale} /><input type="hidden" name="eventId" value={eventId} /></>;
}

/** The words of an event and what families can ask for, in one form that works without script. */
export async function EventEditor({ event }: { event: EditedEvent }) {
  const path = `${STAFF_EVENTS}/${event.id}`;
  const [t, kinds, needs, flash] = await Promise.all([getTranslations("events.staff"), getTranslations("events.kinds"), getTranslations("events.needs"), readFlash(path)]);
  const typed = flash?.tone === "stop" ? (flash.values ?? {}) : {};
  return (
    <GateWords>
      <form action={saveEventAction} className="grid max-w-3xl gap-4">
        <EventFields eventId={event.id} />
        {eventWords.map((word) => <input key={word} type="hidden" name={`base-${word}`} value={event.words[word].base} />)}
        <div className="field">
          <label htmlFor="title">{t("name")}</label>
          <GatedLine id="title" name="title" required maxLength={TITLE_LENGTH} defaultValue={typed.title ?? event.words.title.words} />
        </div>
        <Choice name="kind" label={t("kind")} value={event.kind} options={eventKinds.map((kind) => ({ value: kind, label: kinds(kind) }))} />
        {(["what", "meet", "place", "route", "after"] as const).map((word) => (
          <div key={word} className="field">
            <label htmlFor={word}>{t(word)}</label>
            <GatedBox id={word} name={word} rows={word === "what" ? 5 : 2} maxLength={WORDS_LENGTH} defaultValue={typed[word] ?? event.words[word].words} />
          </div>
        ))}
        <Field name="mapLink" label={t("mapLink")} hint={t("linkHint")} dir="ltr" maxLength={500} defaultValue={typed.mapLink ?? event.mapLink ?? ""} />
        <Field name="packLink" label={t("packLink")} hint={t("linkHint")} dir="ltr" maxLength={500} defaultValue={typed.packLink ?? event.packLink ?? ""} />
        <Group legend={t("offers")}>
          <div className="grid gap-2 sm:grid-cols-2">{eventNeeds.map((need) => <Option key={need} type="checkbox" name="offer" value={need} label={needs(need)} checked={event.offers.includes(need)} />)}</div>
        </Group>
        <div className="sticky bottom-0 flex flex-wrap gap-3 border-t border-line bg-paper py-3"><button className="button"><Icon name="check" />{t("save")}</button></div>
      </form>
    </GateWords>
  );
}

/** Where an event stands: announce it, see it, call it off, say thanks. `decides`: whoever looks may announce. */
export async function EventState({ event, decides, now }: { event: EditedEvent; decides: boolean; now: Date }) {
  const [t, locale] = await Promise.all([getTranslations("events.staff"), getLocale()]);
  const over = event.sessions.every(({ endsAt }) => endsAt <= now);
  return (
    <section className="grid max-w-3xl gap-4">
      {event.missing.length > 0 ? <Notice tone="warn" title={t("missing")}><p>{t("missingText", { languages: formatList(locale, event.missing.map((tag) => listedLanguage(locale, tag))) })}</p></Notice> : null}
      <div className="flex flex-wrap gap-3">
        {event.state === "draft" ? null : <a href={`/${locale}${EVENTS}/${event.id}`} className="button button-quiet"><Icon name="eye" />{t("see")}</a>}
        <a href={`/${locale}${STAFF_EVENTS}/${event.id}/guests`} className="button button-quiet"><Icon name="users" />{t("guests")}</a>
        <a href={`/${locale}${STAFF_EVENTS}/date`} className="button button-quiet"><Icon name="calendar-event" />{t("checkDate")}</a>
      </div>
      {decides && event.state === "draft" ? (
        <form action={decideEventAction} className="card card-now grid justify-items-start gap-2">
          <EventFields eventId={event.id} />
          <p>{t("announceText")}</p>
          <button name="what" value="announce" className="button"><Icon name="check" />{t("announce")}</button>
        </form>
      ) : null}
      {decides && event.state === "published" && over ? (
        <form action={decideEventAction} className="card grid justify-items-start gap-2">
          <EventFields eventId={event.id} />
          <p>{t("thankText")}</p>
          <button name="what" value="thank" className="button"><Icon name="heart-handshake" />{t("thank")}</button>
        </form>
      ) : null}
      {decides && event.state === "published" && !over ? (
        <details>
          <summary className="min-h-11 content-center">{t("callOff")}</summary>
          <form action={decideEventAction} className="grid justify-items-start gap-2 pt-2">
            <EventFields eventId={event.id} />
            <p>{t("callOffText")}</p>
            <button name="what" value="cancel" className="button button-stop"><Icon name="x" />{t("callOff")}</button>
          </form>
        </details>
      ) : null}
      {event.state === "draft" ? (
        <form action={decideEventAction}>
          <EventFields eventId={event.id} />
          <button name="what" value="remove" className="button button-quiet"><Icon name="trash" />{t("remove")}</button>
        </form>
      ) : null}
    </section>
  );
}
