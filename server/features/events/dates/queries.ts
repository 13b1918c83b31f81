import { readTexts } from "@/server/features/languages/queries";
import { addDays, momentIn } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import type { AskDate } from "../schema";
import { type Also, type Alternative, alternativesTo, type Clash, clashesOf, type DateFacts, type Slot } from "./rules";

/** The middle of England, for a school that has not said where it is. */
const MIDDLE = { latitude: 52.56, longitude: -1.46 };

export interface CheckedDate {
  slot: Slot;
  clashes: Clash[];
  alternatives: Alternative[];
  /** Whether the times of the sun are those of the school's own place. */
  placed: boolean;
}

const timeOf = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/**
 * Whom a time would shut out, and better ones.
 * @param also what is known of a time beside the days that families keep and our own events
 * Errors: invalid_input (day: no_time for one that the clock change skips, to: order).
 */
export async function checkDate(ctx: StaffCtx, input: AskDate, also: Also): Promise<CheckedDate> {
  const startsAt = momentIn(ctx.school.zone, input.day, timeOf(input.from));
  if (!startsAt) throw new AppError("invalid_input", { day: "no_time" });
  if (input.to <= input.from) throw new AppError("invalid_input", { to: "order" });
  const slot = { startsAt, endsAt: new Date(startsAt.getTime() + (input.to - input.from) * 60_000) };
  const [place, sessions] = await Promise.all([
    ctx.db.school.findFirst({ where: { id: ctx.school.id }, select: { latitude: true, longitude: true } }),
    ctx.db.eventSession.findMany({
      where: { cancelledAt: null, startsAt: { lt: addDays(startsAt, 40) }, endsAt: { gt: addDays(startsAt, -10) }, event: { state: { not: "cancelled" } } }, select: { startsAt: true, endsAt: true, event: { select: { titleId: true } } },
    }),
  ]);
  const titles = await readTexts(ctx.db, sessions.map(({ event }) => event.titleId), SOURCE_LANGUAGE);
  const { latitude, longitude } = place ?? {};
  const placed = typeof latitude === "number" && typeof longitude === "number";
  const facts: DateFacts = {
    zone: ctx.school.zone, ...(placed ? { latitude, longitude } : MIDDLE),
    events: sessions.map(({ event, ...times }) => ({ ...times, title: titles.get(event.titleId)?.source ?? "" })),
  };
  return { slot, clashes: [...also(slot), ...clashesOf(slot, facts)], alternatives: alternativesTo(slot, facts, ctx.now, 5, also), placed };
}
