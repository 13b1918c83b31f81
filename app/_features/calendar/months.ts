import { addDays } from "@/server/lib/clock";

/** The day so many days after another: "2026-11-23". */
export const dayAfter = (day: string, days: number): string => addDays(new Date(`${day}T12:00:00Z`), days).toISOString().slice(0, 10);

/** A day as a moment that is that day everywhere in Britain. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => dayAfter(day, -((noonOf(day).getUTCDay() + 6) % 7));

/** The month "2026-11" so many months after another. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** First and last day of a month. */
export const daysOfMonth = (month: string): { first: string; last: string } => ({ first: `${month}-01`, last: dayAfter(`${monthAfter(month, 1)}-01`, -1) });

/** A calendar shows the last twelve months and the next thirteen. */
const [BACK, AHEAD] = [12, 13];

/** The month that an address asks for, if it is one that the calendar shows; this month otherwise. */
export function readMonth(asked: string | undefined, today: string): { month: string; before: string | null; after: string | null } {
  const current = today.slice(0, 7);
  const [first, last] = [monthAfter(current, -BACK), monthAfter(current, AHEAD)];
  const month = asked && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) && asked >= first && asked <= last ? asked : current;
  return { month, before: month > first ? monthAfter(month, -1) : null, after: month < last ? monthAfter(month, 1) : null };
}
