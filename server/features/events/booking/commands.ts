import { v7 as uuid } from "uuid";

import { cancelMessages, queueMessages } from "@/server/features/delivery/commands";
import type { EventMessageKind } from "@/server/features/delivery/rules";
import { readTexts } from "@/server/features/languages/queries";
import { recordAudit } from "@/server/lib/audit/record";
import { readCode } from "@/server/lib/auth/codes";
import { countAttempt, type Limit } from "@/server/lib/auth/limit";
import { hashToken } from "@/server/lib/auth/tokens";
import type { Ctx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { BookingState } from "@/server/lib/db/generated/enums";
import { inTurn } from "@/server/lib/db/turns";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { dropPublic } from "@/server/lib/http/public-pages";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { guardBooking } from "../flood/commands";
import { byClient } from "../flood/queries";
import { keepSaid } from "../said/commands";
import { fill, fullness, offerUntil, reminderAt } from "../rules";
import { type Book, type Change, type Feedback, PLACE_CODE_LENGTH } from "../schema";
import { wordIdsOf } from "../queries";
import { countVoice, keepVoice } from "../voice/commands";
import { findPlace, placeCode, placeKey } from "./queries";

/** What booking needs of a context: requests and jobs both have it. */
export type BookingCtx = Pick<Ctx, "db" | "now" | "school">;
/** The same where a family writes: in the language of its page. */
type WritingCtx = BookingCtx & Pick<Ctx, "locale">;

/** An address of e-mail or a telephone is one family's. */
const byContact: Limit = { purpose: "event-contact", attempts: 6, minutes: 60 };
const codeByClient: Limit = { purpose: "event-code", attempts: 20, minutes: 15 };

interface Locked {
  id: string;
  eventId: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  taken: number;
  cancelledAt: Date | null;
}

/**
 * Holds a time against everybody else until the transaction ends: bookings of one time are made one after another. Several are locked in
 * the order of their ids, so that two who change places with each other never wait for one another.
 */
export async function lockSessions(tx: Tx, ids: readonly string[]): Promise<Map<string, Locked>> {
  const rows = await tx.$queryRaw<Locked[]>`
    SELECT id, event_id AS "eventId", starts_at AS "startsAt", ends_at AS "endsAt", capacity, taken, cancelled_at AS "cancelledAt"
    FROM event_session WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
  return new Map(rows.map((row) => [row.id, row]));
}

const record = (tx: Tx, ctx: BookingCtx, action: string, bookingId: string, detail: Record<string, string | number | boolean> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: null, action: `events.${action}`, subjectType: "event_booking", subjectId: bookingId, detail });

/** The public pages show how full a time is: they are made anew when that changes, not at every booking. */
export async function showFullness(tx: Tx, ctx: BookingCtx, before: Pick<Locked, "id" | "taken" | "capacity">): Promise<void> {
  const after = await tx.eventSession.findFirst({ where: { id: before.id }, select: { taken: true, capacity: true } });
  if (after && fullness(after) !== fullness(before)) await dropPublic(tx, ctx.school.id, "events");
}

interface Told {
  bookingId: string;
  guestId: string;
  language: string;
}

const urgencies: Partial<Record<EventMessageKind, number>> = { event_booked: 4, event_waiting: 4, event_cancelled: 4, event_offered: 5, event_changed: 5, event_full: 5, event_lapsed: 5 };

/** What guests are told. `leaveOut`: no member of staff sends it, who could be refused for a text that must not go out unchecked (delivery's queueMessages). */
interface About {
  titleId: string;
  startsAt: Date;
  until?: Date;
  key: string;
  notBefore?: Date;
  leaveOut?: boolean;
}

/** The texts that a guest finds behind a message of an event. One statement. */
async function textsOf(tx: Tx, titleId: string): Promise<string[]> {
  const event = await tx.event.findFirst({ where: { titleId } });
  return event ? Object.values(wordIdsOf(event)) : [];
}

/** Tells guests one thing about their place, each in the own language; the same thing once. Three statements more than the messages' own. Errors: conflict (translation: unchecked). */
export async function tellGuests(tx: Tx, ctx: BookingCtx, guests: readonly Told[], kind: EventMessageKind, about: About): Promise<void> {
  const titles = new Map<string, string>();
  for (const language of new Set(guests.map((guest) => guest.language))) titles.set(language, (await readTexts(tx, [about.titleId], language)).get(about.titleId)?.body ?? "");
  // In the language in which they were written nothing has to be checked.
  const textIds = [...titles.keys()].some((language) => language !== SOURCE_LANGUAGE) ? await textsOf(tx, about.titleId) : [];
  await queueMessages(tx, {
    schoolId: ctx.school.id, now: ctx.now, leaveOut: about.leaveOut,
    messages: guests.map(({ bookingId, guestId, language }) => ({
      textIds, language,
      adultId: guestId, kind, subjectId: bookingId, urgency: urgencies[kind], notBefore: about.notBefore, idempotencyKey: `event:${bookingId}:${kind}:${about.key}`,
      args: { what: titles.get(language) ?? "", at: about.startsAt.toISOString(), ...(about.until ? { until: about.until.toISOString() } : {}) },
    })),
  });
}

const waitingKinds: EventMessageKind[] = ["event_booked", "event_waiting", "event_offered", "event_lapsed", "event_changed", "event_full", "event_reminder"];

/** Nothing that was true before reaches the family any more. */
export const hush = (tx: Tx, ctx: BookingCtx, bookingIds: string[]): Promise<unknown> => cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: bookingIds, kinds: waitingKinds });

interface EventFacts {
  titleId: string;
}

/** Says that a family has its place, and reminds it a day before. */
export async function tellBooked(tx: Tx, ctx: BookingCtx, guest: Told, event: EventFacts, startsAt: Date): Promise<void> {
  const key = `${startsAt.getTime()}:${ctx.now.getTime()}`;
  await tellGuests(tx, ctx, [guest], "event_booked", { titleId: event.titleId, startsAt, key, leaveOut: true });
  await remind(tx, ctx, [guest], event, startsAt, { key, leaveOut: true });
}

/** Reminds families of a time a day before it. */
export async function remind(tx: Tx, ctx: BookingCtx, guests: readonly Told[], event: EventFacts, startsAt: Date, how: Pick<About, "key" | "leaveOut">): Promise<void> {
  const notBefore = reminderAt(ctx.now, startsAt);
  if (notBefore) await tellGuests(tx, ctx, guests, "event_reminder", { titleId: event.titleId, startsAt, notBefore, ...how });
}

/**
 * Books a place, or takes the family onto the waiting list when there is none for all of it. Nothing is asked but what the event needs;
 * the family is told by the way and in the language that it chose. The same form again is the same place.
 * Errors: rate_limited (`guard`: a flood comes in, see flood/commands); not_found for a time that is not open to anybody; conflict (sessionId: over).
 */
export async function bookPlace(ctx: Ctx, input: Book): Promise<{ key: string; state: BookingState }> {
  const limited = { schoolId: ctx.school.id, now: ctx.now };
  await countAttempt(ctx.db, { ...limited, limit: byClient, value: ctx.client });
  try {
    await guardBooking(ctx, input);
  } catch (error) {
    // The same form again is the same place, whatever it carries.
    const booked = await ctx.db.eventBooking.findFirst({ where: { id: input.key }, select: { state: true } });
    if (booked) return { key: placeKey(input.key), state: booked.state };
    throw error;
  }
  await countAttempt(ctx.db, { ...limited, limit: byContact, value: input.email ?? input.phone ?? "" });
  return inTurn(ctx.db, ctx.school.id, async (tx) => {
    const schoolId = ctx.school.id;
    const known = await tx.eventBooking.findFirst({ where: { id: input.key }, select: { state: true } });
    if (known) return { key: placeKey(input.key), state: known.state };
    const session = (await lockSessions(tx, [input.sessionId])).get(input.sessionId);
    const event = session ? await tx.event.findFirst({ where: { id: session.eventId, state: "published" }, select: { titleId: true } }) : null;
    if (!session || !event) throw new AppError("not_found");
    if (session.cancelledAt || session.endsAt <= ctx.now) throw new AppError("conflict", { sessionId: "over" });
    const { name, email, phone, channel, key, people, childAges, creche, needs, speaks, foodWords, words } = input;
    const guestId = uuid();
    await tx.guest.create({ data: { id: guestId, schoolId, name, email, phone, channel, language: ctx.locale, createdAt: ctx.now } });
    const state = session.taken + people <= session.capacity ? "booked" : "waiting";
    const foodWordsId = await keepSaid(tx, null, { schoolId, language: ctx.locale, words: foodWords });
    const wordsId = await keepSaid(tx, null, { schoolId, language: ctx.locale, words });
    await tx.eventBooking.create({
      data: {
        id: key, schoolId, sessionId: session.id, guestId, state, people, childAges, creche, needs, speaks, foodWordsId, wordsId,
        codeHash: hashToken(placeCode(key)), linkHash: hashToken(placeKey(key)), createdAt: ctx.now, updatedAt: ctx.now,
      },
    });
    const guest = { bookingId: key, guestId, language: ctx.locale };
    if (state === "booked") await tellBooked(tx, ctx, guest, event, session.startsAt);
    else await tellGuests(tx, ctx, [guest], "event_waiting", { titleId: event.titleId, startsAt: session.startsAt, key: String(ctx.now.getTime()), leaveOut: true });
    await record(tx, ctx, state === "booked" ? "book" : "wait", key, { people });
    await showFullness(tx, ctx, session);
    return { key: placeKey(key), state };
  });
}

/**
 * Offers what is free in a locked time to those who wait, in the caller's transaction, and sets the clock for each offer. Called wherever
 * places come free, so that nobody who would fit is ever left waiting. Returns how many families got an offer.
 * @param leaveOut see `About`; false where a member of staff made room
 */
export async function offerFree(tx: Tx, ctx: BookingCtx, sessionId: string, leaveOut = true): Promise<number> {
  const session = await tx.eventSession.findFirst({ where: { id: sessionId }, select: { startsAt: true, capacity: true, taken: true, cancelledAt: true, event: { select: { titleId: true, state: true } } } });
  if (!session || session.cancelledAt || session.event.state !== "published") return 0;
  const until = offerUntil(ctx.now, session.startsAt);
  const free = session.capacity - session.taken;
  if (!until || free <= 0) return 0;
  const waiting = await tx.eventBooking.findMany({
    where: { sessionId, state: "waiting", people: { lte: free } }, orderBy: { arrival: "asc" }, take: free, select: { id: true, people: true, guestId: true, guest: { select: { language: true } } },
  });
  const chosen = new Set(fill(free, waiting));
  if (chosen.size === 0) return 0;
  await tx.eventBooking.updateMany({ where: { id: { in: [...chosen] } }, data: { state: "offered", offeredUntil: until } });
  const guests = waiting.filter(({ id }) => chosen.has(id)).map(({ id, guestId, guest }) => ({ bookingId: id, guestId, language: guest.language }));
  await tellGuests(tx, ctx, guests, "event_offered", { titleId: session.event.titleId, startsAt: session.startsAt, until, key: String(until.getTime()), leaveOut });
  await enqueueJob(tx, "events.lapse", {}, { key: `events.lapse:${until.getTime()}`, runAt: until });
  for (const { bookingId } of guests) await record(tx, ctx, "offer", bookingId);
  return chosen.size;
}

/** Locks the times that a family's place has to do with, then the place itself. Errors: not_found; conflict for a place in none of these states. */
async function take(tx: Tx, ctx: BookingCtx, where: { key: string }, states: readonly BookingState[], more: readonly string[] = []) {
  const found = await findPlace(tx, where.key);
  if (!found) throw new AppError("not_found");
  const sessions = await lockSessions(tx, [found.sessionId, ...more]);
  const place = await findPlace(tx, where.key);
  // It moved to another time while we waited for the first one.
  if (!place || place.sessionId !== found.sessionId) throw new AppError("conflict");
  if (!states.includes(place.state)) throw new AppError("conflict", { state: place.state });
  const session = sessions.get(place.sessionId);
  if (!session || session.endsAt <= ctx.now) throw new AppError("conflict", { sessionId: "over" });
  return { place, session, sessions, guest: { bookingId: place.id, guestId: place.guestId, language: place.language } };
}

/** Takes an offered place. Errors: not_found; conflict when it is not offered (any more). */
export async function acceptOffer(ctx: BookingCtx, input: { key: string }): Promise<void> {
  await inTurn(ctx.db, ctx.school.id, async (tx) => {
    const { place, session, guest } = await take(tx, ctx, input, ["offered"]);
    // The family has been told that this time was called off.
    if (session.cancelledAt) throw new AppError("conflict", { sessionId: "over" });
    if (!place.offeredUntil || place.offeredUntil <= ctx.now) throw new AppError("conflict", { state: "lapsed" });
    await hush(tx, ctx, [place.id]);
    await tx.eventBooking.update({ where: { id: place.id }, data: { state: "booked", offeredUntil: null } });
    await tellBooked(tx, ctx, guest, place, session.startsAt);
    await record(tx, ctx, "accept", place.id);
  });
}

/** Gives a place back, or leaves the waiting list; whoever waits is offered what came free. A place that was given back before stays so. */
export async function cancelPlace(ctx: BookingCtx, input: { key: string }): Promise<void> {
  await inTurn(ctx.db, ctx.school.id, async (tx) => {
    const { place, session } = await take(tx, ctx, input, ["booked", "waiting", "offered", "cancelled", "lapsed"]);
    if (place.state === "cancelled") return;
    await hush(tx, ctx, [place.id]);
    await tx.eventBooking.update({ where: { id: place.id }, data: { state: "cancelled", offeredUntil: null } });
    await offerFree(tx, ctx, session.id);
    await record(tx, ctx, "cancel", place.id);
    await showFullness(tx, ctx, session);
  });
}

/**
 * Changes what a family said, how many come and which time. When there is no room for it, everything stays as it was: nobody loses a
 * place by asking. A family that waits keeps its turn at the same time, and at another one comes last.
 * Errors: not_found; conflict (people: full, sessionId: full or over, state).
 */
export async function changePlace(ctx: WritingCtx, input: Change): Promise<void> {
  await inTurn(ctx.db, ctx.school.id, async (tx) => {
    const { place, session, sessions, guest } = await take(tx, ctx, input, ["booked", "waiting"], [input.sessionId]);
    const target = sessions.get(input.sessionId);
    if (!target || target.eventId !== session.eventId) throw new AppError("not_found");
    if (target.cancelledAt || target.endsAt <= ctx.now) throw new AppError("conflict", { sessionId: "over" });
    const moves = target.id !== session.id;
    const held = place.state === "booked";
    const needed = held && !moves ? input.people - place.people : input.people;
    const fits = target.taken + needed <= target.capacity;
    if (held && !fits) throw new AppError("conflict", moves ? { sessionId: "full" } : { people: "full" });
    const state: BookingState = held || fits ? "booked" : "waiting";
    const { people, childAges, creche, needs, speaks } = input;
    const said = { schoolId: ctx.school.id, language: ctx.locale };
    const foodWordsId = await keepSaid(tx, place.foodWordsId, { ...said, words: input.foodWords });
    const wordsId = await keepSaid(tx, place.wordsId, { ...said, words: input.words });
    await tx.eventBooking.update({ where: { id: place.id }, data: { sessionId: target.id, state, people, childAges, creche, needs, speaks, foodWordsId, wordsId } });
    if (moves && state === "waiting") await tx.$executeRaw`UPDATE event_booking SET arrival = nextval('event_arrival') WHERE id = ${place.id}::uuid`;
    if (moves || state !== place.state) {
      await hush(tx, ctx, [place.id]);
      if (state === "booked") await tellBooked(tx, ctx, guest, place, target.startsAt);
      else await tellGuests(tx, ctx, [guest], "event_waiting", { titleId: place.titleId, startsAt: target.startsAt, key: String(ctx.now.getTime()), leaveOut: true });
    }
    if (held && (moves || people < place.people)) await offerFree(tx, ctx, session.id);
    await record(tx, ctx, "change", place.id, { people, moved: moves });
    for (const each of new Set([session, target])) await showFullness(tx, ctx, each);
  });
}

/** Offers that nobody took in time go to the next family. @returns how many lapsed */
export async function lapseOffers(ctx: BookingCtx): Promise<number> {
  const due = await ctx.db.eventBooking.findMany({ where: { state: "offered", offeredUntil: { lte: ctx.now } }, select: { sessionId: true } });
  let lapsed = 0;
  for (const sessionId of [...new Set(due.map((row) => row.sessionId))].sort()) {
    lapsed += await ctx.db.$transaction(async (tx) => {
      const session = (await lockSessions(tx, [sessionId])).get(sessionId);
      if (!session) return 0;
      const rows = await tx.eventBooking.findMany({
        where: { sessionId, state: "offered", offeredUntil: { lte: ctx.now } }, select: { id: true, guestId: true, guest: { select: { language: true } }, session: { select: { event: { select: { titleId: true } } } } },
      });
      const ids = rows.map(({ id }) => id);
      await hush(tx, ctx, ids);
      await tx.eventBooking.updateMany({ where: { id: { in: ids } }, data: { state: "lapsed", offeredUntil: null } });
      const titleId = rows[0]?.session.event.titleId;
      if (titleId) await tellGuests(tx, ctx, rows.map(({ id, guestId, guest }) => ({ bookingId: id, guestId, language: guest.language })), "event_lapsed", { titleId, startsAt: session.startsAt, key: String(ctx.now.getTime()), leaveOut: true });
      for (const id of ids) await record(tx, ctx, "lapse", id);
      await offerFree(tx, ctx, sessionId);
      await showFullness(tx, ctx, session);
      return ids.length;
    });
  }
  return lapsed;
}

/** The key of the place that a short code belongs to. Errors: rate_limited; invalid_input (code: shape); not_found. */
export async function findByCode(ctx: Ctx, input: { code: string }): Promise<{ key: string }> {
  await countAttempt(ctx.db, { schoolId: ctx.school.id, now: ctx.now, limit: codeByClient, value: ctx.client });
  const code = readCode(input.code, PLACE_CODE_LENGTH);
  if (!code) throw new AppError("invalid_input", { code: "shape" });
  const found = await ctx.db.eventBooking.findFirst({ where: { codeHash: hashToken(code) }, select: { id: true } });
  if (!found) throw new AppError("not_found");
  return { key: placeKey(found.id) };
}

/**
 * What a family says afterwards, in writing or with its voice. The last answer counts; what was said stays until it is said anew.
 * Errors: not_found; conflict before the event has begun; rate_limited, invalid_input, too_large for a recording.
 */
export async function giveFeedback(ctx: WritingCtx & Pick<Ctx, "client">, input: Feedback): Promise<void> {
  const { audio } = input;
  const found = audio ? await findPlace(ctx.db, input.key) : null;
  if (found) await countVoice(ctx, found.id);
  await ctx.db.$transaction(async (tx) => {
    const place = await findPlace(tx, input.key);
    if (!place) throw new AppError("not_found");
    if (place.startsAt > ctx.now) throw new AppError("conflict");
    if (audio) await keepVoice(tx, ctx, place, "feedback", audio);
    const feedbackId = await keepSaid(tx, place.feedbackId, { schoolId: ctx.school.id, language: ctx.locale, words: input.words });
    await tx.eventBooking.update({ where: { id: place.id }, data: { rating: input.rating, feedbackId } });
    await record(tx, ctx, "feedback", place.id, { rating: input.rating });
  });
}
