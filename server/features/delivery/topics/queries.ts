import type { Ctx, PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { readStopKey } from "./rules";
import { type Topic, topics } from "./schema";

/** Of these adults, those who want no e-mail about a topic. One statement. */
export async function findStopped(tx: Tx, adultIds: string[], topic: Topic): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ adultId: string }[]>`SELECT adult_id AS "adultId" FROM unsubscribed WHERE topic = ${topic} AND adult_id = ANY(${adultIds}::uuid[])`;
  return new Set(rows.map(({ adultId }) => adultId));
}

/** What the signed-in adult wants by e-mail. */
export async function listTopics(ctx: PersonCtx): Promise<{ topic: Topic; wanted: boolean }[]> {
  const stopped = await ctx.db.unsubscribed.findMany({ where: { adultId: ctx.actor.adultId }, select: { topic: true } });
  return topics.map((topic) => ({ topic, wanted: stopped.every((row) => row.topic !== topic) }));
}

/** What the key of an e-mail is about, and whether it has been stopped. Errors: not_found. */
export async function readStop(ctx: Ctx, input: { key: string }): Promise<{ topic: Topic; wanted: boolean }> {
  const said = readStopKey(input.key);
  if (!said || (await ctx.db.adult.count({ where: { id: said.adultId, removedAt: null } })) === 0) throw new AppError("not_found");
  return { topic: said.topic, wanted: (await ctx.db.unsubscribed.count({ where: said })) === 0 };
}
