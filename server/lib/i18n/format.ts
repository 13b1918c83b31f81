import { dayIn } from "../clock";
import { findLanguage, isPseudo, type Language, pageLanguage } from "./languages";
import { pseudoText } from "./pseudo";

const styles = {
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  shortDay: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  moment: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  shortMoment: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof styles;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Dates, numbers and lists need no catalogue: every written language of the table has them. English for any other tag. */
function ownLanguage(tag: string): Language {
  const known = findLanguage(tag);
  return known?.written ? known : pageLanguage(tag);
}

/**
 * A date in a language's own words, in the school's zone, in the Gregorian calendar with 0-9. Always on the server. The
 * language needs no catalogue; within a sentence, pass the language of the sentence.
 */
export function formatDate(tag: string, date: Date, style: DateStyle = "day", zone = "Europe/London"): string {
  const language = ownLanguage(tag);
  const key = `${language.intl}|${style}|${zone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language.intl, { ...styles[style], timeZone: zone });
    formatters.set(key, formatter);
  }
  return pseudoWords(language.tag, formatter.format(date));
}

/** What the software itself wrote, such as the name of a day, in the letters of a made-up language where that is the reader's. */
export function pseudoWords(tag: string, text: string): string {
  return isPseudo(tag) ? pseudoText(tag, text) : text;
}

/** One day in pieces, to be shown large: the weekday and the month in words, the number with 0-9; `iso` is the day in the zone. */
export function dateParts(tag: string, date: Date, zone = "Europe/London"): { iso: string; weekday: string; day: string; month: string; whole: string } {
  const { tag: language, intl } = ownLanguage(tag);
  const part = (options: Intl.DateTimeFormatOptions) => pseudoWords(ownLanguage(tag).tag, new Intl.DateTimeFormat(intl, { ...options, timeZone: zone }).format(date));
  return {
    iso: dayIn(zone, date),
    weekday: part({ weekday: "long" }), day: part({ day: "numeric" }), month: part({ month: "long", year: "numeric" }), whole: formatDate(language, date, "day", zone),
  };
}

/** A list in a language's own words: "A, B and C". */
export function formatList(tag: string, items: string[]): string {
  const { intl, list } = ownLanguage(tag);
  if (!list) return new Intl.ListFormat(intl, { type: "conjunction" }).format(items);
  const last = items.at(-1);
  if (last === undefined || items.length === 1) return last ?? "";
  const joint = list.beforeVowel && /^[aeiouyâêîôûŷ]/i.test(last.replace(/^[\u2066-\u2069]/, "")) ? list.beforeVowel : list.last;
  return `${items.slice(0, -1).join(list.comma)}${joint}${last}`;
}

/** A whole number or a percentage with 0-9. */
export function formatNumber(tag: string, value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(ownLanguage(tag).intl, options).format(value);
}

/** Orders names as readers of the language look for them. Languages without an order of their own in Node (so, ti, ckb) get the English one. */
export function collatorFor(tag: string): Intl.Collator {
  return new Intl.Collator([ownLanguage(tag).intl, "en-GB"]);
}

const ISOLATE_LTR = "\u2066";
const ISOLATE_AUTO = "\u2068";
const ISOLATE_END = "\u2069";

/** A name inside a sentence of any direction: it keeps its own direction and disturbs nothing around it. */
export function isolateName(name: string): string {
  return `${ISOLATE_AUTO}${name}${ISOLATE_END}`;
}

/** A phone number, code, e-mail address or sum inside a right-to-left sentence: always left to right, never broken. */
export function isolateCode(code: string): string {
  return `${ISOLATE_LTR}${code.replaceAll(" ", "\u00a0")}${ISOLATE_END}`;
}
