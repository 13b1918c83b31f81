import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";

import { shifted } from "./kept";

/** One entry of a calendar in the words of its reader: whole days, or a time. */
export interface CalendarEntry {
  /** The same for as long as the thing is the same. */
  id: string;
  startsOn: string;
  endsOn: string;
  startsAt?: Date;
  endsAt?: Date;
  summary: string;
  description: string;
  location: string;
  /** The page of it, with its language: "/ur/family/meetings". */
  path: string | null;
  /** Called off. */
  off: boolean;
}

/** How often an entry has changed, and when it last did. */
export interface Stamp {
  sequence: number;
  changedAt: Date;
}

interface CalendarInput {
  /** What made it: "Calendar", "Events". */
  product: string;
  name: string;
  language: string;
  publicUrl: string;
  entries: readonly CalendarEntry[];
  /** By id; an entry without one is new now. */
  stamps?: ReadonlyMap<string, Stamp>;
  now: Date;
}

/** Marks that only order letters on a page mean nothing to a calendar. */
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, "");

/**
 * A calendar as iCalendar (RFC 5545). Times are instants in UTC, right whatever the clocks do; whole days are dates without a zone, which
 * no change of the clocks can move. An entry keeps its UID when it moves; one that was called off says so, and SEQUENCE grows with each change.
 */
export function icalendarOf({ product, name, language, publicUrl, entries, stamps, now }: CalendarInput): string {
  const base = publicUrl.replace(/\/$/, "");
  const calendar = ical({ name: plain(name), prodId: { company: "Kingsgate", product, language: language.toUpperCase() }, method: ICalCalendarMethod.PUBLISH, ttl: 3_600 });
  for (const { id, startsOn, endsOn, startsAt, endsAt, summary, description, location, path, off } of entries) {
    const { sequence, changedAt } = stamps?.get(id) ?? { sequence: 0, changedAt: now };
    const times = startsAt ? { start: startsAt, ...(endsAt ? { end: endsAt } : {}) } : { start: new Date(`${startsOn}T00:00:00Z`), end: new Date(`${shifted(endsOn, 1)}T00:00:00Z`), allDay: true };
    calendar.createEvent({
      id: `${id}@${new URL(base).hostname}`, sequence, stamp: changedAt, lastModified: changedAt, ...times, summary: plain(summary),
      ...(description ? { description: plain(description) } : {}), ...(location ? { location: plain(location) } : {}), ...(path ? { url: `${base}${path}` } : {}),
      status: off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED, transparency: startsAt ? undefined : ("TRANSPARENT" as never),
    });
  }
  return calendar.toString();
}
