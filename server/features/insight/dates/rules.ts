import type { Clash, Slot } from "@/server/features/events/dates/rules";
import type { MeetingTimes } from "@/server/features/meetings/busy/queries";
import { suitsAdult } from "@/server/features/meetings/rules";

/** What the features know of everybody's hours. */
export interface Hours extends MeetingTimes {
  zone: string;
  /** Home visits that are agreed. */
  visits: Slot[];
  /** How many parents and carers need an interpreter, by the language they speak. */
  interpreted: ReadonlyMap<string, number>;
}

/** A time that suits none of those who told us counts as much as two festivals. */
const NOBODY_CAN = 10;

const overlaps = (a: Slot, b: Slot) => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
const covers = (outer: Slot, inner: Slot) => outer.startsAt <= inner.startsAt && outer.endsAt >= inner.endsAt;

/** Whom a time shuts out by what people told the school and what is booked, heaviest first. Counts alone: nobody is named. */
export function shutOut(slot: Slot, hours: Hours): Clash[] {
  const found: Clash[] = [];
  const cannot = hours.said.filter(({ suits, keeps }) => !suitsAdult(hours.zone, slot, suits, keeps)).length;
  if (cannot > 0) found.push({ kind: "said_no", count: cannot, of: hours.said.length, weight: Math.ceil((NOBODY_CAN * cannot) / hours.said.length) });
  const meeting = new Set(hours.booked.filter((each) => overlaps(each, slot)).map(({ adultId }) => adultId)).size;
  if (meeting > 0) found.push({ kind: "meetings", count: meeting, weight: 4 });
  const visits = hours.visits.filter((each) => overlaps(each, slot)).length;
  if (visits > 0) found.push({ kind: "visits", count: visits, weight: 1 });
  const here = new Set(hours.interpreters.filter((each) => covers(each, slot)).flatMap(({ languages }) => languages));
  const missing = [...hours.interpreted].filter(([language]) => !here.has(language)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (here.size === 0 && missing.length > 0) found.push({ kind: "no_interpreter", count: missing.reduce((sum, [, count]) => sum + count, 0), weight: 3 });
  else if (missing.length > 0) found.push({ kind: "interpreters", languages: missing.map(([tag, count]) => ({ tag, count })), weight: 2 });
  return found.sort((a, b) => b.weight - a.weight);
}
