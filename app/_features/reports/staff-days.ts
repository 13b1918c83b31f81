import { formatDate } from "@/server/lib/i18n/format";

/** A day "2026-11-23" in the reader's words. A day has no zone. */
export function formatDay(locale: string, day: string): string {
  return formatDate(locale, new Date(`${day}T00:00:00Z`), "shortDay", "UTC");
}

/** The day "2026-11-23" that a zone's calendar shows at a moment. */
export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
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
  const DAY = 86_400_000;
  const candidates = [wall - offsetAt(zone, wall - DAY), wall - offsetAt(zone, wall + DAY)];
  const right = candidates.filter((at) => at + offsetAt(zone, at) === wall);
  return right.length > 0 ? new Date(Math.min(...right)) : null;
}
