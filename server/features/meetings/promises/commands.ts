import { createTask } from "@/server/features/delivery/commands";
import { writeText } from "@/server/features/languages/commands";
import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import { flagSentence } from "@/server/features/languages/workbench/commands";
import { recordAudit } from "@/server/lib/audit/record";
import { addMinutes } from "@/server/lib/clock";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { recordMeeting } from "../booking/commands";
import { EARLY_MINUTES } from "../day/schema";
import { ownPromises, staffMeetings } from "../policy";
import type { Flag, MakePromises } from "./schema";

const taskKey = (promiseId: string) => `meeting-promise:${promiseId}`;

/**
 * Notes what was promised in a meeting. The adult reads it in their language; what the school has to do becomes a task of the teacher with its day. The
 * same promises again are the same ones. Errors: not_found; conflict (startsAt: early) before the meeting; invalid_input (promises: acronym:…).
 */
export async function makePromises(ctx: StaffCtx, input: MakePromises): Promise<void> {
  const unexplained = [...(await findUnexplained(ctx.db, new Map(input.promises.map(({ key, text }) => [key, text])))).values()].flat();
  if (unexplained.length > 0) throw new AppError("invalid_input", { promises: acronymReason([...new Set(unexplained)]) });
  await ctx.db.$transaction(async (tx) => {
    const meeting = await tx.meeting.findFirst({ where: { AND: [{ id: input.meetingId, state: { not: "cancelled" } }, staffMeetings(ctx.actor, ctx.now)] } });
    if (!meeting) throw new AppError("not_found");
    if (addMinutes(meeting.startsAt, -EARLY_MINUTES) > ctx.now) throw new AppError("conflict", { startsAt: "early" });
    // Two copies from a phone that lost its connection are settled one after the other.
    await tx.$executeRaw`SELECT 1 FROM meeting WHERE id = ${meeting.id}::uuid FOR UPDATE`;
    const known = await tx.meetingPromise.findMany({ where: { id: { in: input.promises.map(({ key }) => key) } }, select: { id: true, meetingId: true } });
    if (known.some(({ meetingId }) => meetingId !== meeting.id)) throw new AppError("not_found");
    const { pupilId, adultId, teacherId } = meeting;
    for (const { key, promiser, text, dueOn } of input.promises.filter(({ key: each }) => !known.some(({ id }) => id === each))) {
      const textId = await writeText(tx, { schoolId: ctx.school.id, kind: "meetings.promise", language: SOURCE_LANGUAGE, body: text, authorId: ctx.actor.adultId, pupilId });
      const dueAt = new Date(`${dueOn}T12:00:00Z`);
      await tx.meetingPromise.create({ data: { id: key, schoolId: ctx.school.id, meetingId: meeting.id, pupilId, adultId, promiser, textId, dueAt, madeById: ctx.actor.adultId, createdAt: ctx.now } });
      if (promiser !== "family") await createTask(tx, { schoolId: ctx.school.id, kind: "follow_up", adultId, pupilId, subjectId: key, assigneeId: teacherId, dueAt, uniqueKey: taskKey(key) });
      await recordMeeting(tx, ctx, meeting, "promise", { promiser });
    }
  });
}

/**
 * Marks a promise as kept; again changes nothing. Its task has nothing left to do. The other way round a trigger marks the promise when its task is ended
 * with something done (`keep_promise_of_task`): both take the task before the promise, so that they never wait in a circle. Errors: not_found.
 */
async function keep(tx: Tx, ctx: PersonCtx, where: Prisma.MeetingPromiseWhereInput, by: "school" | "family"): Promise<void> {
  const promise = await tx.meetingPromise.findFirst({ where, select: { id: true, pupilId: true } });
  if (!promise) throw new AppError("not_found");
  await tx.task.updateMany({ where: { uniqueKey: taskKey(promise.id), doneAt: null }, data: { doneAt: ctx.now, doneById: ctx.actor.adultId, outcome: "not_needed" } });
  const { count } = await tx.meetingPromise.updateMany({ where: { id: promise.id, keptAt: null }, data: { keptAt: ctx.now, keptById: ctx.actor.adultId } });
  if (count === 0) return;
  await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "meetings.keepPromise", subjectType: "meeting_promise", subjectId: promise.id, pupilId: promise.pupilId, detail: { by } });
}

/** A member of staff says that a promise is kept. Errors: not_found. */
export async function keepPromise(ctx: StaffCtx, input: { promiseId: string }): Promise<void> {
  await ctx.db.$transaction((tx) => keep(tx, ctx, { id: input.promiseId, meeting: staffMeetings(ctx.actor, ctx.now) }, "school"));
}

/** The adult says that their own promise is kept, not one of the school's. Errors: not_found. */
export async function keepOwnPromise(ctx: PersonCtx, input: { promiseId: string }): Promise<void> {
  const own: Prisma.MeetingPromiseWhereInput = { AND: [{ id: input.promiseId, promiser: { in: ["family", "both"] } }, ownPromises(ctx.actor, ctx.now)] };
  await ctx.db.$transaction((tx) => keep(tx, ctx, own, "family"));
}

/** Tells the school that a sentence of a promise in the adult's own meeting is not clear or looks wrong, in the language in which it was read. Errors: not_found. */
export async function flagPromise(ctx: PersonCtx, input: Flag): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const promise = await tx.meetingPromise.findFirst({ where: { AND: [{ id: input.promiseId }, ownPromises(ctx.actor, ctx.now)] }, select: { pupilId: true, textId: true } });
    if (!promise) throw new AppError("not_found");
    return flagSentence(tx, ctx, { textIds: [promise.textId], segmentId: input.segmentId, kind: input.kind, pupilId: promise.pupilId });
  });
}
