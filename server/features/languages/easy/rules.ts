import { dateParts, isolateCode } from "@/server/lib/i18n/format";
import { findLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import type { EasyPrint, LetterPrint } from "@/server/lib/pdf/models";

import type { ReaderText } from "../queries";
import type { Idea } from "../pictures/schema";
import { splitSentences } from "../rules";
import type { BigDay, EasyBlock, EasyLine, EasyPage, WordsIn } from "./schema";

/** The language of words for those who read them aloud, where it is not the page's; nothing where it is. */
export function wordsIn(language: string, page: string): WordsIn | undefined {
  return language === page ? undefined : { lang: language, dir: findLanguage(language)?.dir ?? "ltr" };
}

/** One picture and what it stands beside, a sentence a line. `language` is that of the words, `page` that of the page. */
export function easyLine(idea: Idea, text: string, language: string, page: string): EasyLine {
  const sentences = splitSentences(text, language).map((sentence) => sentence.trim());
  return { idea, sentences, ...wordsIn(language, page) };
}

/** What somebody wrote, as lines of their own, with what has to be said about it. */
export function easyWords(idea: Idea, words: ReaderText, page: string, notes: { foreign: string; unchecked: string }): EasyLine {
  const line = easyLine(idea, words.body, words.language, page);
  if (words.translated) return words.unchecked ? { ...line, note: notes.unchecked } : line;
  return words.language === page ? line : { ...line, note: notes.foreign };
}

/** A block, or none when there is nothing in it. */
export function easyBlock(key: string, title: string, lines: EasyLine[], kind: EasyBlock["kind"] = "plain"): EasyBlock[] {
  return lines.length > 0 ? [{ key, kind, title, lines }] : [];
}

/** What to do comes first, whatever the order in which it was put together. */
export function doFirst(blocks: EasyBlock[]): EasyBlock[] {
  return [...blocks.filter((block) => block.kind === "do"), ...blocks.filter((block) => block.kind !== "do")];
}

/** A day to be shown large, in a language's words and the school's zone. */
export function bigDay(tag: string, at: Date, zone: string): BigDay {
  return dateParts(tag, at, zone);
}

/**
 * A printed letter with its easy-read page behind it, on the other side of the sheet: what to do, then what the letter says, a sentence a line beside its
 * picture, in the letter's own words. For whoever understands pictures better.
 * @param letter with a picture for each step
 * @param said the idea for each of its paragraphs, in their order
 * @param svgs every picture of an idea that may be asked for; the school's own photo stands in the place of its drawing
 */
export function withEasyPage(letter: LetterPrint, said: readonly Idea[], svgs: Readonly<Record<string, string>>): LetterPrint {
  const t = translatorFor(letter.lang);
  const lineOf = (svg: string, text: string) => ({ svg, texts: splitSentences(text, letter.lang).map((sentence) => sentence.trim()) });
  return {
    ...letter,
    easy: {
      heading: letter.greeting,
      blocks: [
        {
          kind: "do", title: t("easy.report.do"),
          lines: [...letter.steps.map((step, n) => lineOf(letter.stepSvgs?.[n] ?? svgs.letter ?? "", step)), lineOf(svgs.phone ?? "", `${letter.help.text} ${isolateCode(letter.help.phone)}`)],
        },
        { kind: "plain", title: letter.date, lines: letter.paragraphs.map((paragraph, n) => lineOf(svgs[said[n] ?? "letter"] ?? svgs.letter ?? "", paragraph)) },
      ],
    },
  };
}

/** A page in easy read as its printed copy takes it. `svgs` holds every picture that it names. */
export function easyToPrint(
  page: EasyPage,
  extra: Omit<EasyPrint, "lang" | "dir" | "heading" | "subheading" | "date" | "blocks">,
): EasyPrint {
  const { language, dir, heading, subheading, date, blocks } = page;
  return {
    ...extra, lang: language, dir, heading, subheading,
    ...(date ? { date: { label: date.label, weekday: date.weekday, day: date.day, month: date.month } } : {}),
    blocks: blocks.map(({ kind, title, lines }) => ({
      kind, title,
      lines: lines.map(({ idea, sentences, lang, dir: way, marks = [], note }) => ({
        picture: idea, sentences: { ...(lang ? { lang, dir: way } : {}), texts: sentences },
        marks: marks.map((mark) => ({ picture: mark.idea, text: mark.text })), ...(note ? { note } : {}),
      })),
    })),
  };
}
