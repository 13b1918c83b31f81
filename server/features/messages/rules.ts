import { clockIn } from "@/server/lib/clock";

import type { Answer } from "./schema";

/** Staff are told of messages on working days between these hours, by the school's clock; at other times word waits for the next morning. */
export const STAFF_FROM = 8;
export const STAFF_TO = 17;

const MINUTE_MS = 60_000;
const worksOn = (weekday: number): boolean => weekday >= 1 && weekday <= 5;

/** Whether it is a working hour of the school. */
export function isWorking(at: Date, zone: string): boolean {
  const { weekday, minute } = clockIn(zone, at);
  return worksOn(weekday) && minute >= STAFF_FROM * 60 && minute < STAFF_TO * 60;
}

/** The moment itself in working hours, else the next working morning, on the weekends when clocks change too. */
export function nextWorkingMoment(at: Date, zone: string): Date {
  if (isWorking(at, zone)) return at;
  // To the next eight o'clock, then over the days on which nobody works: an hour that the clocks take or give is mended each time.
  const minute = new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
  let next = toEight(minute, zone, clockIn(zone, minute).minute >= STAFF_FROM * 60);
  while (!worksOn(clockIn(zone, next).weekday)) next = toEight(next, zone, true);
  return next;
}

function toEight(at: Date, zone: string, tomorrow: boolean): Date {
  const wait = STAFF_FROM * 60 - clockIn(zone, at).minute + (tomorrow ? 24 * 60 : 0);
  const guess = new Date(at.getTime() + wait * MINUTE_MS);
  return new Date(guess.getTime() + (STAFF_FROM * 60 - clockIn(zone, guess).minute) * MINUTE_MS);
}

/** Whether words of these stakes are about safety: they leave at once, at any hour. */
export function isAboutSafety(stakes: Answer["stakes"]): boolean {
  return stakes === "safeguarding" || stakes === "health";
}

/** What ties a message that the school wrote to the word of it that an adult gets. */
export function postKey(postId: string): string {
  return `post:${postId}`;
}

/** What a file is, by its first bytes; null for a kind that is not taken. */
export function sniffFile(bytes: Uint8Array): "picture" | "pdf" | null {
  const starts = (...signature: number[]) => signature.every((byte, nth) => bytes[nth] === byte);
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return "pdf";
  if (starts(0xff, 0xd8, 0xff) || starts(0x89, 0x50, 0x4e, 0x47)) return "picture";
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  return ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP" ? "picture" : null;
}
