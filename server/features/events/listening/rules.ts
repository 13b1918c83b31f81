import { type SpokenBlock, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { ReadEvent } from "../queries";
import { sessionText } from "../rules.words";
import { eventWords } from "../schema";

/** The list of events in the order of its page, a block an event. It is anyone's to hear. */
export function spokenEvents(events: readonly ReadEvent[], language: string, zone: string, now: Date): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named: false });
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...say(`${t("events.read.title")}.`), ...say(t("events.read.lead"))] };
  if (events.length === 0) return [lead, { id: "empty", heading: true, sentences: [...say(`${t("events.read.emptyTitle")}.`), ...say(t("events.read.emptyText"))] }];
  return [lead, ...events.map(({ id, kind, state, words: { title }, sessions }): SpokenBlock => {
    const next = sessions.find(({ endsAt, cancelledAt }) => endsAt > now && !cancelledAt) ?? sessions[0];
    return {
      id: `event-${id}`, heading: true,
      sentences: [...say(`${title.body}.`, title.language), ...say(`${t(`events.kinds.${kind}`)}.`), ...(next ? say(`${sessionText(language, next, zone)}.`) : []), ...(state === "cancelled" ? say(`${t("events.read.timeCancelled")}.`) : [])],
    };
  })];
}

/** An event in the order of its page. It is anyone's to hear. */
export function spokenEvent(event: ReadEvent, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named: false });
  const { title } = event.words;
  const signs = event.signs.flatMap((sign) => say(t(`events.signs.${sign}`)));
  const times = event.sessions.filter(({ cancelledAt }) => !cancelledAt).flatMap((session) => say(`${sessionText(language, session, zone)}.`));
  const parts = eventWords.filter((word) => word !== "title" && word !== "after" && event.words[word].body !== "");
  return [
    { id: "title", heading: true, sentences: [...say(title.body, title.language), ...(event.state === "cancelled" ? say(t("events.read.cancelled")) : []), ...signs] },
    { id: "times", heading: false, sentences: [...say(`${t("events.read.when")}.`), ...times] },
    ...parts.map((word): SpokenBlock => ({ id: word, heading: false, sentences: [...say(`${t(`events.words.${word}`)}.`), ...say(event.words[word].body, event.words[word].language)] })),
    ...(event.offers.length > 0 ? [{ id: "offers", heading: false, sentences: [...say(`${t("events.read.offers")}.`), ...event.offers.flatMap((need) => say(`${t(`events.needs.${need}`)}.`))] }] : []),
  ];
}
