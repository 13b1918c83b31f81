import { queueMessages } from "@/server/features/delivery/commands";
import { linkAllows } from "@/server/features/people/policy";
import { recordAudit } from "@/server/lib/audit/record";
import { addMinutes, momentIn } from "@/server/lib/clock";
import type { Ctx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Meeting, MeetingRound } from "@/server/lib/db/generated/client";
import { inTurnAgain, sqlState } from "@/server/lib/db/turns";
import { AppError } from "@/server/lib/errors";

import { tellOfMeeting } from "../booking/commands";
import type { Reason } from "../schema";
import { findVideo } from "../settings/queries";
import type { AddHours, AddInterpreter, CreateRound } from "./schema";

export const recordRound = (tx: Tx, ctx: StaffCtx, roundId: string, action: string, detail: Record<string, string | number | boolean | null> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `meetings.${action}`, subjectType: "meeting_round", subjectId: roundId, detail });

/** The moment that the school's clock shows. Errors: invalid_input for a time that this day does not have (the night in spring). */
function moment(ctx: Ctx, day: string, time: string, field: string): Date {
  const at = momentIn(ctx.school.zone, day, time);
  if (!at) throw new AppError("invalid_input", { [field]: "no_time" });
  return at;
}

/** Makes a round, hidden from families until it is opened. The same key again is the same round. Errors: invalid_input (closesOn: order). */
export async function createRound(ctx: StaffCtx, input: CreateRound): Promise<{ roundId: string }> {
  const opensAt = moment(ctx, input.opensOn, input.opensTime, "opensOn");
  const closesAt = moment(ctx, input.closesOn, input.closesTime, "closesOn");
  if (closesAt <= opensAt || closesAt <= ctx.now) throw new AppError("invalid_input", { closesOn: "order" });
  const { key, kind, minutes, gapMinutes, yearGroups, videoLink = null, priority } = input;
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.meetingRound.createMany({
      data: [{ id: key, schoolId: ctx.school.id, kind, minutes, gapMinutes, yearGroups, videoLink, priorityFrom: addMinutes(opensAt, -60 * priority), opensAt, closesAt, createdById: ctx.actor.adultId, createdAt: ctx.now }], skipDuplicates: true,
    });
    if (count > 0) await recordRound(tx, ctx, key, "createRound", { kind });
  });
  return { roundId: key };
}

/** Locks a round. Errors: not_found; conflict (state) when it is over. */
export async function takeRound(tx: Tx, roundId: string): Promise<MeetingRound> {
  await tx.$executeRaw`SELECT 1 FROM meeting_round WHERE id = ${roundId}::uuid FOR UPDATE`;
  const round = await tx.meetingRound.findUnique({ where: { id: roundId } });
  if (!round) throw new AppError("not_found");
  if (round.state === "closed") throw new AppError("conflict", { state: "closed" });
  return round;
}

/** What a constraint of the table refused, as a fault of the form. */
async function refusing<T>(field: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (sqlState(error) === "23P01") throw new AppError("conflict", { [field]: "overlap" });
    throw error;
  }
}

/**
 * Gives teachers hours on one day. Of several teachers each has their own room, so a room is named for one alone.
 * Errors: not_found; conflict (teacherIds: overlap) for hours or a room that are taken; invalid_input (modes: no_video where video has no place).
 */
export async function addHours(ctx: StaffCtx, input: AddHours): Promise<{ added: number }> {
  const { roundId, teacherIds, day, from, to, breakFrom, breakTo, modes } = input;
  if (input.room && teacherIds.length > 1) throw new AppError("invalid_input", { room: "one" });
  const spans = breakFrom && breakTo ? [[from, breakFrom], [breakTo, to]] as const : [[from, to]] as const;
  const times = spans.map(([start, end]) => ({ startsAt: moment(ctx, day, start, "from"), endsAt: moment(ctx, day, end, "to") }));
  return refusing("teacherIds", ctx.db.$transaction(async (tx) => {
    const round = await takeRound(tx, roundId);
    if (modes.includes("video") && !(await findVideo(tx, round))) throw new AppError("invalid_input", { modes: "no_video" });
    const teachers = await tx.adult.count({ where: { id: { in: teacherIds }, removedAt: null, teaching: { some: { endedAt: null } } } });
    if (teachers !== new Set(teacherIds).size) throw new AppError("not_found");
    const room = input.room ? await tx.meetingRoom.upsert({ where: { schoolId_name: { schoolId: ctx.school.id, name: input.room } }, create: { schoolId: ctx.school.id, name: input.room }, update: {}, select: { id: true } }) : null;
    const rows = teacherIds.flatMap((teacherId) => times.map((span) => ({ schoolId: ctx.school.id, roundId, teacherId, roomId: room?.id ?? null, modes, ...span })));
    await tx.meetingSession.createMany({ data: rows });
    await recordRound(tx, ctx, roundId, "addHours", { sessions: rows.length });
    return { added: rows.length };
  }));
}

/** An interpreter comes for some hours of a round. Errors: not_found; conflict (name: overlap); invalid_input. */
export async function addInterpreter(ctx: StaffCtx, input: AddInterpreter): Promise<void> {
  const { roundId, name, languages, day, from, to } = input;
  const span = { startsAt: moment(ctx, day, from, "from"), endsAt: moment(ctx, day, to, "to") };
  await refusing("name", ctx.db.$transaction(async (tx) => {
    await takeRound(tx, roundId);
    const interpreter = await tx.meetingInterpreter.upsert({ where: { schoolId_name: { schoolId: ctx.school.id, name } }, create: { schoolId: ctx.school.id, name, languages }, update: { languages }, select: { id: true } });
    await tx.meetingInterpreterHour.createMany({ data: [{ schoolId: ctx.school.id, roundId, interpreterId: interpreter.id, ...span }] });
    await recordRound(tx, ctx, roundId, "addInterpreter", { languages: languages.length });
  }));
}

/** The adults who may meet about a child of these years, each once. */
async function findInvited(tx: Tx, ctx: StaffCtx, round: MeetingRound): Promise<string[]> {
  const links = await tx.guardianLink.findMany({
    where: { ...linkAllows("meetings", ctx.now), adult: { removedAt: null }, pupil: { removedAt: null, ...(round.yearGroups.length > 0 ? { yearGroup: { in: round.yearGroups } } : {}) } }, distinct: ["adultId"], select: { adultId: true },
  });
  return links.map(({ adultId }) => adultId);
}

/** Opens a round: every adult who may meet about one of its children is told, those with priority when their turn begins. Errors: not_found; conflict; invalid_input (roundId: no_hours). */
export async function openRound(ctx: StaffCtx, input: { roundId: string }): Promise<{ told: number }> {
  return ctx.db.$transaction(async (tx) => {
    const round = await takeRound(tx, input.roundId);
    if (round.state !== "draft") throw new AppError("conflict", { state: round.state });
    if ((await tx.meetingSession.count({ where: { roundId: round.id } })) === 0) throw new AppError("invalid_input", { roundId: "no_hours" });
    await tx.meetingRound.update({ where: { id: round.id }, data: { state: "open" } });
    const adultIds = await findInvited(tx, ctx, round);
    // Nobody is told before the first turn; who waits for their own sees on the page when it begins.
    const notBefore = round.priorityFrom > ctx.now ? round.priorityFrom : undefined;
    const { queued } = await queueMessages(tx, {
      schoolId: ctx.school.id, now: ctx.now,
      messages: adultIds.map((adultId) => ({ adultId, kind: "meetings_open" as const, subjectId: round.id, idempotencyKey: `meetings-open:${round.id}:${adultId}`, notBefore })),
    });
    await recordRound(tx, ctx, round.id, "openRound", { adults: adultIds.length });
    return { told: queued };
  });
}

/** Ends a round: nothing can be booked or moved any more; what is booked stays. Errors: not_found; conflict. */
export async function closeRound(ctx: StaffCtx, input: { roundId: string }): Promise<void> {
  // It stands in line with the families who book in the same moment, and is not turned away because they hold all connections.
  await inTurnAgain(ctx.db, ctx.school.id, async (tx) => {
    const round = await takeRound(tx, input.roundId);
    await tx.meetingRound.update({ where: { id: round.id }, data: { state: "closed" } });
    await recordRound(tx, ctx, round.id, "closeRound");
  });
}

/** Takes meetings off the plan and keeps what the families wished, with the reason: the planner finds them another time. */
export async function dropMeetings(tx: Tx, ctx: Pick<Ctx, "school" | "now">, meetings: (Meeting & { pupil: { givenName: string } })[], reason: Reason): Promise<void> {
  for (const meeting of meetings) {
    await tx.meeting.updateMany({ where: { id: meeting.id }, data: { state: "cancelled", changedAt: ctx.now } });
    const { roundId, adultId, pupilId, teacherId, mode } = meeting;
    const ask = await tx.meetingAsk.upsert({ where: { roundId_adultId: { roundId, adultId } }, create: { schoolId: ctx.school.id, roundId, adultId, suits: [], keeps: [], mode, at: ctx.now }, update: {}, select: { id: true } });
    await tx.meetingWish.upsert({ where: { askId_pupilId_teacherId: { askId: ask.id, pupilId, teacherId } }, create: { schoolId: ctx.school.id, askId: ask.id, pupilId, teacherId, reason }, update: { reason, offers: [] } });
    await tellOfMeeting(tx, ctx, meeting, meeting.pupil.givenName, "meeting_cancelled");
  }
}

/** Ends a teacher's hours earlier, or takes them away. Families who lose their time are told and wait for another. Errors: not_found; conflict; invalid_input. */
export async function cutHours(ctx: StaffCtx, input: { sessionId: string; endsAt: string | null }): Promise<{ lost: number }> {
  return inTurnAgain(ctx.db, ctx.school.id, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM meeting_session WHERE id = ${input.sessionId}::uuid FOR UPDATE`;
    const session = await tx.meetingSession.findUnique({ where: { id: input.sessionId } });
    if (!session) throw new AppError("not_found");
    const endsAt = input.endsAt ? new Date(input.endsAt) : session.startsAt;
    if (endsAt < session.startsAt || endsAt > session.endsAt) throw new AppError("invalid_input", { endsAt: "order" });
    const lost = await tx.meeting.findMany({ where: { sessionId: session.id, state: "booked", endsAt: { gt: endsAt }, startsAt: { gt: ctx.now } }, orderBy: { startsAt: "asc" }, include: { pupil: { select: { givenName: true } } } });
    await dropMeetings(tx, ctx, lost, "hours_cut");
    const keepsSome = endsAt > session.startsAt || (await tx.meeting.count({ where: { sessionId: session.id } })) > 0;
    if (endsAt > session.startsAt) await tx.meetingSession.update({ where: { id: session.id }, data: { endsAt } });
    // Hours of which something is remembered become a minute, so that what was held in them stays.
    else if (keepsSome) await tx.meetingSession.update({ where: { id: session.id }, data: { endsAt: addMinutes(session.startsAt, 1) } });
    else await tx.meetingSession.delete({ where: { id: session.id } });
    await recordRound(tx, ctx, session.roundId, "cutHours", { lost: lost.length });
    return { lost: lost.length };
  });
}
