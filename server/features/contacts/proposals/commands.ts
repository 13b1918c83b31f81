import { recordProfileIn } from "@/server/features/people/profile/commands";
import { readingAnswers } from "@/server/features/people/profile/schema";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { recordVisible } from "../policy";
import type { Decide } from "./schema";

/**
 * Confirms what was learned of an adult, or drops it. Confirmed, a reading need or a language goes to the adult's profile as
 * what the adult told staff; good hours count from now on. Errors: not_found; conflict when somebody has decided already.
 */
export async function decideProposal(ctx: StaffCtx, input: Decide): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const proposal = await tx.contactProposal.findFirst({
      where: { id: input.proposalId, contact: { pupil: recordVisible(ctx.actor, ctx.now) } },
      select: { id: true, adultId: true, learned: true, value: true, contact: { select: { pupilId: true } } },
    });
    if (!proposal) throw new AppError("not_found");
    const { count } = await tx.contactProposal.updateMany({
      where: { id: proposal.id, decidedAt: null }, data: { decidedAt: ctx.now, decidedById: ctx.actor.adultId, confirmed: input.confirm },
    });
    if (count === 0) throw new AppError("conflict");
    if (input.confirm) await carryOver(ctx, tx, proposal);
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: input.confirm ? "contacts.confirmLearned" : "contacts.dropLearned",
      subjectType: "contact_proposal", subjectId: proposal.id, pupilId: proposal.contact.pupilId, detail: { learned: proposal.learned },
    });
  });
}

async function carryOver(ctx: StaffCtx, tx: Tx, proposal: { adultId: string; learned: string; value: string[] }): Promise<void> {
  const told = { adultId: proposal.adultId, source: "adult_told_staff" as const };
  const [first = ""] = proposal.value;
  const reading = readingAnswers.find((answer) => answer === first);
  if (proposal.learned === "reading" && reading) await recordProfileIn(tx, ctx, { ...told, reading });
  if (proposal.learned !== "speaks") return;
  const adult = await tx.adult.findFirst({ where: { id: proposal.adultId }, select: { spokenLanguages: true } });
  await recordProfileIn(tx, ctx, { ...told, speaks: [first, ...(adult?.spokenLanguages ?? []).filter((tag) => tag !== first)].slice(0, 8) });
}
