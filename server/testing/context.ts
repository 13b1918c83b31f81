import { loadActor } from "@/server/features/people/queries";
import { type Actor, visitor } from "@/server/lib/auth/actor";
import { hashToken } from "@/server/lib/auth/tokens";
import type { Ctx, PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";

import { makeSession, makeSessions } from "./factories/people";

/** The moment at which tests live unless they say otherwise: a Monday in term time. */
export const TEST_NOW = new Date("2026-11-23T09:00:00Z");

/** A context for an actor made by hand. */
export function contextOf(school: SchoolFacts, actor: Actor = visitor, input: Partial<Ctx> = {}): Ctx {
  return { db: dbFor(school.id), school, actor, locale: "en", now: TEST_NOW, client: "test", ...input };
}

/** A context as a signed-in adult gets it: through a real session. */
export async function contextFor(school: SchoolFacts, adultId: string, input: Partial<Ctx> & { secondFactor?: boolean } = {}): Promise<PersonCtx> {
  const { secondFactor, ...rest } = input;
  const db = dbFor(school.id);
  const token = await makeSession(db, school, adultId, { secondFactor, expiresAt: new Date("2100-01-01") });
  const actor = await loadActor(db, hashToken(token), rest.now ?? TEST_NOW);
  return contextOf(school, actor, rest) as PersonCtx;
}

/** The same for several adults, whose sessions are made in one statement: each its context, in the order given. */
export async function contextsFor(school: SchoolFacts, adultIds: readonly string[], input: Partial<Ctx> & { secondFactor?: boolean } = {}): Promise<PersonCtx[]> {
  const { secondFactor, ...rest } = input;
  const db = dbFor(school.id);
  const tokens = await makeSessions(db, school, adultIds, { secondFactor, expiresAt: new Date("2100-01-01") });
  const contexts: PersonCtx[] = [];
  for (const token of tokens) contexts.push(contextOf(school, await loadActor(db, hashToken(token), rest.now ?? TEST_NOW), rest) as PersonCtx);
  return contexts;
}

/** The same for a member of staff whose second factor is given. */
export async function staffContext(school: SchoolFacts, adultId: string, input: Partial<Ctx> = {}): Promise<StaffCtx> {
  return (await contextFor(school, adultId, input)) as StaffCtx;
}
