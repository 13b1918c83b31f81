import { recordAudit } from "@/server/lib/audit/record";
import type { Ctx, PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { kindsOf, readStopKey } from "./rules";
import type { Topic } from "./schema";

async function choose(tx: Tx, ctx: Ctx, input: { adultId: string; topic: Topic; wanted: boolean }): Promise<void> {
  const { adultId, topic, wanted } = input;
  const schoolId = ctx.school.id;
  if (wanted) await tx.unsubscribed.deleteMany({ where: { adultId, topic } });
  else {
    await tx.unsubscribed.createMany({ data: [{ schoolId, adultId, topic, at: ctx.now }], skipDuplicates: true });
    // What waits to leave stays here too.
    await tx.delivery.updateMany({ where: { channel: "email", state: "queued", message: { adultId, kind: { in: kindsOf(topic) } } }, data: { state: "cancelled" } });
  }
  await recordAudit(tx, { schoolId, at: ctx.now, actorId: adultId, action: wanted ? "delivery.wanted" : "delivery.stopped", subjectType: "adult", subjectId: adultId, detail: { topic } });
}

/** Stops the e-mails of a topic for an adult in the caller's transaction. */
export const stop = (tx: Tx, ctx: Ctx, input: { adultId: string; topic: Topic }): Promise<void> => choose(tx, ctx, { ...input, wanted: false });

/**
 * Stops the e-mails of a topic for the adult to whom one was sent, by the key in it and without signing in (RFC 8058), or lets them come
 * again. The same again changes nothing. Errors: not_found for a key that this school did not make.
 */
export async function stopByKey(ctx: Ctx, input: { key: string; wanted: boolean }): Promise<{ topic: Topic }> {
  const said = readStopKey(input.key);
  if (!said) throw new AppError("not_found");
  await ctx.db.$transaction(async (tx) => {
    if ((await tx.adult.count({ where: { id: said.adultId, removedAt: null } })) === 0) throw new AppError("not_found");
    await choose(tx, ctx, { ...said, wanted: input.wanted });
  });
  return { topic: said.topic };
}

/** What the signed-in adult wants by e-mail. */
export async function chooseTopic(ctx: PersonCtx, input: { topic: Topic; wanted: boolean }): Promise<void> {
  await ctx.db.$transaction((tx) => choose(tx, ctx, { adultId: ctx.actor.adultId, ...input }));
}
