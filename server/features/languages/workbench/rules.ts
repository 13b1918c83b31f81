import type { TextStakes, TranslationOrigin, TranslationStatus } from "@/server/lib/db/generated/enums";

/** What stands in the queue beside a sentence. `missing`: nothing that may be shown. */
export type ItemState = "missing" | "stale" | "rejected" | "machine" | "draft" | "reviewed" | "approved";

export interface StateFacts {
  status: TranslationStatus | null;
  origin: TranslationOrigin | null;
  /** Whether it was made from today's words. */
  current: boolean;
}

/** The state of one sentence in one language. */
export function stateOf({ status, origin, current }: StateFacts): ItemState {
  if (!status) return "missing";
  if (status === "rejected") return current ? "rejected" : "missing";
  if (!current || status === "stale") return "stale";
  return status === "draft" && origin === "machine" ? "machine" : status;
}

/** How urgent it is, 0 first: a parent's flag, then what may not go out, then what families see unchecked, then the rest. */
export function urgencyOf(item: { flags: number; stakes: TextStakes; state: ItemState }): number {
  if (item.flags > 0) return 0;
  if (item.stakes !== "ordinary" && item.state !== "approved") return 1;
  return { machine: 2, stale: 3, reviewed: 3, draft: 3, missing: 4, rejected: 4, approved: 5 }[item.state];
}
