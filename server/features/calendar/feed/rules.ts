import { createHash } from "node:crypto";

import type { CalendarEntry } from "@/server/lib/days/icalendar";

/** What tells one state of an entry from another. */
export function hashEntry(entry: CalendarEntry): string {
  const { id, startsOn, endsOn, startsAt, endsAt, summary, description, location, path, off } = entry;
  return createHash("sha256").update(JSON.stringify([id, startsOn, endsOn, startsAt?.toISOString(), endsAt?.toISOString(), summary, description, location, path, off])).digest("hex");
}
