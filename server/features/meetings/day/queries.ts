import { readTextsForStaff, type StaffText } from "@/server/features/languages/queries";
import type { Days } from "@/server/features/people/absence/schema";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { addDays, addMinutes, dayIn, spanOfDays } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { MeetingMode } from "@/server/lib/db/generated/enums";

import { staffMeetings } from "../policy";
import { findPromises, type StaffPromise } from "../promises/queries";
import { delaysOf } from "./rules";
import { EARLY_MINUTES } from "./schema";

export interface DayLine {
  id: string;
  number: number;
  pupilId: string;
  adultId: string;
  startsAt: Date;
  endsAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  adult: string;
  child: string;
  phone: string | null;
  room: string | null;
  mode: MeetingMode;
  language: string;
  needsInterpreter: boolean;
  interpreter: string | null;
  videoLink: string | null;
  state: "booked" | "held" | "absent" | "cancelled";
  longer: boolean;
  /** Minutes by which it will begin later; 0: on time. */
  late: number;
  /** Whether it can be begun, and whether its time has come, so that somebody can be missing. */
  open: boolean;
  begun: boolean;
  /** What the family would like to talk about, in the reader's language as far as it has been translated, with its own words. */
  question: StaffText | null;
  /** What was promised to and by this adult about this child before. */
  promises: StaffPromise[];
}

/** One's own meetings of today by the school's clock, in their order, with what each family would like to talk about and what was promised before. */
export async function listDay(ctx: StaffCtx): Promise<DayLine[]> {
  const today = dayIn(ctx.school.zone, ctx.now);
  const rows = await ctx.db.meeting.findMany({
    where: { AND: [staffMeetings(ctx.actor, ctx.now), { teacherId: ctx.actor.adultId, state: { not: "cancelled" }, startsAt: { gte: addDays(ctx.now, -1), lte: addDays(ctx.now, 1) } }] }, orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    include: { adult: { select: { ...nameFields, phone: true } }, pupil: { select: { givenName: true, familyName: true } }, room: { select: { name: true } }, interpreter: { select: { name: true } } },
  });
  const own = rows.filter(({ startsAt }) => dayIn(ctx.school.zone, startsAt) === today);
  const texts = await readTextsForStaff(ctx.db, own.flatMap(({ questionId }) => questionId ?? []), ctx.locale);
  const promises = await findPromises(ctx, own);
  const late = delaysOf(own, ctx.now);
  return own.map(({ id, number, pupilId, adultId, startsAt, endsAt, startedAt, finishedAt, adult, pupil, room, mode, language, needsInterpreter, interpreter, videoLink, state, longerAt, questionId }) => ({
    id, number, pupilId, adultId, startsAt, endsAt, startedAt, finishedAt, adult: nameOf(adult), child: `${pupil.givenName} ${pupil.familyName}`, phone: mode === "phone" ? adult.phone : null, room: room?.name ?? null, mode, language, needsInterpreter,
    interpreter: interpreter?.name ?? null, videoLink, state, longer: longerAt !== null, late: late.get(id) ?? 0, open: ctx.now >= addMinutes(startsAt, -EARLY_MINUTES) && ctx.now < addMinutes(endsAt, 24 * 60), begun: ctx.now >= startsAt,
    question: (questionId && texts.get(questionId)) || null,
    promises: promises.filter((each) => each.pupilId === pupilId && each.adultId === adultId),
  }));
}

/** The longest list of what stands in the way of being away. */
const PLANNED = 200;

/** One's own meetings that are booked on some days and still to be held, with whom: before one is away. One statement. */
export async function listPlannedMeetings(ctx: StaffCtx, input: Days): Promise<{ id: string; startsAt: Date; endsAt: Date; adult: string; child: string }[]> {
  const span = spanOfDays(ctx.school.zone, input.fromOn, input.untilOn);
  if (!span) return [];
  const rows = await ctx.db.meeting.findMany({
    where: { AND: [staffMeetings(ctx.actor, ctx.now), { teacherId: ctx.actor.adultId, state: "booked", startedAt: null, startsAt: { gte: span.from > ctx.now ? span.from : ctx.now, lt: span.to } }] },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }], take: PLANNED, select: { id: true, startsAt: true, endsAt: true, adult: { select: nameFields }, pupil: { select: { givenName: true, familyName: true } } },
  });
  return rows.map(({ adult, pupil, ...meeting }) => ({ ...meeting, adult: nameOf(adult), child: `${pupil.givenName} ${pupil.familyName}` }));
}
