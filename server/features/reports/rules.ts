import { dayIn } from "@/server/lib/clock";
import type { ReportState } from "@/server/lib/db/generated/enums";

/** What can be done with a report, and between which states it moves it. Everything else is refused. */
const moves = {
  save: { from: ["writing", "ready"], to: null },
  markReady: { from: ["writing"], to: "ready" },
  unmark: { from: ["ready"], to: "writing" },
  check: { from: ["ready"], to: "checked" },
  sendBack: { from: ["checked", "ready"], to: "writing" },
  publish: { from: ["checked"], to: "published" },
  correct: { from: ["published"], to: "published" },
  withdraw: { from: ["published"], to: "withdrawn" },
  reopen: { from: ["withdrawn"], to: "writing" },
} as const satisfies Record<string, { from: readonly ReportState[]; to: ReportState | null }>;

export type Move = keyof typeof moves;

/** The states in which a move is allowed. */
export function statesFor(move: Move): ReportState[] {
  return [...moves[move].from];
}

/** The state that a report has after a move, or null when the move is not allowed from this one. Saving changes no state. */
export function stateAfter(move: Move, state: ReportState): ReportState | null {
  const { from, to } = moves[move];
  if (!(from as readonly ReportState[]).includes(state)) return null;
  return to ?? state;
}

export type DueState = "not_open" | "open" | "due_soon" | "overdue" | "closed";

const DUE_SOON_DAYS = 7;

/** The day of a date column, which carries no zone. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** How a round stands on the school's own calendar. It is due until the end of its due day. */
export function dueState(round: { opensOn: Date; dueOn: Date; closedAt: Date | null }, now: Date, zone: string): DueState {
  if (round.closedAt) return "closed";
  const today = dayIn(zone, now);
  if (today < dayOf(round.opensOn)) return "not_open";
  if (today > dayOf(round.dueOn)) return "overdue";
  const days = (Date.parse(dayOf(round.dueOn)) - Date.parse(today)) / 86_400_000;
  return days <= DUE_SOON_DAYS ? "due_soon" : "open";
}
