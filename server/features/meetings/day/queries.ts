import { readTexts } from "@/server/features/languages/queries";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { addDays, addMinutes, dayIn } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { MeetingMode } from "@/server/lib/db/generated/enums";

import { staffMeetings } from "../policy";

export interface DayLine {
  id: string;
  startsAt: Date;
  endsAt: Date;
  adult: string;
  child: string;
  phone: string | null;
  room: string | null;
  mode: MeetingMode;
  language: string;
  interpreter: string | null;
  videoLink: string | null;
  state: "booked" | "held" | "absent" | "cancelled";
  longer: boolean;
  /** Whether it has begun, so that something can be said of it. */
  begun: boolean;
  /** What the family would like to talk about: in English as far as it has been translated. */
  question: { body: string; language: string } | null;
}

/** One's own meetings of today by the school's clock, in their order, with what each family would like to talk about. */
export async function listDay(ctx: StaffCtx): Promise<DayLine[]> {
  const today = dayIn(ctx.school.zone, ctx.now);
  const rows = await ctx.db.meeting.findMany({
    where: { AND: [staffMeetings(ctx.actor, ctx.now), { teacherId: ctx.actor.adultId, state: { not: "cancelled" }, startsAt: { gte: addDays(ctx.now, -1), lte: addDays(ctx.now, 1) } }] }, orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    include: { adult: { select: { ...nameFields, phone: true } }, pupil: { select: { givenName: true, familyName: true } }, room: { select: { name: true } }, interpreter: { select: { name: true } } },
  });
  const own = rows.filter(({ startsAt }) => dayIn(ctx.school.zone, startsAt) === today);
  const texts = await readTexts(ctx.db, own.flatMap(({ questionId }) => questionId ?? []), "en");
  return own.map(({ id, startsAt, endsAt, adult, pupil, room, mode, language, interpreter, videoLink, state, longerAt, questionId }) => {
    const text = questionId ? texts.get(questionId) : undefined;
    return {
      id, startsAt, endsAt, adult: nameOf(adult), child: `${pupil.givenName} ${pupil.familyName}`, phone: mode === "phone" ? adult.phone : null, room: room?.name ?? null, mode, language, interpreter: interpreter?.name ?? null, videoLink, state, longer: longerAt !== null,
      begun: ctx.now >= startsAt && ctx.now < addMinutes(endsAt, 24 * 60), question: text ? { body: text.body, language: text.language } : null,
    };
  });
}
