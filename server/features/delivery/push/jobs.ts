import { now as systemNow } from "@/server/lib/clock";
import { env } from "@/server/lib/env";
import { findLanguage, pageLanguage } from "@/server/lib/i18n/languages";
import type { JobCtx } from "@/server/lib/jobs/worker";
import { PushRefusal, sendPush } from "@/server/lib/push/client";

import { pageOfMessage, wordsOf } from "../email/rules";
import { nextTry, URGENT } from "../rules";
import { type Claimed, claimDue, nextDue, settle } from "../sending/commands";

const LEASE_MS = 60_000;
const LANES = 4;

/**
 * Shows what is due on the browsers of its adults until nothing is or the slice is over. It stands beside the other ways: one that fails for good asks for no call. A browser
 * that is gone is forgotten. Nothing of what a message says is in it but its title: a lock screen is seen by others.
 * @returns when the next one is due, or null when none waits
 */
export async function drainPushes(ctx: JobCtx, options: { urgency?: number; sliceMs?: number; clock?: () => Date } = {}): Promise<Date | null> {
  const { urgency = 1_000, sliceMs = Infinity, clock = systemNow } = options;
  const from = Date.now();
  for (;;) {
    if (ctx.signal?.aborted || Date.now() - from >= sliceMs) break;
    const { rows, taken } = await claimDue(ctx.db, { channel: "push", now: clock(), leaseUntil: new Date(clock().getTime() + LEASE_MS), limit: LANES, urgency, not: [] });
    await Promise.all(rows.map((row) => showOne(ctx, row, clock)));
    if (taken < LANES) break;
  }
  return nextDue(ctx.db, "push");
}

async function showOne(ctx: JobCtx, row: Claimed, clock: () => Date): Promise<void> {
  const targets = await ctx.db.pushSubscription.findMany({ where: { adultId: row.adultId } });
  const language = pageLanguage(row.language);
  const payload = JSON.stringify({
    title: wordsOf(row, language.tag, ctx.school.zone).title, school: ctx.school.name, url: `${env().PUBLIC_URL.replace(/\/$/, "")}/${language.tag}${pageOfMessage(row)}`, lang: language.tag, dir: findLanguage(language.tag)?.dir ?? "ltr", tag: row.messageId,
  });
  const outcomes = await Promise.all(targets.map(async (target) => {
    try {
      await sendPush(target, payload, row.urgency <= URGENT);
      return "shown";
    } catch (error) {
      const status = error instanceof PushRefusal ? error.status : 0;
      if (status !== 404 && status !== 410) return status === 0 || status === 429 || status >= 500 ? "again" : "refused";
      await ctx.db.pushSubscription.deleteMany({ where: { id: target.id } });
      return "gone";
    }
  }));
  const now = clock();
  if (outcomes.includes("shown")) return settle(ctx.db, [{ id: row.id, as: "handed_over", at: now }]);
  const next = outcomes.includes("again") ? nextTry({ kind: row.kind, deliveryId: row.id, attempts: row.attempts, createdAt: row.createdAt, now }) : null;
  if (next) return settle(ctx.db, [{ id: row.id, as: "again", nextTryAt: next, code: "push_no_answer", attempts: row.attempts }]);
  await ctx.db.delivery.updateMany({ where: { id: row.id, state: "sending", attempts: row.attempts }, data: { state: "failed", failedAt: now, leaseUntil: null, lastErrorCode: "push_gone" } });
}
