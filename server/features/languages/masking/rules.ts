import { isolateCode, isolateName } from "@/server/lib/i18n/format";
import { findLanguage, intlTag } from "@/server/lib/i18n/languages";

import { capitalWords, nameLikeWords, particles, titles } from "./rules.words";

/** What is locked away before a sentence leaves, and must come back exactly once. `sign`: a brace, which would look like a placeholder. */
export type SlotKind = "name" | "date" | "time" | "money" | "phone" | "email" | "link" | "term" | "sign";

export interface Slot {
  kind: SlotKind;
  value: string;
}

/** A sentence in which {1}, {2} … stand for the slots, in their order. */
export interface Masked {
  text: string;
  slots: Slot[];
}

/** Names that the school's register knows, as a look-up. */
export interface NameBook {
  has: (word: string) => boolean;
}

export interface MaskInput {
  language: string;
  names: NameBook;
  /** Words of the glossary that are never translated. */
  terms?: readonly string[];
}

const WORD = /\p{L}[\p{L}\p{M}]*(?:[’'-]\p{L}[\p{L}\p{M}]*)*/gu;
const CASED = /^\p{Lu}/u;
const fold = (word: string): string => word.normalize("NFC").toLocaleLowerCase("en");
const withoutOwner = (word: string): string => word.replace(/[’']s?$/u, "");

/** Builds the look-up from given and family names; parts of double names count by themselves. */
export function makeNameBook(names: Iterable<string>): NameBook {
  const known = new Set<string>();
  const plain = new Set<string>();
  for (const name of names) {
    for (const [word] of name.normalize("NFC").matchAll(WORD)) {
      for (const part of [word, ...word.split("-")]) {
        const folded = fold(part);
        if (folded.length < 2 || (particles.has(folded) && part === folded)) continue;
        known.add(folded);
        if (nameLikeWords.has(folded)) plain.add(folded);
      }
    }
  }
  return {
    has: (word) => {
      const parts = [withoutOwner(word), ...withoutOwner(word).split("-")];
      return parts.some((part) => known.has(fold(part)) && (!plain.has(fold(part)) || CASED.test(part)));
    },
  };
}

const monthCache = new Map<string, string>();

/** The names of the months in a language and in English, long and short, as one alternation. */
function monthsOf(language: string): string {
  const kept = monthCache.get(language);
  if (kept) return kept;
  const words = new Set<string>();
  for (const tag of [intlTag(language), "en-GB"]) {
    for (const month of ["long", "short"] as const) {
      for (const options of [{ month }, { month, day: "numeric" as const }]) {
        const formatter = new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" });
        for (let m = 0; m < 12; m += 1) {
          const name = formatter.formatToParts(new Date(Date.UTC(2026, m, 5))).find((part) => part.type === "month")?.value.replace(/\.$/, "");
          if (name && /\p{L}{2}/u.test(name)) words.add(name);
        }
      }
    }
  }
  words.add("Sept");
  const made = [...words].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  monthCache.set(language, made);
  return made;
}

interface Span extends Slot {
  from: number;
  to: number;
}

const END = "(?![\\p{L}\\p{M}\\p{Nd}])";
const START = "(?<![\\p{L}\\p{M}\\p{Nd}])";

function patternsOf(language: string): [SlotKind, RegExp][] {
  const month = `(?:${monthsOf(language)})`;
  const day = "\\p{Nd}{1,2}(?:st|nd|rd|th|\\.)?";
  const weekday = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\\s+)?(?:the\\s+)?";
  return [
    ["email", /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu],
    ["link", /(?:https?:\/\/|www\.)[^\s<>"'“”‘’]*[^\s<>"'“”‘’.,;:!?)\]}{]|(?<![\p{L}\p{N}@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|uk|eu|info|example|school)(?:\/[^\s<>"'“”‘’]*[^\s<>"'“”‘’.,;:!?)\]}{])?/giu],
    ["date", new RegExp(`${START}(?:${weekday}${day}\\s+(?:of\\s+)?${month}(?:,?\\s+\\p{Nd}{4})?|${month}\\s+(?:the\\s+)?${day}(?:,?\\s+\\p{Nd}{4})?|\\p{Nd}{1,4}[/.-]\\p{Nd}{1,2}[/.-]\\p{Nd}{2,4})${END}`, "giu")],
    ["phone", new RegExp(`${START}(?:\\+\\p{Nd}|\\(?0)[\\p{Nd}\\u00a0 ().-]{6,18}\\p{Nd}${END}|${START}\\p{Nd}{3,5}[ \\u00a0-]\\p{Nd}{4}${END}`, "gu")],
    ["money", new RegExp(`(?:[£€$]|GBP|EUR|USD|PLN)\\s?\\p{Nd}(?:[\\p{Nd},]*\\p{Nd})?(?:\\.\\p{Nd}{1,2})?|${START}\\p{Nd}(?:[\\p{Nd},]*\\p{Nd})?(?:\\.\\p{Nd}{1,2})?\\s?(?:[£€$]|GBP|EUR|USD|PLN|zł|p)${END}`, "gu")],
    ["time", new RegExp(`${START}\\p{Nd}{1,2}(?:[:.]\\p{Nd}{2})?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.)(?![\\p{L}\\p{Nd}])|${START}\\p{Nd}{1,2}[:.]\\p{Nd}{2}${END}`, "giu")],
    ["sign", /[{}]+/g],
  ];
}

/** Locks away what must not leave or change. Earlier patterns win where two would overlap. */
export function maskSentence(body: string, input: MaskInput): Masked {
  const text = body.trim();
  const spans: Span[] = [];
  const free = (from: number, to: number): boolean => spans.every((span) => to <= span.from || from >= span.to);
  const take = (kind: SlotKind, from: number, to: number): void => {
    if (free(from, to)) spans.push({ kind, value: text.slice(from, to), from, to });
  };
  for (const [kind, pattern] of patternsOf(input.language)) for (const match of text.matchAll(pattern)) take(kind, match.index, match.index + match[0].length);
  for (const term of [...(input.terms ?? [])].sort((a, b) => b.length - a.length)) {
    const pattern = new RegExp(`${START}${term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}${END}`, "gu");
    for (const match of text.matchAll(pattern)) take("term", match.index, match.index + match[0].length);
  }
  for (const { from, to } of nameSpans(text, input.names)) take("name", from, to);
  spans.sort((a, b) => a.from - b.from);
  let end = 0;
  let masked = "";
  for (const [index, span] of spans.entries()) {
    masked += `${text.slice(end, span.from)}{${index + 1}}`;
    end = span.to;
  }
  return { text: masked + text.slice(end), slots: spans.map(({ kind, value }) => ({ kind, value })) };
}

/** Names of the register anywhere, names after a title, and every other word with a capital inside a sentence. Neighbours become one. */
function nameSpans(text: string, names: NameBook): { from: number; to: number }[] {
  const words = [...text.matchAll(WORD)].map((match) => {
    const before = text.slice(0, match.index);
    const opens = /(?:^|[.!?:;…•\n])["'“”‘’«»(\s—–-]*$/u.test(before);
    return { word: match[0], from: match.index, to: match.index + match[0].length, opens };
  });
  const isName = words.map(({ word, opens }, index) => {
    if (names.has(word)) return true;
    const before = words[index - 1];
    if (particles.has(word) && before && titles.has(before.word)) return true;
    if (!CASED.test(word)) return false;
    if (before && titles.has(before.word)) return true;
    const bare = withoutOwner(word.replaceAll("’", "'"));
    const known = capitalWords.has(bare) || capitalWords.has(word.replaceAll("’", "'")) || titles.has(bare);
    return !opens && !known && !/^\p{Lu}{2,6}s?$/u.test(bare);
  });
  const spans: { from: number; to: number }[] = [];
  for (const [index, { word, from, to }] of words.entries()) {
    if (!isName[index]) continue;
    const title = words[index - 1];
    const start = title && titles.has(title.word) && /^[.]?\s+$/u.test(text.slice(title.to, from)) ? title.from : from;
    // The owner's ’s stays in the sentence: it is grammar, not the name.
    const end = /[’']s$/u.test(word) ? to - 2 : to;
    const last = spans.at(-1);
    const between = last ? text.slice(last.to, start) : "";
    const joined = last && (/^[\s\u00a0]*-?[\s\u00a0]*$/u.test(between) || (/^\s\S+\s$/u.test(between) && particles.has(between.trim())));
    if (last && joined && !between.includes("\n")) last.to = end;
    else spans.push({ from: start, to: end });
  }
  return spans;
}

/** Which placeholders of so many are missing, doubled or were never given. */
export function checkPlaceholders(text: string, count: number): { lost: number[]; doubled: number[]; invented: number[] } {
  const found = new Map<number, number>();
  for (const match of text.matchAll(/\{(\d+)\}/g)) found.set(Number(match[1]), (found.get(Number(match[1])) ?? 0) + 1);
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const invented = [...found.keys()].filter((n) => n < 1 || n > count);
  // A brace that is no placeholder is one that was spoilt.
  if (/[{}]/.test(text.replace(/\{\d+\}/g, ""))) invented.push(0);
  return { lost: all.filter((n) => !found.has(n)), doubled: all.filter((n) => (found.get(n) ?? 0) > 1), invented };
}

/** Puts what was locked away back into a translation. Dates are said in its language; what reads left to right is kept so. */
export function unmask(text: string, slots: readonly Slot[], language: string): string {
  const rtl = findLanguage(language)?.dir === "rtl";
  return text.replace(/\{(\d+)\}/g, (whole, n: string) => {
    const slot = slots[Number(n) - 1];
    if (!slot) return whole;
    const value = localForm(slot, language);
    if (!rtl || /^\p{Script=Arabic}/u.test(value)) return value;
    return slot.kind === "name" || slot.kind === "term" || slot.kind === "date" ? isolateName(value) : slot.kind === "sign" ? value : isolateCode(value);
  });
}

const englishMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A slot as it is said in a language: an English date with its month in words becomes one of that language, all else stays. */
export function localForm(slot: Slot, language: string): string {
  if (slot.kind !== "date" || language === "en") return slot.value;
  const month = englishMonths.findIndex((name) => new RegExp(`\\b${name}`, "i").test(slot.value));
  const day = Number(/\b(\d{1,2})(?:st|nd|rd|th)?\b/i.exec(slot.value)?.[1]);
  const year = Number(/\b(\d{4})\b/.exec(slot.value)?.[1] ?? 0);
  if (month < 0 || !day || day > 31) return slot.value;
  const weekday = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"].findIndex((name) => new RegExp(`\\b${name}\\w*day`, "i").test(slot.value));
  const locale = findLanguage(language) ? intlTag(language) : intlTag("en");
  const say = (options: Intl.DateTimeFormatOptions, at: Date): string => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(at);
  // A year in which the day falls on the weekday that was written: the weekday is said as it was, never worked out.
  const years = Array.from({ length: 28 }, (_, index) => 2020 + index);
  const fits = year || weekday < 0 ? year || 2024 : years.find((each) => new Date(Date.UTC(each, month, day)).getUTCDay() === weekday);
  const at = new Date(Date.UTC(fits ?? 2024, month, day));
  if (at.getUTCDate() !== day || (weekday >= 0 && at.getUTCDay() !== weekday)) return slot.value;
  return say({ ...(weekday >= 0 ? { weekday: "long" as const } : {}), day: "numeric", month: "long", ...(year ? { year: "numeric" as const } : {}) }, at);
}
