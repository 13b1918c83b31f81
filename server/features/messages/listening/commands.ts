import { hearOwn, hearOwnPart, hearPart } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import type { PersonCtx } from "@/server/lib/context";

import { openOwn } from "../commands";
import { getFamilyThread, getWriting, listFamilyThreads } from "../queries";
import type { Writing } from "../schema";
import { spokenNew, spokenThread, spokenThreads } from "./rules";
import type { HearNewPart, HearThreadPart } from "./schema";

/** One of the adult's own conversations, to be heard: hearing it counts as reading it. Errors: not_found. */
export async function hearThread(ctx: PersonCtx, input: { threadId: string }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, ctx.actor.adultId, spokenThread(await openOwn(ctx, input), ctx.locale, ctx.school.zone)) };
}

/** The sound of one sentence or message of it, spoken now when need be and kept for this adult alone. Errors: not_found. */
export async function hearThreadPart(ctx: PersonCtx, { threadId, part }: HearThreadPart): Promise<Sound> {
  const blocks = spokenThread(await getFamilyThread(ctx, threadId), ctx.locale, ctx.school.zone);
  return hearPart(ctx, ctx.actor.adultId, blocks, part);
}

const spokenList = async (ctx: PersonCtx) => spokenThreads(await listFamilyThreads(ctx), ctx.locale, ctx.school.zone);

/** The list of the signed-in adult's conversations, to be heard: hearing it opens none of them. */
export async function hearThreads(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, await spokenList(ctx));
}

/** The sound of one part of that list. Errors: not_found. */
export async function hearThreadsPart(ctx: PersonCtx, { part }: { part: Part }): Promise<Sound> {
  return hearOwnPart(ctx, await spokenList(ctx), part);
}

const spokenWriting = async (ctx: PersonCtx, { pupilId, team }: Writing) => {
  const { child, members } = await getWriting(ctx, { pupilId, team });
  return spokenNew({ team, child, members, phone: ctx.school.phone }, ctx.locale);
};

/** The page on which a first message to a team is written, to be heard. Errors: not_found for a child about whom the adult may not write. */
export async function hearNew(ctx: PersonCtx, input: Writing): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, await spokenWriting(ctx, input));
}

/** The sound of one part of it. Errors: not_found. */
export async function hearNewPart(ctx: PersonCtx, { part, ...to }: HearNewPart): Promise<Sound> {
  return hearOwnPart(ctx, await spokenWriting(ctx, to), part);
}
