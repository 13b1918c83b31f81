import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import type { PersonCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { canPush, isPushService } from "@/server/lib/push/client";

import { PUSHES, type Subscribe } from "./schema";

/**
 * Shows the signed-in adult's news on this browser from now on. A browser that showed another adult's shows only this one's: phones change hands.
 * Errors: unavailable where this installation has no keys; invalid_input for an address that is no push service's.
 */
export async function subscribe(ctx: PersonCtx, input: Subscribe): Promise<void> {
  if (!canPush()) throw new AppError("unavailable");
  if (!isPushService(input.endpoint)) throw new AppError("invalid_input", { endpoint: "not_a_service" });
  const { adultId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    await tx.pushSubscription.deleteMany({ where: { endpoint: input.endpoint } });
    await tx.pushSubscription.create({ data: { id: uuid(), schoolId: ctx.school.id, adultId, endpoint: input.endpoint, ...input.keys, createdAt: ctx.now } });
    const kept = await tx.pushSubscription.findMany({ where: { adultId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], skip: PUSHES, select: { id: true } });
    await tx.pushSubscription.deleteMany({ where: { id: { in: kept.map(({ id }) => id) } } });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: adultId, action: "delivery.subscribePush", subjectType: "adult", subjectId: adultId });
  });
}

/** Shows nothing more on this browser; one that is not this adult's is nobody's business. */
export async function unsubscribe(ctx: PersonCtx, input: { endpoint: string }): Promise<void> {
  await ctx.db.pushSubscription.deleteMany({ where: { endpoint: input.endpoint, adultId: ctx.actor.adultId } });
}
