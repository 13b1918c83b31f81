import { v7 as uuid } from "uuid";

import { linkAllows } from "@/server/features/people/policy";
import type { Db, Tx } from "@/server/lib/db/client";
import { Prisma } from "@/server/lib/db/generated/client";

import { callDue, callKey, isAboutAnyChild, scopeOf } from "../rules";

/** An e-mail or a text message in a sender's hands. */
export interface Claimed {
  id: string;
  messageId: string;
  attempts: number;
  urgency: number;
  kind: string;
  subjectId: string;
  adultId: string;
  pupilId: string | null;
  language: string;
  args: Record<string, unknown>;
  createdAt: Date;
  /** When this way was chosen: the trying time of a reminder begins then. */
  chosenAt: Date;
  email: string | null;
  phone: string | null;
  /** The adult reads nothing, or has said so since the message was written: writing alone would be no news. */
  readsNothing: boolean;
}

/** The moment in an id of version 7 (RFC 9562 5.7): its first 48 bits are milliseconds. */
function madeAt(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

/**
 * Which letters the post takes: to an adult with an address that need not stay safe, and none that the post gave back before. The others wait for
 * the office's printer.
 */
const postable = Prisma.sql`(d.last_error_code IS NULL OR d.last_error_code NOT LIKE 'post\\_%') AND EXISTS (
  SELECT 1 FROM message m JOIN adult a ON a.id = m.adult_id WHERE m.id = d.message_id AND m.cancelled_at IS NULL AND NOT a.safe_address AND cardinality(a.address_lines) > 0)`;

/**
 * Takes what is due by one channel for sending, most urgent first, and holds them until `leaseUntil`. Rows that another sender holds are
 * passed over; rows whose sender died come again when their lease is over. What may not leave any more (the adult is gone,
 * may no longer know this of the child, the message was stopped) is cancelled here and not given out.
 * @param urgency only what is at least as urgent as this
 * @param not domains that answer slowly now and have enough waiting already
 * @returns what to send, and how many were taken, cancelled ones too
 */
export async function claimDue(
  db: Db,
  input: { channel: "email" | "text" | "push" | "letter"; now: Date; leaseUntil: Date; limit: number; urgency: number; not: string[] },
): Promise<{ rows: Claimed[]; taken: number }> {
  const { channel, now, leaseUntil, limit, urgency, not } = input;
  const found = await db.$queryRaw<(Omit<Claimed, "chosenAt"> & { stopped: boolean })[]>`
    WITH due AS (
      SELECT d.id FROM delivery d
      WHERE d.school_id = current_school() AND d.channel = ${channel}::channel AND d.state IN ('queued', 'sending') AND d.urgency <= ${urgency} AND d.next_try_at <= ${now}::timestamptz
        AND (cardinality(${not}::text[]) = 0 OR NOT EXISTS (
          SELECT 1 FROM message m LEFT JOIN adult a ON a.id = m.adult_id LEFT JOIN guest g ON g.id = m.adult_id
          WHERE m.id = d.message_id AND lower(split_part(coalesce(a.email, g.email), '@', 2)) = ANY(${not}::text[])))
        AND ${channel === "letter" ? postable : Prisma.sql`true`}
      ORDER BY d.urgency, d.next_try_at LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED
    ), taken AS (
      UPDATE delivery d SET state = 'sending', attempts = attempts + 1, lease_until = ${leaseUntil}::timestamptz, next_try_at = ${leaseUntil}::timestamptz
      FROM due WHERE d.id = due.id
      RETURNING d.id, d.message_id, d.attempts, d.urgency
    )
    SELECT t.id, t.message_id AS "messageId", t.attempts, t.urgency, m.kind, m.subject_id AS "subjectId", m.adult_id AS "adultId", m.pupil_id AS "pupilId",
      m.language, m.args, m.created_at AS "createdAt", coalesce(a.email, g.email) AS email, coalesce(a.phone, g.phone) AS phone,
      coalesce(a.reading_need = 'does_not_read', false) AS "readsNothing",
      m.cancelled_at IS NOT NULL OR (a.id IS NULL AND g.id IS NULL) OR a.removed_at IS NOT NULL AS stopped
    FROM taken t JOIN message m ON m.id = t.message_id LEFT JOIN adult a ON a.id = m.adult_id LEFT JOIN guest g ON g.id = m.adult_id
    ORDER BY t.urgency, m.id`;
  const rows = found.map((row) => ({ ...row, chosenAt: madeAt(row.id) }));
  const known = await mayKnow(db, rows, now);
  const counts = await countDigests(db, rows, now);
  const stopped = rows.filter((row) => row.stopped || !known(row) || counts.get(row.id) === 0);
  if (stopped.length > 0) await cancelClaimed(db, stopped, now);
  const gone = new Set(stopped.map((row) => row.id));
  const left = rows.filter((row) => !gone.has(row.id)).map((row) => (counts.has(row.id) ? { ...row, args: { ...row.args, count: counts.get(row.id) } } : row));
  return { rows: left, taken: rows.length };
}

/** How much each digest still has to name, after what an order or the end of a link has taken away since. No digests: no statement. */
async function countDigests(db: Db, rows: Claimed[], now: Date): Promise<Map<string, number>> {
  const named = new Map(rows.filter(({ kind }) => kind === "digest").map(({ id, args }) => [id, typeof args.messages === "string" ? args.messages.split(",") : []]));
  if (named.size === 0) return new Map();
  const messages = await db.message.findMany({ where: { id: { in: [...named.values()].flat() }, cancelledAt: null }, select: { id: true, kind: true, adultId: true, pupilId: true } });
  const known = await mayKnow(db, messages, now);
  const left = new Set(messages.filter(known).map(({ id }) => id));
  return new Map([...named].map(([id, ids]) => [id, ids.filter((each) => left.has(each)).length]));
}

/** What is asked of the access rule before a message leaves. */
interface ToTell {
  kind: string;
  adultId: string;
  /** Null: it is about no child, or, by its kind, about all of the adult's. */
  pupilId: string | null;
}

/** Whether each of these adults may be told of the child what such a message tells (the one access rule). One statement a scope. */
export async function mayKnow(db: Tx, rows: ToTell[], now: Date): Promise<(row: ToTell) => boolean> {
  const known = new Set<string>();
  const keyOf = (...parts: string[]) => parts.join(":");
  for (const scope of new Set(rows.map(({ kind }) => scopeOf(kind)))) {
    const asked = rows.filter(({ kind, pupilId }) => (pupilId !== null || isAboutAnyChild(kind)) && scopeOf(kind) === scope);
    if (asked.length === 0) continue;
    const links = await db.guardianLink.findMany({
      where: {
        adultId: { in: asked.map((row) => row.adultId) }, ...(asked.some(({ pupilId }) => pupilId === null) ? {} : { pupilId: { in: asked.flatMap((row) => row.pupilId ?? []) } }),
        ...linkAllows(scope, now), adult: { removedAt: null }, pupil: { removedAt: null },
      },
      select: { adultId: true, pupilId: true },
    });
    for (const { adultId, pupilId } of links) known.add(keyOf(scope, adultId, pupilId)).add(keyOf(scope, adultId, ""));
  }
  return ({ kind, adultId, pupilId }) => (pupilId === null && !isAboutAnyChild(kind)) || known.has(keyOf(scopeOf(kind), adultId, pupilId ?? ""));
}

async function cancelClaimed(db: Db, rows: Claimed[], now: Date): Promise<void> {
  await db.$transaction((tx) => cancelMessagesOf(tx, rows.map((row) => row.messageId), now));
}

/** Stops messages in the caller's transaction: what has not left stays here, and nobody rings for them. */
export async function cancelMessagesOf(tx: Tx, messageIds: string[], now: Date): Promise<void> {
  if (messageIds.length === 0) return;
  await tx.delivery.updateMany({ where: { messageId: { in: messageIds }, state: { in: ["queued", "sending"] } }, data: { state: "cancelled", leaseUntil: null } });
  await tx.message.updateMany({ where: { id: { in: messageIds }, cancelledAt: null }, data: { cancelledAt: now } });
  await tx.task.updateMany({ where: { uniqueKey: { in: messageIds.map(callKey) }, doneAt: null }, data: { doneAt: now, outcome: "cancelled" } });
}

/** Which of these rows may still leave: for a sender that has held them for a while. */
export async function stillMine(db: Db, row: Claimed, now: Date): Promise<boolean> {
  const found = await db.delivery.findFirst({ where: { id: row.id, state: "sending", attempts: row.attempts }, select: { id: true } });
  if (!found) return false;
  if ((await mayKnow(db, [row], now))(row)) return true;
  await cancelClaimed(db, [row], now);
  return false;
}

/** Holds rows for longer: the sender lives. */
export async function extendLeases(db: Db, ids: string[], leaseUntil: Date): Promise<void> {
  if (ids.length === 0) return;
  await db.delivery.updateMany({ where: { id: { in: ids }, state: "sending" }, data: { leaseUntil, nextTryAt: leaseUntil } });
}

/** What came of one try. */
export type Settled =
  | { id: string; as: "handed_over"; at: Date; providerId?: string }
  | { id: string; as: "again"; nextTryAt: Date; code: string; attempts: number }
  | { id: string; as: "back"; nextTryAt: Date; attempts: number };

/**
 * Writes down what came of several tries in one statement. What the server took is handed over whatever happened since;
 * a failed try counts only if the row is still this sender's. The ids stand there twice: without the list the planner takes
 * a table that was filled a minute ago for a small one, and reads all of it.
 */
export async function settle(db: Db, rows: Settled[]): Promise<void> {
  const json = rows.map((row) => ({
    id: row.id,
    state: row.as === "handed_over" ? "handed_over" : "queued",
    at: row.as === "handed_over" ? row.at.toISOString() : null,
    provider: row.as === "handed_over" ? (row.providerId ?? null) : null,
    next_try_at: row.as === "handed_over" ? null : row.nextTryAt.toISOString(),
    code: row.as === "again" ? row.code : null,
    held: row.as === "handed_over" ? null : row.attempts,
    back: row.as === "back" ? 1 : 0,
  }));
  await db.$executeRaw`
    UPDATE delivery d SET state = x.state::delivery_state, lease_until = NULL, handed_over_at = x.at,
      next_try_at = coalesce(x.next_try_at, d.next_try_at), last_error_code = CASE WHEN x.back = 1 THEN d.last_error_code ELSE x.code END,
      attempts = d.attempts - x.back, provider_id = coalesce(x.provider, d.provider_id)
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS x (id uuid, state text, at timestamptz, next_try_at timestamptz, code text, held int, back int, provider text)
    WHERE d.id = ANY(${rows.map((row) => row.id)}::uuid[]) AND d.id = x.id AND d.state <> 'handed_over' AND (x.state = 'handed_over' OR (d.state = 'sending' AND d.attempts = x.held))`;
}

/**
 * Gives an e-mail or a text message up for good and puts the family on the list of calls in the same transaction. A sign-in link asks for one
 * call a day, however often somebody asks for the link.
 */
export async function giveUp(db: Db, schoolId: string, row: Claimed, code: string, now: Date): Promise<void> {
  await db.$transaction(async (tx: Tx) => {
    const { count } = await tx.delivery.updateMany({
      where: { id: row.id, state: "sending", attempts: row.attempts },
      data: { state: "failed", failedAt: now, leaseUntil: null, lastErrorCode: code },
    });
    if (count === 0) return;
    if (row.kind !== "sign_in_link") return callInstead(tx, schoolId, [row], now);
    await tx.task.createMany({
      data: [{
        schoolId, kind: "call", adultId: row.adultId, pupilId: row.pupilId, subjectId: row.subjectId, createdAt: now, dueAt: now,
        uniqueKey: `call-sign-in:${row.adultId}:${now.toISOString().slice(0, 10)}`,
      }],
      skipDuplicates: true,
    });
  });
}

/** Puts families on the list of calls because a written way failed, in the caller's transaction: once a message, however many of its ways fail; none where somebody rings about it anyway. */
export async function callInstead(
  tx: Tx, schoolId: string, failed: { messageId: string; adultId: string; pupilId: string | null; subjectId: string }[], now: Date,
): Promise<void> {
  const rung = await tx.delivery.findMany({ where: { messageId: { in: failed.map(({ messageId }) => messageId) }, channel: "call", state: "queued" }, select: { messageId: true } });
  const rows = failed.filter(({ messageId }) => !rung.some((each) => each.messageId === messageId));
  if (rows.length === 0) return;
  await tx.delivery.createMany({ data: rows.map(({ messageId }) => ({ id: uuid(), schoolId, messageId, channel: "call" as const, nextTryAt: now })), skipDuplicates: true });
  await tx.task.createMany({
    data: rows.map(({ messageId, adultId, pupilId, subjectId }) => ({
      schoolId, kind: "call" as const, adultId, pupilId, subjectId, createdAt: now, dueAt: callDue(now), uniqueKey: callKey(messageId),
    })),
    skipDuplicates: true,
  });
}

/** When the next message of the school that is at least as urgent is due by a channel, or null when none waits. */
export async function nextDue(db: Db, channel: "email" | "text" | "push" | "letter" = "email", urgency = 1_000): Promise<Date | null> {
  const rows = await db.$queryRaw<{ next: Date | null }[]>`
    SELECT min(d.next_try_at) AS next FROM delivery d
    WHERE d.school_id = current_school() AND d.channel = ${channel}::channel AND d.state IN ('queued', 'sending') AND d.urgency <= ${urgency} AND ${channel === "letter" ? postable : Prisma.sql`true`}`;
  return rows[0]?.next ?? null;
}
