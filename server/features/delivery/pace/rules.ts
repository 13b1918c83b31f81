import { clockIn, dayIn, momentIn } from "@/server/lib/clock";

import type { LadderKind, NewsCalls } from "./schema";

/** One step of what follows when an adult has not said that they know. */
export interface LadderStep {
  /** Days after the message was written. */
  afterDays: number;
  channel: "text" | "call";
}

export type Ladders = Partial<Record<string, readonly LadderStep[]>>;

/** Minutes of the school's day between which nothing leaves that can wait until later; the same twice: none. */
export interface Quiet {
  from: number;
  to: number;
}

/** When and how often a school writes. */
export interface Pace {
  quiet: Quiet;
  weeklyMost: number;
  /** News that is told by telephone: in one call that gathers it, or in a call for each. */
  newsCalls: NewsCalls;
  ladders: Ladders;
  /** Letters are posted by a service, where this installation has one, and not printed at school. */
  postLetters: boolean;
}

/** A report that nobody says they have read becomes a text message on the third day and a call on the fifth. */
const report: readonly LadderStep[] = [{ afterDays: 3, channel: "text" }, { afterDays: 5, channel: "call" }];

const ownLadders: Record<LadderKind, readonly LadderStep[]> = {
  report_published: report,
  report_corrected: report,
  report_withdrawn: [{ afterDays: 3, channel: "call" }],
  school_wrote: [{ afterDays: 1, channel: "text" }, { afterDays: 4, channel: "call" }],
  visit_offered: [{ afterDays: 2, channel: "text" }, { afterDays: 4, channel: "call" }],
};

/** The measure of a school that has set none: quiet between eight in the evening and seven in the morning, five messages a week. */
export const usualPace: Pace = { quiet: { from: 20 * 60, to: 7 * 60 }, weeklyMost: 5, newsCalls: "gathered", ladders: ownLadders, postLetters: false };

const DAY_MINUTES = 24 * 60;

/**
 * The moment itself, or the end of the quiet hours when it lies in them, by the school's clock, on the nights when clocks change too.
 */
export function afterQuiet(at: Date, zone: string, quiet: Quiet = usualPace.quiet): Date {
  const { from, to } = quiet;
  if (from === to) return at;
  const { minute } = clockIn(zone, at);
  const inside = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!inside) return at;
  const wait = (to - minute + DAY_MINUTES) % DAY_MINUTES;
  const end = new Date(Math.floor(at.getTime() / 60_000) * 60_000 + wait * 60_000);
  return new Date(end.getTime() + (to - clockIn(zone, end).minute) * 60_000);
}

const waiting: ReadonlySet<string> = new Set(["newsletter_sent", "school_wrote", "good_news", "celebration_clip"]);

/** Whether a message may wait for the digest of the week. What is about safety, a report or a day never waits. */
export function mayWait(kind: string): boolean {
  return waiting.has(kind);
}

/** The digest goes out on Fridays at half past three, by the school's clock: before a weekend with time to read. */
const FRIDAY = 5;
const DIGEST_TIME = "15:30";

/** When the next digest leaves. */
export function nextDigest(now: Date, zone: string): Date {
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = new Date(now.getTime() + ahead * DAY_MINUTES * 60_000);
    if (clockIn(zone, day).weekday !== FRIDAY) continue;
    const at = momentIn(zone, dayIn(zone, day), DIGEST_TIME);
    if (at && at > now) return at;
  }
  return new Date(now.getTime() + 7 * DAY_MINUTES * 60_000);
}
