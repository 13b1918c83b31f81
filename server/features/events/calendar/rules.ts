import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";

import { isolateName } from "@/server/lib/i18n/format";
import type { SchoolFacts } from "@/server/lib/context";

import type { ReadEvent } from "../queries";

/** Marks that only order letters on a page mean nothing to a calendar. */
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, "");

interface CalendarInput {
  school: SchoolFacts;
  language: string;
  publicUrl: string;
  /** What the calendar is called where it is subscribed to. */
  name: string;
  events: readonly ReadEvent[];
  /** Only this time of them. */
  sessionId?: string;
  now: Date;
}

/**
 * Times of events as iCalendar (RFC 5545) in a language: instants in UTC, so that both clock changes are right in every calendar. A time
 * keeps its UID when it moves and is marked as cancelled when it was called off: subscribed calendars follow.
 */
export function calendarOf(input: CalendarInput): string {
  const { school, language, publicUrl, name, events, sessionId, now } = input;
  const base = publicUrl.replace(/\/$/, "");
  const calendar = ical({ name: plain(name), prodId: { company: "Kingsgate", product: "Events", language: language.toUpperCase() }, method: ICalCalendarMethod.PUBLISH, ttl: 3_600, url: `${base}/${language}/events` });
  for (const event of events) {
    for (const session of event.sessions) {
      if (sessionId && session.id !== sessionId) continue;
      const off = event.state === "cancelled" || session.cancelledAt !== null;
      calendar.createEvent({
        id: `${session.id}@${new URL(base).hostname}`, start: session.startsAt, end: session.endsAt, stamp: now,
        summary: plain(`${event.words.title.body} – ${isolateName(school.name)}`), description: plain(event.words.what.body), location: plain(event.words.place.body),
        url: `${base}/${language}/events/${event.id}`, status: off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      });
    }
  }
  return calendar.toString();
}
