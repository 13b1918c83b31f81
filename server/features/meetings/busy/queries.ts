import type { StaffCtx } from "@/server/lib/context";

import type { Span } from "../rules";

/** What families and interpreters said of their hours, and what is booked: without names. */
export interface MeetingTimes {
  /** What each adult who was ever asked said last. */
  said: { suits: string[]; keeps: string[] }[];
  booked: (Span & { adultId: string })[];
  /** When an interpreter is in the house, and for which languages. */
  interpreters: (Span & { languages: string[] })[];
}

/** All of that for a stretch of time. Three statements. */
export async function findMeetingTimes(ctx: StaffCtx, { startsAt, endsAt }: Span): Promise<MeetingTimes> {
  const within = { startsAt: { lt: endsAt }, endsAt: { gt: startsAt } };
  const [said, booked, hours] = await Promise.all([
    ctx.db.meetingAsk.findMany({ where: { adult: { removedAt: null } }, distinct: ["adultId"], orderBy: [{ adultId: "asc" }, { at: "desc" }], select: { suits: true, keeps: true } }),
    ctx.db.meeting.findMany({ where: { ...within, state: "booked" }, select: { startsAt: true, endsAt: true, adultId: true } }),
    ctx.db.meetingInterpreterHour.findMany({ where: { ...within, absentAt: null }, select: { startsAt: true, endsAt: true, interpreter: { select: { languages: true } } } }),
  ]);
  return { said, booked, interpreters: hours.map(({ interpreter, ...span }) => ({ ...span, ...interpreter })) };
}
