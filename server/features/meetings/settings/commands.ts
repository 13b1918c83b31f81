import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";

import type { Setting } from "./schema";

/** Settles where video is and how families are called on the board. Meetings that are booked keep the link that their families know. */
export async function saveSetting(ctx: StaffCtx, input: Setting): Promise<void> {
  const { video, videoAddress = null, called } = input;
  const row = { video: video === "none" ? null : video, videoAddress: video === "none" ? null : videoAddress, called, changedAt: ctx.now };
  await ctx.db.$transaction(async (tx) => {
    await tx.meetingSetting.upsert({ where: { schoolId: ctx.school.id }, create: { schoolId: ctx.school.id, ...row }, update: row });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "meetings.saveSetting", subjectType: "school", subjectId: ctx.school.id, detail: { video, called } });
  });
}
