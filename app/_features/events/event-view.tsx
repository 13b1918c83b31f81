import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { BigDate } from "@/app/_ui/easy-read";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { Picture } from "@/app/_ui/picture";
import { dateParts } from "@/server/lib/i18n/format";

import type { OpenEvent, Session } from "./answers";
import { EVENTS } from "./places";
import { hoursOf } from "./times";

export const needPictures: Record<OpenEvent["offers"][number], string> = { interpreter: "interpreter", sign_language: "sign_language", creche: "toy", step_free: "wheelchair", quiet_hour: "quiet", food: "food" };
const wordPictures = { what: "look", meet: "talk", place: "map", route: "wheelchair" } as const;

const tones = { free: "good", few: "warn", full: "stop" } as const;

interface TimeProps {
  event: OpenEvent;
  session: Session;
  zone: string;
  now: Date;
}

/** One time of an event: its day large, from when to when, whether there is room, and the way to a place. */
async function Time({ event, session, zone, now }: TimeProps) {
  const [t, locale] = await Promise.all([getTranslations("events"), getLocale()]);
  const off = event.state === "cancelled" || session.cancelledAt !== null;
  const over = session.endsAt <= now;
  return (
    <li className="card grid gap-3 sm:grid-cols-2 sm:items-center">
      <div className="flex flex-wrap items-center gap-4">
        <BigDate {...dateParts(locale, session.startsAt, zone)} label={t("read.when")} />
        <div className="grid flex-1 justify-items-start gap-2">
          <p className="flex items-center gap-2 font-bold"><Icon name="clock" /><bdi dir="ltr" className="digits whitespace-nowrap">{hoursOf(session, zone)}</bdi></p>
          {off ? <p>{t("read.timeCancelled")}</p> : over ? null : <Badge tone={tones[session.fullness]}>{t(`fullness.${session.fullness}`)}</Badge>}
        </div>
      </div>
      {off || over ? null : (
        <div className="grid gap-1 sm:justify-items-start">
          <a href={`/${locale}${EVENTS}/${event.id}/book?time=${session.id}`} className="button"><Icon name="check" />{t(session.fullness === "full" ? "read.wait" : "read.book")}</a>
          <a href={`/api/events/${event.id}/calendar?time=${session.id}&lang=${locale}`} className="inline-flex min-h-11 items-center gap-2 no-print"><Icon name="calendar-event" />{t("read.calendar")}</a>
        </div>
      )}
    </li>
  );
}

/** An event as everybody may read it, in the reader's language. */
export async function EventView({ event, zone, now }: { event: OpenEvent; zone: string; now: Date }) {
  const t = await getTranslations("events");
  const { title } = event.words;
  const over = event.sessions.every(({ endsAt }) => endsAt <= now);
  return (
    <>
      <div>
        <p className="font-bold text-brand">{t(`kinds.${event.kind}`)}</p>
        <h1 lang={title.language} dir="auto">{title.body}</h1>
      </div>
      {event.state === "cancelled" ? <Notice tone="stop"><p>{t("read.cancelled")}</p></Notice> : over ? <Notice><p>{t("read.over")}</p></Notice> : null}
      {event.signs.length > 0 ? <Notice>{event.signs.map((sign) => <p key={sign}>{t(`signs.${sign}`)}</p>)}</Notice> : null}
      <ul aria-label={t("read.when")} className="grid gap-3">
        {event.sessions.map((session) => <Time key={session.id} event={event} session={session} zone={zone} now={now} />)}
      </ul>
      {(Object.keys(wordPictures) as (keyof typeof wordPictures)[]).map((word) => {
        const words = event.words[word];
        return words.body === "" ? null : (
          <section key={word} className="flex gap-4">
            <Picture name={wordPictures[word]} size={48} />
            <div className="grid min-w-0 flex-1 justify-items-start gap-1">
              <h2 className="!text-lg">{t(`words.${word}`)}</h2>
              <p lang={words.language} dir="auto" className="whitespace-pre-line wrap-anywhere">{words.body}</p>
              {word === "place" && event.mapLink ? <a href={event.mapLink} rel="noopener noreferrer" className="button button-quiet button-small no-print"><Icon name="arrow-right" flip />{t("read.map")}</a> : null}
            </div>
          </section>
        );
      })}
      {event.offers.length > 0 ? (
        <section className="card card-now grid gap-3">
          <h2 className="!text-lg">{t("read.offers")}</h2>
          <ul className="grid gap-2">{event.offers.map((need) => <li key={need} className="flex items-center gap-3"><Picture name={needPictures[need]} size={36} />{t(`needs.${need}`)}</li>)}</ul>
        </section>
      ) : null}
    </>
  );
}

/** Other ways to take an event in, and back to all of them. */
export async function EventTools({ eventId, view = "full" }: { eventId: string; view?: "full" | "easy" }) {
  const [t, locale] = await Promise.all([getTranslations("events.read"), getLocale()]);
  const here = `/${locale}${EVENTS}/${eventId}`;
  return (
    <div className="no-print grid gap-2">
      <p><a href={`/${locale}${EVENTS}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
      <nav aria-label={t("ways")} className="flex flex-wrap gap-2">
        <a href={`${here}/listen`} className="button button-quiet button-small"><Icon name="volume" />{t("listen")}</a>
        {view === "full" ? <a href={`${here}/easy`} className="button button-quiet button-small"><Icon name="photo" />{t("easy")}</a> : <a href={here} className="button button-quiet button-small"><Icon name="file-text" />{t("full")}</a>}
        <a href={`/api/events/${eventId}/print?lang=${locale}`} className="button button-quiet button-small"><Icon name="printer" />{t("print")}</a>
      </nav>
    </div>
  );
}
