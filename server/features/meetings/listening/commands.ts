import { hearOwn, hearOwnPart, hearPart } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import type { PersonCtx } from "@/server/lib/context";

import { getOwnRound, listOpenTimes, listOwnMeetings, listOwnRounds } from "../booking/queries";
import { listOwnPromises } from "../promises/queries";
import { spokenMeetings, spokenRound, spokenTimes } from "./rules";
import type { HearRoundPart, HearTimesPart } from "./schema";

const spokenPage = async (ctx: PersonCtx) => {
  const [meetings, promises, rounds] = await Promise.all([listOwnMeetings(ctx), listOwnPromises(ctx), listOwnRounds(ctx)]);
  return spokenMeetings({ meetings, promises, rounds }, ctx.locale, ctx.school.zone);
};

/** The signed-in adult's meetings, promises and rounds, to be heard. */
export async function hearMeetings(ctx: PersonCtx): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, await spokenPage(ctx));
}

/** The sound of one part of them. Errors: not_found. */
export async function hearMeetingsPart(ctx: PersonCtx, { part }: { part: Part }): Promise<Sound> {
  return hearOwnPart(ctx, await spokenPage(ctx), part);
}

/** One round, to be heard. Errors: not_found. */
export async function hearRound(ctx: PersonCtx, input: { roundId: string }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, ctx.actor.adultId, spokenRound(await getOwnRound(ctx, input), ctx.locale, ctx.school.zone)) };
}

/** The sound of one sentence or piece of it, spoken now when need be and kept for this adult alone. Errors: not_found. */
export async function hearRoundPart(ctx: PersonCtx, { roundId, part }: HearRoundPart): Promise<Sound> {
  const blocks = spokenRound(await getOwnRound(ctx, { roundId }), ctx.locale, ctx.school.zone);
  return hearPart(ctx, ctx.actor.adultId, blocks, part);
}

/** The free times of a teacher about a child, to be heard. Errors: not_found. */
export async function hearTimes(ctx: PersonCtx, input: Omit<HearTimesPart, "part">): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(ctx, spokenTimes(await listOpenTimes(ctx, input), ctx.locale, ctx.school.zone));
}

/** The sound of one part of them. Errors: not_found. */
export async function hearTimesPart(ctx: PersonCtx, { part, ...input }: HearTimesPart): Promise<Sound> {
  return hearOwnPart(ctx, spokenTimes(await listOpenTimes(ctx, input), ctx.locale, ctx.school.zone), part);
}
