import { createTask } from "@/server/features/delivery/commands";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Meeting } from "@/server/lib/db/generated/client";
import { AppError } from "@/server/lib/errors";

import { recordMeeting } from "../booking/commands";
import { staffMeetings } from "../policy";

/** Locks a meeting of the day in one of these states. Errors: not_found; conflict (state; startsAt: soon before it has begun). */
async function take(tx: Tx, ctx: StaffCtx, meetingId: string, states: readonly Meeting["state"][]): Promise<Meeting> {
  const found = await tx.meeting.findFirst({ where: { AND: [{ id: meetingId }, staffMeetings(ctx.actor, ctx.now)] }, select: { id: true } });
  if (!found) throw new AppError("not_found");
  await tx.$executeRaw`SELECT 1 FROM meeting WHERE id = ${meetingId}::uuid FOR UPDATE`;
  const meeting = await tx.meeting.findUniqueOrThrow({ where: { id: meetingId } });
  if (!states.includes(meeting.state)) throw new AppError("conflict", { state: meeting.state });
  if (meeting.startsAt > ctx.now) throw new AppError("conflict", { startsAt: "early" });
  return meeting;
}

/** The family came. Again changes nothing; whoever was thought absent came after all. Errors: not_found; conflict. */
export async function markHeld(ctx: StaffCtx, input: { meetingId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const meeting = await take(tx, ctx, input.meetingId, ["booked", "held", "absent"]);
    await tx.meeting.updateMany({ where: { id: meeting.id }, data: { state: "held", changedAt: ctx.now } });
    // Nobody rings a family that came.
    await tx.task.updateMany({ where: { uniqueKey: absentKey(meeting.id), doneAt: null }, data: { doneAt: ctx.now, doneById: ctx.actor.adultId, outcome: "not_needed" } });
    await recordMeeting(tx, ctx, meeting, "held");
  });
}

const absentKey = (meetingId: string) => `meeting-absent:${meetingId}`;

/** The family did not come: it is rung, once, however often that is said. Errors: not_found; conflict. */
export async function markAbsent(ctx: StaffCtx, input: { meetingId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const meeting = await take(tx, ctx, input.meetingId, ["booked", "absent"]);
    const { id, adultId, pupilId } = meeting;
    await tx.meeting.updateMany({ where: { id }, data: { state: "absent", changedAt: ctx.now } });
    await createTask(tx, { schoolId: ctx.school.id, kind: "call", adultId, pupilId, subjectId: id, dueAt: ctx.now, uniqueKey: absentKey(id) });
    await recordMeeting(tx, ctx, meeting, "absent");
  });
}

/** More time is needed than there was: somebody agrees another appointment, and nobody is cut off. Errors: not_found; conflict. */
export async function needLonger(ctx: StaffCtx, input: { meetingId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const meeting = await take(tx, ctx, input.meetingId, ["booked", "held"]);
    const { id, adultId, pupilId, teacherId } = meeting;
    await tx.meeting.updateMany({ where: { id }, data: { state: "held", longerAt: ctx.now, changedAt: ctx.now } });
    await createTask(tx, { schoolId: ctx.school.id, kind: "follow_up", adultId, pupilId, subjectId: id, assigneeId: teacherId, dueAt: ctx.now, uniqueKey: `meeting-longer:${id}` });
    await recordMeeting(tx, ctx, meeting, "longer");
  });
}
