import { findVisitTimes } from "@/server/features/contacts/visits/queries";
import { type CheckedDate, checkDate } from "@/server/features/events/dates/queries";
import type { AskDate } from "@/server/features/events/schema";
import { findMeetingTimes } from "@/server/features/meetings/busy/queries";
import { addDays, momentIn } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";

import { type Hours, shutOut } from "./rules";

/** The better times lie within these days of the one that is asked for (events/dates/rules). */
const [BEFORE, AFTER] = [-9, 41];

/** How many parents and carers of pupils need an interpreter, by the language that they speak first. One statement. */
async function countInterpreted(ctx: StaffCtx): Promise<Map<string, number>> {
  const adults = await ctx.db.adult.findMany({
    where: { removedAt: null, needsInterpreter: true, links: { some: { removedAt: null, confirmedAt: { not: null }, pupil: { removedAt: null } } } }, select: { spokenLanguages: true },
  });
  const counts = new Map<string, number>();
  for (const { spokenLanguages: [language] } of adults) if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  return counts;
}

/**
 * Whom a time would shut out, and better ones, by everything that the school knows: days that families keep, the sun, its own events, what parents said of
 * their hours, meetings and visits that are booked, and when interpreters are in the house. Errors: invalid_input (day: no_time, to: order).
 */
export async function checkEveryone(ctx: StaffCtx, input: AskDate): Promise<CheckedDate> {
  const noon = momentIn(ctx.school.zone, input.day, "12:00");
  const span = noon ? { startsAt: addDays(noon, BEFORE), endsAt: addDays(noon, AFTER) } : { startsAt: ctx.now, endsAt: ctx.now };
  const [times, visits, interpreted] = await Promise.all([findMeetingTimes(ctx, span), findVisitTimes(ctx, span), countInterpreted(ctx)]);
  const hours: Hours = { ...times, visits, interpreted, zone: ctx.school.zone };
  return checkDate(ctx, input, (slot) => shutOut(slot, hours));
}
