import { addMinutes } from "@/server/lib/clock";

import { EARLY_MINUTES, LATE_STEP } from "./schema";

/** A meeting of one teacher's day, as far as time goes. */
export interface Turn {
  id: string;
  startsAt: Date;
  endsAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  state: "booked" | "held" | "absent" | "cancelled";
}

/** Whoever forgets to tap the end is taken as finished so many minutes after it. */
const FORGOTTEN_MINUTES = 90;
const MINUTE = 60_000;

/** Whether a meeting goes on at this moment. */
export const isUnderWay = (turn: Turn, now: Date): boolean => turn.startedAt !== null && turn.finishedAt === null && turn.state !== "cancelled" && now < addMinutes(turn.endsAt, FORGOTTEN_MINUTES);

const hasBegun = (turn: Turn): boolean => turn.startedAt !== null || turn.finishedAt !== null;

/**
 * The meetings of one teacher for which a family waits still, in their order. What is over by the plan counts as waiting only where the teacher has tapped
 * before it and nothing after it: then the teacher is behind. Otherwise a tap was forgotten.
 */
export function waitingOf<T extends Turn>(turns: readonly T[], now: Date): T[] {
  const inOrder = [...turns].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const last = inOrder.filter(hasBegun).at(-1);
  return inOrder.filter((turn) => turn.state === "booked" && !hasBegun(turn) && (turn.endsAt > now || (last !== undefined && turn.startsAt > last.startsAt)));
}

/**
 * When each meeting that waits will begin, by what one teacher tapped: the one that goes on takes the whole time that it was given, and longer if it
 * already has. Without a tap the plan stands: nobody is told of a delay that nobody saw.
 */
export function expectedStarts(turns: readonly Turn[], now: Date): Map<string, Date> {
  const inOrder = [...turns].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const current = inOrder.filter((turn) => isUnderWay(turn, now)).at(-1);
  const last = inOrder.map(({ finishedAt }) => finishedAt).filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime()).at(-1) ?? null;
  const ends = current?.startedAt ? new Date(current.startedAt.getTime() + (current.endsAt.getTime() - current.startsAt.getTime())) : last;
  let free = current && ends && ends < now ? now : ends;
  const found = new Map<string, Date>();
  for (const turn of waitingOf(turns, now)) {
    const planned = free && free > turn.startsAt ? free : turn.startsAt;
    // Whose time is over by the plan and who waits still begins now at the earliest.
    const begins = turn.endsAt <= now && planned < now ? now : planned;
    found.set(turn.id, begins);
    free = new Date(begins.getTime() + (turn.endsAt.getTime() - turn.startsAt.getTime()));
  }
  return found;
}

/** A delay in words: minutes in steps, up; 0 for one that is none. */
export function lateMinutes(startsAt: Date, expected: Date | undefined): number {
  const late = expected ? Math.ceil((expected.getTime() - startsAt.getTime()) / MINUTE) : 0;
  return late < LATE_STEP ? 0 : Math.ceil(late / LATE_STEP) * LATE_STEP;
}

/** The delay of each meeting that waits, teacher by teacher, by its id. */
export function delaysOf(turns: readonly (Turn & { teacherId: string })[], now: Date): Map<string, number> {
  const found = new Map<string, number>();
  for (const teacherId of new Set(turns.map((turn) => turn.teacherId))) {
    const own = turns.filter((turn) => turn.teacherId === teacherId);
    const expected = expectedStarts(own, now);
    for (const { id, startsAt } of own) if (expected.has(id)) found.set(id, lateMinutes(startsAt, expected.get(id)));
  }
  return found;
}

/** The moment that a tap stands for: never in the future, never before its family could be there. */
export function tapMoment(said: string | undefined, meeting: { startsAt: Date }, now: Date): Date {
  const at = said ? new Date(said) : now;
  const first = addMinutes(meeting.startsAt, -EARLY_MINUTES);
  return at > now ? now : at < first ? first : at;
}
