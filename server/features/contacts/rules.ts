import { addDays, addMinutes, clockIn } from "@/server/lib/clock";
import type { ContactOutcome, ContactTone } from "@/server/lib/db/generated/enums";

import type { Hours } from "./schema";

/** Good news and concerns are weighed over so many weeks. */
export const BALANCE_WEEKS = 12;
/** For each concern a family hears at least so much good. */
export const BALANCE = 3;
/** A visit that a family asked for is due within so many days, what a family says within so many. */
export const VISIT_DAYS = 5;
export const REPLY_DAYS = 2;

const WEEK_DAYS = 7;
const spoken: readonly ContactOutcome[] = ["reached", "reached_and_understood", "asks_for_visit", "barrier_found"];

/** Whether the two really spoke. */
export function didSpeak(outcome: ContactOutcome): boolean {
  return spoken.includes(outcome);
}

/** The moment so many weeks before another. */
export function weeksBefore(now: Date, weeks: number): Date {
  return addDays(now, -weeks * WEEK_DAYS);
}

export interface Balance {
  praise: number;
  concern: number;
  /** Whether the family has heard less than three good things for each concern. */
  low: boolean;
}

/**
 * Good news beside concerns of the last twelve weeks, of the contacts in which the two spoke.
 * @param read good news of the school that the family opened: each counts like one that was told
 */
export function balanceOf(contacts: readonly { at: Date; tone: ContactTone; outcome: ContactOutcome }[], now: Date, read: readonly { at: Date }[] = []): Balance {
  const since = weeksBefore(now, BALANCE_WEEKS);
  const counted = contacts.filter(({ at, outcome }) => at > since && at <= now && didSpeak(outcome));
  const praise = counted.filter(({ tone }) => tone === "good_news").length + read.filter(({ at }) => at > since && at <= now).length;
  const concern = counted.filter(({ tone }) => tone === "concern").length;
  return { praise, concern, low: praise < BALANCE * concern };
}

const windows: Record<Hours, readonly [number, number]> = { morning: [8, 10], midday: [11, 14], afternoon: [15, 17], evening: [17, 19] };
const LEAST_WAIT = 120;
const STEP = 30;

/**
 * When to try again after nobody answered: the first half hour of the family's good hours on a working day, two hours from
 * now at the earliest. A day later when no good hours are known.
 */
export function nextTry(now: Date, hours: readonly Hours[], zone: string): Date {
  if (hours.length === 0) return addDays(now, 1);
  const start = new Date(Math.ceil(addMinutes(now, LEAST_WAIT).getTime() / (STEP * 60_000)) * STEP * 60_000);
  for (let step = 0; step < WEEK_DAYS * 24 * 2; step += 1) {
    const at = addMinutes(start, step * STEP);
    const { weekday, minute } = clockIn(zone, at);
    const hour = Math.floor(minute / 60);
    const works = weekday >= 1 && weekday <= 5;
    if (works && hours.some((each) => hour >= windows[each][0] && hour < windows[each][1])) return at;
  }
  return addDays(now, 1);
}

/** Whether now is one of these hours. */
export function isGoodHour(now: Date, hours: readonly Hours[], zone: string): boolean {
  const hour = Math.floor(clockIn(zone, now).minute / 60);
  return hours.some((each) => hour >= windows[each][0] && hour < windows[each][1]);
}

/**
 * Which children are one family: those who share an adult, directly or by another child.
 * @param links pairs of adult and child
 * @returns child → the family, named by its first child in the order of ids
 */
export function familiesOf(links: readonly { adultId: string; pupilId: string }[]): Map<string, string> {
  const parent = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const { pupilId } of links) parent.set(pupilId, pupilId);
  const firstOf = new Map<string, string>();
  for (const { adultId, pupilId } of links) {
    const known = firstOf.get(adultId);
    if (known === undefined) firstOf.set(adultId, pupilId);
    else {
      const [a, b] = [root(known), root(pupilId)];
      if (a !== b) parent.set(a < b ? b : a, a < b ? a : b);
    }
  }
  return new Map([...parent.keys()].map((id) => [id, root(id)]));
}
