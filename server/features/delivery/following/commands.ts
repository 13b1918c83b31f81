import type { Tx } from "@/server/lib/db/client";
import { lockKey } from "@/server/lib/db/lock";
import { addDays } from "@/server/lib/clock";

import type { FollowUp } from "../rules";

/**
 * Gives the office something to arrange for an adult, in the caller's transaction: the right number, what removes a barrier. The same cause makes one task while that
 * is open, however often it comes up; the same record never makes two. Due the next day.
 */
export async function followUp(
  tx: Tx, input: { schoolId: string; now: Date; cause: FollowUp; adultId: string; pupilId: string | null; subjectId: string },
): Promise<{ created: boolean }> {
  const { schoolId, now, cause, adultId, pupilId, subjectId } = input;
  const key = `${cause}:${adultId}`;
  await lockKey(tx, `${schoolId}:${key}`);
  if ((await tx.task.count({ where: { doneAt: null, uniqueKey: { startsWith: `${key}:` } } })) > 0) return { created: false };
  const { count } = await tx.task.createMany({
    data: [{ schoolId, kind: "follow_up", adultId, pupilId, subjectId, createdAt: now, dueAt: addDays(now, 1), uniqueKey: `${key}:${subjectId}` }], skipDuplicates: true,
  });
  return { created: count > 0 };
}
