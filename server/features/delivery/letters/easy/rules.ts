import { bigDay, easyBlock, easyLine } from "@/server/features/languages/easy/rules";
import type { EasyPage } from "@/server/features/languages/easy/schema";
import { type SpokenBlock, spokenLine, spokenSentences } from "@/server/features/languages/speech/rules";
import type { Idea } from "@/server/features/languages/pictures/schema";
import type { SchoolFacts } from "@/server/lib/context";
import { isolateCode, isolateName } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import { wordsOf } from "../../email/rules";

/** What a letter says, and where the rest of it is. */
export interface OwnLetter {
  kind: string;
  args: Record<string, unknown>;
  at: Date;
  /** The page with all of it, without its language. */
  place: string;
}

/** The picture beside what a letter says, by the kind of its message. */
function pictureOf(kind: string): Idea {
  if (kind.startsWith("report_")) return "report";
  if (kind.startsWith("visit_")) return "visit";
  if (kind.startsWith("meeting")) return "talk";
  if (kind.startsWith("event_")) return "ticket";
  if (kind === "newsletter_sent") return "news";
  return kind === "good_news" ? "celebration" : "letter";
}

/**
 * What the school told an adult, in easy read: what to do, then what it says, a sentence a line beside its picture.
 * @param medium on the page one presses a button; on paper the words beside the picture for the camera say what to do
 */
export function easyLetter(letter: OwnLetter, tag: string, school: SchoolFacts, medium: "page" | "paper"): EasyPage {
  const { tag: language, dir } = pageLanguage(tag);
  const t = translatorFor(language);
  const { title, text } = wordsOf(letter, language, school.zone);
  const line = (idea: Idea, words: string) => easyLine(idea, words, language, language);
  return {
    language, dir, heading: title, subheading: isolateName(school.name), date: { ...bigDay(language, letter.at, school.zone), label: t("delivery.inbox.easy.sent") },
    blocks: [
      ...easyBlock("do", t("delivery.inbox.easy.do"), [
        ...(medium === "page" ? [line("press", t("delivery.inbox.easy.press"))] : []), line("phone", t("newsletters.easy.ask", { phone: isolateCode(school.phone) })),
      ], "do"),
      ...easyBlock("says", t("delivery.inbox.easy.says"), [line(pictureOf(letter.kind), text)]),
    ],
  };
}

/** The same to be heard, a block a heading, what to do first. All of it is private. */
export function spokenLetter(page: EasyPage): SpokenBlock[] {
  const say = (text: string, tag = page.language) => spokenSentences(text, tag, { named: true });
  const line = (text: string, tag = page.language) => spokenLine(text, tag, true);
  return [
    { id: "title", heading: true, sentences: [...line(page.heading), ...(page.date ? line(page.date.whole) : [])] },
    ...page.blocks.map(({ key, title, lines }): SpokenBlock => ({ id: key, heading: true, sentences: [...line(title), ...lines.flatMap(({ sentences, lang }) => sentences.flatMap((sentence) => say(sentence, lang)))] })),
  ];
}
