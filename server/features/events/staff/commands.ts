import { createHash } from "node:crypto";

import { v7 as uuid } from "uuid";

import { replaceText, writeText } from "@/server/features/languages/commands";
import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import { readTexts } from "@/server/features/languages/queries";
import { recordAudit } from "@/server/lib/audit/record";
import { addMinutes } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { BookingState } from "@/server/lib/db/generated/enums";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";
import { dropPublic } from "@/server/lib/http/public-pages";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { hush, lockSessions, offerFree, remind, showFullness, tellGuests } from "../booking/commands";
import { speakAnew, speakLater } from "../listening/commands";
import { everySentence } from "../listening/queries";
import { wordIdsOf } from "../queries";
import { cut } from "../rules";
import { type AddSession, type CreateEvent, type EventWord, eventWords, MOST_SESSIONS, type MoveSession, type SaveEvent, type SetCapacity } from "../schema";

/** What translators and services see as the kind of an event's words. */
const KIND = "events.words";
/** Whoever has a place or may still get one. */
const living: BookingState[] = ["booked", "waiting", "offered", "came"];

export const wordsHash = (words: string): string => createHash("sha256").update(words.trim().replace(/\s+/g, " ")).digest("hex");

const record = (tx: Tx, ctx: StaffCtx, action: string, subjectId: string, detail: Record<string, string | number | boolean> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `events.${action}`, subjectType: "event", subjectId, detail });

function checkTimes(ctx: StaffCtx, input: { startsAt: string; endsAt: string }): { startsAt: Date; endsAt: Date } {
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
  if (endsAt <= startsAt || endsAt > addMinutes(startsAt, 24 * 60)) throw new AppError("invalid_input", { endsAt: "order" });
  if (startsAt <= ctx.now) throw new AppError("invalid_input", { startsAt: "past" });
  return { startsAt, endsAt };
}

/** When a time is over, the public pages no longer show it. */
const whenOver = (tx: Tx, endsAt: Date) => enqueueJob(tx, "events.over", {}, { key: `events.over:${endsAt.getTime()}`, runAt: addMinutes(endsAt, 1) });

/** Begins an event with its name and first time; nobody sees it before it is announced. The same key again begins nothing new. Errors: invalid_input. */
export async function createEvent(ctx: StaffCtx, input: CreateEvent): Promise<{ eventId: string }> {
  const times = checkTimes(ctx, input);
  const schoolId = ctx.school.id;
  return ctx.db.$transaction(async (tx) => {
    await lockKey(tx, input.key);
    const known = await tx.event.findFirst({ where: { id: input.key }, select: { createdById: true } });
    if (known && known.createdById !== ctx.actor.adultId) throw new AppError("not_found");
    if (known) return { eventId: input.key };
    const write = (body: string) => writeText(tx, { schoolId, kind: KIND, language: SOURCE_LANGUAGE, body, authorId: ctx.actor.adultId });
    const ids = {} as Record<EventWord, string>;
    for (const word of eventWords) ids[word] = await write(word === "title" ? input.title : word === "place" ? [ctx.school.name, ...ctx.school.addressLines].join(", ") : "");
    await tx.event.create({
      data: {
        id: input.key, schoolId, kind: input.kind, titleId: ids.title, whatId: ids.what, meetId: ids.meet, placeId: ids.place, routeId: ids.route, afterId: ids.after, offers: ["interpreter", "step_free"],
        createdById: ctx.actor.adultId, createdAt: ctx.now, updatedAt: ctx.now,
      },
    });
    await tx.eventSession.create({ data: { id: uuid(), schoolId, eventId: input.key, capacity: input.capacity, ...times } });
    await record(tx, ctx, "create", input.key);
    return { eventId: input.key };
  });
}

/**
 * Saves the editor. Words that somebody else has changed since it was opened stay as they are and are named in `changed`; all the rest is
 * saved. Errors: not_found; for one that was announced invalid_input when letters are not explained (each of the words: acronym:…).
 */
export async function saveEvent(ctx: StaffCtx, input: SaveEvent): Promise<{ changed: EventWord[] }> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM event WHERE id = ${input.eventId}::uuid FOR UPDATE`;
    const event = await tx.event.findFirst({ where: { id: input.eventId } });
    if (!event) throw new AppError("not_found");
    const ids = wordIdsOf(event);
    const said = event.state === "published" ? await everySentence(tx, ctx.school, event.id) : [];
    const texts = await readTexts(tx, Object.values(ids), SOURCE_LANGUAGE);
    // What was announced is read at once.
    const anew = eventWords.filter((word) => wordsHash(input.words[word].words) !== wordsHash(texts.get(ids[word])?.source ?? ""));
    if (event.state !== "draft") await refuseUnexplained(tx, ctx, anew.map((word) => [word, input.words[word].words]));
    const changed: EventWord[] = [];
    for (const word of eventWords) {
      const stands = texts.get(ids[word])?.source ?? "";
      const { words, base } = input.words[word];
      if (wordsHash(words) === wordsHash(stands)) continue;
      if (base !== wordsHash(stands)) changed.push(word);
      else await replaceText(tx, ids[word], words, ctx.actor.adultId);
    }
    await tx.event.update({ where: { id: event.id }, data: { kind: input.kind, mapLink: input.mapLink, packLink: input.packLink, offers: input.offers, updatedAt: ctx.now } });
    if (event.state !== "draft") await dropPublic(tx, ctx.school.id, "events");
    if (event.state === "published") await speakAnew(tx, ctx, event.id, said);
    await record(tx, ctx, "save", event.id, { kept: changed.length });
    return { changed };
  });
}

/** A postcode of the United Kingdom. */
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g;

/**
 * Refuses letters that nobody explained in the words of an event that families read; the school's own name and a postcode in the place need no explanation.
 * Errors: invalid_input naming each of the words: acronym:….
 */
async function refuseUnexplained(tx: Tx, ctx: StaffCtx, words: readonly (readonly [EventWord, string])[]): Promise<void> {
  const plain = words.map(([word, text]) => [word, word === "place" ? text.replaceAll(ctx.school.name, "").replace(POSTCODE, "") : text] as const);
  const found = [...(await findUnexplained(tx, new Map(plain)))];
  if (found.length > 0) throw new AppError("invalid_input", Object.fromEntries(found.map(([word, letters]) => [word, acronymReason(letters)])));
}

/**
 * Announces an event: from now on anybody can find it and come. Errors: not_found; invalid_input when something is missing (what, sessions) or letters are not
 * explained (each of the words: acronym:…); conflict for one that was called off.
 */
export async function publishEvent(ctx: StaffCtx, input: { eventId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const event = await tx.event.findFirst({ where: { id: input.eventId }, include: { sessions: { where: { cancelledAt: null, endsAt: { gt: ctx.now } } } } });
    if (!event) throw new AppError("not_found");
    if (event.state === "cancelled") throw new AppError("conflict", { state: event.state });
    if (event.state === "published") return;
    if (event.sessions.length === 0) throw new AppError("invalid_input", { sessions: "none" });
    const ids = wordIdsOf(event);
    const texts = await readTexts(tx, Object.values(ids), SOURCE_LANGUAGE);
    if (!texts.get(ids.what)?.source) throw new AppError("invalid_input", { what: "empty" });
    await refuseUnexplained(tx, ctx, eventWords.map((word) => [word, texts.get(ids[word])?.source ?? ""]));
    await tx.event.update({ where: { id: event.id }, data: { state: "published", publishedAt: ctx.now } });
    for (const { endsAt } of event.sessions) await whenOver(tx, endsAt);
    await speakLater(tx, ctx.school.id, event.id);
    await dropPublic(tx, ctx.school.id, "events");
    await record(tx, ctx, "publish", event.id);
  });
}

interface Held {
  id: string;
  guestId: string;
  guest: { language: string };
}

const heldFields = { id: true, guestId: true, guest: { select: { language: true } } } as const;
const toldOf = (rows: readonly Held[]) => rows.map(({ id, guestId, guest }) => ({ bookingId: id, guestId, language: guest.language }));

/** Calls an event off with all its times, whatever its words still wait for. Everybody who has a place or waits is told once; whom unchecked words keep from it, the office rings. Errors: not_found. */
export async function cancelEvent(ctx: StaffCtx, input: { eventId: string }): Promise<{ told: number }> {
  return ctx.db.$transaction(async (tx) => {
    const event = await tx.event.findFirst({ where: { id: input.eventId }, select: { id: true, state: true, titleId: true, sessions: { where: { cancelledAt: null, endsAt: { gt: ctx.now } }, select: { id: true } } } });
    if (!event) throw new AppError("not_found");
    if (event.state === "cancelled") return { told: 0 };
    let told = 0;
    for (const session of (await lockSessions(tx, event.sessions.map(({ id }) => id))).values()) told += await callOff(tx, ctx, session, event.titleId);
    await tx.event.update({ where: { id: event.id }, data: { state: "cancelled", publishedAt: ctx.now } });
    await dropPublic(tx, ctx.school.id, "events");
    await record(tx, ctx, "cancel", event.id, { told });
    return { told };
  });
}

async function callOff(tx: Tx, ctx: StaffCtx, session: { id: string; startsAt: Date }, titleId: string): Promise<number> {
  const rows = await tx.eventBooking.findMany({ where: { sessionId: session.id, state: { in: living } }, select: heldFields });
  await hush(tx, ctx, rows.map(({ id }) => id));
  await tx.eventSession.update({ where: { id: session.id }, data: { cancelledAt: ctx.now } });
  await tellGuests(tx, ctx, toldOf(rows), "event_cancelled", { titleId, startsAt: session.startsAt, key: session.id, leaveOut: true });
  return rows.length;
}

/** A locked time of an event that is still to come. Errors: not_found; conflict. */
async function takeSession(tx: Tx, ctx: StaffCtx, sessionId: string) {
  const session = (await lockSessions(tx, [sessionId])).get(sessionId);
  const event = session ? await tx.event.findFirst({ where: { id: session.eventId }, select: { id: true, state: true, titleId: true } }) : null;
  if (!session || !event) throw new AppError("not_found");
  if (session.cancelledAt || session.endsAt <= ctx.now) throw new AppError("conflict", { sessionId: "over" });
  return { session, event };
}

/** Adds a time. The same key again adds nothing. Errors: not_found; invalid_input; conflict for an event that was called off. */
export async function addSession(ctx: StaffCtx, input: AddSession): Promise<void> {
  const times = checkTimes(ctx, input);
  await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM event WHERE id = ${input.eventId}::uuid FOR UPDATE`;
    const event = await tx.event.findFirst({ where: { id: input.eventId }, select: { id: true, state: true, sessions: { select: { id: true } } } });
    if (!event) throw new AppError("not_found");
    if (event.state === "cancelled") throw new AppError("conflict", { state: event.state });
    if (event.sessions.some(({ id }) => id === input.key)) return;
    if (event.sessions.length >= MOST_SESSIONS) throw new AppError("invalid_input", { sessions: "too_many" });
    await tx.eventSession.create({ data: { id: input.key, schoolId: ctx.school.id, eventId: event.id, capacity: input.capacity, ...times } });
    if (event.state === "published") {
      await whenOver(tx, times.endsAt);
      await speakLater(tx, ctx.school.id, event.id);
    }
    await dropPublic(tx, ctx.school.id, "events");
    await record(tx, ctx, "addTime", event.id);
  });
}

/** Calls one time off in the same way. Errors: not_found. */
export async function cancelSession(ctx: StaffCtx, input: { sessionId: string }): Promise<{ told: number }> {
  return ctx.db.$transaction(async (tx) => {
    const { session, event } = await takeSession(tx, ctx, input.sessionId);
    const told = await callOff(tx, ctx, session, event.titleId);
    await dropPublic(tx, ctx.school.id, "events");
    await record(tx, ctx, "cancelTime", event.id, { told });
    return { told };
  });
}

/** Moves a time. Everybody who has a place or waits is told once, and reminded of the new time alone. Errors: not_found; conflict (translation: unchecked); invalid_input. */
export async function moveSession(ctx: StaffCtx, input: MoveSession): Promise<{ told: number }> {
  const times = checkTimes(ctx, input);
  return ctx.db.$transaction(async (tx) => {
    const { session, event } = await takeSession(tx, ctx, input.sessionId);
    if (session.startsAt.getTime() === times.startsAt.getTime() && session.endsAt.getTime() === times.endsAt.getTime()) return { told: 0 };
    await tx.eventSession.update({ where: { id: session.id }, data: times });
    await tx.$executeRaw`UPDATE event_booking SET offered_until = least(offered_until, ${addMinutes(times.startsAt, -180)}::timestamptz) WHERE session_id = ${session.id}::uuid AND state = 'offered'`;
    const rows = await tx.eventBooking.findMany({ where: { sessionId: session.id, state: { in: living } }, select: { ...heldFields, state: true } });
    // An offer stays as it is; it says by itself until when.
    const told = rows.filter(({ state }) => state !== "offered");
    await hush(tx, ctx, told.map(({ id }) => id));
    const key = `${times.startsAt.getTime()}:${ctx.now.getTime()}`;
    await tellGuests(tx, ctx, toldOf(rows), "event_changed", { titleId: event.titleId, startsAt: times.startsAt, key });
    await remind(tx, ctx, toldOf(rows.filter(({ state }) => state === "booked")), event, times.startsAt, { key });
    if (event.state === "published") {
      await whenOver(tx, times.endsAt);
      await speakAnew(tx, ctx, event.id, []);
    }
    await dropPublic(tx, ctx.school.id, "events");
    await record(tx, ctx, "moveTime", event.id, { told: rows.length });
    return { told: rows.length };
  });
}

/**
 * Sets how many places a time has. More: whoever waits is offered them. Fewer than are taken: those who asked last go back to the head of
 * the waiting list and are told, once whoever cuts has agreed to how many that are.
 * Errors: not_found; conflict (translation: unchecked); invalid_input (capacity: loses:<families>) for a cut that nobody has agreed to, or one below who has come.
 */
export async function setCapacity(ctx: StaffCtx, input: SetCapacity): Promise<{ lost: number; offered: number }> {
  return ctx.db.$transaction(async (tx) => {
    const { session, event } = await takeSession(tx, ctx, input.sessionId);
    const held = await tx.eventBooking.findMany({ where: { sessionId: session.id, state: { in: ["booked", "offered"] } }, orderBy: { arrival: "asc" }, select: { ...heldFields, people: true } });
    const came = session.taken - held.reduce((sum, { people }) => sum + people, 0);
    if (input.capacity < came) throw new AppError("invalid_input", { capacity: "came" });
    const lost = cut(input.capacity - came, held);
    if (lost.length > 0 && !input.agreed) throw new AppError("invalid_input", { capacity: `loses:${lost.length}` });
    const rows = held.filter(({ id }) => lost.includes(id));
    await hush(tx, ctx, lost);
    await tx.eventBooking.updateMany({ where: { id: { in: lost } }, data: { state: "waiting", offeredUntil: null } });
    await tx.eventSession.update({ where: { id: session.id }, data: { capacity: input.capacity } });
    await tellGuests(tx, ctx, toldOf(rows), "event_full", { titleId: event.titleId, startsAt: session.startsAt, key: String(ctx.now.getTime()) });
    // Who has just lost a place is not offered the odd seat that is left over in the same breath.
    const offered = lost.length > 0 ? 0 : await offerFree(tx, ctx, session.id, false);
    await record(tx, ctx, "places", event.id, { capacity: input.capacity, lost: lost.length, offered });
    await showFullness(tx, ctx, session);
    return { lost: lost.length, offered };
  });
}

/**
 * Thanks everybody who came, asks how it was, and tells those who had a place and could not come where to catch up; each once.
 * Errors: not_found; conflict before the last time is over, or (translation: unchecked).
 */
export async function sayThanks(ctx: StaffCtx, input: { eventId: string }): Promise<{ told: number }> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM event WHERE id = ${input.eventId}::uuid FOR UPDATE`;
    const event = await tx.event.findFirst({ where: { id: input.eventId }, select: { id: true, state: true, titleId: true, sessions: { where: { cancelledAt: null }, select: { id: true, startsAt: true, endsAt: true } } } });
    if (!event) throw new AppError("not_found");
    if (event.state !== "published" || event.sessions.some(({ endsAt }) => endsAt > ctx.now)) throw new AppError("conflict", { state: "not_over" });
    let told = 0;
    for (const session of event.sessions) {
      const rows = await tx.eventBooking.findMany({ where: { sessionId: session.id, state: { in: ["came", "booked"] }, thankedAt: null }, select: { ...heldFields, state: true } });
      for (const [kind, states] of [["event_thanks", "came"], ["event_missed", "booked"]] as const) {
        const these = rows.filter(({ state }) => state === states);
        await tellGuests(tx, ctx, toldOf(these), kind, { titleId: event.titleId, startsAt: session.startsAt, key: event.id });
        told += these.length;
      }
      await tx.eventBooking.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { thankedAt: ctx.now } });
    }
    await tx.event.update({ where: { id: event.id }, data: { thankedAt: ctx.now } });
    await record(tx, ctx, "thank", event.id, { told });
    return { told };
  });
}

/** Takes a draft away for good. Errors: not_found; conflict for one that was announced. */
export async function deleteEvent(ctx: StaffCtx, input: { eventId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const event = await tx.event.findFirst({ where: { id: input.eventId } });
    if (!event) throw new AppError("not_found");
    const { count } = await tx.event.deleteMany({ where: { id: event.id, state: "draft" } });
    if (count === 0) throw new AppError("conflict", { state: event.state });
    await tx.text.deleteMany({ where: { id: { in: Object.values(wordIdsOf(event)) } } });
    await record(tx, ctx, "delete", event.id);
  });
}
