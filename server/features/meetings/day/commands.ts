import { createTask, queueMessages } from "@/server/features/delivery/commands";
import { addMinutes } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Meeting } from "@/server/lib/db/generated/client";
import { AppError } from "@/server/lib/errors";

import { promiseTexts, recordMeeting } from "../booking/commands";
import { staffMeetings } from "../policy";
import { tapMoment } from "./rules";
import { EARLY_MINUTES, type Tap } from "./schema";

/** Locks a meeting of the day in one of these states. Errors: not_found; conflict (state; startsAt: early before it can begin). */
async function take(tx: Tx, ctx: StaffCtx, meetingId: string, states: readonly Meeting["state"][], early = 0): Promise<Meeting> {
  const found = await tx.meeting.findFirst({ where: { AND: [{ id: meetingId }, staffMeetings(ctx.actor, ctx.now)] }, select: { id: true } });
  if (!found) throw new AppError("not_found");
  await tx.$executeRaw`SELECT 1 FROM meeting WHERE id = ${meetingId}::uuid FOR UPDATE`;
  const meeting = await tx.meeting.findUniqueOrThrow({ where: { id: meetingId } });
  if (!states.includes(meeting.state)) throw new AppError("conflict", { state: meeting.state });
  if (addMinutes(meeting.startsAt, -early) > ctx.now) throw new AppError("conflict", { startsAt: "early" });
  return meeting;
}

const absentKey = (meetingId: string) => `meeting-absent:${meetingId}`;

/** Nobody rings a family that came. */
const stopCall = (tx: Tx, ctx: StaffCtx, meetingId: string) =>
  tx.task.updateMany({ where: { uniqueKey: absentKey(meetingId), doneAt: null }, data: { doneAt: ctx.now, doneById: ctx.actor.adultId, outcome: "not_needed" } });

/**
 * The family is here and the meeting begins: it may be before its time. Again changes nothing. What the teacher had not ended before has ended now.
 * Errors: not_found; conflict.
 */
export async function startMeeting(ctx: StaffCtx, input: Tap): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const meeting = await take(tx, ctx, input.meetingId, ["booked", "held", "absent"], EARLY_MINUTES);
    if (meeting.startedAt) return;
    const startedAt = tapMoment(input.at, meeting, ctx.now);
    // Whoever had been ended already, by a tap that arrived sooner, has not begun after its end.
    const at = meeting.finishedAt && meeting.finishedAt < startedAt ? meeting.finishedAt : startedAt;
    const open = await tx.meeting.findMany({ where: { teacherId: meeting.teacherId, startedAt: { lte: at, gte: addMinutes(at, -24 * 60) }, finishedAt: null, state: { not: "cancelled" }, id: { not: meeting.id } }, select: { id: true } });
    await tx.meeting.updateMany({ where: { id: { in: open.map(({ id }) => id) } }, data: { finishedAt: at, state: "held", changedAt: ctx.now } });
    await tx.meeting.updateMany({ where: { id: meeting.id }, data: { startedAt: at, changedAt: ctx.now, ...(meeting.state === "absent" ? { state: "held" as const } : {}) } });
    await stopCall(tx, ctx, meeting.id);
    await recordMeeting(tx, ctx, meeting, "start");
  });
}

/** The meeting is over: the family came. Again changes nothing; whoever was thought absent came after all. Errors: not_found; conflict. */
export async function finishMeeting(ctx: StaffCtx, input: Tap): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const meeting = await take(tx, ctx, input.meetingId, ["booked", "held", "absent"], EARLY_MINUTES);
    if (meeting.state === "held" && meeting.finishedAt) return;
    const at = tapMoment(input.at, meeting, ctx.now);
    const finishedAt = meeting.finishedAt ?? (meeting.startedAt && at < meeting.startedAt ? meeting.startedAt : at);
    await tx.meeting.updateMany({ where: { id: meeting.id }, data: { state: "held", finishedAt, changedAt: ctx.now } });
    await stopCall(tx, ctx, meeting.id);
    await recordMeeting(tx, ctx, meeting, "finish");
  });
}

/** The family did not come: it is rung, once, however often that is said. Errors: not_found; conflict (state, also once it has begun). */
export async function markAbsent(ctx: StaffCtx, input: { meetingId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const meeting = await take(tx, ctx, input.meetingId, ["booked", "absent"]);
    if (meeting.startedAt) throw new AppError("conflict", { state: "held" });
    const { id, adultId, pupilId } = meeting;
    await tx.meeting.updateMany({ where: { id }, data: { state: "absent", changedAt: ctx.now } });
    await createTask(tx, { schoolId: ctx.school.id, kind: "call", adultId, pupilId, subjectId: id, dueAt: ctx.now, uniqueKey: absentKey(id) });
    await recordMeeting(tx, ctx, meeting, "absent");
  });
}

/**
 * More time is needed than there was: the teacher agrees another talk with the same adult about the same child, the adult is told, and nobody is cut
 * off. It goes on until its end is tapped. Errors: not_found; conflict (also translation: unchecked).
 */
export async function needLonger(ctx: StaffCtx, input: { meetingId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const meeting = await take(tx, ctx, input.meetingId, ["booked", "held"], EARLY_MINUTES);
    if (meeting.longerAt) return;
    const { id, adultId, pupilId, teacherId } = meeting;
    const child = await tx.pupil.findUniqueOrThrow({ where: { id: pupilId }, select: { givenName: true } });
    await tx.meeting.updateMany({ where: { id }, data: { state: "held", longerAt: ctx.now, changedAt: ctx.now } });
    await createTask(tx, { schoolId: ctx.school.id, kind: "follow_up", adultId, pupilId, subjectId: id, assigneeId: teacherId, dueAt: ctx.now, uniqueKey: `meeting-longer:${id}` });
    await queueMessages(tx, {
      schoolId: ctx.school.id, now: ctx.now,
      messages: [{ adultId, pupilId, subjectId: id, kind: "meeting_longer", textIds: await promiseTexts(tx, id), args: { child: child.givenName }, idempotencyKey: `meeting-longer:${id}` }],
    });
    await recordMeeting(tx, ctx, meeting, "longer");
  });
}
