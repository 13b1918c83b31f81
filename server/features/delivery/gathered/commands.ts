import { addMinutes } from "@/server/lib/clock";
import type { Db, Tx } from "@/server/lib/db/client";

import { cancelMessagesOf, mayKnow } from "../sending/commands";
import { findUntold } from "./queries";
import { gatheredDue, gatheredKey, isGathered, UNTOLD_MINUTES } from "./rules";

/**
 * Sees to it that whoever waits to be told news has one open call, and nobody else has: what a call left out, what came while one ended, what was
 * taken back or may not be known any more. Safe to run at any time; it is what forgets nobody.
 * @param adultId one adult alone
 */
export async function keepGathered(db: Db, schoolId: string, now: Date, adultId: string | null = null): Promise<void> {
  await db.$transaction((tx) => keepGatheredIn(tx, schoolId, now, adultId), { timeout: 60_000 });
}

/** The same in the caller's transaction. */
export async function keepGatheredIn(tx: Tx, schoolId: string, now: Date, adultId: string | null = null): Promise<void> {
  const untold = await findUntold(tx, adultId);
  const known = await mayKnow(tx, untold, now);
  await cancelMessagesOf(tx, untold.filter((row) => !known(row)).map(({ messageId }) => messageId), now);
  const firsts = new Map(untold.filter(known).reverse().map((row) => [row.adultId, row]));
  await tx.task.createMany({
    data: [...firsts.values()].map((row) => ({
      schoolId, kind: "call" as const, adultId: row.adultId, pupilId: row.pupilId, subjectId: row.subjectId, createdAt: now, dueAt: gatheredDue(row.createdAt), uniqueKey: gatheredKey(row.adultId),
    })),
    skipDuplicates: true,
  });
  const open = await tx.task.findMany({ where: { doneAt: null, kind: "call", ...(adultId ? { adultId } : {}), uniqueKey: { startsWith: gatheredKey(adultId ?? "") } }, select: { id: true, adultId: true } });
  const over = open.filter((task) => !firsts.has(task.adultId ?? "")).map(({ id }) => id);
  if (over.length > 0) await tx.task.updateMany({ where: { id: { in: over }, doneAt: null }, data: { doneAt: now, outcome: "nothing_to_tell" } });
}

/** A call that gathered news has ended: what was told in it counts as delivered, or as failed; what came while it was made gets the next. In the caller's transaction. */
export async function settleGathered(tx: Tx, task: { adultId: string | null; uniqueKey: string; schoolId: string }, input: { reached: boolean; code: string; now: Date }): Promise<void> {
  if (!task.adultId || !isGathered(task.uniqueKey)) return;
  const { reached, code, now } = input;
  const told = (await findUntold(tx, task.adultId)).filter(({ createdAt }) => createdAt <= addMinutes(now, -UNTOLD_MINUTES));
  await tx.delivery.updateMany({
    where: { messageId: { in: told.map(({ messageId }) => messageId) }, channel: "call", state: "queued" },
    data: reached ? { state: "delivered", deliveredAt: now } : { state: "failed", failedAt: now, lastErrorCode: code },
  });
  await keepGatheredIn(tx, task.schoolId, now, task.adultId);
}

/** An adult has listened to the news: nobody need ring about it. In the caller's transaction. */
export async function hearGathered(tx: Tx, input: { schoolId: string; adultId: string; subjectId: string; now: Date }): Promise<void> {
  const { schoolId, adultId, subjectId, now } = input;
  const waiting = (await findUntold(tx, adultId)).filter((row) => row.subjectId === subjectId);
  if (waiting.length === 0) return;
  await tx.delivery.updateMany({ where: { messageId: { in: waiting.map(({ messageId }) => messageId) }, channel: "call", state: "queued" }, data: { state: "cancelled" } });
  await keepGatheredIn(tx, schoolId, now, adultId);
}
