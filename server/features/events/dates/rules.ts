import { CalculationMethod, Coordinates, PrayerTimes } from "adhan";

import { addDays, clockIn, dayIn, momentIn } from "@/server/lib/clock";
import { keptIn } from "@/server/lib/days/kept";

/** Why a time shuts families out. */
export type ClashKind = "bank_holiday" | "festival" | "fast" | "sabbath" | "friday_prayer" | "sunset_prayer" | "school_run" | "working_day" | "bedtime" | "early" | "weekend" | "own_event" | "said_no" | "meetings" | "visits" | "interpreters" | "no_interpreter";

export interface Clash {
  kind: ClashKind;
  /** The festival's code, or the name of our own event. */
  name?: string;
  /** When it is, by the school's clock. */
  at?: Date;
  /** How many people it is, and of how many who were asked. */
  count?: number;
  of?: number;
  /** Languages that nobody is there for, with the people who need them. */
  languages?: { tag: string; count: number }[];
  weight: number;
}

export interface Slot {
  startsAt: Date;
  endsAt: Date;
}

export interface DateFacts {
  zone: string;
  /** Where the school is, in degrees: prayer times follow the sun. */
  latitude: number;
  longitude: number;
  /** What the school holds already. */
  events: (Slot & { title: string })[];
}

/** Sunset and the end of the day's light at a place, by the sun. */
function sunsetAt(day: string, { latitude, longitude }: DateFacts): Date {
  return new PrayerTimes(new Coordinates(latitude, longitude), new Date(`${day}T12:00:00Z`), CalculationMethod.MoonsightingCommittee()).maghrib;
}

const overlaps = (a: Slot, b: Slot) => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
const MINUTES = { schoolRunFrom: 14 * 60 + 45, schoolRunTo: 15 * 60 + 40, morningFrom: 8 * 60 + 15, morningTo: 9 * 60, workFrom: 9 * 60, workTo: 17 * 60, bedtime: 20 * 60, early: 8 * 60, fridayFrom: 12 * 60 + 30, fridayTo: 14 * 60 };

/**
 * Whom a time shuts out, and how heavily it counts. Nothing is taken from who the families are: what they believe is not asked, so days
 * and prayers are named as facts and the people who plan decide.
 */
export function clashesOf(slot: Slot, facts: DateFacts): Clash[] {
  const { zone } = facts;
  const day = dayIn(zone, slot.startsAt);
  const { weekday, minute: from } = clockIn(zone, slot.startsAt);
  const to = from + Math.round((slot.endsAt.getTime() - slot.startsAt.getTime()) / 60_000);
  const within = (a: number, b: number) => from < b && a < to;
  const { festivals, bankHolidays, fast } = keptIn(Number(day.slice(0, 4)));
  const sunset = sunsetAt(day, facts);
  const atSunset = sunset >= slot.startsAt && sunset < slot.endsAt;
  const afterSunset = slot.endsAt > sunset;
  const isWeekend = weekday === 0 || weekday === 6;
  const found: Clash[] = [];
  const festival = festivals.get(day);
  if (bankHolidays.has(day)) found.push({ kind: "bank_holiday", weight: 5 });
  if (festival) found.push({ kind: "festival", name: festival, weight: 5 });
  if (fast.has(day) && afterSunset) found.push({ kind: "fast", at: sunset, weight: 3 });
  else if (atSunset) found.push({ kind: "sunset_prayer", at: sunset, weight: 1 });
  if ((weekday === 5 && afterSunset) || (weekday === 6 && slot.startsAt < sunset)) found.push({ kind: "sabbath", at: weekday === 5 ? sunset : undefined, weight: 2 });
  if (weekday === 5 && within(MINUTES.fridayFrom, MINUTES.fridayTo)) found.push({ kind: "friday_prayer", weight: 2 });
  if (isWeekend) found.push({ kind: "weekend", weight: 1 });
  else {
    if (within(MINUTES.schoolRunFrom, MINUTES.schoolRunTo) || within(MINUTES.morningFrom, MINUTES.morningTo)) found.push({ kind: "school_run", weight: 2 });
    if (within(MINUTES.workFrom, MINUTES.workTo)) found.push({ kind: "working_day", weight: 2 });
  }
  if (to > MINUTES.bedtime) found.push({ kind: "bedtime", weight: 1 });
  if (from < MINUTES.early) found.push({ kind: "early", weight: 2 });
  for (const event of facts.events) if (overlaps(slot, event)) found.push({ kind: "own_event", name: event.title, at: event.startsAt, weight: 4 });
  return found;
}

/** What others know of a time: meetings, visits, what families said. */
export type Also = (slot: Slot) => Clash[];

export const weightOf = (clashes: readonly Clash[]): number => clashes.reduce((sum, { weight }) => sum + weight, 0);

const LOOK_DAYS = 28;
const STARTS = ["09:15", "13:30", "15:45", "16:30", "17:30", "18:00", "18:30"];

export interface Alternative extends Slot {
  clashes: Clash[];
}

/** The times of the next four weeks that shut fewer families out than the one that was asked for, each on a day of its own, the nearest of equals first. */
export function alternativesTo(slot: Slot, facts: DateFacts, now: Date, most = 5, also: Also = () => []): Alternative[] {
  const length = slot.endsAt.getTime() - slot.startsAt.getTime();
  const found: Alternative[] = [];
  for (let nth = -7; nth < LOOK_DAYS; nth += 1) {
    const day = dayIn(facts.zone, addDays(slot.startsAt, nth));
    const times = STARTS.flatMap((start): Alternative[] => {
      const startsAt = momentIn(facts.zone, day, start);
      if (!startsAt || startsAt <= addDays(now, 7)) return [];
      const each = { startsAt, endsAt: new Date(startsAt.getTime() + length) };
      return [{ ...each, clashes: [...clashesOf(each, facts), ...also(each)] }];
    });
    const best = times.reduce<Alternative | null>((lightest, each) => (lightest && weightOf(lightest.clashes) <= weightOf(each.clashes) ? lightest : each), null);
    if (best) found.push(best);
  }
  const distance = ({ startsAt }: Slot) => Math.abs(startsAt.getTime() - slot.startsAt.getTime());
  const asked = weightOf([...clashesOf(slot, facts), ...also(slot)]);
  return found.filter(({ clashes }) => weightOf(clashes) < asked).sort((a, b) => weightOf(a.clashes) - weightOf(b.clashes) || distance(a) - distance(b)).slice(0, most).sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
