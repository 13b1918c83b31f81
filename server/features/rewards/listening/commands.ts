import { hearSentence, joinSounds } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { PersonCtx } from "@/server/lib/context";

import { openOwn } from "../commands";
import { spokenSuccess } from "./rules";
import type { HearPart } from "./schema";

/** One success, to be heard by its family; whoever opens it knows of it. Errors: not_found. */
export async function hearSuccess(ctx: PersonCtx, input: { successId: string }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, input.successId, spokenSuccess(await openOwn(ctx, input), ctx.locale, ctx.school.zone)) };
}

/** The sound of one sentence or piece of it, spoken now when need be and kept for this success. Errors: not_found. */
export async function hearSuccessPart(ctx: PersonCtx, { successId, part }: HearPart): Promise<Sound> {
  const blocks = spokenSuccess(await openOwn(ctx, { successId }), ctx.locale, ctx.school.zone);
  return typeof part === "number" ? joinSounds(ctx, successId, blocks[part]) : hearSentence(ctx, successId, blocks, part);
}
