import type { Db, Tx } from "@/server/lib/db/client";
import type { SchoolFacts } from "@/server/lib/context";
import type { JobCtx } from "@/server/lib/jobs/worker";

import { queueMessages, wakeSender } from "../commands";
import { type DigestLine, pageOfMessage, wordsOf } from "../email/rules";
import { cancelMessagesOf, mayKnow } from "../sending/commands";

interface Held {
  id: string;
  messageId: string;
  kind: string;
  adultId: string;
  pupilId: string | null;
}

/** Whether something waits for a digest whose time has come. The state stands in the statement: the index holds those rows alone. */
export async function isHeldDue(db: Db, now: Date): Promise<boolean> {
  const [found] = await db.$queryRaw<{ due: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM delivery WHERE school_id = current_school() AND state = 'held' AND next_try_at <= ${now}::timestamptz) AS due`;
  return found?.due ?? false;
}

/**
 * Gathers what has waited for the digest: of one message its own mail leaves, of several one that names them all. What was opened in the app
 * meanwhile is named no more; what its adult may no longer know is stopped. Done again it finds nothing.
 * @returns how many adults get something
 */
export async function sendDigests(ctx: JobCtx): Promise<number> {
  const { db, school, now } = ctx;
  return db.$transaction(async (tx) => {
    const held = await tx.$queryRaw<(Held & { over: boolean })[]>`
      SELECT d.id, d.message_id AS "messageId", m.kind, m.adult_id AS "adultId", m.pupil_id AS "pupilId", m.cancelled_at IS NOT NULL OR m.acknowledged_at IS NOT NULL AS over
      FROM delivery d JOIN message m ON m.id = d.message_id
      WHERE d.school_id = current_school() AND d.state = 'held' AND d.next_try_at <= ${now}::timestamptz ORDER BY m.created_at, d.id FOR UPDATE OF d SKIP LOCKED`;
    await setState(tx, held.filter(({ over }) => over), "cancelled");
    const known = await mayKnow(tx, held, now);
    const kept = held.filter((row) => !row.over && !known(row));
    await setState(tx, kept, "cancelled");
    await cancelMessagesOf(tx, kept.map(({ messageId }) => messageId), now);
    const open = new Map<string, Held[]>();
    for (const row of held) if (!row.over && known(row)) open.set(row.adultId, [...(open.get(row.adultId) ?? []), row]);
    for (const [adultId, rows] of open) {
      const messageIds = [...new Set(rows.map(({ messageId }) => messageId))];
      if (messageIds.length === 1) await setState(tx, rows, "queued");
      else {
        await setState(tx, rows, "merged");
        await queueMessages(tx, {
          schoolId: school.id, now,
          messages: [{ adultId, kind: "digest", subjectId: messageIds[0] ?? "", args: { count: messageIds.length, messages: messageIds.join(",") }, idempotencyKey: `digest:${adultId}:${messageIds[0] ?? ""}`, urgency: 9 }],
        });
      }
    }
    if (open.size > 0) for (const kind of ["all", "texts"] as const) await wakeSender(tx, school.id, kind);
    return open.size;
  }, { timeout: 120_000 });
}

const setState = (tx: Tx, rows: Held[], state: "cancelled" | "queued" | "merged") =>
  rows.length > 0 ? tx.delivery.updateMany({ where: { id: { in: rows.map(({ id }) => id) }, state: "held" }, data: { state } }) : null;

/** What a digest names when it leaves: what its adult may still know, each in the reader's language. */
export async function digestLines(ctx: { db: Db; school: SchoolFacts }, digest: { args: Record<string, unknown>; language: string }, base: string, now: Date): Promise<DigestLine[]> {
  const ids = typeof digest.args.messages === "string" ? digest.args.messages.split(",") : [];
  const rows = await ctx.db.message.findMany({ where: { id: { in: ids }, cancelledAt: null }, orderBy: { createdAt: "asc" }, select: { kind: true, subjectId: true, adultId: true, pupilId: true, args: true } });
  const known = await mayKnow(ctx.db, rows, now);
  const bodies = await ctx.db.mailBody.findMany({ where: { language: digest.language, subjectId: { in: rows.map(({ subjectId }) => subjectId) } }, select: { subjectId: true, subject: true } });
  return rows.filter(known).map(({ kind, subjectId, args }) => ({
    title: bodies.find((body) => body.subjectId === subjectId)?.subject ?? wordsOf({ kind, args: args as Record<string, unknown> }, digest.language, ctx.school.zone).title,
    link: `${base}/${digest.language}${pageOfMessage({ kind, subjectId })}`,
  }));
}
