import QRCode from "qrcode";

import { readTexts } from "@/server/features/languages/queries";
import { deriveCode, groupCode } from "@/server/lib/auth/codes";
import { deriveToken, hashToken } from "@/server/lib/auth/tokens";
import type { Ctx } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";
import type { BookingState, EventState, GuestChannel } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { type ReadEvent, readEvent } from "../queries";
import { PLACE_CODE_LENGTH, type VoicePart } from "../schema";

/** The key in the link of a family's place. Nothing of it is kept but a hash. */
export const placeKey = (bookingId: string): string => deriveToken("event-booking", bookingId);
/** The short code of a family's place, for the telephone and the desk. */
export const placeCode = (bookingId: string): string => deriveCode("event-booking", bookingId, PLACE_CODE_LENGTH);

/** A family's place as commands need it. */
export interface PlaceFacts {
  id: string;
  sessionId: string;
  eventId: string;
  titleId: string;
  startsAt: Date;
  guestId: string;
  language: string;
  /** The language to speak in. */
  speaks: string;
  state: BookingState;
  people: number;
  offeredUntil: Date | null;
  foodWordsId: string | null;
  wordsId: string | null;
  feedbackId: string | null;
}

/** The place that a key opens, or null. One statement. */
export async function findPlace(db: Db | Tx, key: string): Promise<PlaceFacts | null> {
  const row = await db.eventBooking.findFirst({
    where: { linkHash: hashToken(key) },
    select: {
      id: true, sessionId: true, guestId: true, state: true, people: true, speaks: true, offeredUntil: true, foodWordsId: true, wordsId: true, feedbackId: true, guest: { select: { language: true } },
      session: { select: { startsAt: true, eventId: true, event: { select: { titleId: true } } } },
    },
  });
  if (!row) return null;
  const { guest, session, ...rest } = row;
  return { ...rest, language: guest.language, startsAt: session.startsAt, eventId: session.eventId, titleId: session.event.titleId };
}

/** A family's place as it sees it. */
export interface OwnPlace {
  code: string;
  /** The code as a square picture (SVG), for the desk at the door. */
  codeSvg: string;
  state: BookingState;
  name: string;
  channel: GuestChannel;
  people: number;
  childAges: number[];
  creche: number;
  needs: string[];
  speaks: string;
  foodWords: string;
  words: string;
  offeredUntil: Date | null;
  /** How many families asked before this one and wait still; null when it does not wait. */
  before: number | null;
  rating: number | null;
  /** The boxes in which it has said something. */
  said: VoicePart[];
  session: { id: string; startsAt: Date; endsAt: Date; cancelledAt: Date | null };
  eventState: EventState;
  event: ReadEvent;
}

/** The place that a key opens, in the reader's language. Errors: not_found. */
export async function openPlace(ctx: Ctx, input: { key: string }): Promise<OwnPlace> {
  const row = await ctx.db.eventBooking.findFirst({
    where: { linkHash: hashToken(input.key) },
    select: {
      id: true, state: true, arrival: true, people: true, childAges: true, creche: true, needs: true, speaks: true, foodWordsId: true, wordsId: true, offeredUntil: true, rating: true, sessionId: true, voices: { select: { part: true } },
      guest: { select: { name: true, channel: true } }, session: { select: { id: true, startsAt: true, endsAt: true, cancelledAt: true, eventId: true } },
    },
  });
  if (!row) throw new AppError("not_found");
  const event = await readEvent(ctx.db, { id: row.session.eventId }, ctx.locale);
  if (!event) throw new AppError("not_found");
  const before = row.state === "waiting" ? await ctx.db.eventBooking.count({ where: { sessionId: row.sessionId, state: "waiting", arrival: { lt: row.arrival } } }) : null;
  const { id, guest, session, state, people, childAges, creche, needs, speaks, foodWordsId, wordsId, offeredUntil, rating } = row;
  const texts = await readTexts(ctx.db, [foodWordsId, wordsId].flatMap((textId) => textId ?? []), ctx.locale);
  // A family reads its own words as it wrote them.
  const written = (textId: string | null) => (textId && texts.get(textId)?.source) || "";
  const { eventId: _event, ...time } = session;
  return {
    code: groupCode(placeCode(id)), codeSvg: await QRCode.toString(placeCode(id), { type: "svg", margin: 2, errorCorrectionLevel: "M" }), state, name: guest.name, channel: guest.channel, people, childAges, creche, needs, speaks, foodWords: written(foodWordsId), words: written(wordsId), offeredUntil, before, rating, said: row.voices.map(({ part }) => part),
    session: time, eventState: event.state, event,
  };
}
