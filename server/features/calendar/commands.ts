import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import { hashToken } from "@/server/lib/auth/tokens";
import type { PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { calendarChildren } from "./policy";
import { feedKey } from "./queries";
import type { Choose } from "./schema";

const record = (tx: Tx, ctx: PersonCtx, action: string, detail: Record<string, string | boolean> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `calendar.${action}`, subjectType: "adult", subjectId: ctx.actor.adultId, detail });

/** Keeps when the adult is reminded, and whether festivals stand in their calendar. */
export async function choose(ctx: PersonCtx, input: Choose): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await tx.calendarChoice.upsert({
      where: { adultId: ctx.actor.adultId }, create: { adultId: ctx.actor.adultId, schoolId: ctx.school.id, ...input, updatedAt: ctx.now }, update: { ...input, updatedAt: ctx.now },
    });
    await record(tx, ctx, "choose", { reminders: input.reminders });
  });
}

/** Makes the secret link of the adult's calendar; one that there was works no longer. Errors: not_found without a child in it. */
export async function makeFeed(ctx: PersonCtx): Promise<{ key: string }> {
  const id = uuid();
  await ctx.db.$transaction(async (tx) => {
    if ((await tx.pupil.count({ where: calendarChildren(ctx.actor, ctx.now) })) === 0) throw new AppError("not_found");
    await tx.calendarFeed.deleteMany({ where: { adultId: ctx.actor.adultId } });
    await tx.calendarFeed.create({ data: { id, schoolId: ctx.school.id, adultId: ctx.actor.adultId, keyHash: hashToken(feedKey(id)), language: ctx.locale, createdAt: ctx.now } });
    await record(tx, ctx, "makeLink");
  });
  return { key: feedKey(id) };
}

/** Ends the secret link: from now on it opens nothing. */
export async function endFeed(ctx: PersonCtx): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.calendarFeed.deleteMany({ where: { adultId: ctx.actor.adultId } });
    if (count > 0) await record(tx, ctx, "endLink");
  });
}
