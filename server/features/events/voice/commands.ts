import { v7 as uuid } from "uuid";

import { checkNote } from "@/server/features/languages/speech/commands";
import type { Sound } from "@/server/features/languages/speech/queries";
import { recordAudit } from "@/server/lib/audit/record";
import { countAttempt, type Limit } from "@/server/lib/auth/limit";
import type { Ctx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { findPlace, type PlaceFacts } from "../booking/queries";
import { keepSaid } from "../said/commands";
import type { VoicePart, WriteDown } from "../schema";

/** A family tries again when a recording has gone wrong; nobody needs more. Each is megabytes. */
const byPlace: Limit = { purpose: "event-voice", attempts: 10, minutes: 60 };
const byClient: Limit = { purpose: "event-voice-client", attempts: 30, minutes: 60 };

/** Counts one more recording against the limits of its place and of whence it comes. Call it outside a transaction. Errors: rate_limited. */
export async function countVoice(ctx: Pick<Ctx, "db" | "school" | "now" | "client">, bookingId: string): Promise<void> {
  const limited = { schoolId: ctx.school.id, now: ctx.now };
  await countAttempt(ctx.db, { ...limited, limit: byClient, value: ctx.client });
  await countAttempt(ctx.db, { ...limited, limit: byPlace, value: bookingId });
}

/** Keeps what a family said in a box in the place of what was said there before, in the caller's transaction. Errors: invalid_input, too_large. */
export async function keepVoice(tx: Tx, ctx: Pick<Ctx, "school" | "now">, place: Pick<PlaceFacts, "id" | "speaks">, part: VoicePart, audio: Uint8Array): Promise<void> {
  const type = checkNote(audio);
  await tx.eventVoice.deleteMany({ where: { bookingId: place.id, part } });
  await tx.eventVoice.create({ data: { id: uuid(), schoolId: ctx.school.id, bookingId: place.id, part, language: place.speaks, type, audio: new Uint8Array(audio), createdAt: ctx.now } });
}

/**
 * Keeps what else a family says of its place, as long as it is still to come.
 * Errors: not_found; rate_limited; invalid_input, too_large; conflict when the place was given back or the event has begun.
 */
export async function sayWords(ctx: Ctx, input: { key: string; audio: Uint8Array }): Promise<void> {
  const found = await findPlace(ctx.db, input.key);
  if (!found) throw new AppError("not_found");
  await countVoice(ctx, found.id);
  await ctx.db.$transaction(async (tx) => {
    // The row's lock keeps two recordings of one place in order.
    await tx.$queryRaw`SELECT 1 FROM event_booking WHERE id = ${found.id}::uuid FOR UPDATE`;
    const place = await findPlace(tx, input.key);
    if (!place) throw new AppError("not_found");
    if (place.startsAt <= ctx.now || (place.state !== "booked" && place.state !== "waiting")) throw new AppError("conflict", { state: place.state });
    await keepVoice(tx, ctx, place, "words", input.audio);
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: null, action: "events.say", subjectType: "event_booking", subjectId: place.id });
  });
}

/** What a visitor said, for those who run the event. That they listened is written down. Errors: not_found. */
export async function hearVoice(ctx: StaffCtx, input: { voiceId: string }): Promise<Sound> {
  return ctx.db.$transaction(async (tx) => {
    const voice = await tx.eventVoice.findFirst({ where: { id: input.voiceId }, select: { type: true, audio: true, bookingId: true } });
    if (!voice) throw new AppError("not_found");
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "events.hearVoice", subjectType: "event_booking", subjectId: voice.bookingId, rule: "staff" });
    return { type: voice.type, audio: voice.audio };
  });
}

/**
 * Writes down what a recording says, in the language in which it was said or in the school's: from then on it is text like what visitors
 * write, and is translated as that is. Again replaces it. Errors: not_found; invalid_input for any other language.
 */
export async function writeDown(ctx: StaffCtx, input: WriteDown): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const [voice] = await tx.$queryRaw<{ booking_id: string; language: string; transcript_id: string | null }[]>`
      SELECT booking_id, language, transcript_id FROM event_voice WHERE id = ${input.voiceId}::uuid FOR UPDATE`;
    if (!voice) throw new AppError("not_found");
    if (input.language !== voice.language && input.language !== SOURCE_LANGUAGE) throw new AppError("invalid_input", { language: "other" });
    const transcriptId = await keepSaid(tx, voice.transcript_id, { schoolId: ctx.school.id, language: input.language, words: input.words });
    await tx.eventVoice.update({ where: { id: input.voiceId }, data: { transcriptId } });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "events.writeDown", subjectType: "event_booking", subjectId: voice.booking_id });
  });
}
