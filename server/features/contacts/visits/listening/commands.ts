import { hearOwn, hearOwnPart, hearPart } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import type { PersonCtx } from "@/server/lib/context";

import { getOwnVisit, listOwnVisits } from "../queries";
import { spokenVisit, spokenVisits } from "./rules";
import type { HearVisitPart } from "./schema";

/** One of the adult's own visits, to be heard. Errors: not_found. */
export async function hearVisit(ctx: PersonCtx, input: { visitId: string }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, ctx.actor.adultId, spokenVisit(await getOwnVisit(ctx, input), ctx.locale, ctx.school.zone)) };
}

/** The sound of one sentence or piece of it, spoken now when need be and kept for this adult alone. Errors: not_found. */
export async function hearVisitPart(ctx: PersonCtx, { visitId, part }: HearVisitPart): Promise<Sound> {
  const blocks = spokenVisit(await getOwnVisit(ctx, { visitId }), ctx.locale, ctx.school.zone);
  return hearPart(ctx, ctx.actor.adultId, blocks, part);
}

const spokenList = async (ctx: PersonCtx) => spokenVisits(await listOwnVisits(ctx), ctx.locale, ctx.school.zone);

/** The list of the signed-in adult's visits, to be heard. */
export async function hearVisits(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, await spokenList(ctx));
}

/** The sound of one part of that list. Errors: not_found. */
export async function hearVisitsPart(ctx: PersonCtx, { part }: { part: Part }): Promise<Sound> {
  return hearOwnPart(ctx, await spokenList(ctx), part);
}
