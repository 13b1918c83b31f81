import retextEnglish from "retext-english";
import retextEquality from "retext-equality";
import retextPassive from "retext-passive";
import retextReadability from "retext-readability";
import retextSimplify from "retext-simplify";
import { unified } from "unified";
import { VFile } from "vfile";
import writeGood from "write-good";

import { intlTag, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { splitSentences } from "../rules";
import { loudPlaces, unexplainedAcronyms } from "./rules.acronyms";
import { vagueDays } from "./rules.days";
import { idioms, jargon, notForReports, tooFussy } from "./rules.phrases";
import type { Checked, Hint, HintKind } from "./schema";
import { hintKinds } from "./schema";

/** Hard words and long sentences are measured for a reader of eleven; four of seven formulas must agree. */
const AGE = 11;
const THRESHOLD = 4 / 7;
/** One long word makes a short sentence "hard" to every formula. */
const ENOUGH_FOR_A_FORMULA = 9;

/**
 * The most words a sentence should have, by language: fifteen to twenty is what plain-language guides give for English.
 * Languages that say in one word what English says in three get fewer, those that write their particles apart get more.
 */
const longestSentence: Readonly<Record<string, number>> = { en: 20, pl: 16, tr: 14, lt: 16, uk: 16, ar: 18, ti: 14, am: 14, ta: 12, ro: 20, ur: 24, pa: 24, bn: 18, so: 20 };
const LONGEST_ELSEWHERE = 20;
/** Below so many words a reading age says nothing. */
const ENOUGH_WORDS = 12;

const processor = unified()
  .use(retextEnglish)
  .use(function noOutput() {
    this.compiler = () => "";
  })
  .use(retextReadability, { age: AGE, threshold: THRESHOLD, minWords: ENOUGH_FOR_A_FORMULA })
  .use(retextSimplify)
  .use(retextEquality)
  .use(retextPassive)
  .freeze();

const kindsOf: Readonly<Record<string, HintKind>> = {
  "retext-readability": "hard", "retext-simplify": "simpler", "retext-equality": "kinder", "retext-passive": "passive",
};
const fussy = (source: string, rule: string): boolean => (source === "retext-equality" ? notForReports : source === "retext-simplify" ? tooFussy : new Set<string>()).has(rule);

/** What the text libraries see in an English text. */
function askLibraries(text: string): Hint[] {
  const file = new VFile(text);
  processor.runSync(processor.parse(file), file);
  const found: Hint[] = [];
  for (const { source = "", ruleId = "", place, expected } of file.messages) {
    const kind = kindsOf[source];
    if (!kind || !place || !("start" in place) || fussy(source, ruleId)) continue;
    const [from, to] = [place.start.offset ?? 0, place.end.offset ?? 0];
    found.push({ kind, from, to, words: text.slice(from, to), instead: kind === "hard" ? [] : [...(expected ?? [])] });
  }
  const only = { passive: true, illusion: true, cliches: true, weasel: false, so: false, thereIs: false, adverb: false, tooWordy: false, eprime: false };
  for (const { index, offset, reason } of writeGood(text, only)) {
    const words = text.slice(index, index + offset);
    if (reason.includes("passive")) found.push({ kind: "passive", from: index, to: index + offset, words, instead: [] });
    else if (reason.includes("cliche")) found.push({ kind: "idiom", from: index, to: index + offset, words, instead: [] });
    // Reported at the second of the two: "the the".
    else if (reason.includes("repeated")) found.push({ kind: "twice", from: index, to: index + offset, words, instead: [""] });
  }
  return found;
}

const escape = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+");
/** The longest phrase first: "attainment gap" is not "attainment". */
const anyOf = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...phrases].sort((a, b) => b.length - a.length).map(escape).join("|")})(?![\\p{L}\\p{N}])`, "giu");
const idiomPattern = anyOf(Object.keys(idioms));
const jargonPattern = anyOf(Object.keys(jargon));

function askTables(text: string, known: ReadonlySet<string>): Hint[] {
  const terms = new Set([...known].map((term) => term.toLowerCase()));
  const from = (pattern: RegExp, kind: HintKind, table: Readonly<Record<string, readonly string[]>>): Hint[] =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const phrase = match[0].toLowerCase().replace(/\s+/g, " ");
      return terms.has(phrase) ? [] : [{ kind, from: match.index, to: match.index + match[0].length, words: match[0], instead: [...(table[phrase] ?? [])] }];
    });
  return [...from(idiomPattern, "idiom", idioms), ...from(jargonPattern, "jargon", jargon)];
}

const segmenters = new Map<string, Intl.Segmenter>();

function countWords(text: string, language: string): number {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(intlTag(language), { granularity: "word" });
  segmenters.set(language, segmenter);
  let words = 0;
  for (const part of segmenter.segment(text)) if (part.isWordLike) words += 1;
  return words;
}

/**
 * The age at which a text is read with ease, by the Automated Readability Index (Smith and Senter 1967): grade and five years.
 * English only; null below a dozen words.
 */
export function readingAge(text: string, words: number, sentences: number): number | null {
  if (words < ENOUGH_WORDS || sentences === 0) return null;
  const letters = (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  const grade = 4.71 * (letters / words) + 0.5 * (words / sentences) - 21.43;
  return Math.max(5, Math.min(18, Math.ceil(grade) + 5));
}

/** One hint a place: where several speak of the same words, the one that matters most stays; a sentence may hold others. */
function settle(hints: Hint[]): Hint[] {
  const weight = (kind: HintKind): number => hintKinds.indexOf(kind);
  const kept: Hint[] = [];
  for (const hint of [...hints].sort((a, b) => weight(a.kind) - weight(b.kind) || b.to - b.from - (a.to - a.from))) {
    const whole = hint.kind === "hard" || hint.kind === "long";
    const clash = kept.some((other) => {
      const otherWhole = other.kind === "hard" || other.kind === "long";
      return whole === otherWhole && hint.from < other.to && other.from < hint.to;
    });
    if (!clash) kept.push(hint);
  }
  return kept.sort((a, b) => a.from - b.from || b.to - a.to);
}

export interface CheckWith {
  /** BCP 47 tag of the text. */
  language: string;
  /** Terms that families get explained. */
  known: ReadonlySet<string>;
  /** The school's own day, "2026-11-23". */
  today: string;
}

/** How a text reads and what stands in a reader's way, in its order. English is looked at closely, other languages for long sentences. */
export function checkText(text: string, { language, known, today }: CheckWith): Checked {
  const limit = longestSentence[language] ?? LONGEST_ELSEWHERE;
  const hints: Hint[] = [];
  let [words, sentences, place] = [0, 0, 0];
  for (const sentence of splitSentences(text, language)) {
    const said = sentence.trim();
    const count = countWords(said, language);
    const found = text.indexOf(said, place);
    if (found >= 0) place = found;
    words += count;
    sentences += 1;
    if (count > limit && found >= 0) hints.push({ kind: "long", from: found, to: found + said.length, words: said, instead: [] });
    if (found >= 0) place = found + said.length;
  }
  const english = language === SOURCE_LANGUAGE;
  if (english && words > 0) {
    hints.push(...askLibraries(text), ...askTables(text, known));
    hints.push(...vagueDays(text, today).map((day) => ({ ...day, kind: "vague_date" as const })));
    hints.push(...unexplainedAcronyms(text, known).map(({ from, to }) => ({ kind: "acronym" as const, from, to, words: text.slice(from, to), instead: [] })));
    hints.push(...loudPlaces(text).map(({ from, to }) => ({ kind: "shouting" as const, from, to, words: text.slice(from, to), instead: [] })));
  }
  return {
    hints: settle(hints), words, sentences, limit,
    wordsASentence: sentences === 0 ? 0 : Math.round((words / sentences) * 10) / 10,
    readingAge: english ? readingAge(text, words, sentences) : null,
  };
}

/** The bare tokenizer that `checkText` stands on, for the benchmark's partner. */
export const tokenizeOnly = (text: string): unknown => processor.parse(new VFile(text));
