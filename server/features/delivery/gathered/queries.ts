import type { Db, Tx } from "@/server/lib/db/client";
import { formatDate } from "@/server/lib/i18n/format";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { mayKnow } from "../sending/commands";
import { gatheredKinds, isGathered, isOver } from "./rules";

/** News that has not been told to an adult by telephone, as far as it is known. */
interface Untold {
  messageId: string;
  adultId: string;
  pupilId: string | null;
  subjectId: string;
  createdAt: Date;
  kind: string;
  args: Record<string, unknown>;
}

/** News that waits for a call, of all adults or of one; what has a call of its own is not in it, nor what somebody who reads has opened. One statement. */
export async function findUntold(tx: Tx, adultId: string | null = null): Promise<Untold[]> {
  return tx.$queryRaw<Untold[]>`
    SELECT m.id AS "messageId", m.adult_id AS "adultId", m.pupil_id AS "pupilId", m.subject_id AS "subjectId", m.created_at AS "createdAt", m.kind, m.args
    FROM delivery d JOIN message m ON m.id = d.message_id
    WHERE d.school_id = current_school() AND d.channel = 'call' AND d.state = 'queued' AND m.kind = ANY(${[...gatheredKinds]}::text[]) AND m.cancelled_at IS NULL
      AND (m.acknowledged_at IS NULL OR EXISTS (SELECT 1 FROM adult a WHERE a.id = m.adult_id AND a.reading_need = 'does_not_read'))
      AND (${adultId}::uuid IS NULL OR m.adult_id = ${adultId}::uuid)
      AND NOT EXISTS (SELECT 1 FROM task t WHERE t.school_id = m.school_id AND t.unique_key = 'call:' || m.id)
    ORDER BY m.created_at, m.id`;
}

/** One piece of news to be told. */
export interface ToTell {
  subjectId: string;
  kind: string;
  title: string;
  at: Date;
}

/** The news that a call gathers, the oldest first, as English says it; empty for any other task. What its adult may no longer know is left out. */
export async function newsOfCall(db: Db, taskId: string, now: Date): Promise<ToTell[]> {
  const task = await db.task.findFirst({ where: { id: taskId, doneAt: null }, select: { adultId: true, uniqueKey: true } });
  if (!task?.adultId || !isGathered(task.uniqueKey)) return [];
  const untold = await findUntold(db, task.adultId);
  const known = await mayKnow(db, untold, now);
  const news = untold.filter((row) => known(row) && !isOver(row.args, now));
  const titles = await db.mailBody.findMany({ where: { language: SOURCE_LANGUAGE, subjectId: { in: news.map(({ subjectId }) => subjectId) } }, select: { subjectId: true, subject: true } });
  return news.map(({ subjectId, createdAt, kind, args }) => ({ subjectId, kind, at: createdAt, title: titleOf(args) ?? titles.find((each) => each.subjectId === subjectId)?.subject ?? "" }));
}

/** A day of the school's as English says it; null for news, which has a title of its own. */
function titleOf({ day, call }: Record<string, unknown>): string | null {
  return typeof day === "string" && typeof call === "string" ? `${formatDate(SOURCE_LANGUAGE, new Date(`${day}T12:00:00Z`), "day", "UTC")}: ${call}` : null;
}
