/** Why a family is rung, the most pressing first. */
export const reasons = ["family_says", "talk_request", "follow_up", "call", "visit", "quiet", "good_news"] as const;
export type CallReason = (typeof reasons)[number];

export interface Ranked {
  reason: CallReason;
  dueAt: Date | null;
  overdue: boolean;
  goodNow: boolean;
}

/** The order of the morning: what is overdue, then by reason, then who is good to ring now, then what is due first. */
export function byUrgency(a: Ranked, b: Ranked): number {
  return Number(b.overdue) - Number(a.overdue)
    || reasons.indexOf(a.reason) - reasons.indexOf(b.reason)
    || Number(b.goodNow) - Number(a.goodNow)
    || (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0);
}
