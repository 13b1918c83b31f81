import { dayIn } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { type CalendarEntry, icalendarOf } from "@/server/lib/days/icalendar";
import { isolateName } from "@/server/lib/i18n/format";

import type { ReadEvent } from "../queries";

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

/** Times of events as iCalendar in a language. A time keeps its UID when it moves and is marked as cancelled when it was called off: subscribed calendars follow. */
export function calendarOf({ school, language, publicUrl, name, events, sessionId, now }: CalendarInput): string {
  const entries = events.flatMap((event) => event.sessions.filter(({ id }) => !sessionId || id === sessionId).map(({ id, startsAt, endsAt, cancelledAt }): CalendarEntry => ({
    id, startsAt, endsAt, startsOn: dayIn(school.zone, startsAt), endsOn: dayIn(school.zone, endsAt), summary: `${event.words.title.body} – ${isolateName(school.name)}`, description: event.words.what.body, location: event.words.place.body,
    path: `/${language}/events/${event.id}`, off: event.state === "cancelled" || cancelledAt !== null,
  })));
  return icalendarOf({ product: "Events", name, language, publicUrl, entries, now });
}
