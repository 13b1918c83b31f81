import { clockIn } from "@/server/lib/clock";
import type { Channel } from "@/server/lib/db/generated/enums";

import type { MessageKind } from "../rules";

/** One step of what follows when an adult has not said that they know. */
export interface LadderStep {
  /** Days after the message was written. */
  afterDays: number;
  channel: "text" | "call";
}

/** A report that nobody says they have read becomes a text message on the third day and a call on the fifth. */
const reportLadder: readonly LadderStep[] = [{ afterDays: 3, channel: "text" }, { afterDays: 5, channel: "call" }];

const ladders: Partial<Record<MessageKind, readonly LadderStep[]>> = {
  report_published: reportLadder,
  report_corrected: reportLadder,
  report_withdrawn: [{ afterDays: 3, channel: "call" }],
  visit_offered: [{ afterDays: 2, channel: "text" }, { afterDays: 4, channel: "call" }],
  school_wrote: [{ afterDays: 1, channel: "text" }, { afterDays: 4, channel: "call" }],
};

const DAY_MS = 86_400_000;

/** The step after so many that were taken; undefined when there is none, or the kind has no ladder. */
export function stepAfter(kind: string, taken: number): LadderStep | undefined {
  return ladders[kind as MessageKind]?.[taken];
}

/** When the step after so many is due; null when none follows. */
export function stepDue(kind: string, taken: number, writtenAt: Date): Date | null {
  const step = stepAfter(kind, taken);
  return step ? new Date(writtenAt.getTime() + step.afterDays * DAY_MS) : null;
}

/** When the first step is due; null for an adult whom somebody rings at once: there is nothing left to climb. */
export function ladderStart(kind: string, channels: readonly Channel[], writtenAt: Date): Date | null {
  return channels.includes("call") ? null : stepDue(kind, 0, writtenAt);
}

/** Nothing rings between eight in the evening and seven in the morning, by the school's clock. */
const QUIET_FROM = 20 * 60;
const QUIET_TO = 7 * 60;
const DAY_MINUTES = 24 * 60;

/** The moment itself, or the end of the quiet hours when it lies in them: seven by the school's clock, on the nights when clocks change too. */
export function afterQuiet(at: Date, zone: string): Date {
  const { minute } = clockIn(zone, at);
  if (minute >= QUIET_TO && minute < QUIET_FROM) return at;
  const wait = (QUIET_TO - minute + DAY_MINUTES) % DAY_MINUTES;
  const end = new Date(Math.floor(at.getTime() / 60_000) * 60_000 + wait * 60_000);
  return new Date(end.getTime() + (QUIET_TO - clockIn(zone, end).minute) * 60_000);
}
