import type { Db, Tx } from "@/server/lib/db/client";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { mayKnow } from "../sending/commands";
import { isGathered } from "./rules";

/** News that has not been told to an adult by telephone, as far as it is known. */
interface Untold {
  messageId: string;
  adultId: string;
  pupilId: string | null;
  subjectId: string;
  createdAt: Date;
  kind: string;
}

/** News that waits for a call, of all adults or of one; what has a call of its own is not in it, nor what somebody who reads has opened. One statement. */
export async function findUntold(tx: Tx, adultId: string | null = null): Promise<Untold[]> {
  return tx.$queryRaw<Untold[]>`
    SELECT m.id AS "messageId", m.adult_id AS "adultId", m.pupil_id AS "pupilId", m.subject_id AS "subjectId", m.created_at AS "createdAt", m.kind
    FROM delivery d JOIN message m ON m.id = d.message_id
    WHERE d.school_id = current_school() AND d.channel = 'call' AND d.state = 'queued' AND m.kind = 'newsletter_sent' AND m.cancelled_at IS NULL
      AND (m.acknowledged_at IS NULL OR EXISTS (SELECT 1 FROM adult a WHERE a.id = m.adult_id AND a.reading_need = 'does_not_read'))
      AND (${adultId}::uuid IS NULL OR m.adult_id = ${adultId}::uuid)
      AND NOT EXISTS (SELECT 1 FROM task t WHERE t.school_id = m.school_id AND t.unique_key = 'call:' || m.id)
    ORDER BY m.created_at, m.id`;
}

/** One piece of news to be told. */
export interface ToTell {
  subjectId: string;
  title: string;
  at: Date;
}

/** The news that a call gathers, the oldest first, as English says it; empty for any other task. What its adult may no longer know is left out. */
export async function newsOfCall(db: Db, taskId: string, now: Date): Promise<ToTell[]> {
  const task = await db.task.findFirst({ where: { id: taskId, doneAt: null }, select: { adultId: true, uniqueKey: true } });
  if (!task?.adultId || !isGathered(task.uniqueKey)) return [];
  const untold = await findUntold(db, task.adultId);
  const known = await mayKnow(db, untold, now);
  const titles = await db.mailBody.findMany({ where: { language: SOURCE_LANGUAGE, subjectId: { in: untold.map(({ subjectId }) => subjectId) } }, select: { subjectId: true, subject: true } });
  return untold.filter(known).map(({ subjectId, createdAt }) => ({ subjectId, at: createdAt, title: titles.find((each) => each.subjectId === subjectId)?.subject ?? "" }));
}
