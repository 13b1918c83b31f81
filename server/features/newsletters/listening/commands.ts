import { hearSentence, joinSounds } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { Ctx } from "@/server/lib/context";

import type { ReadNewsletter } from "../queries";
import { spokenNewsletter } from "./rules";
import type { HearPart } from "./schema";

type Find<C extends Ctx> = (ctx: C, input: { newsletterId: string }) => Promise<ReadNewsletter>;

/**
 * A newsletter to be heard, for whoever may read it. Its sounds are kept once for all of its readers.
 * @param find asks the access rule: openOwn or getPublic
 */
export async function hearNewsletter<C extends Ctx>(ctx: C, input: { newsletterId: string }, find: Find<C>): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, input.newsletterId, spokenNewsletter(await find(ctx, input), ctx.locale, ctx.school.zone)) };
}

/** The sound of one sentence or piece of it, spoken now when need be. Errors: not_found. */
export async function hearNewsletterPart<C extends Ctx>(ctx: C, { newsletterId, part }: HearPart, find: Find<C>): Promise<Sound> {
  const blocks = spokenNewsletter(await find(ctx, { newsletterId }), ctx.locale, ctx.school.zone);
  return typeof part === "number" ? joinSounds(ctx, newsletterId, blocks[part]) : hearSentence(ctx, newsletterId, blocks, part);
}
