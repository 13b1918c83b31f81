import type { Nation } from "@/server/lib/db/generated/enums";
import { bankHolidaysIn, keptIn, shifted } from "@/server/lib/days/kept";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { DateKind } from "./schema";

/** A school year begins in August, in Scotland as well. */
const FIRST_MONTH = 8;

/** The year in which the school year of a day began. */
export function schoolYearOf(day: string): number {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return month >= FIRST_MONTH ? year : year - 1;
}

/** The first day of a school year. */
export const firstDayOf = (year: number): string => `${year}-08-01`;

export type Season = "autumn" | "spring" | "summer";

/** Which term it is, by the day on which it begins. */
export function seasonOf(startsOn: string): Season {
  const month = Number(startsOn.slice(5, 7));
  return month >= FIRST_MONTH ? "autumn" : month <= 3 ? "spring" : "summer";
}

/** Some days that families keep, or a bank holiday: the same for everybody, whatever they believe. */
export interface KeptDays {
  kind: "festival" | "bank_holiday";
  code: string;
  startsOn: string;
  endsOn: string;
}

const yearsBetween = (from: string, to: string): number[] => {
  const first = Number(from.slice(0, 4));
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, nth) => first + nth);
};

/** Festivals and bank holidays between two days, both included; days one after another are one entry. */
export function keptBetween(from: string, to: string, nation: Nation, festivals: boolean): KeptDays[] {
  const years = yearsBetween(from, to);
  const named = festivals ? years.flatMap((year) => [...keptIn(year).festivals].map(([day, code]) => ({ day, code }))).sort((a, b) => a.day.localeCompare(b.day)) : [];
  const found: KeptDays[] = [];
  for (const { day, code } of named) {
    const last = found.findLast((each) => each.code === code);
    if (last && shifted(last.endsOn, 1) === day) last.endsOn = day;
    else found.push({ kind: "festival", code, startsOn: day, endsOn: day });
  }
  const bank = years.flatMap((year) => bankHolidaysIn(year, nation)).map((day): KeptDays => ({ kind: "bank_holiday", code: "bank_holiday", startsOn: day, endsOn: day }));
  return [...found, ...bank].filter(({ startsOn, endsOn }) => endsOn >= from && startsOn <= to).sort((a, b) => a.startsOn.localeCompare(b.startsOn));
}

/** A day or days of the school's as a reader gets them; days as "2026-11-23". */
export interface ReadDate {
  id: string;
  kind: DateKind;
  startsOn: string;
  endsOn: string;
  title: { body: string; language: string; sign: "machine" | "unchecked" | "untranslated" | null } | null;
  yearGroups: number[];
  /** Taken back. */
  off: boolean;
  /** When the school last changed it; the seconds since it was made grow with each change, as SEQUENCE must. */
  changedAt: Date;
  sequence: number;
}

/** One line of a calendar in its reader's language. */
export interface DateLine {
  id: string;
  kind: "begins" | "ends" | Exclude<DateKind, "term"> | KeptDays["kind"];
  startsOn: string;
  endsOn: string;
  words: string;
  /** The language of the words: the school's own where they are not translated. */
  language: string;
  /** What the school says besides. */
  note: string;
  noteLanguage: string;
  sign: "machine" | "unchecked" | "untranslated" | null;
  yearGroups: number[];
  off: boolean;
  /** Of the school's own days. */
  changedAt?: Date;
  sequence?: number;
}

/** Days in their order without those that were taken back, but for what somebody may have counted on. */
export function shownLines<T extends Pick<DateLine, "off" | "kind" | "startsOn">>(lines: readonly T[]): T[] {
  return lines.filter(({ off, kind }) => !off || kind === "own" || kind === "inset" || kind === "closure").sort((a, b) => a.startsOn.localeCompare(b.startsOn));
}

/** The school's days as lines; a term is two of them, its first day and its last. */
export function linesOf(dates: readonly ReadDate[], language: string): DateLine[] {
  const t = translatorFor(language);
  return dates.flatMap(({ kind, title, ...date }): DateLine[] => {
    const note = { note: title?.body ?? "", noteLanguage: title?.language ?? language, sign: title?.sign ?? null };
    if (kind === "own") return [{ ...date, kind, words: title?.body ?? "", language: title?.language ?? language, note: "", noteLanguage: language, sign: note.sign }];
    if (kind !== "term") return [{ ...date, kind, words: t(`calendar.kinds.${kind}`), language, ...note }];
    const season = seasonOf(date.startsOn);
    return [
      { ...date, id: `${date.id}-begins`, kind: "begins", endsOn: date.startsOn, words: t(`calendar.terms.${season}.begins`), language, ...note },
      { ...date, id: `${date.id}-ends`, kind: "ends", startsOn: date.endsOn, words: t(`calendar.terms.${season}.ends`), language, ...note },
    ];
  });
}

/** Days that families keep, as lines. */
export function keptLinesOf(kept: readonly KeptDays[], language: string): DateLine[] {
  const t = translatorFor(language);
  return kept.map(({ kind, code, startsOn, endsOn }) => ({
    id: `${code}-${startsOn}`, kind, startsOn, endsOn, words: kind === "festival" ? t(`events.festivals.${code}`) : t("calendar.kinds.bank_holiday"), language, note: "", noteLanguage: language, sign: null, yearGroups: [], off: false,
  }));
}
