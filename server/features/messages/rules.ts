/** Staff are told of messages on working days between these hours, by the school's clock; at other times word waits for the next morning. */
export const STAFF_FROM = 8;
export const STAFF_TO = 17;

interface Clock {
  weekday: number;
  minute: number;
}

const MINUTE_MS = 60_000;
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function clockAt(at: Date, zone: string): Clock {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "numeric", minute: "numeric", hourCycle: "h23" }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return { weekday: weekdays.indexOf(part("weekday")), minute: Number(part("hour")) * 60 + Number(part("minute")) };
}

const worksOn = (weekday: number): boolean => weekday >= 1 && weekday <= 5;

/** Whether it is a working hour of the school. */
export function isWorking(at: Date, zone: string): boolean {
  const { weekday, minute } = clockAt(at, zone);
  return worksOn(weekday) && minute >= STAFF_FROM * 60 && minute < STAFF_TO * 60;
}

/** The moment itself in working hours, else the next working morning, on the weekends when clocks change too. */
export function nextWorkingMoment(at: Date, zone: string): Date {
  if (isWorking(at, zone)) return at;
  // To the next eight o'clock, then over the days on which nobody works: an hour that the clocks take or give is mended each time.
  const minute = new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
  let next = toEight(minute, zone, clockAt(minute, zone).minute >= STAFF_FROM * 60);
  while (!worksOn(clockAt(next, zone).weekday)) next = toEight(next, zone, true);
  return next;
}

function toEight(at: Date, zone: string, tomorrow: boolean): Date {
  const wait = STAFF_FROM * 60 - clockAt(at, zone).minute + (tomorrow ? 24 * 60 : 0);
  const guess = new Date(at.getTime() + wait * MINUTE_MS);
  return new Date(guess.getTime() + (STAFF_FROM * 60 - clockAt(guess, zone).minute) * MINUTE_MS);
}

/** The day of a moment by the school's clock, as the start of that day in UTC: what a column of days holds. */
export function dayOf(at: Date, zone: string): Date {
  return new Date(new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at));
}

/** What a file is, by its first bytes; null for a kind that is not taken. */
export function sniffFile(bytes: Uint8Array): "picture" | "pdf" | null {
  const starts = (...signature: number[]) => signature.every((byte, nth) => bytes[nth] === byte);
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return "pdf";
  if (starts(0xff, 0xd8, 0xff) || starts(0x89, 0x50, 0x4e, 0x47)) return "picture";
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  return ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP" ? "picture" : null;
}
