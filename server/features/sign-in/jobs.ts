import { z } from "zod";

import { queueMessages } from "@/server/features/delivery/commands";
import { hashSignInToken } from "@/server/lib/auth/core";
import { LINK_MINUTES } from "@/server/lib/auth/link-life";
import { deriveToken, unseal } from "@/server/lib/auth/tokens";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { JobCtx, JobTable, SweepTime } from "@/server/lib/jobs/worker";

import { maySignIn } from "./policy";

/** Tokens and sessions that are over are kept this long, so that a question from a family can be answered. */
const DAYS_KEPT = 7;

const sendLinkPayload = z.object({ tokenId: z.uuid(), address: z.string() });

/** Makes a link for whoever has the address, and the message that carries it; nothing when nobody has. Safe to run twice. */
export async function sendLink(ctx: JobCtx, payload: Record<string, unknown>): Promise<void> {
  const { tokenId, address } = sendLinkPayload.parse(payload);
  const schoolId = ctx.school.id;
  const adult = await ctx.db.adult.findFirst({ where: { email: unseal(address), ...maySignIn }, select: { id: true } });
  if (!adult) return;
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.signInToken.createMany({
      data: [{
        id: tokenId, schoolId, adultId: adult.id, kind: "email", tokenHash: hashSignInToken(deriveToken("sign-in", tokenId)),
        createdAt: ctx.now, expiresAt: addMinutes(ctx.now, LINK_MINUTES),
      }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await queueMessages(tx, {
      schoolId,
      now: ctx.now,
      messages: [{ adultId: adult.id, kind: "sign_in_link", subjectId: tokenId, args: {}, idempotencyKey: `sign-in-link:${tokenId}`, urgency: 0 }],
    });
  });
}

/** Takes away what is long over: counted windows, tokens, sessions. */
export async function clean(ctx: JobCtx): Promise<void> {
  const before = addDays(ctx.now, -DAYS_KEPT);
  await ctx.db.$transaction([
    ctx.db.rateLimit.deleteMany({ where: { windowStart: { lt: addDays(ctx.now, -1) } } }),
    ctx.db.signInToken.deleteMany({ where: { expiresAt: { lt: before } } }),
    ctx.db.session.deleteMany({ where: { expiresAt: { lt: before } } }),
  ]);
}

export const jobs: JobTable = { "sign-in.sendLink": sendLink, "sign-in.clean": clean };

/** At 03:20 UTC each night. */
export const sweeps: SweepTime[] = [{ task: "sign-in.clean", pattern: "20 3 * * *" }];
