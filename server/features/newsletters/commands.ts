import { acknowledgeMessages } from "@/server/features/delivery/ladder/commands";
import type { PersonCtx } from "@/server/lib/context";

import { getOwn, type ReadNewsletter } from "./queries";

/** Opens one of the adult's newsletters: from now on its message counts as read. Errors: not_found. */
export async function openOwn(ctx: PersonCtx, input: { newsletterId: string }): Promise<ReadNewsletter> {
  const found = await getOwn(ctx, input);
  await ctx.db.$transaction((tx) => acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: found.id, now: ctx.now }));
  return found;
}
