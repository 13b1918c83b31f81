import type { Channel } from "@/server/lib/db/generated/enums";

import { type Ladders, type LadderStep, usualPace } from "../pace/rules";

const DAY_MS = 86_400_000;

/** The step after so many that were taken; undefined when there is none, or the kind has no ladder. */
export function stepAfter(kind: string, taken: number, ladders: Ladders = usualPace.ladders): LadderStep | undefined {
  return ladders[kind]?.[taken];
}

/** When the step after so many is due; null when none follows. */
export function stepDue(kind: string, taken: number, writtenAt: Date, ladders: Ladders = usualPace.ladders): Date | null {
  const step = stepAfter(kind, taken, ladders);
  return step ? new Date(writtenAt.getTime() + step.afterDays * DAY_MS) : null;
}

/** When the first step is due; null for an adult whom somebody rings at once: there is nothing left to climb. */
export function ladderStart(kind: string, channels: readonly Channel[], writtenAt: Date, ladders: Ladders = usualPace.ladders): Date | null {
  return channels.includes("call") ? null : stepDue(kind, 0, writtenAt, ladders);
}
