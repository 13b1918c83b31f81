import { hearOwn, hearOwnPart, hearPart } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import { listOwnConsents } from "@/server/features/people/photos/queries";
import type { PersonCtx } from "@/server/lib/context";

import { getOwnCelebration, listOwnCelebrations } from "../celebrations/queries";
import { openOwn } from "../commands";
import { listOwn } from "../queries";
import { spokenCelebration, spokenConsents, spokenRewards, spokenSuccess } from "./rules";
import type { HearCelebrationPart, HearPart } from "./schema";

/** One success, to be heard by its family; whoever opens it knows of it. Errors: not_found. */
export async function hearSuccess(ctx: PersonCtx, input: { successId: string }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, input.successId, spokenSuccess(await openOwn(ctx, input), ctx.locale, ctx.school.zone)) };
}

/** The sound of one sentence or piece of it, spoken now when need be and kept for this success. Errors: not_found. */
export async function hearSuccessPart(ctx: PersonCtx, { successId, part }: HearPart): Promise<Sound> {
  const blocks = spokenSuccess(await openOwn(ctx, { successId }), ctx.locale, ctx.school.zone);
  return hearPart(ctx, successId, blocks, part);
}

const spokenList = async (ctx: PersonCtx) => spokenRewards(await listOwn(ctx), await listOwnCelebrations(ctx), ctx.locale, ctx.school.zone);

/** All good news of the signed-in adult's children, to be heard: hearing the list opens none of it. */
export async function hearRewards(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, await spokenList(ctx));
}

/** The sound of one part of it. Errors: not_found. */
export async function hearRewardsPart(ctx: PersonCtx, { part }: { part: Part }): Promise<Sound> {
  return hearOwnPart(ctx, await spokenList(ctx), part);
}

/** One celebration to which the adult is invited, to be heard. Errors: not_found. */
export async function hearCelebration(ctx: PersonCtx, input: { celebrationId: string }): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, spokenCelebration(await getOwnCelebration(ctx, input), ctx.locale, ctx.school.zone));
}

/** The sound of one part of it. Errors: not_found. */
export async function hearCelebrationPart(ctx: PersonCtx, { celebrationId, part }: HearCelebrationPart): Promise<Sound> {
  return hearOwnPart(ctx, spokenCelebration(await getOwnCelebration(ctx, { celebrationId }), ctx.locale, ctx.school.zone), part);
}

/** The page on which photos and films are decided, to be heard. */
export async function hearConsents(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, spokenConsents(await listOwnConsents(ctx), ctx.locale));
}

/** The sound of one part of it. Errors: not_found. */
export async function hearConsentsPart(ctx: PersonCtx, { part }: { part: Part }): Promise<Sound> {
  return hearOwnPart(ctx, spokenConsents(await listOwnConsents(ctx), ctx.locale), part);
}
