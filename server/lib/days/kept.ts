import Holidays from "date-holidays";

import { addDays } from "../clock";
import type { Nation } from "../db/generated/enums";

/**
 * Days that families keep, as rules of the library's calendars. Days by the moon may fall a day earlier or later where the new moon is
 * seen: both neighbours of them count too. Diwali comes from the library's table (Mauritius, where the state keeps it).
 */
const kept: { code: string; rule: string; moon?: true }[] = [
  { code: "eid_al_fitr", rule: "1 Shawwal P2D", moon: true }, { code: "eid_al_adha", rule: "10 Dhu al-Hijjah P2D", moon: true },
  { code: "good_friday", rule: "easter -2" }, { code: "easter", rule: "easter" }, { code: "orthodox_good_friday", rule: "orthodox -2" }, { code: "orthodox_easter", rule: "orthodox" },
  { code: "orthodox_christmas", rule: "01-07" }, { code: "christmas_eve", rule: "12-24" }, { code: "christmas", rule: "12-25" },
  { code: "passover", rule: "15 Nisan P2D" }, { code: "new_year_jewish", rule: "1 Tishrei P2D" }, { code: "yom_kippur", rule: "10 Tishrei" },
  { code: "vaisakhi", rule: "04-14" }, { code: "new_year_lunar", rule: "chinese 01-0-01" },
];

/** What the library knows of one year, by day: read once, it costs some milliseconds. */
export interface KeptYear {
  festivals: Map<string, string>;
  bankHolidays: Set<string>;
  fast: Set<string>;
}

const years = new Map<number, KeptYear>();
const dayOf = (date: string) => date.slice(0, 10);
/** The day so many days after another, or before it. */
export const shifted = (day: string, days: number): string => addDays(new Date(`${day}T12:00:00Z`), days).toISOString().slice(0, 10);

/** Every day from the one on which a rule's time begins to the one before it ends. */
function daysOf(holiday: { date: string; start: Date; end: Date }): string[] {
  const first = dayOf(holiday.date);
  const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000));
  return Array.from({ length }, (_, nth) => shifted(first, nth));
}

/** The days of a year that families keep, and its bank holidays in England. */
export function keptIn(year: number): KeptYear {
  const known = years.get(year);
  if (known) return known;
  const made: KeptYear = { festivals: new Map(), bankHolidays: new Set(), fast: new Set() };
  for (const { code, rule, moon } of kept) {
    const calendar = new Holidays({ languages: "en" });
    calendar.setHoliday(rule, { name: { en: code }, type: "public" });
    for (const holiday of calendar.getHolidays(year)) {
      const days = daysOf(holiday);
      const first = days[0];
      for (const day of moon && first ? [shifted(first, -1), ...days] : days) if (!made.festivals.has(day)) made.festivals.set(day, code);
    }
  }
  for (const holiday of new Holidays("MU").getHolidays(year)) if (holiday.name === "Divali") made.festivals.set(dayOf(holiday.date), "diwali");
  const fast = new Holidays({ languages: "en" });
  fast.setHoliday("1 Ramadan P30D", { name: { en: "ramadan" }, type: "public" });
  for (const holiday of fast.getHolidays(year)) for (const day of daysOf(holiday)) made.fast.add(day);
  for (const day of bankHolidaysIn(year, "england")) made.bankHolidays.add(day);
  years.set(year, made);
  return made;
}

/** The library's names of the four nations. */
const nations: Record<Nation, string> = { england: "ENG", wales: "WLS", scotland: "SCT", northern_ireland: "NIR" };

/** The bank holidays of a nation in a year. */
export function bankHolidaysIn(year: number, nation: Nation): string[] {
  return new Holidays("GB", nations[nation]).getHolidays(year).filter(({ type }) => type === "public").map(({ date }) => dayOf(date)).sort();
}

/** The day of Easter Sunday. */
export function easterIn(year: number): string {
  const calendar = new Holidays({ languages: "en" });
  calendar.setHoliday("easter", { name: { en: "easter" }, type: "public" });
  return dayOf(calendar.getHolidays(year)[0]?.date ?? "");
}
