import type { Nation } from "@/server/lib/db/generated/enums";
import { bankHolidaysIn, easterIn, keptIn, shifted } from "@/server/lib/days/kept";

import type { DateKind } from "../schema";

export interface Span {
  kind: DateKind;
  startsOn: string;
  endsOn: string;
}

/** A weekday (Monday is 1) at or after a day of the year, or at or before it; or so many days from Easter Sunday. */
type Anchor = { from: string; weekday: number } | { until: string; weekday: number } | { easter: number };

interface Pattern {
  /** Whether the day lies in the year after the one in which the school year begins. */
  autumn: [Anchor, Anchor];
  autumnBreak: [Anchor, number];
  spring: [Anchor, Anchor];
  springBreak: [Anchor, number];
  summer: [Anchor, Anchor];
  summerBreak: [Anchor, number] | null;
}

/**
 * How a school year usually lies in each nation. Terms are set by each local authority or school, so this is a start that the school
 * checks day by day, and no official list. A break is its first day and how many days it lasts.
 */
const patterns: Record<Nation, Pattern> = {
  england: {
    autumn: [{ from: "09-01", weekday: 2 }, { until: "12-21", weekday: 5 }], autumnBreak: [{ until: "10-31", weekday: 1 }, 5],
    spring: [{ from: "01-03", weekday: 1 }, { easter: -3 }], springBreak: [{ from: "02-12", weekday: 1 }, 5],
    summer: [{ easter: 15 }, { from: "07-20", weekday: 3 }], summerBreak: [{ until: "05-31", weekday: 1 }, 5],
  },
  wales: {
    autumn: [{ from: "09-01", weekday: 2 }, { until: "12-21", weekday: 5 }], autumnBreak: [{ until: "10-31", weekday: 1 }, 5],
    spring: [{ from: "01-03", weekday: 1 }, { easter: -3 }], springBreak: [{ from: "02-12", weekday: 1 }, 5],
    summer: [{ easter: 15 }, { from: "07-18", weekday: 2 }], summerBreak: [{ until: "05-31", weekday: 1 }, 5],
  },
  scotland: {
    autumn: [{ from: "08-14", weekday: 3 }, { until: "12-23", weekday: 5 }], autumnBreak: [{ from: "10-10", weekday: 1 }, 5],
    spring: [{ from: "01-04", weekday: 3 }, { easter: -3 }], springBreak: [{ from: "02-10", weekday: 1 }, 2],
    summer: [{ easter: 15 }, { until: "06-28", weekday: 5 }], summerBreak: null,
  },
  northern_ireland: {
    autumn: [{ from: "09-01", weekday: 2 }, { until: "12-21", weekday: 5 }], autumnBreak: [{ until: "10-31", weekday: 1 }, 5],
    spring: [{ from: "01-03", weekday: 1 }, { easter: -3 }], springBreak: [{ from: "02-12", weekday: 1 }, 5],
    summer: [{ easter: 9 }, { until: "06-30", weekday: 3 }], summerBreak: null,
  },
};

const weekdayOf = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay();

function dayFor(anchor: Anchor, year: number): string {
  if ("easter" in anchor) return shifted(easterIn(year), anchor.easter);
  const forwards = "from" in anchor;
  let day = `${year}-${forwards ? anchor.from : anchor.until}`;
  while (weekdayOf(day) !== anchor.weekday) day = shifted(day, forwards ? 1 : -1);
  return day;
}

/** The terms and breaks that a school year usually has in a nation, to be checked by the school. */
export function usualYear(nation: Nation, year: number): Span[] {
  const pattern = patterns[nation];
  const term = ([from, to]: [Anchor, Anchor], at: number): Span => ({ kind: "term", startsOn: dayFor(from, at), endsOn: dayFor(to, at) });
  const rest = (pause: [Anchor, number] | null, at: number): Span[] => {
    if (!pause) return [];
    const startsOn = dayFor(pause[0], at);
    return [{ kind: "half_term", startsOn, endsOn: shifted(startsOn, pause[1] - 1) }];
  };
  return [
    term(pattern.autumn, year), ...rest(pattern.autumnBreak, year), term(pattern.spring, year + 1), ...rest(pattern.springBreak, year + 1), term(pattern.summer, year + 1), ...rest(pattern.summerBreak, year + 1),
  ].sort((a, b) => a.startsOn.localeCompare(b.startsOn));
}

/** The same weekday a year later: 52 weeks. */
export const yearLater = (day: string): string => shifted(day, 364);

/** What somebody who plans should know of some days. */
export interface DayHint {
  kind: "festival" | "bank_holiday" | "weekend" | "outside_term";
  code: string;
}

const daysOf = ({ startsOn, endsOn }: Span): string[] => {
  const days: string[] = [];
  for (let day = startsOn; day <= endsOn; day = shifted(day, 1)) days.push(day);
  return days;
};

/** Festivals, bank holidays and weekends that an entry falls on, and whether it lies outside every term. For a term its first and last day count. */
export function hintsOf(entry: Span, all: readonly Span[], nation: Nation): DayHint[] {
  if (entry.kind === "half_term") return [];
  const days = entry.kind === "term" ? [entry.startsOn, entry.endsOn] : daysOf(entry);
  const found = new Map<string, DayHint>();
  const put = (hint: DayHint) => found.set(`${hint.kind}:${hint.code}`, hint);
  const terms = all.filter(({ kind }) => kind === "term");
  for (const day of days) {
    const year = Number(day.slice(0, 4));
    const festival = keptIn(year).festivals.get(day);
    if (festival) put({ kind: "festival", code: festival });
    if (bankHolidaysIn(year, nation).includes(day)) put({ kind: "bank_holiday", code: "bank_holiday" });
    if ([0, 6].includes(weekdayOf(day))) put({ kind: "weekend", code: "weekend" });
    if (entry.kind !== "term" && entry.kind !== "own" && terms.length > 0 && !terms.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)) put({ kind: "outside_term", code: "outside_term" });
  }
  return [...found.values()];
}
