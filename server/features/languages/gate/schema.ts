import { z } from "zod";

/** The longest text that is looked at in one go: the longest that any editor takes. */
export const TEXT_LENGTH = 4_000;

/**
 * What can stand in a reader's way, what matters most first. All are hints but `acronym`: letters that nobody explained keep a report from going out.
 * Words for each are in messages/<tag>/gate.json.
 */
export const hintKinds = ["acronym", "shouting", "vague_date", "idiom", "jargon", "simpler", "passive", "kinder", "twice", "long", "hard"] as const;
export type HintKind = (typeof hintKinds)[number];

/** One place in a text. `from` and `to` count UTF-16 units, as the browser's own text boxes do. */
export interface Hint {
  kind: HintKind;
  from: number;
  to: number;
  /** What stands there. */
  words: string;
  /** What could stand there instead, the best first; an empty word means: leave it out. */
  instead: string[];
}

/** How a text reads. */
export interface Checked {
  hints: Hint[];
  words: number;
  sentences: number;
  /** On average, to one decimal. */
  wordsASentence: number;
  /** The most words that a sentence should have in this language. */
  limit: number;
  /** The age at which children read this with ease; null where no formula holds: other languages than English, and a few words only. */
  readingAge: number | null;
}

export const checkTextInput = z.object({ text: z.string().max(TEXT_LENGTH), language: z.string().min(2).max(16).default("en") });
export type CheckText = z.infer<typeof checkTextInput>;

/** How a refusal names the place and the letters: `{ "<reportId>.<subject>": "acronym:SALT,TLA" }`. */
const MARK = "acronym:";

/** The reason of a refusal for letters that are not explained. */
export const acronymReason = (letters: readonly string[]): string => MARK + letters.join(",");

export interface UnexplainedField {
  /** The report, or "" where there is only one. */
  reportId: string;
  /** The subject whose own words they stand in, or "note". */
  field: string;
  letters: string[];
}

/** The places that a refusal names for letters not explained; empty for any other refusal. */
export function unexplainedIn(fields: Readonly<Record<string, unknown>>): UnexplainedField[] {
  return Object.entries(fields).flatMap(([name, reason]) => {
    if (typeof reason !== "string" || !reason.startsWith(MARK)) return [];
    const dot = name.indexOf(".");
    return [{ reportId: name.slice(0, Math.max(dot, 0)), field: name.slice(dot + 1), letters: reason.slice(MARK.length).split(",") }];
  });
}

/** A text with one hint's words replaced; a word left out takes its space with it, a first word keeps its capital. */
export function replaceWords(text: string, hint: Pick<Hint, "from" | "to" | "words">, instead: string): string {
  // The text may have changed since it was looked at: the words are found again near their place.
  const from = text.startsWith(hint.words, hint.from) ? hint.from : text.indexOf(hint.words);
  if (from < 0) return text;
  const to = from + hint.words.length;
  const capital = /^\p{Lu}/u.test(hint.words) && /^\p{Ll}/u.test(instead);
  if (instead !== "") return text.slice(0, from) + (capital ? instead.charAt(0).toUpperCase() + instead.slice(1) : instead) + text.slice(to);
  const rest = text.slice(to).replace(/^ +/, "");
  return text.slice(0, from) + (/^\p{Lu}/u.test(hint.words) ? rest.charAt(0).toUpperCase() + rest.slice(1) : rest);
}
