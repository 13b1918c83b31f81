import { recordAudit } from "@/server/lib/audit/record";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";

import type { LadderStep, Quiet } from "./rules";
import { ladderKinds, type PaceInput } from "./schema";

/** Sets when and how often this school writes, from now on: what was written before climbs the ladder that it began with. */
export async function setPace(ctx: StaffCtx, input: PaceInput): Promise<void> {
  const ladders = Object.fromEntries(ladderKinds.flatMap((kind) => {
    const set = input.ladders[kind];
    if (!set) return [];
    const steps: LadderStep[] = [...(set.text === null ? [] : [{ afterDays: set.text, channel: "text" as const }]), ...(set.call === null ? [] : [{ afterDays: set.call, channel: "call" as const }])];
    return [[kind, steps]];
  }));
  const data = { quietFrom: input.quietFrom, quietTo: input.quietTo, weeklyMost: input.weeklyMost, newsCalls: input.newsCalls, postLetters: input.postLetters, ladders: JSON.parse(JSON.stringify(ladders)), changedById: ctx.actor.adultId, changedAt: ctx.now };
  await ctx.db.$transaction(async (tx) => {
    await tx.contactPace.upsert({ where: { schoolId: ctx.school.id }, create: { schoolId: ctx.school.id, ...data }, update: data });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "delivery.setPace", subjectType: "school", subjectId: ctx.school.id, detail: { weeklyMost: input.weeklyMost, postLetters: input.postLetters ?? false } });
  });
}

/** Sets the hours in which the signed-in adult wants nothing that can wait; null takes them away. */
export async function setOwnHours(ctx: PersonCtx, input: { hours: Quiet | null }): Promise<void> {
  const { adultId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    if (input.hours) {
      const data = { quietFrom: input.hours.from, quietTo: input.hours.to, at: ctx.now };
      await tx.ownHours.upsert({ where: { adultId }, create: { schoolId: ctx.school.id, adultId, ...data }, update: data });
    } else await tx.ownHours.deleteMany({ where: { adultId } });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: adultId, action: "delivery.setHours", subjectType: "adult", subjectId: adultId, detail: { set: input.hours !== null } });
  });
}
