import type { OwnCalendar } from "./answers";
import { concerns, type Entry } from "./gather";
import { dayAfter, daysOfMonth, readMonth } from "./months";

/** Some days of a calendar under one heading, and what is in them. */
export interface Section {
  /** The next seven days; what is left of this month; another month, or its first days. */
  key: "soon" | "later" | "month";
  first: string;
  last: string;
  entries: Entry[];
}

export interface Shown {
  month: string;
  before: string | null;
  after: string | null;
  /** Whose entries are shown, where they are one child's. */
  child: OwnCalendar["children"][number] | undefined;
  sections: Section[];
}

/** As far ahead as somebody who is rung about a day is told of it (server/features/calendar/reminders), and some days more: so much is always shown and heard. */
const AHEAD = 14;

/** What an address asks to be shown: a month "2026-11", and one child by id. What is not there is as if not asked for. */
export interface Asked {
  month?: string;
  child?: string;
}

/** What is asked for, as the end of an address: "?month=2026-12&child=…"; "" for all of this month. */
export function queryOf({ month, child }: Asked): string {
  const given = Object.entries({ month, child }).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

/** What the query of an address asks for. */
export const readAsked = ({ month, child }: Record<keyof Asked, string | string[] | undefined>): Asked => ({
  month: typeof month === "string" ? month : undefined,
  child: typeof child === "string" ? child : undefined,
});

/** The part of a calendar that its page shows and reads out: this month begins with the next seven days, and goes on for two weeks at least. */
export function showCalendar(own: OwnCalendar, entries: readonly Entry[], asked: Asked, today: string): Shown {
  const { month, before, after } = readMonth(asked.month, today);
  const child = own.children.find(({ id }) => id === asked.child);
  const theirs = child ? entries.filter((entry) => concerns(entry, child)) : entries;
  const section = (key: Section["key"], first: string, last: string): Section => ({ key, first, last, entries: theirs.filter(({ startsOn, endsOn }) => endsOn >= first && startsOn <= last) });
  const whole = daysOfMonth(month);
  if (month !== today.slice(0, 7)) return { month, before, after, child, sections: [section("month", whole.first, whole.last)] };
  const weekEnds = dayAfter(today, 6);
  const heard = dayAfter(today, AHEAD - 1);
  const begins = dayAfter(weekEnds < whole.last ? whole.last : weekEnds, 1);
  const sections = [
    section("soon", today, weekEnds), ...(weekEnds < whole.last ? [section("later", dayAfter(weekEnds, 1), whole.last)] : []),
    // At a month's end the next one has begun to matter.
    ...(heard > whole.last ? [section("month", begins, heard)].filter(({ entries: some }) => some.length > 0) : []),
  ];
  return { month, before, after, child, sections };
}
