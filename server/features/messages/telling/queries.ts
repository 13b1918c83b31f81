import { getCalled } from "@/server/features/delivery/telling/queries";
import { MESSAGE_CALL } from "@/server/features/delivery/rules";
import type { ToTellTask } from "@/server/features/delivery/schema";
import { readSaying, type Saying } from "@/server/features/languages/telling/queries";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { findReadable } from "../queries";
import { postKey } from "../rules";

export interface MessageToTell extends Saying {
  /** The conversation, where this member of staff may open it as well. */
  threadId: string | null;
}

/**
 * What the school wrote, for whoever rings about it: that one message alone, and for a family that asked to be rung the last one before. Readable through the
 * task, also for those who may not open the conversation; the look is written to the record. Errors: not_found.
 */
export async function getMessageToTell(ctx: StaffCtx, input: ToTellTask): Promise<MessageToTell> {
  const { adultId, pupilId, languages, told: [told] } = await getCalled(ctx, input.taskId);
  const thread = told && (told.kind === "school_wrote" || told.kind === "message_phone") ? await ctx.db.thread.findFirst({ where: { id: told.subjectId, adultId, pupilId }, select: { id: true } }) : null;
  if (!told || !thread) throw new AppError("not_found");
  const post = await findPost(ctx, thread.id, told.key);
  if (!post?.textId) throw new AppError("not_found");
  const saying = await readSaying(ctx.db, [{ textId: post.textId }], languages);
  await recordAudit(ctx.db, {
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "messages.tell", subjectType: "post", subjectId: post.id, pupilId, detail: { taskId: input.taskId },
  });
  return { ...saying, threadId: (await findReadable(ctx, thread.id))?.id ?? null };
}

async function findPost(ctx: StaffCtx, threadId: string, key: string) {
  const select = { id: true, textId: true, at: true };
  if (!key.startsWith(MESSAGE_CALL)) return ctx.db.post.findFirst({ where: { id: key.slice(postKey("").length), threadId, side: "school" }, select });
  const asked = await ctx.db.post.findFirst({ where: { id: key.slice(MESSAGE_CALL.length), threadId }, select });
  return asked ? ctx.db.post.findFirst({ where: { threadId, side: "school", textId: { not: null }, at: { lte: asked.at } }, orderBy: [{ at: "desc" }, { id: "desc" }], select }) : null;
}
