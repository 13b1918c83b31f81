import { clockIn, momentIn } from "@/server/lib/clock";
import { shifted } from "@/server/lib/days/kept";

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

/** So many days before it a day is told to whoever is rung about news: the call of a week is made before it. */
export const RUNG_AHEAD = 10;

/** When a day has to be told on the telephone: in the morning of the last weekday before it. */
export function tellBy(zone: string, day: string): Date {
  const mornings = [1, 2, 3].flatMap((before) => momentIn(zone, shifted(day, -before), "09:00") ?? []);
  return mornings.find((at) => ![0, 6].includes(clockIn(zone, at).weekday)) ?? new Date(day);
}

/** When a reminder of a day leaves for somebody who chose this time. */
export function leavesAt(zone: string, day: string, time: ReminderTimeName): Date | undefined {
  return (time === "morning" ? momentIn(zone, day, "07:00") : momentIn(zone, shifted(day, -1), "16:00")) ?? undefined;
}
