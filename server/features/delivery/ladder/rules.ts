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

/**
 * When the next step is due, counted from the one that was: of a message that waited for its digest the whole ladder waits.
 * @param step the number of the next one; null when none follows
 */
export function nextStepAt(kind: string, step: number, before: Date, ladders: Ladders = usualPace.ladders): Date | null {
  const [last, next] = [stepAfter(kind, step - 1, ladders), stepAfter(kind, step, ladders)];
  return next ? new Date(before.getTime() + (next.afterDays - (last?.afterDays ?? 0)) * DAY_MS) : null;
}

/** When the first step is due; null for an adult whom somebody rings at once: there is nothing left to climb. */
export function ladderStart(kind: string, channels: readonly Channel[], writtenAt: Date, ladders: Ladders = usualPace.ladders): Date | null {
  return channels.includes("call") ? null : stepDue(kind, 0, writtenAt, ladders);
}
