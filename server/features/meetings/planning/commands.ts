import { v7 as uuid } from "uuid";

import { queueMessages } from "@/server/features/delivery/commands";
import { recordAudit } from "@/server/lib/audit/record";
import { addMinutes } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import { inTurnAgain } from "@/server/lib/db/turns";
import { AppError } from "@/server/lib/errors";
import { enqueueJob } from "@/server/lib/jobs/enqueue";
import type { JobCtx } from "@/server/lib/jobs/worker";

import { placeMeeting, recordMeeting, settled, tellOfMeeting } from "../booking/commands";
import { staffMeetings } from "../policy";
import { recordRound, takeRound } from "../rounds/commands";
import { videoLinkFor } from "../rules";
import type { Mode } from "../schema";
import { findVideo } from "../settings/queries";
import { loadProblem } from "./queries";
import { type Board, explain, layOut, type Plan } from "./rules";
import { carryOver } from "./rules.solve";

/** Asks for a plan of a round; it is made in the background. Again while it waits it is the same one. Errors: not_found; conflict. */
export async function askForPlan(ctx: StaffCtx, input: { roundId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const round = await takeRound(tx, input.roundId);
    await wakePlanner(tx, round.id);
    await recordRound(tx, ctx, round.id, "askForPlan");
  });
}

async function wakePlanner(tx: Tx, roundId: string): Promise<void> {
  await tx.meetingRound.update({ where: { id: roundId }, data: { planning: "waiting" } });
  await enqueueJob(tx, "meetings.plan", { roundId }, { key: `meetings.plan:${roundId}`, queue: `meetings.plan:${roundId}` });
}

/**
 * Holds what a plan rests on until the caller's transaction ends: orders of a court, links that end, hours that are cut, families who ask anew or call
 * off, and staff who move wait for it, and what they did before is seen. Bookings go on, unless `alone`.
 */
async function holdRound(tx: Tx, roundId: string, alone: boolean): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM guardian_link l WHERE EXISTS (SELECT 1 FROM meeting_ask k JOIN meeting_wish w ON w.ask_id = k.id WHERE k.round_id = ${roundId}::uuid AND k.adult_id = l.adult_id AND w.pupil_id = l.pupil_id)
    ORDER BY l.id FOR SHARE`;
  await tx.$executeRaw`SELECT 1 FROM meeting_session WHERE round_id = ${roundId}::uuid ORDER BY id FOR SHARE`;
  if (alone) await tx.$executeRaw`SELECT 1 FROM meeting_round WHERE id = ${roundId}::uuid FOR NO KEY UPDATE`;
  else await tx.$executeRaw`SELECT 1 FROM meeting_round WHERE id = ${roundId}::uuid FOR SHARE`;
  await tx.$executeRaw`SELECT 1 FROM meeting_ask WHERE round_id = ${roundId}::uuid ORDER BY id FOR NO KEY UPDATE`;
  await tx.$executeRaw`SELECT 1 FROM meeting WHERE round_id = ${roundId}::uuid AND state = 'booked' ORDER BY id FOR UPDATE`;
}

/** How many wishes have a place, how many have none, and to how many adults something was told. */
export interface Written {
  placed: number;
  unplaced: number;
  changed: number;
}

/**
 * Writes a plan down in the caller's transaction, by what holds in this moment (`carryOver`): what moved, what is new, what has no place any more, and
 * why. Every adult for whom something changed is told once. The database refuses what a booking has taken in the same moment; then it is written again.
 * @param made the plan, and the board for which it was made
 * @param alone whether bookings of the round wait meanwhile
 * @returns null, and nothing is written, when the round has been closed
 */
export async function writePlan(tx: Tx, ctx: Pick<JobCtx, "school" | "now">, roundId: string, made: { board: Board; plan: Plan }, alone: boolean): Promise<Written | null> {
  const { school, now } = ctx;
  await holdRound(tx, roundId, alone);
  const round = await tx.meetingRound.findUnique({ where: { id: roundId } });
  if (!round || round.state === "closed") return null;
  const loaded = await loadProblem(tx, round, school.zone, now);
  const board = layOut(loaded.problem);
  const plan = carryOver(made.board, made.plan, board);
  const { wishes, sessions } = board.problem;
  const told = new Set<string>();
  const video = await findVideo(tx, round);
  const rooms = new Map((await tx.meetingSession.findMany({ where: { id: { in: sessions.map(({ id }) => id) } }, select: { id: true, roomId: true } })).map(({ id, roomId }) => [id, roomId]));
  const same = (index: number) => {
    const [option, wish] = [plan[index], wishes[index]];
    const own = wish && loaded.meetings.get(wish.id);
    return Boolean(option && own && addMinutes(board.origin, option.start).getTime() === own.startsAt.getTime() && option.interpreterId === own.interpreterId && option.sessionId === own.sessionId && wish.mode === own.mode && wish.language === own.language);
  };
  // First everything that moves lets go of its hours, then each takes its new ones: two that change places do not meet.
  const moving = wishes.flatMap((wish, index) => (same(index) ? [] : (loaded.meetings.get(wish.id)?.id ?? [])));
  await tx.meeting.updateMany({ where: { id: { in: moving } }, data: { state: "cancelled", changedAt: now } });
  await tx.meetingWish.updateMany({ where: { id: { in: wishes.flatMap(({ id }, index) => (plan[index] && loaded.lost.has(id) ? [id] : [])) } }, data: { reason: null, offers: [] } });
  const fresh: Prisma.MeetingCreateManyInput[] = [];
  for (const [index, wish] of wishes.entries()) {
    const [option, own] = [plan[index], loaded.meetings.get(wish.id)];
    if (!option) {
      const { reason, offers } = explain(board, plan, index);
      await tx.meetingWish.updateMany({ where: { id: wish.id }, data: { reason, offers } });
      // Whoever had no place before for the same reason has been told.
      if (own || loaded.lost.get(wish.id) !== reason) told.add(wish.adultId);
      continue;
    }
    if (same(index)) continue;
    const id = own?.id ?? uuid();
    const row = {
      sessionId: option.sessionId, roomId: wish.mode === "in_person" ? (rooms.get(option.sessionId) ?? null) : null, mode: wish.mode, language: wish.language, needsInterpreter: wish.interpreter, interpreterId: option.interpreterId,
      startsAt: addMinutes(board.origin, option.start), endsAt: addMinutes(board.origin, option.end), gapMinutes: wish.mode === "in_person" ? round.gapMinutes : 0, videoLink: wish.mode === "video" && video ? videoLinkFor(video, id) : null, changedAt: now,
    };
    if (own) await tx.meeting.updateMany({ where: { id }, data: { ...row, state: "booked" } });
    else fresh.push({ id, schoolId: school.id, roundId, pupilId: wish.pupilId, adultId: wish.adultId, teacherId: wish.teacherId, ...row, createdAt: now });
    told.add(wish.adultId);
  }
  await tx.meeting.createMany({ data: fresh });
  await queueMessages(tx, { schoolId: school.id, now, messages: [...told].map((adultId) => ({ adultId, kind: "meetings_planned" as const, subjectId: roundId, idempotencyKey: `meetings-planned:${roundId}:${adultId}:${now.getTime()}` })) });
  await tx.meetingRound.update({ where: { id: roundId }, data: { planning: "done", plannedAt: now } });
  const unplaced = plan.filter((option) => option === null).length;
  await recordAudit(tx, { schoolId: school.id, at: now, actorId: null, action: "meetings.plan", subjectType: "meeting_round", subjectId: roundId, detail: { placed: plan.length - unplaced, unplaced, changed: told.size } });
  return { placed: plan.length - unplaced, unplaced, changed: told.size };
}

/** Locks a meeting that staff may change. Errors: not_found; conflict (state). */
async function takeAny(tx: Tx, ctx: StaffCtx, meetingId: string) {
  const found = await tx.meeting.findFirst({ where: { AND: [{ id: meetingId }, staffMeetings(ctx.actor, ctx.now)] }, select: { id: true } });
  if (!found) throw new AppError("not_found");
  await tx.$executeRaw`SELECT 1 FROM meeting WHERE id = ${meetingId}::uuid FOR UPDATE`;
  const meeting = await tx.meeting.findUniqueOrThrow({ where: { id: meetingId } });
  if (meeting.state !== "booked") throw new AppError("conflict", { state: meeting.state });
  return meeting;
}

/** Staff put a meeting at another time: it is pinned there, and the family is told. Errors: those of a booking; conflict. */
export async function shiftMeeting(ctx: StaffCtx, input: { meetingId: string; startsAt: string; mode: Mode }): Promise<{ roundId: string }> {
  const startsAt = new Date(input.startsAt);
  return settled(ctx, async (tx) => {
    const meeting = await takeAny(tx, ctx, input.meetingId);
    const facts = await placeMeeting(tx, ctx, meeting, { startsAt, mode: input.mode });
    await tx.meeting.updateMany({ where: { id: meeting.id }, data: { pinned: true } });
    await tellOfMeeting(tx, ctx, { ...meeting, startsAt }, facts.child, "meeting_changed");
    await recordMeeting(tx, ctx, meeting, "shift", { by: "staff" });
    return { roundId: meeting.roundId };
  });
}

/** Lets the planner leave a meeting where it is, or move it again. Errors: not_found; conflict. */
export async function pinMeeting(ctx: StaffCtx, input: { meetingId: string; pinned: boolean }): Promise<{ roundId: string }> {
  return ctx.db.$transaction(async (tx) => {
    const meeting = await takeAny(tx, ctx, input.meetingId);
    await tx.meeting.updateMany({ where: { id: meeting.id }, data: { pinned: input.pinned, changedAt: ctx.now } });
    await recordMeeting(tx, ctx, meeting, "pin", { pinned: input.pinned });
    return { roundId: meeting.roundId };
  });
}

/** An interpreter does not come: whoever they would have helped is planned anew at once, all others stay where they can. Errors: not_found; conflict. */
export async function missInterpreter(ctx: StaffCtx, input: { hourId: string }): Promise<{ roundId: string; lost: number }> {
  return inTurnAgain(ctx.db, ctx.school.id, async (tx) => {
    const hours = await tx.meetingInterpreterHour.findFirst({ where: { id: input.hourId, absentAt: null } });
    if (!hours) throw new AppError("not_found");
    const { roundId, interpreterId, startsAt, endsAt } = hours;
    await takeRound(tx, roundId);
    await tx.meetingInterpreterHour.update({ where: { id: hours.id }, data: { absentAt: ctx.now } });
    const lost = await tx.meeting.findMany({ where: { roundId, interpreterId, state: "booked", startsAt: { gte: startsAt > ctx.now ? startsAt : ctx.now, lt: endsAt } } });
    for (const { adultId, pupilId, teacherId, mode } of lost) {
      const ask = await tx.meetingAsk.upsert({ where: { roundId_adultId: { roundId, adultId } }, create: { schoolId: ctx.school.id, roundId, adultId, suits: [], keeps: [], mode, at: ctx.now }, update: {}, select: { id: true } });
      await tx.meetingWish.upsert({ where: { askId_pupilId_teacherId: { askId: ask.id, pupilId, teacherId } }, create: { schoolId: ctx.school.id, askId: ask.id, pupilId, teacherId }, update: {} });
    }
    await tx.meeting.updateMany({ where: { id: { in: lost.map(({ id }) => id) } }, data: { interpreterId: null, pinned: false, changedAt: ctx.now } });
    await wakePlanner(tx, roundId);
    await recordRound(tx, ctx, roundId, "missInterpreter", { lost: lost.length });
    return { roundId, lost: lost.length };
  });
}
