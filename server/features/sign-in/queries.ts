import type { PersonCtx } from "@/server/lib/context";

/** On how many devices the person is signed in now, this one included. */
export async function countSessions(ctx: PersonCtx): Promise<number> {
  return ctx.db.session.count({ where: { adultId: ctx.actor.adultId, expiresAt: { gt: ctx.now } } });
}
