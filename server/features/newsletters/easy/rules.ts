import { bigDay, doFirst, easyBlock, easyLine, easyWords, wordsIn } from "@/server/features/languages/easy/rules";
import type { EasyLine, EasyPage, WordsIn } from "@/server/features/languages/easy/schema";
import type { ExplainedTerm } from "@/server/features/languages/gate/queries";
import { isolateCode, isolateName } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import type { SchoolFacts } from "@/server/lib/context";

import type { ReadBlock, ReadNewsletter } from "../queries";
import { blockPictures, whenText } from "../rules";

/** A newsletter in easy read: days and what can be done first, then the news, one idea a line, each beside its picture. */
export function easyNewsletter(newsletter: ReadNewsletter, tag: string, terms: readonly ExplainedTerm[], school: SchoolFacts): EasyPage {
  const { tag: language, dir } = pageLanguage(tag);
  const t = translatorFor(language);
  const notes = { foreign: t("newsletters.signs.untranslated"), unchecked: t("newsletters.signs.unchecked") };
  const lineOf = (block: ReadBlock): EasyLine => {
    const line = easyWords(blockPictures[block.kind] ?? "photo", block.words, language, notes);
    if (block.kind !== "date") return line;
    // The day is in the page's language whatever the words beside it are.
    return line.lang ? line : { ...line, sentences: [whenText(language, block), ...line.sentences] };
  };
  const whenOf = (block: ReadBlock): EasyLine[] => {
    const line = lineOf(block);
    return block.kind === "date" && line.lang ? [{ idea: "calendar", sentences: [whenText(language, block)] }, line] : [line];
  };
  const written = newsletter.blocks.filter(({ words }) => words.body !== "");
  const toDo = written.filter(({ kind }) => kind === "date" || kind === "card");
  const parts: { title: string; titleIn?: WordsIn; lines: EasyLine[] }[] = [{ title: t("newsletters.easy.news"), lines: [] }];
  for (const block of written) {
    if (block.kind === "heading") parts.push({ title: block.words.body, titleIn: wordsIn(block.words.language, language), lines: [] });
    else if (!toDo.includes(block)) parts.at(-1)?.lines.push(lineOf(block));
  }
  return {
    language, dir, heading: newsletter.title.body, headingIn: wordsIn(newsletter.title.language, language), subheading: isolateName(school.name),
    date: newsletter.sentAt ? { ...bigDay(language, newsletter.sentAt, school.zone), label: t("newsletters.easy.sent") } : null,
    blocks: doFirst([
      ...easyBlock("do", t("newsletters.easy.do"), [...toDo.flatMap(whenOf), easyLine("phone", t("newsletters.easy.ask", { phone: isolateCode(school.phone) }), language, language)], "do"),
      ...parts.flatMap(({ title, titleIn, lines }, nth) => easyBlock(`part-${nth}`, title, lines).map((block) => ({ ...block, titleIn }))),
      ...easyBlock("terms", t("newsletters.easy.terms"), terms.map(({ term, meaning }): EasyLine => ({ idea: "words", sentences: [isolateName(term), meaning] }))),
    ]),
  };
}
