import { acknowledgeMessages } from "@/server/features/delivery/ladder/commands";
import { flagSentence } from "@/server/features/languages/workbench/commands";
import type { PersonCtx } from "@/server/lib/context";

import { findOwnTexts, getOwn, type ReadNewsletter } from "./queries";
import type { Flag } from "./schema";

/** Opens one of the adult's newsletters: from now on its message counts as read. Errors: not_found. */
export async function openOwn(ctx: PersonCtx, input: { newsletterId: string }): Promise<ReadNewsletter> {
  const found = await getOwn(ctx, input);
  await ctx.db.$transaction((tx) => acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: found.id, now: ctx.now }));
  return found;
}

/** Tells the school that a sentence of a newsletter is not clear or looks wrong, in the language in which it was read. Errors: not_found. */
export async function flagOwn(ctx: PersonCtx, input: Flag): Promise<{ created: boolean }> {
  const textIds = await findOwnTexts(ctx, input);
  return ctx.db.$transaction((tx) => flagSentence(tx, ctx, { textIds, segmentId: input.segmentId, kind: input.kind, pupilId: null }));
}
