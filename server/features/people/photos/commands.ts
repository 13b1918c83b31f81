import { familyVisible, staffVisible } from "@/server/features/people/policy";
import { recordAudit } from "@/server/lib/audit/record";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { allHolders, holders } from "./policy";
import type { Use } from "./schema";

interface Answered {
  pupilId: string;
  adultId: string;
  use: Use;
  given: boolean;
}

/** Keeps an answer; the record keeps who said what before. From this moment on photos are given out by it. */
async function keep(tx: Tx, ctx: PersonCtx, answer: Answered): Promise<void> {
  const { pupilId, adultId, use, given } = answer;
  const data = { given, recordedById: ctx.actor.adultId, at: ctx.now };
  await tx.photoConsent.upsert({ where: { pupilId_adultId_use: { pupilId, adultId, use } }, create: { schoolId: ctx.school.id, pupilId, adultId, use, ...data }, update: data });
  await recordAudit(tx, {
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "rewards.consent", subjectType: "adult", subjectId: adultId, pupilId, detail: { use, given },
  });
}

/** The signed-in adult says yes or no for one use. Errors: not_found for a child for whom this adult does not hold parental responsibility. */
export async function answerConsent(ctx: PersonCtx, input: Omit<Answered, "adultId">): Promise<void> {
  const { adultId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    const child = await tx.pupil.count({ where: { AND: [{ id: input.pupilId }, familyVisible(ctx.actor, "media", ctx.now), { links: { some: { adultId, ...holders(ctx.now) } } }] } });
    if (child === 0) throw new AppError("not_found");
    await keep(tx, ctx, { ...input, adultId });
  });
}

/** A member of staff writes down what an adult said on paper or on the telephone. Errors: not_found for a child or holder who is not there. */
export async function recordConsent(ctx: StaffCtx, input: Answered): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const link = await tx.guardianLink.count({ where: { ...allHolders, adultId: input.adultId, pupilId: input.pupilId, pupil: staffVisible(ctx.actor, ctx.now) } });
    if (link === 0) throw new AppError("not_found");
    await keep(tx, ctx, input);
  });
}
