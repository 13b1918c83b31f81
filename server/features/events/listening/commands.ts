import { forgetOpen, hearPart, keepOnly } from "@/server/features/languages/speech/commands";
import { describeVoices, type HeardBlock, type Sound } from "@/server/features/languages/speech/queries";
import { sentenceHash, type SpokenSentence } from "@/server/features/languages/speech/rules";
import type { Part } from "@/server/features/languages/speech/schema";
import type { Ctx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { enqueueJob } from "@/server/lib/jobs/enqueue";
import { canSendTexts } from "@/server/lib/notify/client";

import { openPlace } from "../booking/queries";
import { getOpen, listOpen } from "../queries";
import { everySentence } from "./queries";
import { spokenEvent, spokenEvents, spokenForm, spokenPlace } from "./rules";
import type { HearPart, HearPlacePart } from "./schema";

/** Has an event spoken in the background once the caller's transaction commits. */
export async function speakLater(tx: Tx, schoolId: string, eventId: string, languages?: string[]): Promise<void> {
  await enqueueJob(tx, "events.speak", { eventId, ...(languages ? { languages } : {}) }, { queue: `${schoolId}:speech`, key: `events.speak:${eventId}` });
}

/** After a change of an event that was announced: what is no longer said of it is forgotten, what is said of it now is spoken later. */
export async function speakAnew(tx: Tx, ctx: Pick<Ctx, "school">, eventId: string, before: readonly SpokenSentence[]): Promise<void> {
  const hashOf = (each: SpokenSentence) => sentenceHash(each.language, each.text);
  const now = await everySentence(tx, ctx.school, eventId);
  const stands = new Set(now.map(hashOf));
  await keepOnly(tx, eventId, now);
  await forgetOpen(tx, ctx.school, before.filter((each) => !stands.has(hashOf(each))));
  await speakLater(tx, ctx.school.id, eventId);
}

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
