import { randomUUID } from "node:crypto";

import { hashToken } from "@/server/lib/auth/tokens";
import type { Ctx } from "@/server/lib/context";
import { isDemo } from "@/server/lib/env";
import { AppError } from "@/server/lib/errors";

import { finishSignIn, openSession } from "../commands";
import type { SignedIn } from "../schema";
import { DEMO_PREFIX, type DemoSignInInput, READER_PREFIX } from "./schema";

/** Signs in as one of the design's people; staff have their second factor already. Throws not_found outside demo mode. */
export async function signInAsDemo(ctx: Ctx, input: DemoSignInInput): Promise<SignedIn> {
  if (!isDemo()) throw new AppError("not_found");
  return ctx.db.$transaction(async (tx) => {
    const externalId = input.id.startsWith(READER_PREFIX) ? input.id : DEMO_PREFIX + input.id;
    const adult = await tx.adult.findFirst({ where: { externalId, removedAt: null }, select: { id: true } });
    if (!adult) throw new AppError("not_found");
    const token = randomUUID();
    await openSession(tx, ctx, { tokenHash: hashToken(token), adultId: adult.id, secondFactorAt: ctx.now });
    return finishSignIn(tx, ctx, { adultId: adult.id, token, kind: "demo" });
  });
}
