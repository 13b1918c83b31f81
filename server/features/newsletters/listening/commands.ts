import { hearGathered } from "@/server/features/delivery/gathered/commands";
import { forgetOpen, hearOwn, hearOwnPart, hearPart, keepOnly } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import type { Ctx, PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { listOwn, listPublic, type ReadNewsletter } from "../queries";
import { everySentence } from "./queries";
import { spokenNewsletter, spokenNewsletters } from "./rules";
import type { HearPart } from "./schema";

/** Has a newsletter spoken in the background once the caller's transaction commits. */
export async function speakLater(tx: Tx, schoolId: string, newsletterId: string, languages?: string[]): Promise<void> {
  await enqueueJob(tx, "newsletters.speak", { newsletterId, ...(languages ? { languages } : {}) }, { queue: `${schoolId}:speech`, key: `newsletters.speak:${newsletterId}` });
}

/** Forgets what was spoken of a newsletter that nobody finds any more, in every language. */
export async function forgetSounds(tx: Tx, ctx: Pick<Ctx, "school" | "now">, newsletterId: string): Promise<void> {
  await keepOnly(tx, newsletterId, []);
  await forgetOpen(tx, ctx.school, await everySentence(tx, ctx, newsletterId));
}

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
  return hearPart(ctx, newsletterId, blocks, part);
}

/** The same of one of the signed-in adult's newsletters: whoever has begun to listen need not be rung about it. Errors: not_found. */
export async function hearOwnNewsletterPart(ctx: PersonCtx, input: HearPart, find: Find<PersonCtx>): Promise<Sound> {
  const sound = await hearNewsletterPart(ctx, input, find);
  await ctx.db.$transaction((tx) => hearGathered(tx, { schoolId: ctx.school.id, adultId: ctx.actor.adultId, subjectIds: [input.newsletterId], now: ctx.now }));
  return sound;
}

const spokenList = async (ctx: PersonCtx) => spokenNewsletters(await listOwn(ctx), ctx.locale, ctx.school.zone, "family");

/** The list of the signed-in adult's newsletters, to be heard: hearing it opens none of them. */
export async function hearNewsletters(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, await spokenList(ctx));
}

/** The sound of one part of that list. Errors: not_found. */
export async function hearNewslettersPart(ctx: PersonCtx, { part }: { part: Part }): Promise<Sound> {
  return hearOwnPart(ctx, await spokenList(ctx), part);
}

const spokenPublic = async (ctx: Ctx) => spokenNewsletters(await listPublic(ctx), ctx.locale, ctx.school.zone, "public");

/** The list of the news that is for everybody, to be heard by anybody. */
export async function hearPublicList(ctx: Ctx): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, null, await spokenPublic(ctx)) };
}

/** The sound of one part of it. Errors: not_found. */
export async function hearPublicListPart(ctx: Ctx, { part }: { part: Part }): Promise<Sound> {
  const blocks = await spokenPublic(ctx);
  return hearPart(ctx, null, blocks, part);
}
