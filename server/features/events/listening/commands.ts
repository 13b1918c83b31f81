import { hearPart } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import type { Part } from "@/server/features/languages/speech/schema";
import type { Ctx } from "@/server/lib/context";
import { canSendTexts } from "@/server/lib/notify/client";

import { openPlace } from "../booking/queries";
import { getOpen, listOpen } from "../queries";
import { spokenEvent, spokenEvents, spokenForm, spokenPlace } from "./rules";
import type { HearPart, HearPlacePart } from "./schema";

/** An event to be heard, by anybody. Errors: not_found. */
export async function hearEvent(ctx: Ctx, input: { eventId: string }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, input.eventId, spokenEvent(await getOpen(ctx, input), ctx.locale, ctx.school.zone)) };
}

/** The sound of one sentence or piece of it, spoken now when need be. Errors: not_found. */
export async function hearEventPart(ctx: Ctx, { eventId, part }: HearPart): Promise<Sound> {
  const blocks = spokenEvent(await getOpen(ctx, { eventId }), ctx.locale, ctx.school.zone);
  return hearPart(ctx, eventId, blocks, part);
}

const spokenList = async (ctx: Ctx) => spokenEvents(await listOpen(ctx), ctx.locale, ctx.school.zone, ctx.now);

/** The list of events, to be heard by anybody. */
export async function hearEvents(ctx: Ctx): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, null, await spokenList(ctx)) };
}

/** The sound of one part of it. Errors: not_found. */
export async function hearEventsPart(ctx: Ctx, { part }: { part: Part }): Promise<Sound> {
  const blocks = await spokenList(ctx);
  return hearPart(ctx, null, blocks, part);
}

const spokenFormOf = async (ctx: Ctx, eventId: string) => spokenForm(await getOpen(ctx, { eventId }), ctx.locale, ctx.school.zone, ctx.now, canSendTexts());

/** What the form asks by which a family books, to be heard by anybody. Errors: not_found. */
export async function hearForm(ctx: Ctx, { eventId }: { eventId: string }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, null, await spokenFormOf(ctx, eventId)) };
}

/** The sound of one part of it. Errors: not_found. */
export async function hearFormPart(ctx: Ctx, { eventId, part }: HearPart): Promise<Sound> {
  return hearPart(ctx, null, await spokenFormOf(ctx, eventId), part);
}

const spokenPlaceOf = async (ctx: Ctx, key: string) => spokenPlace(await openPlace(ctx, { key }), ctx.locale, ctx.school.zone, ctx.now);

/** A family's place, to be heard by whoever has its key. Errors: not_found. */
export async function hearPlace(ctx: Ctx, { key }: { key: string }): Promise<{ blocks: HeardBlock[] }> {
  return { blocks: await describeVoices(ctx.db, null, await spokenPlaceOf(ctx, key)) };
}

/** The sound of one part of it. Errors: not_found. */
export async function hearPlacePart(ctx: Ctx, { key, part }: HearPlacePart): Promise<Sound> {
  return hearPart(ctx, null, await spokenPlaceOf(ctx, key), part);
}
