import { recordAudit } from "@/server/lib/audit/record";
import { groupCode } from "@/server/lib/auth/codes";
import type { StaffCtx } from "@/server/lib/context";
import type { BookingState, EventKind, EventNeed, EventState, GuestChannel } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { languages, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { type ReaderText, readTexts } from "@/server/features/languages/queries";

import { placeCode } from "../booking/queries";
import { type ReadEvent, readEvent, wordIdsOf } from "../queries";
import { forgetAfter, type Needs, sumNeeds } from "../rules";
import { type EventWord, eventWords, type VoicePart } from "../schema";
import { wordsHash } from "./commands";

/** An event in the staff's list. */
export interface EventLine {
  id: string;
  kind: EventKind;
  state: EventState;
  title: string;
  firstAt: Date | null;
  taken: number;
  capacity: number;
  waiting: number;
}

/** Every event of the school, the next first, then those that are over. */
export async function listEvents(ctx: StaffCtx): Promise<EventLine[]> {
  const rows = await ctx.db.event.findMany({
    orderBy: { id: "desc" }, take: 200,
    select: { id: true, kind: true, state: true, titleId: true, sessions: { where: { cancelledAt: null }, orderBy: { startsAt: "asc" }, select: { startsAt: true, endsAt: true, capacity: true, taken: true, _count: { select: { bookings: { where: { state: "waiting" } } } } } } },
  });
  const titles = await readTexts(ctx.db, rows.map(({ titleId }) => titleId), SOURCE_LANGUAGE);
  const sum = (list: number[]) => list.reduce((total, each) => total + each, 0);
  const lines = rows.map(({ id, kind, state, titleId, sessions }) => ({
    id, kind, state, title: titles.get(titleId)?.source ?? "", firstAt: sessions.find(({ endsAt }) => endsAt > ctx.now)?.startsAt ?? sessions.at(-1)?.startsAt ?? null,
    taken: sum(sessions.map((each) => each.taken)), capacity: sum(sessions.map((each) => each.capacity)), waiting: sum(sessions.map((each) => each._count.bookings)),
  }));
  const isNext = (line: EventLine) => line.firstAt !== null && line.firstAt > ctx.now;
  return lines.sort((a, b) => Number(isNext(b)) - Number(isNext(a)) || (isNext(a) ? 1 : -1) * ((a.firstAt?.getTime() ?? 0) - (b.firstAt?.getTime() ?? 0)));
}

/** A time as those who run it see it. */
export interface StaffSession {
  id: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  taken: number;
  cancelledAt: Date | null;
  waiting: number;
  came: number;
}

export interface EditedEvent {
  id: string;
  kind: EventKind;
  state: EventState;
  words: Record<EventWord, { words: string; base: string }>;
  mapLink: string | null;
  packLink: string | null;
  offers: EventNeed[];
  thankedAt: Date | null;
  sessions: StaffSession[];
  /** Languages of the pages in which some of it is not there yet. */
  missing: string[];
}

/** One event with all that its editor shows. Errors: not_found. */
export async function getEdited(ctx: StaffCtx, input: { eventId: string }): Promise<EditedEvent> {
  const event = await ctx.db.event.findFirst({
    where: { id: input.eventId },
    include: { sessions: { orderBy: [{ startsAt: "asc" }, { id: "asc" }], include: { _count: { select: { bookings: { where: { state: "waiting" } } } }, bookings: { where: { state: "came" }, select: { camePeople: true } } } } },
  });
  if (!event) throw new AppError("not_found");
  const ids = wordIdsOf(event);
  const texts = await readTexts(ctx.db, Object.values(ids), SOURCE_LANGUAGE);
  const missing: string[] = [];
  for (const { tag } of languages) {
    if (tag === SOURCE_LANGUAGE) continue;
    const read = await readTexts(ctx.db, Object.values(ids), tag);
    if ([...read.values()].some(({ source, translated }) => source !== "" && !translated)) missing.push(tag);
  }
  const sourceOf = (word: EventWord) => texts.get(ids[word])?.source ?? "";
  const { id, kind, state, mapLink, packLink, offers, thankedAt } = event;
  return {
    id, kind, state, mapLink, packLink, offers, thankedAt, missing,
    words: Object.fromEntries(eventWords.map((word) => [word, { words: sourceOf(word), base: wordsHash(sourceOf(word)) }])) as EditedEvent["words"],
    sessions: event.sessions.map(({ _count, bookings, came, ...row }) => ({
      id: row.id, startsAt: row.startsAt, endsAt: row.endsAt, capacity: row.capacity, taken: row.taken, cancelledAt: row.cancelledAt, waiting: _count.bookings,
      came: came ?? bookings.reduce((total, each) => total + (each.camePeople ?? 0), 0),
    })),
  };
}

/** A family that comes, as those who run the event see it. */
export interface GuestRow {
  id: string;
  name: string;
  contact: string;
  channel: GuestChannel;
  language: string;
  code: string;
  state: BookingState;
  people: number;
  childAges: number[];
  creche: number;
  needs: EventNeed[];
  speaks: string;
  rating: number | null;
  /** What the family wrote, in English as far as it has been translated: what it does not eat, what else it says, how it was. */
  said: Said[];
  /** What it said instead, with what a colleague wrote down of it. */
  voices: SaidVoice[];
}

export interface SaidVoice {
  id: string;
  part: VoicePart;
  /** The language that the family said it speaks. */
  language: string;
  written: Said | null;
}

export type Said = Pick<ReaderText, "body" | "language" | "source" | "sourceLanguage" | "sign" | "translated">;

export interface Guests {
  event: { id: string; title: string; state: EventState };
  sessions: { id: string; startsAt: Date; capacity: number; taken: number; cancelledAt: Date | null; needs: Needs; rows: GuestRow[] }[];
  /** When all of it is deleted. */
  forgetAt: Date;
}

/** Who comes and what has to be prepared, time by time. The look is written down. Errors: not_found. */
export async function listGuests(ctx: StaffCtx, input: { eventId: string }): Promise<Guests> {
  const event = await ctx.db.event.findFirst({
    where: { id: input.eventId },
    select: {
      id: true, state: true, titleId: true,
      sessions: { orderBy: [{ startsAt: "asc" }, { id: "asc" }], select: { id: true, startsAt: true, endsAt: true, capacity: true, taken: true, cancelledAt: true, bookings: { orderBy: { arrival: "asc" }, include: { guest: true, voices: { orderBy: { part: "asc" }, select: { id: true, part: true, language: true, transcriptId: true } } } } } },
    },
  });
  if (!event) throw new AppError("not_found");
  const saidIds = (row: { foodWordsId: string | null; wordsId: string | null; feedbackId: string | null }) => [row.foodWordsId, row.wordsId, row.feedbackId].flatMap((id) => id ?? []);
  const texts = await readTexts(ctx.db, [event.titleId, ...event.sessions.flatMap(({ bookings }) => bookings.flatMap((row) => [...saidIds(row), ...row.voices.flatMap(({ transcriptId }) => transcriptId ?? [])]))], SOURCE_LANGUAGE);
  await recordAudit(ctx.db, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "events.readGuests", subjectType: "event", subjectId: event.id, rule: "staff" });
  const last = event.sessions.reduce((latest, { endsAt }) => (endsAt > latest ? endsAt : latest), new Date(0));
  return {
    event: { id: event.id, state: event.state, title: texts.get(event.titleId)?.source ?? "" }, forgetAt: forgetAfter(last),
    sessions: event.sessions.map(({ bookings, endsAt: _ends, ...session }) => ({
      ...session, needs: sumNeeds(bookings.filter(({ state }) => state === "booked" || state === "offered" || state === "came")),
      rows: bookings.map(({ guest, ...row }): GuestRow => ({
        id: row.id, name: guest.name, contact: (guest.channel === "email" ? guest.email : guest.phone) ?? "", channel: guest.channel, language: guest.language, code: groupCode(placeCode(row.id)), state: row.state,
        people: row.people, childAges: row.childAges, creche: row.creche, needs: row.needs, speaks: row.speaks, rating: row.rating, said: saidIds(row).flatMap((id) => texts.get(id) ?? []),
        voices: row.voices.map(({ transcriptId, ...voice }) => ({ ...voice, written: (transcriptId && texts.get(transcriptId)) || null })),
      })),
    })),
  };
}

/** An event as a family would see it in a language, announced or not. Errors: not_found. */
export async function previewEvent(ctx: StaffCtx, input: { eventId: string; language: string }): Promise<ReadEvent> {
  const event = await readEvent(ctx.db, { id: input.eventId }, input.language);
  if (!event) throw new AppError("not_found");
  return event;
}
