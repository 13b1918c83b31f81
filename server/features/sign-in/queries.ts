import type { Ctx, PersonCtx } from "@/server/lib/context";

import { homeFor } from "./rules";
import type { HomeInput } from "./schema";

/** Where somebody who is signed in already belongs; null for a visitor. */
export async function findHome(ctx: Ctx, input: HomeInput): Promise<string | null> {
  return ctx.actor.kind === "person" ? homeFor(ctx.actor, ctx.locale, input.next) : null;
}

/** On how many devices the person is signed in now, this one included. */
export async function countSessions(ctx: PersonCtx): Promise<number> {
  return ctx.db.session.count({ where: { adultId: ctx.actor.adultId, expiresAt: { gt: ctx.now } } });
}
