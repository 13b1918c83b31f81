import { writeDownNote } from "@/server/features/languages/speech/commands";
import type { Sound } from "@/server/features/languages/speech/queries";
import { recordAudit } from "@/server/lib/audit/record";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { mayBeHeard, ownVisits, staffVisits } from "../policy";
import type { WriteDown } from "../schema";

const about = { id: true, pupilId: true, state: true, calledOffAt: true } as const;

/** What a family said of where to meet, for itself and for those who read the visit. That staff listened is written down. Errors: not_found. */
export async function hearPlace(ctx: PersonCtx, input: { visitId: string }): Promise<Sound> {
  return ctx.db.$transaction(async (tx) => {
    const own = await tx.visit.findFirst({ where: { AND: [{ id: input.visitId }, ownVisits(ctx.actor, ctx.now)] }, select: about });
    const theirs = own || ctx.actor.roles.length === 0 ? null : await tx.visit.findFirst({ where: { AND: [{ id: input.visitId }, staffVisits(ctx.actor, ctx.now)] }, select: about });
    const visit = own ?? (theirs && mayBeHeard(theirs) ? theirs : null);
    const note = visit ? await tx.voiceNote.findFirst({ where: { subjectId: visit.id }, select: { type: true, audio: true } }) : null;
    if (!visit || !note) throw new AppError("not_found");
    if (!own) await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "visits.hear", subjectType: "visit", subjectId: visit.id, pupilId: visit.pupilId, rule: `staff:${ctx.actor.roles.join("+")}` });
    return note;
  });
}

/** Writes down what a family said of where to meet, in its language or the school's, for those who read the visit. Errors: not_found; invalid_input for any other language. */
export async function writeDownPlace(ctx: StaffCtx, { visitId, ...words }: WriteDown): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const visit = await tx.visit.findFirst({ where: { AND: [{ id: visitId }, staffVisits(ctx.actor, ctx.now)] }, select: about });
    if (!visit || !mayBeHeard(visit)) throw new AppError("not_found");
    await writeDownNote(tx, ctx, visit.id, words);
  });
}
