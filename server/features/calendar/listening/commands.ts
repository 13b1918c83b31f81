import { hearPart } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import type { Ctx } from "@/server/lib/context";

import { listOpenDates } from "../queries";
import { spokenDates } from "./rules";

const spoken = async (ctx: Ctx) => spokenDates(await listOpenDates(ctx), ctx.locale, ctx.school.zone);

/** The school's days, to be heard by anybody. */
export async function hearDates(ctx: Ctx): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, null, await spoken(ctx)) };
}

/** The sound of one part of them. Errors: not_found. */
export async function hearDatesPart(ctx: Ctx, { part }: { part: Part }): Promise<Sound> {
  return hearPart(ctx, null, await spoken(ctx), part);
}
