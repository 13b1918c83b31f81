import { randomUUID } from "node:crypto";
import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import { readCode } from "@/server/lib/auth/codes";
import { countAttempt, type Limit } from "@/server/lib/auth/limit";
import { sealTicket } from "@/server/lib/auth/ticket";
import { hashToken, seal, unseal } from "@/server/lib/auth/tokens";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { homeFor, sessionEnd } from "../rules";
import type { SignedIn } from "../schema";
import { hashRecoveryCode, makeRecoveryCodes, makeSecret, readTotp, stepOfCode } from "./rules";
import { type FactorCodeInput, RECOVERY_CODE_LENGTH, type ResetInput } from "./schema";

/** Whoever tries codes has the person's mailbox already, so the limit is the person's, wherever the tries come from. */
const codeByAdult: Limit = { purpose: "second-factor", attempts: 10, minutes: 15 };

function requirePost(ctx: PersonCtx): void {
  if (ctx.actor.posts.length === 0) throw new AppError("not_found");
}

async function countCode(ctx: PersonCtx): Promise<void> {
  requirePost(ctx);
  await countAttempt(ctx.db, { schoolId: ctx.school.id, now: ctx.now, limit: codeByAdult, value: ctx.actor.adultId });
}

function audit(tx: Tx, ctx: PersonCtx, action: string, subjectId = ctx.actor.adultId): Promise<void> {
  return recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action, subjectType: "adult", subjectId });
}

/** Begins the set-up: makes a secret unless one waits for its first code already. */
export async function startFactor(ctx: PersonCtx): Promise<{ started: true }> {
  requirePost(ctx);
  await ctx.db.secondFactor.createMany({
    data: [{ schoolId: ctx.school.id, adultId: ctx.actor.adultId, secretSealed: seal(makeSecret()) }],
    skipDuplicates: true,
  });
  return { started: true };
}

/**
 * Accepts a code once: the guarded statement moves the last step forward, so of two requests with the same code one is
 * refused, and an older code never works after a newer one.
 */
async function acceptCode(tx: Tx, ctx: PersonCtx, typed: string, confirmed: boolean): Promise<void> {
  const { adultId } = ctx.actor;
  const code = readTotp(typed);
  const factor = await tx.secondFactor.findUnique({ where: { adultId } });
  if (!factor || (factor.confirmedAt !== null) !== confirmed) throw new AppError("conflict");
  const step = code && stepOfCode(unseal(factor.secretSealed), code, ctx.now);
  if (!step) throw new AppError("invalid_input", { code: "wrong" });
  const { count } = await tx.secondFactor.updateMany({
    where: { adultId, confirmedAt: factor.confirmedAt, lastStep: { lt: step } },
    data: { lastStep: step, confirmedAt: factor.confirmedAt ?? ctx.now },
  });
  if (count === 0) throw new AppError("invalid_input", { code: "used" });
}

/** Marks this session as having its second factor, under a new token: one that leaked before is worth nothing after. */
async function raiseSession(tx: Tx, ctx: PersonCtx, next: string | undefined): Promise<SignedIn> {
  const token = randomUUID();
  const expiresAt = sessionEnd(true, ctx.now);
  const { count } = await tx.session.updateMany({
    where: { id: ctx.actor.sessionId, expiresAt: { gt: ctx.now } },
    data: { tokenHash: hashToken(token), secondFactorAt: ctx.now, expiresAt },
  });
  if (count === 0) throw new AppError("sign_in_required");
  return { ticket: sealTicket({ token, expiresAt }, ctx.now), home: homeFor(ctx.actor, ctx.locale, next) };
}

async function replaceRecoveryCodes(tx: Tx, ctx: PersonCtx): Promise<string[]> {
  const { adultId } = ctx.actor;
  const codes = makeRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { adultId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ id: uuid(), schoolId: ctx.school.id, adultId, codeHash: hashRecoveryCode(adultId, code) })),
  });
  return codes;
}

/**
 * Ends the set-up with the first code. Returns the recovery codes, which nobody can read again, and the session's new
 * ticket. Throws invalid_input with `code` wrong or used, rate_limited.
 */
export async function confirmFactor(ctx: PersonCtx, input: FactorCodeInput): Promise<SignedIn & { recoveryCodes: string[] }> {
  await countCode(ctx);
  return ctx.db.$transaction(async (tx) => {
    await acceptCode(tx, ctx, input.code, false);
    const recoveryCodes = await replaceRecoveryCodes(tx, ctx);
    await audit(tx, ctx, "sign-in.setUpSecondFactor");
    return { ...(await raiseSession(tx, ctx, input.next)), recoveryCodes };
  });
}

/** Gives the code of the moment. Throws invalid_input with `code` wrong or used, rate_limited. */
export async function giveFactor(ctx: PersonCtx, input: FactorCodeInput): Promise<SignedIn> {
  await countCode(ctx);
  return ctx.db.$transaction(async (tx) => {
    await acceptCode(tx, ctx, input.code, true);
    await audit(tx, ctx, "sign-in.giveSecondFactor");
    return raiseSession(tx, ctx, input.next);
  });
}

/** Uses a recovery code up in place of the phone's. Throws invalid_input with `code` wrong, rate_limited. */
export async function useRecoveryCode(ctx: PersonCtx, input: FactorCodeInput): Promise<SignedIn> {
  await countCode(ctx);
  const { adultId } = ctx.actor;
  const code = readCode(input.code, RECOVERY_CODE_LENGTH);
  if (!code) throw new AppError("invalid_input", { code: "wrong" });
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.recoveryCode.updateMany({
      where: { adultId, codeHash: hashRecoveryCode(adultId, code), usedAt: null },
      data: { usedAt: ctx.now },
    });
    if (count === 0) throw new AppError("invalid_input", { code: "wrong" });
    await audit(tx, ctx, "sign-in.useRecoveryCode");
    return raiseSession(tx, ctx, input.next);
  });
}

/** Ten new recovery codes; the old ones end. */
export async function renewRecoveryCodes(ctx: StaffCtx): Promise<{ recoveryCodes: string[] }> {
  return ctx.db.$transaction(async (tx) => {
    await audit(tx, ctx, "sign-in.renewRecoveryCodes");
    return { recoveryCodes: await replaceRecoveryCodes(tx, ctx) };
  });
}

/**
 * Takes away the second factor of a colleague who lost the phone, and ends all of the colleague's sessions. The next
 * sign-in sets up a new one. Nobody can do it for themselves.
 */
export async function resetFactor(ctx: StaffCtx, input: ResetInput): Promise<{ reset: true }> {
  if (input.adultId === ctx.actor.adultId) throw new AppError("not_allowed");
  return ctx.db.$transaction(async (tx) => {
    const colleague = await tx.adult.findFirst({
      where: { id: input.adultId, removedAt: null, posts: { some: { endedAt: null } } },
      select: { id: true },
    });
    if (!colleague) throw new AppError("not_found");
    await tx.secondFactor.deleteMany({ where: { adultId: colleague.id } });
    await tx.recoveryCode.deleteMany({ where: { adultId: colleague.id } });
    await tx.session.deleteMany({ where: { adultId: colleague.id } });
    await audit(tx, ctx, "sign-in.resetSecondFactor", colleague.id);
    return { reset: true as const };
  });
}
