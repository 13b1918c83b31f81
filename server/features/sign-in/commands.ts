import { v7 as uuid } from "uuid";

import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import { recordAudit } from "@/server/lib/audit/record";
import type { SignInStore } from "@/server/lib/auth/adapter";
import { readCode } from "@/server/lib/auth/codes";
import { redeemToken } from "@/server/lib/auth/core";
import { countAttempt, type Limit } from "@/server/lib/auth/limit";
import { sealTicket } from "@/server/lib/auth/ticket";
import { seal } from "@/server/lib/auth/tokens";
import type { Ctx, PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { SignInTokenKind } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { maySignIn } from "./policy";
import { cookieEnd, homeFor, sessionEnd } from "./rules";
import type { RequestLinkInput, SignedIn, UseCodeInput, UseLinkInput } from "./schema";

/** A whole school evening may share one address on the network, so these are wide; an address of e-mail is one family's. */
const linkByClient: Limit = { purpose: "link-client", attempts: 60, minutes: 15 };
const linkByAddress: Limit = { purpose: "link-address", attempts: 5, minutes: 15 };
const redeemByClient: Limit = { purpose: "redeem-client", attempts: 60, minutes: 15 };
const codeByClient: Limit = { purpose: "code-client", attempts: 20, minutes: 15 };

/**
 * Asks for a sign-in link. Whether anybody has the address is not looked up here but in the job, so that the answer and
 * the work are the same for every address. The job gets the address sealed. Throws rate_limited.
 */
export async function requestLink(ctx: Ctx, input: RequestLinkInput): Promise<{ asked: true }> {
  const limited = { schoolId: ctx.school.id, now: ctx.now };
  await countAttempt(ctx.db, { ...limited, limit: linkByClient, value: ctx.client });
  await countAttempt(ctx.db, { ...limited, limit: linkByAddress, value: input.email });
  await ctx.db.$transaction((tx) => enqueueJob(tx, "sign-in.sendLink", { tokenId: uuid(), address: seal(input.email) }));
  return { asked: true };
}

/** Redeems the link of an e-mail, once, into a new session. Throws expired for every link that does not work. */
export async function useLink(ctx: Ctx, input: UseLinkInput): Promise<SignedIn> {
  await countAttempt(ctx.db, { schoolId: ctx.school.id, now: ctx.now, limit: redeemByClient, value: ctx.client });
  return redeem(ctx, "email", input.token, input.next);
}

/**
 * Redeems the code of a letter, once, into a new session. Throws invalid_input when the code has not the shape of one,
 * expired when it does not work.
 */
export async function useCode(ctx: Ctx, input: UseCodeInput): Promise<SignedIn> {
  await countAttempt(ctx.db, { schoolId: ctx.school.id, now: ctx.now, limit: codeByClient, value: ctx.client });
  const code = readCode(input.code);
  if (!code) throw new AppError("invalid_input", { code: "shape" });
  return redeem(ctx, "letter", code, input.next);
}

async function redeem(ctx: Ctx, kind: SignInTokenKind, token: string, next: string | undefined): Promise<SignedIn> {
  return ctx.db.$transaction(async (tx) => {
    const opened: { adultId?: string } = {};
    const store: SignInStore = {
      async useToken(tokenHash) {
        const rows = await tx.$queryRaw<{ adult_id: string }[]>`
          UPDATE sign_in_token SET used_at = ${ctx.now}
          WHERE token_hash = ${tokenHash} AND kind = ${kind}::sign_in_token_kind AND used_at IS NULL AND expires_at > ${ctx.now}
          RETURNING adult_id`;
        const adultId = rows[0]?.adult_id;
        // Confirmed when the link was sent, but perhaps not any more: then the token works no better than an unknown one.
        const adult = adultId && (await tx.adult.findFirst({ where: { id: adultId, ...maySignIn }, select: { id: true } }));
        return adult ? { adultId: adult.id } : null;
      },
      async openSession(session) {
        opened.adultId = session.adultId;
        return openSession(tx, ctx, session);
      },
    };
    const sessionToken = await redeemToken(token, store);
    if (!sessionToken || !opened.adultId) throw new AppError("expired");
    return finishSignIn(tx, ctx, { adultId: opened.adultId, token: sessionToken, kind, next });
  });
}

/** Puts a new session in place of whatever this browser had. The caller has proved who the adult is. */
export async function openSession(
  tx: Tx,
  ctx: Ctx,
  session: { tokenHash: string; adultId: string; secondFactorAt?: Date },
): Promise<{ expiresAt: Date }> {
  if (ctx.actor.kind === "person") await tx.session.deleteMany({ where: { id: ctx.actor.sessionId } });
  const posts = await tx.staffPost.count({ where: { adultId: session.adultId, endedAt: null } });
  const expiresAt = sessionEnd(posts > 0, ctx.now);
  await tx.session.create({ data: { ...session, schoolId: ctx.school.id, createdAt: ctx.now, expiresAt } });
  return { expiresAt };
}

/** Writes the sign-in to the record and hands over the session's ticket and the page that comes next. */
export async function finishSignIn(tx: Tx, ctx: Ctx, input: { adultId: string; token: string; kind: string; next?: string }): Promise<SignedIn> {
  const adult = await tx.adult.findUniqueOrThrow({
    where: { id: input.adultId },
    select: { ...reachFields, posts: { where: { endedAt: null }, select: { role: true } } },
  });
  await recordAudit(tx, {
    schoolId: ctx.school.id, at: ctx.now, actorId: input.adultId, action: "sign-in.signIn",
    subjectType: "adult", subjectId: input.adultId, detail: { kind: input.kind },
  });
  const plan = planFor(adult);
  const person = { language: plan.reasons.includes("language_unknown") ? null : plan.writeIn, posts: adult.posts.map(({ role }) => role) };
  const expiresAt = cookieEnd(person.posts.length > 0, ctx.now);
  return { ticket: sealTicket({ token: input.token, expiresAt }, ctx.now), home: homeFor(person, ctx.locale, input.next) };
}

/** Ends this session. Nothing happens to a visitor. */
export async function signOut(ctx: Ctx): Promise<{ signedOut: true }> {
  if (ctx.actor.kind === "person") await ctx.db.session.deleteMany({ where: { id: ctx.actor.sessionId } });
  return { signedOut: true };
}

/** Ends every session of the person, on every device, and every link and code that could open one. Returns how many sessions ended. */
export async function signOutEverywhere(ctx: PersonCtx): Promise<{ ended: number }> {
  const { adultId } = ctx.actor;
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { adultId } });
    await tx.signInToken.updateMany({ where: { adultId, usedAt: null, expiresAt: { gt: ctx.now } }, data: { expiresAt: ctx.now } });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: adultId, action: "sign-in.signOutEverywhere",
      subjectType: "adult", subjectId: adultId, detail: { sessions: count },
    });
    return { ended: count };
  });
}
