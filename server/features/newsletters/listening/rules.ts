import { type SpokenBlock, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { ReadNewsletter } from "../queries";
import { timeText } from "../rules";

/** A newsletter in the order of its page, a block a piece. News for families alone is private to them; public news is anyone's to hear. */
export function spokenNewsletter(newsletter: ReadNewsletter, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const named = newsletter.audience !== "public";
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named });
  const { title, sentAt, signs } = newsletter;
  return [
    { id: "title", heading: true, sentences: [...say(title.body, title.language), ...(sentAt ? say(`${formatDate(language, sentAt, "day", zone)}.`) : []), ...signs.flatMap((sign) => say(t(`newsletters.signs.${sign}`)))] },
    ...newsletter.blocks.filter(({ words }) => words.body !== "").map(({ id, kind, words, happensOn, happensTime }): SpokenBlock => ({
      id: `block-${id}`, heading: kind !== "text",
      sentences: [
        ...(kind === "thanks" || kind === "tip" || kind === "picture" ? say(`${t(`newsletters.kinds.${kind}`)}.`) : []),
        ...(happensOn ? say(`${formatDate(language, happensOn, "day", "UTC")}${happensTime === null ? "" : `, ${timeText(happensTime)}`}.`) : []),
        ...say(words.body, words.language),
      ],
    })),
  ];
}
