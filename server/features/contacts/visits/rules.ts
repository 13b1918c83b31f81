import { addDays, addMinutes, clockIn, dayIn, momentIn, spanOfDays } from "@/server/lib/clock";

import type { Hours } from "../schema";
import { LATE_MINUTES } from "./schema";

/** Why two people go; null when one may go alone. A first visit is never made alone. */
export type TwoPeople = "first" | "noted" | null;

/** Whether two people must go. @param before visits to this adult that were made @param noted whether somebody wrote that nobody goes alone */
export function twoPeopleFor(before: number, noted: boolean): TwoPeople {
  return noted ? "noted" : before === 0 ? "first" : null;
}

interface Facts {
  state: string;
  startsAt: Date | null;
  outBy: Date | null;
}

/** Which alarm a visit is due for, and the minute that was missed: nobody went in, or nobody came out. */
export function alarmDue({ state, startsAt, outBy }: Facts): { kind: "not_in" | "not_out"; dueAt: Date } | null {
  if (state === "booked" && startsAt) return { kind: "not_in", dueAt: addMinutes(startsAt, LATE_MINUTES) };
  return state === "under_way" && outBy ? { kind: "not_out", dueAt: outBy } : null;
}

/** Hours in which visits are offered, by the school's clock; families that say when they are good are asked then. */
const windows: Record<Hours, readonly [number, number]> = { morning: [8, 11], midday: [11, 14], afternoon: [14, 17], evening: [17, 19] };
const usual: readonly (readonly [number, number])[] = [[9, 12], [13, 17]];
/** Suggested times a day, and how far apart they begin. */
const A_DAY = 2;
const STEP = 30;
const SEARCH_DAYS = 21;

export interface Busy {
  from: Date;
  to: Date;
}

/** Minutes of the school's day in which somebody wants nothing; over midnight where it begins later than it ends. */
export interface OwnHours {
  from: number;
  to: number;
}

/** Whether a visit would reach into hours that somebody keeps free of the school. @param start minute of the day */
export function isKeptFree(start: number, minutes: number, kept: readonly OwnHours[]): boolean {
  const meets = (from: number, to: number) => start < to && start + minutes > from;
  return kept.some(({ from, to }) => (from < to ? meets(from, to) : from > to && (meets(0, to) || meets(from, 24 * 60))));
}

/** Days away as times at which somebody is taken: from the first midnight to the one after the last, by the school's clock. */
export function daysAsBusy(days: readonly { fromDay: string; untilDay: string }[], zone: string): Busy[] {
  return days.flatMap(({ fromDay, untilDay }) => spanOfDays(zone, fromDay, untilDay) ?? []);
}

/**
 * Times at which every visitor is free, in the family's good hours and outside those that the family or a visitor keeps free, from tomorrow on: two a day, spread over days.
 * @param busy when one of them is taken already, or away
 * @param count how many
 */
export function suggestTimes(input: { now: Date; zone: string; minutes: number; hours: readonly Hours[]; busy: readonly Busy[]; kept?: readonly OwnHours[]; count: number }): Date[] {
  const { now, zone, minutes, hours, busy, kept = [], count } = input;
  const open = hours.length > 0 ? hours.map((each) => windows[each]) : usual;
  const found: Date[] = [];
  for (let day = 1; day <= SEARCH_DAYS && found.length < count; day++) {
    const noon = addDays(now, day);
    const { weekday } = clockIn(zone, noon);
    if (weekday === 0 || weekday === 6) continue;
    const free: Date[] = [];
    for (const [from, to] of open) {
      for (let at = from * 60; at + minutes <= to * 60; at += STEP) {
        if (isKeptFree(at, minutes, kept)) continue;
        const start = momentIn(zone, dayIn(zone, noon), `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`);
        if (start && !busy.some((taken) => start < taken.to && addMinutes(start, minutes) > taken.from)) free.push(start);
      }
    }
    // The first and the last of the day: a family on shifts finds one of them.
    const chosen = [...new Set([free[0], free.at(-1)])].flatMap((each) => each ?? []).slice(0, A_DAY);
    found.push(...chosen.slice(0, count - found.length));
  }
  return found;
}
