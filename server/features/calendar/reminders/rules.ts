import type { ReminderTimeName } from "../schema";

/** Minutes of the school's day from which reminders leave, and until when a late one still helps. */
const times: { time: ReminderTimeName; from: number; until: number }[] = [
  { time: "morning", from: 7 * 60, until: 9 * 60 },
  { time: "day_before", from: 16 * 60, until: 22 * 60 },
];

/** Which reminders are due at a minute of the school's day. Both hours lie outside those that a change of the clocks skips or repeats. */
export function dueOn(minute: number): ReminderTimeName[] {
  return times.filter(({ from, until }) => minute >= from && minute < until).map(({ time }) => time);
}
