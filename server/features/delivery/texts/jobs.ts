import { now as systemNow } from "@/server/lib/clock";
import { env } from "@/server/lib/env";
import type { JobCtx } from "@/server/lib/jobs/worker";
import { openTexts, type TextTransport } from "@/server/lib/notify/client";

import { readPace } from "../pace/queries";
import { afterQuiet } from "../pace/rules";
import { mayGather } from "../gathered/rules";
import { nextTry, URGENT } from "../rules";
import { type Claimed, claimDue, giveUp, nextDue, settle } from "../sending/commands";
import { judgeText, renderText } from "./rules";

export interface TextOptions {
  /** Only what is at least as urgent as this. */
  urgency?: number;
  /** After so long it ends, however many are due. */
  sliceMs?: number;
  clock?: () => Date;
  transport?: TextTransport;
}

const LEASE_MS = 60_000;
const LANES = 4;

/**
 * Sends the text messages that are due, four at a time, until none is or the slice is over. Each is written down as handed over before the next is taken; after
 * a kill the service is asked whether it has the message before it gets it again. In the quiet hours only what is urgent leaves.
 * @returns when the next one is due, or null when none waits
 */
export async function drainTexts(ctx: JobCtx, options: TextOptions = {}): Promise<Date | null> {
  const { urgency = 1_000, sliceMs = Infinity, clock = systemNow, transport = openTexts() } = options;
  const from = Date.now();
  const began = clock();
  const open = afterQuiet(began, ctx.school.zone, (await readPace(ctx.db)).quiet);
  const quiet = open > began;
  for (;;) {
    if (ctx.signal?.aborted || Date.now() - from >= sliceMs) break;
    const leaseUntil = new Date(clock().getTime() + LEASE_MS);
    const { rows, taken } = await claimDue(ctx.db, { channel: "text", now: clock(), leaseUntil, limit: LANES, urgency: quiet ? Math.min(URGENT, urgency) : urgency, not: [] });
    await Promise.all(rows.map((row) => sendOne(ctx, row, transport, clock)));
    if (taken < LANES) break;
  }
  const next = await nextDue(ctx.db, "text");
  return next && quiet && next < open ? open : next;
}

async function sendOne(ctx: JobCtx, row: Claimed, transport: TextTransport, clock: () => Date): Promise<void> {
  if (row.phone === null) return giveUp(ctx.db, ctx.school.id, row, "no_number", clock());
  // A link to listen is no news by itself: it goes only beside a call.
  const toHear = row.readsNothing && mayGather(row.kind) && (await ctx.db.delivery.count({ where: { messageId: row.messageId, channel: "call", state: { in: ["queued", "delivered"] } } })) > 0;
  if (row.readsNothing && !toHear) return giveUp(ctx.db, ctx.school.id, row, "reads_nothing", clock());
  try {
    const body = renderText({ message: { ...row, id: row.messageId }, school: ctx.school, publicUrl: env().PUBLIC_URL, toHear });
    const providerId = await transport.send({ phone: row.phone, body, reference: `${ctx.school.id}:${row.id}` });
    await settle(ctx.db, [{ id: row.id, as: "handed_over", at: clock(), providerId }]);
  } catch (error) {
    const verdict = judgeText(error);
    const now = clock();
    const next = verdict.final ? null : nextTry({ kind: row.kind, deliveryId: row.id, attempts: row.attempts, createdAt: row.chosenAt, now });
    if (next) await settle(ctx.db, [{ id: row.id, as: "again", nextTryAt: next, code: verdict.code, attempts: row.attempts }]);
    else await giveUp(ctx.db, ctx.school.id, row, verdict.code, now);
  }
}
