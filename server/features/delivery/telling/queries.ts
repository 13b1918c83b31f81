import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { findUntold } from "../gathered/queries";
import { isGathered } from "../gathered/rules";
import { listTasks } from "../queries";
import { callKey, MESSAGE_CALL } from "../rules";
import { mayKnow } from "../sending/commands";

/** One thing that a call tells: what kind of message it is, about which record, and what made it. */
export interface Told {
  kind: string;
  subjectId: string;
  /** The message's own key, which names its cause; the task's for a call that a family asked for in a conversation. */
  key: string;
}

/** What a call tells, to whom, and the languages in which it may be said, the dearest first. */
export interface Called {
  adultId: string;
  pupilId: string;
  languages: string[];
  told: Told[];
}

/**
 * What an open call is to tell, for the feature that has the words: whoever may do the task may read them, though the page on which they stand is another
 * team's. Errors: not_found for a task that is done, another's, about a child of one's own, or to an adult who may no longer know.
 */
export async function getCalled(ctx: StaffCtx, taskId: string): Promise<Called> {
  const row = (await listTasks(ctx, {})).all.find(({ id }) => id === taskId);
  const task = row?.adult && row.pupil ? await ctx.db.task.findFirst({ where: { id: taskId, doneAt: null }, select: { uniqueKey: true, subjectId: true } }) : null;
  if (!row?.adult || !row.pupil || !task) throw new AppError("not_found");
  const own = await ctx.db.guardianLink.count({ where: { pupilId: row.pupil.id, adultId: ctx.actor.adultId, removedAt: null } });
  if (own > 0) throw new AppError("not_found");
  const { speakIn, writeIn } = row.adult.plan;
  return { adultId: row.adult.id, pupilId: row.pupil.id, languages: [...new Set([speakIn, writeIn])], told: await findTold(ctx, row.adult.id, task) };
}

async function findTold(ctx: StaffCtx, adultId: string, { uniqueKey, subjectId }: { uniqueKey: string; subjectId: string | null }): Promise<Told[]> {
  if (uniqueKey.startsWith(MESSAGE_CALL)) return subjectId ? [{ kind: "message_phone", subjectId, key: uniqueKey }] : [];
  if (isGathered(uniqueKey)) {
    const untold = await findUntold(ctx.db, adultId);
    const known = await mayKnow(ctx.db, untold, ctx.now);
    return untold.filter(known).map(({ kind, subjectId: about, messageId }) => ({ kind, subjectId: about, key: messageId }));
  }
  const start = callKey("");
  const message = uniqueKey.startsWith(start)
    ? await ctx.db.message.findFirst({ where: { id: uniqueKey.slice(start.length), cancelledAt: null }, select: { kind: true, subjectId: true, idempotencyKey: true } })
    : null;
  return message ? [{ kind: message.kind, subjectId: message.subjectId, key: message.idempotencyKey }] : [];
}
