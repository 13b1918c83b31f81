import { addDays, addMinutes } from "@/server/lib/clock";

/** A place that is offered to whoever waits is theirs for two days, and never into the last three hours before the doors open. */
const OFFER_HOURS = 48;
const LAST_HOURS = 3;
/** Less time than this to answer would be no offer. */
const LEAST_HOURS = 2;

/** Until when a place that is offered now is held; null when there is no time left to offer it: then the doors are open to whoever comes. */
export function offerUntil(now: Date, startsAt: Date): Date | null {
  const until = new Date(Math.min(addMinutes(now, OFFER_HOURS * 60).getTime(), addMinutes(startsAt, -LAST_HOURS * 60).getTime()));
  return until.getTime() - now.getTime() >= LEAST_HOURS * 3_600_000 ? until : null;
}

export interface Waiting {
  id: string;
  people: number;
}

/**
 * Who of those that wait gets the free places: in the order in which they asked, each family as a whole. One that is too large for what is
 * left keeps its turn and is passed over.
 * @param waiting in order of arrival
 */
export function fill(free: number, waiting: readonly Waiting[]): string[] {
  const chosen: string[] = [];
  let left = free;
  for (const { id, people } of waiting) {
    if (left === 0) break;
    if (people > left) continue;
    chosen.push(id);
    left -= people;
  }
  return chosen;
}

/**
 * Who gives a place back when there are fewer: those who asked last, until the rest fits.
 * @param held those who have a place, in order of arrival
 */
export function cut(capacity: number, held: readonly Waiting[]): string[] {
  let taken = held.reduce((sum, { people }) => sum + people, 0);
  const lost: string[] = [];
  for (const { id, people } of [...held].reverse()) {
    if (taken <= capacity) break;
    lost.push(id);
    taken -= people;
  }
  return lost;
}

/** How full a time is, as everybody may know it. */
export type Fullness = "free" | "few" | "full";

const FEW_SHARE = 0.15;

export function fullness(session: { taken: number; capacity: number }): Fullness {
  const left = session.capacity - session.taken;
  return left <= 0 ? "full" : left <= Math.max(3, session.capacity * FEW_SHARE) ? "few" : "free";
}

/** When a family is reminded: a day before, unless it booked later than that. */
export function reminderAt(now: Date, startsAt: Date): Date | null {
  const at = addDays(startsAt, -1);
  return at > addMinutes(now, 180) ? at : null;
}

/** What visitors said of themselves is deleted so long after the last time of an event. */
export const MONTHS_KEPT = 3;

/** The moment from which nothing of the visitors is kept any more. */
export function forgetAfter(lastEnd: Date): Date {
  const at = new Date(lastEnd);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + MONTHS_KEPT);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, last));
  return at;
}

/** Sums of what has to be prepared for a time. */
export interface Needs {
  families: number;
  people: number;
  children: number;
  creche: number;
  stepFree: number;
  quietHour: number;
  food: number;
  signLanguage: number;
  /** Families who asked for an interpreter, by language, most first. */
  interpreters: { language: string; families: number }[];
}

interface Wish {
  people: number;
  childAges: readonly number[];
  creche: number;
  needs: readonly string[];
  speaks: string;
}

/** What the people who prepare need to know. */
export function sumNeeds(wishes: readonly Wish[]): Needs {
  const having = (need: string) => wishes.filter(({ needs }) => needs.includes(need));
  const sum = (of: (wish: Wish) => number) => wishes.reduce((total, wish) => total + of(wish), 0);
  const languages = new Map<string, number>();
  for (const { speaks } of having("interpreter")) languages.set(speaks, (languages.get(speaks) ?? 0) + 1);
  return {
    families: wishes.length, people: sum(({ people }) => people), children: sum(({ childAges }) => childAges.length), creche: sum(({ creche }) => creche),
    stepFree: having("step_free").length, quietHour: having("quiet_hour").length, food: having("food").length, signLanguage: having("sign_language").length,
    interpreters: [...languages].map(([language, families]) => ({ language, families })).sort((a, b) => b.families - a.families || (a.language < b.language ? -1 : 1)),
  };
}
