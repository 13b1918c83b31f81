import { v7 as uuid } from "uuid";

import { bookPlace } from "@/server/features/events/booking/commands";
import { type Book, bookInput } from "@/server/features/events/schema";
import { writeText } from "@/server/features/languages/commands";
import { visitor } from "@/server/lib/auth/actor";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { Ctx, SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { EventNeed, EventState } from "@/server/lib/db/generated/enums";

import { TEST_NOW } from "../context";

interface EventInput {
  title?: string;
  state?: EventState;
  offers?: EventNeed[];
  /** Places and days from now of each time, an hour and a half long. */
  sessions?: { capacity: number; inDays: number }[];
  createdById?: string;
  packLink?: string;
}

/** An event with its times; unless said an open evening in two weeks with ten places, announced. */
export async function makeEvent(school: SchoolFacts, input: EventInput = {}) {
  const { title = "Open evening", state = "published", offers = ["interpreter", "creche", "step_free"], sessions = [{ capacity: 10, inDays: 14 }], createdById = null, packLink = null } = input;
  const eventId = uuid();
  const times = sessions.map(({ capacity, inDays }) => ({ id: uuid(), schoolId: school.id, eventId, capacity, startsAt: addDays(TEST_NOW, inDays), endsAt: addMinutes(addDays(TEST_NOW, inDays), 90) }));
  await dbFor(school.id).$transaction(async (tx) => {
    const write = (body: string) => writeText(tx, { schoolId: school.id, kind: "events.words", language: "en", body, authorId: createdById });
    await tx.event.create({
      data: {
        id: eventId, schoolId: school.id, kind: "open_evening", state, titleId: await write(title), whatId: await write("You see the classrooms. Children show their work."), meetId: await write("You meet the head teacher."),
        placeId: await write("Main hall"), routeId: await write("Come in by the blue door. There are no steps."), afterId: await write("Thank you."), offers, packLink, createdById, createdAt: TEST_NOW, updatedAt: TEST_NOW,
        publishedAt: state === "draft" ? null : TEST_NOW,
      },
    });
    await tx.eventSession.createMany({ data: times });
  });
  return { eventId, sessionId: times[0]?.id ?? "", sessionIds: times.map(({ id }) => id), startsAt: times[0]?.startsAt ?? TEST_NOW };
}

let visitors = 0;

/** A visitor's context: each from a client of its own unless said. */
export function visitorContext(school: SchoolFacts, more: { locale?: string; now?: Date; client?: string } = {}): Ctx {
  visitors += 1;
  return { db: dbFor(school.id), school, actor: visitor, locale: more.locale ?? "en", now: more.now ?? TEST_NOW, client: more.client ?? `visitor-${visitors}` };
}

/** What a family fills in; each has an address of its own. */
export function bookingOf(sessionId: string, more: Partial<Book> = {}): Book {
  const key = more.key ?? uuid();
  return { ...bookInput.parse({ key, sessionId, name: "Ana Family", channel: "email", email: `${key}@family.example`, people: 2, speaks: "en" }), ...more };
}

/** A family with a place, or on the waiting list. */
export async function makeBooking(school: SchoolFacts, sessionId: string, more: Partial<Book> & { locale?: string; now?: Date } = {}) {
  const { locale, now, ...input } = more;
  const booking = bookingOf(sessionId, input);
  const { key, state } = await bookPlace(visitorContext(school, { locale, now }), booking);
  return { bookingId: booking.key, key, state };
}
