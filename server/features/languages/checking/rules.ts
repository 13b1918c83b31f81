import { findLanguage } from "@/server/lib/i18n/languages";

import { checkPlaceholders, localForm, type Masked, maskSentence, makeNameBook, type Slot, unmask } from "../masking/rules";

export type FaultCode =
  | "empty" | "placeholder_lost" | "placeholder_doubled" | "placeholder_invented" | "name_missing" | "number_changed" | "same_as_source"
  | "wrong_script" | "wrong_language" | "isolates_unbalanced" | "characters_bad" | "too_long" | "too_short" | "term_missing";

/** What is wrong with a translation. `stop` refuses it, `warn` is shown beside it. `detail` is the word or number at fault. */
export interface Fault {
  code: FaultCode;
  level: "stop" | "warn";
  detail?: string;
}

/** A word of the glossary that the source uses. */
export interface WantedWord {
  term: string;
  word: string;
}

export interface CheckInput {
  /** The source with its slots taken out. */
  source: Masked;
  language: string;
  sourceLanguage: string;
  wanted?: readonly WantedWord[];
}

const scripts: Record<string, RegExp> = {
  Latn: /\p{Script=Latin}/u, Arab: /\p{Script=Arabic}/u, Beng: /\p{Script=Bengali}/u, Guru: /\p{Script=Gurmukhi}/u, Gujr: /\p{Script=Gujarati}/u,
  Taml: /\p{Script=Tamil}/u, Cyrl: /\p{Script=Cyrillic}/u, Hans: /\p{Script=Han}/u, Hant: /\p{Script=Han}/u, Ethi: /\p{Script=Ethiopic}/u, Deva: /\p{Script=Devanagari}/u,
};

const englishWords = new Set("the and is are was were of to in for with that this has have had her his she he they it on at as be not you your our we from but will can very".split(" "));

/** Letters that a language of a shared script needs in any longer text, or never has. */
const letters: Record<string, { needs?: RegExp; never?: RegExp }> = {
  ur: { needs: /[ٹڈڑںےہھگچپک]/u }, ar: { never: /[ٹڈڑںےہھگچپ]/u }, fa: { never: /[ٹڈڑںے]/u }, ps: { needs: /[ټډړښږېۍګڼ]/u }, ckb: { needs: /[ەێۆڕڵ]/u },
};
const ENOUGH_LETTERS = 24;

const MARKS = /[\u2066-\u2069\u200e\u200f]/g;
/** For comparing: no direction marks, plain spaces, 0-9. */
function plain(text: string): string {
  const digits = text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    // Digits stand in Unicode in runs of ten that begin at a multiple of ten or sixteen.
    let zero = code;
    while (zero > 0 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
  return digits.replace(MARKS, "").replace(/[\u00a0\u202f]/g, " ").normalize("NFC");
}

const numbersOf = (text: string): string[] => (plain(text).match(/\d+/g) ?? []).map((digits) => digits.replace(/^0+(?=\d)/, "")).sort();
const countOf = (text: string, part: string): number => (part === "" ? 0 : text.split(part).length - 1);
const withoutSlots = (text: string): string => text.replace(/\{\d+\}/g, " ");

/**
 * Checks a translation whose placeholders are still locked: a machine's, an outside translator's, one from a file. Anything lost,
 * doubled or invented stops it.
 */
export function checkMasked(text: string, input: CheckInput): Fault[] {
  const faults: Fault[] = [];
  const { lost, doubled, invented } = checkPlaceholders(text, input.source.slots.length);
  for (const n of lost) faults.push({ code: "placeholder_lost", level: "stop", detail: `{${n}}` });
  for (const n of doubled) faults.push({ code: "placeholder_doubled", level: "stop", detail: `{${n}}` });
  for (const n of invented) faults.push({ code: "placeholder_invented", level: "stop", detail: n === 0 ? "{ }" : `{${n}}` });
  const before = numbersOf(withoutSlots(input.source.text));
  const after = numbersOf(withoutSlots(text));
  if (before.join() !== after.join()) faults.push({ code: "number_changed", level: "stop", detail: before.filter((n) => !after.includes(n)).join(" ") || after.join(" ") });
  return [...faults, ...checkWords(withoutSlots(text), withoutSlots(input.source.text), input)];
}

/**
 * Checks a translation as a person of the school writes it, with names and dates in it. A name may be inflected and a date said in
 * another way; a phone number, address, link or sum may not change, and none may be new.
 */
export function checkOpen(text: string, input: CheckInput): Fault[] {
  const faults: Fault[] = [];
  const body = plain(text);
  const said = new Map<string, { slot: Slot; times: number }>();
  for (const slot of input.source.slots) {
    const kept = said.get(slot.value);
    if (kept) kept.times += 1;
    else said.set(slot.value, { slot, times: 1 });
  }
  for (const { slot, times } of said.values()) {
    const forms = [...new Set([plain(slot.value), plain(localForm(slot, input.language))])];
    const found = Math.max(...forms.map((form) => countOf(body, form)));
    if (slot.kind === "name") {
      if (found < times) faults.push({ code: "name_missing", level: "warn", detail: slot.value });
    } else if (slot.kind === "date" || slot.kind === "time") {
      const digits = numbersOf(slot.value);
      if (found < times && !digits.every((n) => numbersOf(text).includes(n))) faults.push({ code: "placeholder_lost", level: "stop", detail: slot.value });
    } else if (slot.kind !== "sign") {
      if (found < times) faults.push({ code: "placeholder_lost", level: "stop", detail: slot.value });
      if (found > times) faults.push({ code: "placeholder_doubled", level: "stop", detail: slot.value });
    }
  }
  const known = new Set(input.source.slots.map((slot) => plain(slot.value)));
  const strangers = maskSentence(text.replace(MARKS, ""), { language: input.language, names: makeNameBook([]) }).slots
    .filter(({ kind, value }) => ["email", "link", "phone", "money"].includes(kind) && ![...known].some((each) => each.includes(plain(value)) || plain(value).includes(each)));
  for (const slot of strangers) faults.push({ code: "placeholder_invented", level: "stop", detail: slot.value });
  const missing = numbersOf(withoutSlots(input.source.text)).filter((n) => !numbersOf(text).includes(n));
  if (missing.length > 0) faults.push({ code: "number_changed", level: "warn", detail: missing.join(" ") });
  return [...faults, ...checkWords(text, unmask(input.source.text, input.source.slots, input.sourceLanguage), input)];
}

/** What is wrong with the words themselves, placeholders aside. */
function checkWords(target: string, source: string, input: CheckInput): Fault[] {
  const faults: Fault[] = [];
  const lettersOf = (text: string): string[] => text.match(/\p{L}/gu) ?? [];
  const [said, meant] = [lettersOf(target), lettersOf(source)];
  if (target.trim() === "") return [{ code: "empty", level: "stop" }];
  // Line breaks and tabs may stand; other control characters are a spoilt file.
  if (/[\u0000-\u0008\u000b-\u001f\u007f\ufffd\ufffe\uffff]/.test(target)) faults.push({ code: "characters_bad", level: "stop" });
  if (!balanced(target)) faults.push({ code: "isolates_unbalanced", level: "stop" });
  if (meant.length >= 3 && said.length === 0) return [...faults, { code: "empty", level: "stop" }];
  if (meant.length >= 6 && input.language !== input.sourceLanguage && plain(target).trim() === plain(source).trim()) faults.push({ code: "same_as_source", level: "stop" });
  const script = scripts[findLanguage(input.language)?.script ?? ""];
  if (script && said.length >= 3 && said.filter((letter) => script.test(letter)).length * 2 < said.length) faults.push({ code: "wrong_script", level: "stop" });
  else if (isOtherLanguage(target, said, input.language)) faults.push({ code: "wrong_language", level: "stop" });
  if (meant.length >= 12) {
    if (said.length > meant.length * 2.5 + 20) faults.push({ code: "too_long", level: "warn" });
    // Abjads and syllabic scripts say more with a letter.
    if (said.length * 4 < meant.length) faults.push({ code: "too_short", level: "warn" });
  }
  const folded = plain(target).toLocaleLowerCase();
  for (const { term, word } of input.wanted ?? []) {
    if (word && !folded.includes(plain(word).toLocaleLowerCase())) faults.push({ code: "term_missing", level: "warn", detail: `${term} = ${word}` });
  }
  return faults;
}

function isOtherLanguage(target: string, said: readonly string[], language: string): boolean {
  if (findLanguage(language)?.script === "Latn" && language !== "en") {
    const words = target.toLowerCase().match(/\p{L}+/gu) ?? [];
    return words.length >= 4 && words.filter((word) => englishWords.has(word)).length * 10 >= words.length * 3;
  }
  const marks = letters[language];
  if (!marks || said.length < ENOUGH_LETTERS) return false;
  return Boolean((marks.needs && !marks.needs.test(target)) || marks.never?.test(target));
}

/** Whether every direction isolate is closed, in order. */
function balanced(text: string): boolean {
  let open = 0;
  for (const [mark] of text.matchAll(/[\u2066-\u2069]/g)) {
    open += mark === "\u2069" ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
}

/** The faults that refuse a translation. */
export const stops = (faults: readonly Fault[]): Fault[] => faults.filter((fault) => fault.level === "stop");
