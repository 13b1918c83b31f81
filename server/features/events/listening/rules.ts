import { type SpokenBlock, spokenLine, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnPlace } from "../booking/queries";
import type { ReadEvent } from "../queries";
import { sessionText } from "../rules.words";
import { eventWords, guestChannels } from "../schema";

/** The list of events in the order of its page, a block an event. It is anyone's to hear. */
export function spokenEvents(events: readonly ReadEvent[], language: string, zone: string, now: Date): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named: false });
  const line = (text: string, tag = language) => spokenLine(text, tag);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...line(t("events.read.title")), ...say(t("events.read.lead"))] };
  if (events.length === 0) return [lead, { id: "empty", heading: true, sentences: [...line(t("events.read.emptyTitle")), ...say(t("events.read.emptyText"))] }];
  return [lead, ...events.map(({ id, kind, state, words: { title }, sessions }): SpokenBlock => {
    const next = sessions.find(({ endsAt, cancelledAt }) => endsAt > now && !cancelledAt) ?? sessions[0];
    return {
      id: `event-${id}`, heading: true,
      sentences: [...line(title.body, title.language), ...line(t(`events.kinds.${kind}`)), ...(next ? line(sessionText(language, next, zone)) : []), ...(state === "cancelled" ? line(t("events.read.timeCancelled")) : [])],
    };
  })];
}

/** What the form asks by which a family says that it is coming, in the order of the form. It is anyone's to hear. */
export function spokenForm(event: ReadEvent, language: string, zone: string, now: Date, texts: boolean): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language) => spokenLine(text, tag);
  const block = (id: string, ...sentences: SpokenSentence[][]): SpokenBlock => ({ id, heading: false, sentences: sentences.flat() });
  const { title } = event.words;
  const times = event.sessions.filter(({ endsAt, cancelledAt }) => endsAt > now && !cancelledAt);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...say(t("events.book.title")), ...say(title.body, title.language)] };
  if (event.state !== "published" || times.length === 0) return [lead, block("closed", say(t(event.state === "cancelled" ? "events.read.cancelled" : "events.read.over")))];
  const full = times.length === 1 && times[0]?.fullness === "full";
  return [
    lead,
    ...(times.length > 1 ? [block("time", say(t("events.book.time")), ...times.map((time) => say(`${sessionText(language, time, zone)}: ${t(`events.fullness.${time.fullness}`)}`)))] : []),
    ...(full ? [block("wait", say(t("events.book.waitText")))] : []),
    block("name", say(t("events.book.name"))),
    block("channel", say(t("events.book.channel")), ...guestChannels.filter((channel) => channel !== "text" || texts).map((channel) => say(t(`events.book.channels.${channel}`)))),
    block("email", say(t("events.book.email")), say(t("events.book.phone"))),
    block("people", say(t("events.book.people")), say(t("events.book.peopleHint"))),
    block("ages", say(t("events.book.ages")), say(t("events.book.agesHint"))),
    ...(event.offers.length > 0 ? [block("needs", say(t("events.book.needs")), ...event.offers.map((need) => say(t(`events.needs.${need}`))))] : []),
    ...(event.offers.includes("creche") ? [block("creche", say(t("events.book.creche")))] : []),
    ...(event.offers.includes("food") ? [block("food", say(t("events.book.foodWords")))] : []),
    block("speaks", say(t("events.book.speaks"))),
    block("words", say(t("events.book.words")), say(t("events.book.sayLater")), say(t("events.book.privacy"))),
    block("submit", say(t(full ? "events.book.submitWait" : "events.book.submit"))),
  ];
}

/** How a family's place stands and what it can do. Neither its name nor its code is said: these sounds are kept like those of any public page. */
export function spokenPlace({ state, offeredUntil, before, session, eventState, event, people }: OwnPlace, language: string, zone: string, now: Date): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language) => spokenLine(text, tag);
  const off = session.cancelledAt !== null || eventState === "cancelled";
  const stands = off ? "calledOff" : state;
  const until = offeredUntil ? formatDate(language, offeredUntil, "moment", zone) : "";
  const { title, after } = event.words;
  const open = !off && session.startsAt > now;
  const afterwards = !off && session.startsAt <= now && state !== "cancelled";
  const voice = say(t("listen.voiceNote.label"));
  const can = !open ? [] : stands === "offered" ? ["accept", "decline"] : stands === "booked" || stands === "waiting" ? ["change", "cancelText"] : stands === "cancelled" || stands === "lapsed" ? ["again"] : [];
  return [
    { id: "state", heading: true, sentences: [...say(t(`events.place.${stands}`)), ...say(t(`events.place.${stands}Text`, { until })), ...(stands === "waiting" && before !== null ? say(t("events.place.before", { count: before })) : [])] },
    { id: "event", heading: false, sentences: [...say(title.body, title.language), ...say(sessionText(language, session, zone)), ...say(t("events.place.people", { count: people }))] },
    { id: "code", heading: false, sentences: [...say(t("events.place.code")), ...say(t("events.place.codeHint"))] },
    ...(can.length > 0 ? [{ id: "can", heading: false, sentences: can.flatMap((key) => say(t(`events.place.${key}`))) }] : []),
    ...(can.includes("change") ? [{ id: "words", heading: true, sentences: [...say(t("events.book.words")), ...voice] }] : []),
    ...(afterwards ? [
      ...(after.body === "" ? [] : [{ id: "after", heading: false, sentences: say(after.body, after.language) }]),
      { id: "feedback", heading: true, sentences: [...say(t("events.place.feedback")), ...[3, 2, 1].flatMap((rating) => say(t(`events.place.ratings.${rating}`))), ...say(t("events.place.feedbackWords")), ...voice] },
    ] : []),
  ];
}

/** An event in the order of its page. It is anyone's to hear. */
export function spokenEvent(event: ReadEvent, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named: false });
  const line = (text: string, tag = language) => spokenLine(text, tag);
  const { title } = event.words;
  const signs = event.signs.flatMap((sign) => say(t(`events.signs.${sign}`)));
  const times = event.sessions.filter(({ cancelledAt }) => !cancelledAt).flatMap((session) => line(sessionText(language, session, zone)));
  const parts = eventWords.filter((word) => word !== "title" && word !== "after" && event.words[word].body !== "");
  return [
    { id: "title", heading: true, sentences: [...say(title.body, title.language), ...(event.state === "cancelled" ? say(t("events.read.cancelled")) : []), ...signs] },
    { id: "times", heading: false, sentences: [...line(t("events.read.when")), ...times] },
    ...parts.map((word): SpokenBlock => ({ id: word, heading: false, sentences: [...line(t(`events.words.${word}`)), ...say(event.words[word].body, event.words[word].language)] })),
    ...(event.offers.length > 0 ? [{ id: "offers", heading: false, sentences: [...line(t("events.read.offers")), ...event.offers.flatMap((need) => line(t(`events.needs.${need}`)))] }] : []),
  ];
}
