import { everydayLetters, loudWords } from "./rules.terms";

/** Letters that stand for words, as they were written and without their points: "S.E.N.D." is SEND. */
export interface Acronym {
  letters: string;
  from: number;
  to: number;
}

const candidate = /(?<![\p{L}\p{N}@._/-])(?:(?:\p{Lu}\.){2,}(?:\p{Lu}(?!\p{L}))?|\p{Lu}[\p{L}\p{N}]*(?:&\p{Lu}+)?)(?![\p{L}\p{N}@])/gu;
/** SEND, KS1, SENCo, GCSEs, R&R, PhD: two capitals at least, and nothing small but the end of a word cut short. */
const shape = /^(?:\p{Lu}{2,}\p{N}*(?:o|s)?|\p{Lu}{2,}&\p{Lu}+|\p{Lu}&\p{Lu}+|\p{Lu}+\p{N}+\p{Lu}+|\p{Lu}\p{Ll}\p{Lu}|\p{Lu}{2,}\p{Ll}\p{Lu})$/u;
const roman = /^[IVX]+$/;
/** A whole word of so many capitals is said loudly: no group of letters in a school is as long. */
const LONGEST = 6;

/** Whether a stretch of text is all in capitals: then it is loud, and says nothing about its words. */
const isLoud = (sentence: string): boolean => !/\p{Ll}/u.test(sentence) && (sentence.match(/\p{Lu}{2,}/gu) ?? []).length >= 3;

/** The stretches of a text that are written in capitals throughout. */
export function loudPlaces(text: string): { from: number; to: number }[] {
  return [...text.matchAll(/[^.!?\n]+/gu)].flatMap((match) => {
    const words = match[0].trim();
    const from = match.index + match[0].indexOf(words);
    return isLoud(words) && !/[,;/]/.test(words) ? [{ from, to: from + words.length }] : [];
  });
}

/** Every group of letters in a text that stands for words. */
export function acronymsIn(text: string): Acronym[] {
  const loud = loudPlaces(text);
  const small = new Set(text.match(/(?<!\p{L})\p{Ll}{2,}(?!\p{L})/gu) ?? []);
  return [...text.matchAll(candidate)].flatMap((match) => {
    const [from, to] = [match.index, match.index + match[0].length];
    const dotted = match[0].includes(".");
    const letters = match[0].replaceAll(".", "");
    // "J.K. Rowling" is a name.
    if (dotted && letters.length === 2 && /^\s+\p{Lu}\p{Ll}/u.test(text.slice(to))) return [];
    if (!shape.test(letters) || letters.replace(/s$/u, "").length > LONGEST || roman.test(letters) || loudWords.has(letters) || everydayLetters.has(letters) || everydayLetters.has(letters.replace(/s$/, ""))) return [];
    // The same word stands there in small letters too: it was only said loudly.
    if (small.has(letters.toLowerCase())) return [];
    return loud.some((place) => from >= place.from && to <= place.to) ? [] : [{ letters, from, to }];
  });
}

/** How terms are compared: SENCO is SENCo, SENDCos are SENDCo. */
const key = (letters: string): string => letters.replace(/(?<=\p{Lu}{2})s$/u, "").toUpperCase();

/** Whether words could be what the letters stand for: the first letters of some of them, in order. */
function spells(words: string, letters: string): boolean {
  const wanted = [...letters.toUpperCase()].filter((letter) => /\p{Lu}/u.test(letter));
  const initials = (words.match(/\p{L}+/gu) ?? []).slice(-(wanted.length + 5)).map((word) => word.charAt(0).toUpperCase());
  let found = 0;
  for (const initial of initials) if (initial === wanted[found]) found += 1;
  // "speech and language therapy (SALT)": a letter may come from inside a word, but most begin one.
  return found >= Math.max(2, Math.ceil(wanted.length / 2));
}

/** Whether the text says somewhere what the letters mean: behind them in brackets, before them, or with "means". */
function isExplained(text: string, { letters, from, to }: Acronym): boolean {
  const after = text.slice(to, to + 160);
  const brackets = /^\s*\(([^)]{3,})\)/u.exec(after)?.[1];
  if (brackets && /\p{Ll}{3}/u.test(brackets)) return true;
  if (/^,?\s+(?:which\s+)?(?:means|stands for|is short for|is our name for)\s+\p{L}/iu.test(after)) return true;
  const before = text.slice(0, from);
  return /\($/.test(before) && /^\s*\)/.test(after) && spells(before.slice(0, -1).split(/[.!?\n]/).at(-1) ?? "", letters);
}

/**
 * The letters in a text that nobody explained: neither the text itself nor the terms that every family gets explained.
 * Each once, in the order of the text.
 * @param known terms with an explanation, in any writing: "SENCo" covers SENCO too
 */
export function unexplainedAcronyms(text: string, known: ReadonlySet<string>): Acronym[] {
  const explained = new Set([...known].map(key));
  const found = acronymsIn(text);
  for (const acronym of found) if (isExplained(text, acronym)) explained.add(key(acronym.letters));
  return found.filter(({ letters }) => {
    const isNew = !explained.has(key(letters));
    explained.add(key(letters));
    return isNew;
  });
}

/** The known terms that stand in these texts, as they are known, in the order of their list. */
export function termsIn(texts: readonly string[], known: Iterable<string>): string[] {
  const there = new Set(texts.flatMap((text) => acronymsIn(text).map(({ letters }) => key(letters))));
  return [...known].filter((term) => there.has(key(term)));
}
