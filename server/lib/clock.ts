/** The one clock. Everything that asks the time takes it from a context that was built with this, so tests can set it. */
export function now(): Date {
  const offset = Number(process.env.KINGSGATE_CLOCK_OFFSET_MS ?? 0);
  return new Date(Date.now() + (Number.isFinite(offset) ? offset : 0));
}

const MINUTE = 60_000;
const DAY_MS = 24 * 60 * MINUTE;

/** A moment the given number of minutes after another. */
export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE);
}

/** A moment the given number of whole days (24 hours each) after another. */
export function addDays(at: Date, days: number): Date {
  return addMinutes(at, days * 24 * 60);
}

/** The day "2026-11-23" that a zone's calendar shows at a moment. */
export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** The same as the start of that day in UTC: what a column of days holds. */
export function dateIn(zone: string, at: Date): Date {
  return new Date(dayIn(zone, at));
}

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** What a zone's clock shows at a moment: the weekday, Sunday being 0, and the minute of the day. */
export function clockIn(zone: string, at: Date): { weekday: number; minute: number } {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "numeric", minute: "numeric", hourCycle: "h23" }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return { weekday: weekdays.indexOf(part("weekday")), minute: Number(part("hour")) * 60 + Number(part("minute")) };
}

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) - at;
}

/**
 * The moment at which the school's clock shows this day ("2026-11-23") and time ("15:30"). A time that comes twice in autumn
 * is the first of the two; one that spring skips is no time at all: null, like anything that is not a day and a time.
 */
export function momentIn(zone: string, day: string, time: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  const candidates = [wall - offsetAt(zone, wall - DAY_MS), wall - offsetAt(zone, wall + DAY_MS)];
  const right = candidates.filter((at) => at + offsetAt(zone, at) === wall);
  return right.length > 0 ? new Date(Math.min(...right)) : null;
}

/** Whole days of a zone's calendar as a stretch of time: from the first midnight to the one after the last. Null for what are no days. */
export function spanOfDays(zone: string, fromDay: string, untilDay: string): { from: Date; to: Date } | null {
  const last = new Date(untilDay);
  const [from, to] = [momentIn(zone, fromDay, "00:00"), Number.isNaN(last.getTime()) ? null : momentIn(zone, addDays(last, 1).toISOString().slice(0, 10), "00:00")];
  return from && to ? { from, to } : null;
}
