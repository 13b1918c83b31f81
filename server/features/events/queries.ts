import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { contentLanguage, type Ctx } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { EventKind, EventNeed, EventState } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { openEvents, readableEvents } from "./policy";
import { type Fullness, fullness } from "./rules";
import { type EventWord, eventWords } from "./schema";

/** A time at which an event can be visited, as everybody may know it. */
export interface ReadSession {
  id: string;
  startsAt: Date;
  endsAt: Date;
  cancelledAt: Date | null;
  fullness: Fullness;
}

/** An event as its reader gets it. */
export interface ReadEvent {
  id: string;
  kind: EventKind;
  state: EventState;
  words: Record<EventWord, ReaderText>;
  mapLink: string | null;
  packLink: string | null;
  offers: EventNeed[];
  sessions: ReadSession[];
  /** What must be said about all of it in the reader's language. */
  signs: ("untranslated" | "machine" | "unchecked")[];
}

const fields = {
  id: true, kind: true, state: true, titleId: true, whatId: true, meetId: true, placeId: true, routeId: true, afterId: true, mapLink: true, packLink: true, offers: true,
  sessions: { orderBy: [{ startsAt: "asc" }, { id: "asc" }], select: { id: true, startsAt: true, endsAt: true, cancelledAt: true, capacity: true, taken: true } },
} satisfies Prisma.EventSelect;

type Row = Prisma.EventGetPayload<{ select: typeof fields }>;

const nothing = (language: string): ReaderText => ({ body: "", language, translated: false, source: "", sourceLanguage: language, unchecked: false, sign: null, sentences: [] });

/** The id of each text of an event. */
export function wordIdsOf(event: Pick<Row, "titleId" | "whatId" | "meetId" | "placeId" | "routeId" | "afterId">): Record<EventWord, string> {
  const { titleId, whatId, meetId, placeId, routeId, afterId } = event;
  return { title: titleId, what: whatId, meet: meetId, place: placeId, route: routeId, after: afterId };
}

async function inLanguage(db: Db | Tx, rows: Row[], language: string, readerId: string | null = null): Promise<ReadEvent[]> {
  const texts = await readTexts(db, rows.flatMap((row) => Object.values(wordIdsOf(row))), language, readerId);
  return rows.map((row) => {
    const ids = wordIdsOf(row);
    const words = Object.fromEntries(eventWords.map((word) => [word, texts.get(ids[word]) ?? nothing(language)])) as Record<EventWord, ReaderText>;
    const { after: _after, ...read } = words;
    const signs = new Set(Object.values(read).flatMap(({ sign, source }) => (source === "" ? [] : sign ?? [])));
    const { id, kind, state, mapLink, packLink, offers, sessions } = row;
    return {
      id, kind, state, words, mapLink, packLink, offers,
      sessions: sessions.map(({ capacity, taken, ...session }) => ({ ...session, fullness: fullness({ capacity, taken }) })),
      signs: (["untranslated", "machine", "unchecked"] as const).filter((sign) => signs.has(sign)),
    };
  });
}

/** One event in a language, or null when there is none that `where` names. Three statements. */
export async function readEvent(db: Db | Tx, where: Prisma.EventWhereInput, language: string): Promise<ReadEvent | null> {
  const row = await db.event.findFirst({ where, select: fields });
  return row ? ((await inLanguage(db, [row], language))[0] ?? null) : null;
}

const LISTED = 60;

/** What the school holds from now on, the next first; what was called off says so. Who has signed in sees what they said is not clear. Three statements. */
export async function listOpen(ctx: Ctx): Promise<ReadEvent[]> {
  const rows = await ctx.db.event.findMany({ where: openEvents(ctx.now), take: LISTED, orderBy: { id: "desc" }, select: fields });
  const events = await inLanguage(ctx.db, rows, contentLanguage(ctx), ctx.actor.kind === "person" ? ctx.actor.adultId : null);
  const next = (event: ReadEvent) => Math.min(...event.sessions.filter(({ endsAt }) => endsAt > ctx.now).map(({ startsAt }) => startsAt.getTime()));
  return events.sort((a, b) => next(a) - next(b));
}

/** One event that was announced. Errors: not_found. */
export async function getOpen(ctx: Ctx, input: { eventId: string }): Promise<ReadEvent> {
  const event = await readEvent(ctx.db, { AND: [{ id: input.eventId }, readableEvents] }, contentLanguage(ctx));
  if (!event) throw new AppError("not_found");
  return event;
}
