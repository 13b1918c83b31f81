import { nameFields, nameOf } from "@/server/features/people/rules";
import type { StaffCtx } from "@/server/lib/context";
import type { MeetingMode } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { findVideo } from "../settings/queries";

export interface RoundLine {
  id: string;
  kind: "evening" | "rolling";
  state: "draft" | "open" | "closed";
  opensAt: Date;
  closesAt: Date;
  first: Date | null;
  meetings: number;
  wishes: number;
}

/** All rounds, the newest first. Three statements. */
export async function listRounds(ctx: StaffCtx): Promise<RoundLine[]> {
  const [rounds, sessions, wishes] = await Promise.all([
    ctx.db.meetingRound.findMany({ orderBy: [{ opensAt: "desc" }, { id: "desc" }], select: { id: true, kind: true, state: true, opensAt: true, closesAt: true, _count: { select: { meetings: { where: { state: { not: "cancelled" } } } } } } }),
    ctx.db.meetingSession.groupBy({ by: ["roundId"], _min: { startsAt: true } }),
    ctx.db.meetingAsk.findMany({ select: { roundId: true, _count: { select: { wishes: true } } } }),
  ]);
  const first = new Map(sessions.map(({ roundId, _min }) => [roundId, _min.startsAt]));
  return rounds.map(({ _count, ...round }) => ({ ...round, first: first.get(round.id) ?? null, meetings: _count.meetings, wishes: wishes.filter(({ roundId }) => roundId === round.id).reduce((sum, each) => sum + each._count.wishes, 0) }));
}

export interface StaffRound extends Omit<RoundLine, "first"> {
  minutes: number;
  gapMinutes: number;
  yearGroups: number[];
  priorityFrom: Date;
  /** Whether video has a place, so that it can be offered. */
  video: boolean;
  planning: "none" | "waiting" | "done" | "failed";
  plannedAt: Date | null;
  sessions: { id: string; teacherId: string; teacher: string; room: string | null; startsAt: Date; endsAt: Date; modes: MeetingMode[] }[];
  interpreters: { id: string; name: string; languages: string[]; startsAt: Date; endsAt: Date; absent: boolean }[];
  /** Whoever can be given hours. */
  teachers: { id: string; name: string }[];
}

/** One round with its hours and interpreters. Errors: not_found. */
export async function getRound(ctx: StaffCtx, input: { roundId: string }): Promise<StaffRound> {
  const { roundId } = input;
  const [round, sessions, hours, teachers, meetings, wishes] = await Promise.all([
    ctx.db.meetingRound.findUnique({ where: { id: roundId } }),
    ctx.db.meetingSession.findMany({ where: { roundId }, orderBy: [{ startsAt: "asc" }, { teacherId: "asc" }], select: { id: true, teacherId: true, startsAt: true, endsAt: true, modes: true, room: { select: { name: true } }, teacher: { select: nameFields } } }),
    ctx.db.meetingInterpreterHour.findMany({ where: { roundId }, orderBy: [{ startsAt: "asc" }, { id: "asc" }], select: { id: true, startsAt: true, endsAt: true, absentAt: true, interpreter: { select: { name: true, languages: true } } } }),
    ctx.db.adult.findMany({ where: { removedAt: null, teaching: { some: { endedAt: null } } }, orderBy: [{ familyName: "asc" }, { id: "asc" }], select: { id: true, ...nameFields } }),
    ctx.db.meeting.count({ where: { roundId, state: { not: "cancelled" } } }),
    ctx.db.meetingWish.count({ where: { ask: { roundId } } }),
  ]);
  if (!round) throw new AppError("not_found");
  const { id, kind, state, opensAt, closesAt, minutes, gapMinutes, yearGroups, priorityFrom, planning, plannedAt } = round;
  return {
    id, kind, state, opensAt, closesAt, minutes, gapMinutes, yearGroups, priorityFrom, planning, plannedAt, meetings, wishes, video: (await findVideo(ctx.db, round)) !== null,
    sessions: sessions.map(({ teacher, room, ...each }) => ({ ...each, teacher: nameOf(teacher), room: room?.name ?? null })),
    interpreters: hours.map(({ interpreter, absentAt, ...each }) => ({ ...each, ...interpreter, absent: absentAt !== null })),
    teachers: teachers.map((each) => ({ id: each.id, name: nameOf(each) })),
  };
}
