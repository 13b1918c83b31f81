import { dayIn } from "@/server/lib/clock";

import type { Entry } from "./gather";
import { dayAfter } from "./months";

/** As far ahead as somebody who is rung about a day is told of it (server/features/calendar/reminders), and some days more. */
const HEARD_DAYS = 14;

/** What is listed of a calendar to be heard: the next two weeks. */
export function soonOf(entries: readonly Entry[], zone: string, now: Date): Entry[] {
  const today = dayIn(zone, now);
  return entries.filter(({ startsOn, endsOn }) => endsOn >= today && startsOn <= dayAfter(today, HEARD_DAYS - 1));
}
