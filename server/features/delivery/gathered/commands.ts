import { addMinutes } from "@/server/lib/clock";
import type { Db, Tx } from "@/server/lib/db/client";

import { cancelMessagesOf, mayKnow } from "../sending/commands";
import { findUntold } from "./queries";
import { gatheredDue, gatheredKey, isGathered, isOver, tellByOf, UNTOLD_MINUTES } from "./rules";

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
  const untold = await endOver(tx, await findUntold(tx, adultId), now);
  const known = await mayKnow(tx, untold, now);
  await cancelMessagesOf(tx, untold.filter((row) => !known(row)).map(({ messageId }) => messageId), now);
  const told = untold.filter(known);
  const firsts = new Map([...told].reverse().map((row) => [row.adultId, row]));
  const dues = new Map<string, Date>();
  for (const { adultId: id, createdAt, args } of told) {
    const [due, before] = [gatheredDue(createdAt, tellByOf(args)), dues.get(id)];
    if (!before || due < before) dues.set(id, due);
  }
  await tx.task.createMany({
    data: [...firsts.values()].map((row) => ({
      schoolId, kind: "call" as const, adultId: row.adultId, pupilId: row.pupilId, subjectId: row.subjectId, createdAt: now, dueAt: dues.get(row.adultId) ?? gatheredDue(row.createdAt), uniqueKey: gatheredKey(row.adultId),
    })),
    skipDuplicates: true,
  });
  const open = await tx.task.findMany({ where: { doneAt: null, kind: "call", ...(adultId ? { adultId } : {}), uniqueKey: { startsWith: gatheredKey(adultId ?? "") } }, select: { id: true, adultId: true } });
  const over = open.filter((task) => !firsts.has(task.adultId ?? "")).map(({ id }) => id);
  if (over.length > 0) await tx.task.updateMany({ where: { id: { in: over }, doneAt: null }, data: { doneAt: now, outcome: "nothing_to_tell" } });
}

/** Days that are over cannot be told any more: their calls have failed, and nobody is rung about them. In the caller's transaction. @returns what is left */
async function endOver<T extends { messageId: string; args: Record<string, unknown> }>(tx: Tx, rows: T[], now: Date): Promise<T[]> {
  const over = rows.filter(({ args }) => isOver(args, now)).map(({ messageId }) => messageId);
  if (over.length === 0) return rows;
  await tx.delivery.updateMany({ where: { messageId: { in: over }, channel: "call", state: "queued" }, data: { state: "failed", failedAt: now, lastErrorCode: "day_over" } });
  return rows.filter(({ messageId }) => !over.includes(messageId));
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

/** An adult has listened to news, or to days of the school: nobody need ring about them. In the caller's transaction. */
export async function hearGathered(tx: Tx, input: { schoolId: string; adultId: string; subjectIds: readonly string[]; now: Date }): Promise<void> {
  const { schoolId, adultId, subjectIds, now } = input;
  const waiting = (await findUntold(tx, adultId)).filter((row) => subjectIds.includes(row.subjectId));
  if (waiting.length === 0) return;
  await tx.delivery.updateMany({ where: { messageId: { in: waiting.map(({ messageId }) => messageId) }, channel: "call", state: "queued" }, data: { state: "cancelled" } });
  await keepGatheredIn(tx, schoolId, now, adultId);
}
