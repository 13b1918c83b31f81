import { recordAudit, recordAudits } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { staffVisible } from "../policy";
import type { ConfirmLinksInput, RestrictInput, UpdateLinkInput } from "./schema";

/** The school says that these adults are who they say: from now on the access rule works for them. Returns how many were waiting. */
export async function confirmLinks(ctx: StaffCtx, input: ConfirmLinksInput): Promise<{ confirmed: number }> {
  return ctx.db.$transaction(async (tx) => {
    const where = { id: { in: input.links }, confirmedAt: null, removedAt: null, pupil: staffVisible(ctx.actor, ctx.now) };
    const links = await tx.guardianLink.findMany({ where, select: { id: true, pupilId: true } });
    const { count } = await tx.guardianLink.updateMany({
      where: { id: { in: links.map((link) => link.id) }, confirmedAt: null },
      data: { confirmedAt: ctx.now, confirmedById: ctx.actor.adultId },
    });
    await recordAudits(tx, links.map((link) => line(ctx, "people.confirm", link.id, link.pupilId)));
    return { confirmed: count };
  });
}

/** Changes what the rule reads of one adult and one child. */
export async function updateLink(ctx: StaffCtx, input: UpdateLinkInput): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const link = await visibleLink(ctx, tx, input.linkId);
    await tx.guardianLink.update({
      where: { id: link.id },
      data: { parentalResponsibility: input.parentalResponsibility, hasCare: input.hasCare, evidence: input.evidence || null },
    });
    await recordAudit(tx, {
      ...line(ctx, "people.updateLink", link.id, link.pupilId),
      detail: { parentalResponsibility: input.parentalResponsibility, hasCare: input.hasCare },
    });
  });
}

/**
 * Takes scopes away from one adult for one child, at once and everywhere: in one transaction the restriction stands, all of the
 * adult's sessions and unused sign-in links end, and (by a trigger of delivery) unsent messages about the child are cancelled.
 */
export async function restrictAccess(ctx: StaffCtx, input: RestrictInput): Promise<{ restrictionId: string; sessionsEnded: number }> {
  return ctx.db.$transaction(async (tx) => {
    const link = await visibleLink(ctx, tx, input.linkId);
    const restriction = await tx.restriction.create({
      data: {
        schoolId: ctx.school.id, linkId: link.id, kind: input.kind, scopes: input.scopes, document: input.document, startsOn: ctx.now,
        reviewOn: input.reviewOn ? new Date(`${input.reviewOn}T00:00:00Z`) : null, createdById: ctx.actor.adultId,
      },
      select: { id: true },
    });
    const { count } = await tx.session.deleteMany({ where: { adultId: link.adultId } });
    await tx.signInToken.updateMany({ where: { adultId: link.adultId, usedAt: null }, data: { usedAt: ctx.now } });
    await recordAudit(tx, { ...line(ctx, "people.restrict", link.id, link.pupilId), rule: input.kind, detail: { scopes: input.scopes, sessionsEnded: count } });
    return { restrictionId: restriction.id, sessionsEnded: count };
  });
}

/** Lifts a restriction after a person looked at the order again. An order's date alone never does. */
export async function liftRestriction(ctx: StaffCtx, restrictionId: string): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const restriction = await tx.restriction.findFirst({
      where: { id: restrictionId, liftedAt: null, link: { pupil: staffVisible(ctx.actor, ctx.now) } },
      select: { id: true, link: { select: { id: true, pupilId: true } } },
    });
    if (!restriction) throw new AppError("not_found");
    await tx.restriction.update({ where: { id: restriction.id }, data: { liftedAt: ctx.now, liftedById: ctx.actor.adultId } });
    await recordAudit(tx, line(ctx, "people.liftRestriction", restriction.link.id, restriction.link.pupilId));
  });
}

async function visibleLink(ctx: StaffCtx, tx: Tx, linkId: string) {
  const link = await tx.guardianLink.findFirst({
    where: { id: linkId, removedAt: null, pupil: staffVisible(ctx.actor, ctx.now) },
    select: { id: true, adultId: true, pupilId: true },
  });
  if (!link) throw new AppError("not_found");
  return link;
}

function line(ctx: StaffCtx, action: string, linkId: string, pupilId: string) {
  return { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action, subjectType: "guardian_link", subjectId: linkId, pupilId };
}
