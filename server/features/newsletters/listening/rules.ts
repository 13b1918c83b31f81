import { type SpokenBlock, spokenLine, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { NewsletterLine, ReadNewsletter } from "../queries";
import { timeText } from "../rules";

/**
 * The list of newsletters in the order of its page, a block a newsletter.
 * @param audience a family's own list says what is for them, so that it is private to its reader; what everybody may read is anyone's to hear
 */
export function spokenNewsletters(lines: readonly NewsletterLine[], language: string, zone: string, audience: "family" | "public"): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named: audience === "family" });
  const line = (text: string, tag = language) => spokenLine(text, tag);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...line(t("newsletters.read.title")), ...say(t(audience === "family" ? "newsletters.read.lead" : "newsletters.read.leadPublic"))] };
  if (lines.length === 0) return [lead, { id: "empty", heading: true, sentences: [...line(t("newsletters.read.emptyTitle")), ...say(t("newsletters.read.emptyText"))] }];
  return [lead, ...lines.map(({ id, title, sentAt }): SpokenBlock => ({ id: `news-${id}`, heading: true, sentences: [...line(title.body, title.language), ...line(formatDate(language, sentAt, "day", zone))] }))];
}

/** A newsletter in the order of its page, a block a piece. News for families alone is private to them; public news is anyone's to hear. */
export function spokenNewsletter(newsletter: ReadNewsletter, language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const named = newsletter.audience !== "public";
  const say = (text: string, tag = language): SpokenSentence[] => spokenSentences(text, tag, { named });
  const line = (text: string, tag = language) => spokenLine(text, tag);
  const { title, sentAt, signs } = newsletter;
  return [
    { id: "title", heading: true, sentences: [...say(title.body, title.language), ...(sentAt ? line(formatDate(language, sentAt, "day", zone)) : []), ...signs.flatMap((sign) => say(t(`newsletters.signs.${sign}`)))] },
    ...newsletter.blocks.filter(({ words }) => words.body !== "").map(({ id, kind, words, happensOn, happensTime }): SpokenBlock => ({
      id: `block-${id}`, heading: kind !== "text",
      sentences: [
        ...(kind === "thanks" || kind === "tip" || kind === "picture" ? line(t(`newsletters.kinds.${kind}`)) : []),
        ...(happensOn ? line(`${formatDate(language, happensOn, "day", "UTC")}${happensTime === null ? "" : `, ${timeText(happensTime)}`}`) : []),
        ...say(words.body, words.language),
      ],
    })),
  ];
}
