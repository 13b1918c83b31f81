import { type SpokenBlock, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { ReadEvent } from "../queries";
import { sessionText } from "../rules.words";
import { eventWords } from "../schema";

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
