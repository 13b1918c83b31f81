import { dayIn } from "@/server/lib/clock";

import type { Entry } from "./gather";
import { dayAfter } from "./months";

/** What is listed of a calendar to be heard: the next seven days. */
export function soonOf(entries: readonly Entry[], zone: string, now: Date): Entry[] {
  const today = dayIn(zone, now);
  return entries.filter(({ startsOn, endsOn }) => endsOn >= today && startsOn <= dayAfter(today, 6));
}
