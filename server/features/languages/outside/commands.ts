import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import { hashToken } from "@/server/lib/auth/tokens";
import { addDays } from "@/server/lib/clock";
import type { Ctx, StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { findLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { checkMasked, stops } from "../checking/rules";
import { recordChanges } from "../commands";
import { loadGlossary } from "../glossary/queries";
import { maskSentence, unmask } from "../masking/rules";
import { loadNames } from "../masking/queries";
import { findInvite, keyOf } from "./queries";
import type { InviteInput, OutsideSave } from "./schema";

/** Invites a translator outside the school, for one language and until a day. Errors: not_found for an unknown language. */
export async function createInvite(ctx: StaffCtx, input: InviteInput): Promise<{ id: string }> {
  if (!findLanguage(input.language) || input.language === SOURCE_LANGUAGE) throw new AppError("not_found");
  const id = uuid();
  await ctx.db.$transaction(async (tx) => {
    await tx.translatorInvite.create({
      data: {
        id, schoolId: ctx.school.id, name: input.name, language: input.language, kinds: input.kinds, tokenHash: hashToken(keyOf(id)),
        createdById: ctx.actor.adultId, createdAt: ctx.now, expiresAt: addDays(ctx.now, input.days),
      },
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.inviteTranslator", subjectType: "translator_invite", subjectId: id,
      detail: { language: input.language, kinds: input.kinds, days: input.days },
    });
  });
  return { id };
}

/** Takes an invitation back at once. What its translator sent stays. Errors: not_found. */
export async function revokeInvite(ctx: StaffCtx, input: { inviteId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.translatorInvite.updateMany({ where: { id: input.inviteId, revokedAt: null }, data: { revokedAt: ctx.now } });
    if (count === 0) throw new AppError("not_found");
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.revokeTranslator", subjectType: "translator_invite", subjectId: input.inviteId,
    });
  });
}

/**
 * Keeps what a translator outside wrote, as a draft that families do not see until somebody at the school approves it. Every placeholder
 * must stand in it exactly once. Errors: not_found; conflict when the sentence changed or a person of the school was quicker;
 * invalid_input with the code of the check that refused it (`body`) and the placeholder at fault (`detail`).
 */
export async function saveOutside(ctx: Ctx, input: OutsideSave): Promise<void> {
  const invite = await findInvite(ctx.db, ctx, input.key);
  const { language, kinds } = invite;
  const names = await loadNames(ctx.db);
  const terms = (await loadGlossary(ctx.db, language)).filter((entry) => entry.doNotTranslate).map((entry) => entry.term);
  await ctx.db.$transaction(async (tx) => {
    const segment = await tx.segment.findFirst({
      where: { id: input.segmentId, text: { kind: { in: kinds }, stakes: "ordinary", language: { not: language } } },
      include: { text: { select: { language: true } }, translations: { where: { language } } },
    });
    if (!segment) throw new AppError("not_found");
    if (segment.hash !== input.sourceHash) throw new AppError("conflict", { source: "changed" });
    const [made] = segment.translations;
    const current = made && made.sourceHash === segment.hash && !["stale", "rejected"].includes(made.status);
    if (current && !(made.status === "draft" && (made.origin === "machine" || made.inviteId === invite.id))) throw new AppError("conflict", { translation: "done" });
    const masked = maskSentence(segment.body, { language: segment.text.language, names, terms });
    const [fault] = stops(checkMasked(input.body, { source: masked, language, sourceLanguage: segment.text.language }));
    if (fault) throw new AppError("invalid_input", { body: fault.code, ...(fault.detail ? { detail: fault.detail } : {}) });
    const body = unmask(input.body, masked.slots, language);
    const row = { body, sourceHash: segment.hash, origin: "person" as const, status: "draft" as const, reviewerId: null, inviteId: invite.id, backBody: null, updatedAt: ctx.now };
    await tx.translation.upsert({
      where: { segmentId_language: { segmentId: segment.id, language } },
      create: { id: uuid(), schoolId: ctx.school.id, segmentId: segment.id, language, ...row },
      update: row,
    });
    await tx.translatorInvite.update({ where: { id: invite.id }, data: { lastUsedAt: ctx.now } });
    await recordChanges(tx, { schoolId: ctx.school.id, language, actorId: null, inviteId: invite.id, at: ctx.now, rows: [{ segmentId: segment.id, body, origin: "person", status: "draft" }] });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: null, action: "languages.saveOutside", subjectType: "segment", subjectId: segment.id, detail: { language, invite: invite.id },
    });
  });
}
