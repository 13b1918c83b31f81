import { v7 as uuid } from "uuid";

import { createTask, queueMessages } from "@/server/features/delivery/commands";
import { acknowledgeMessages } from "@/server/features/delivery/ladder/commands";
import { MESSAGE_CALL } from "@/server/features/delivery/rules";
import { writeText } from "@/server/features/languages/commands";
import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import { keepVoiceNote, writeDownNote } from "@/server/features/languages/speech/commands";
import { flagSentence } from "@/server/features/languages/workbench/commands";
import { familyVisible } from "@/server/features/people/policy";
import { recordAudit } from "@/server/lib/audit/record";
import { addDays } from "@/server/lib/clock";
import type { Ctx, PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { PostVia, ThreadTeam } from "@/server/lib/db/generated/enums";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { remakePicture } from "@/server/lib/pictures/remake";

import { ownThreads, staffThreads, teamPupils } from "./policy";
import { coveredClasses, type FamilyThread, findMembers, getFamilyThread, getStaffThread, mayWriteTo, type StaffThread } from "./queries";
import { isAboutSafety, nextWorkingMoment, postKey, sniffFile } from "./rules";
import { type Answer, type Away, FILE_BYTES, type Flag, type Write, type WriteDown } from "./schema";

interface ThreadRow {
  id: string;
  pupilId: string;
  adultId: string;
  team: ThreadTeam;
  assigneeId: string | null;
  pupil: { givenName: string };
}

const threadFields = { id: true, pupilId: true, adultId: true, team: true, assigneeId: true, pupil: { select: { givenName: true } } } as const;

/** The conversation of an adult with a team about a child, begun when there is none. Two at once begin one. */
async function openThread(tx: Tx, ctx: Ctx, input: { pupilId: string; adultId: string; team: ThreadTeam }): Promise<ThreadRow> {
  const row = { schoolId: ctx.school.id, ...input };
  await tx.thread.createMany({ data: [{ id: uuid(), ...row, lastAt: ctx.now, createdAt: ctx.now }], skipDuplicates: true });
  return tx.thread.findUniqueOrThrow({ where: { schoolId_pupilId_adultId_team: row }, select: threadFields });
}

/** Pictures made anew and documents, by what their bytes say. Done before the transaction: it takes time. Errors: invalid_input, too_large. */
async function readFiles(files: readonly Uint8Array[]): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  return Promise.all(files.map(async (file) => {
    const kind = sniffFile(file);
    if (!kind) throw new AppError("invalid_input", { files: "unknown_kind" });
    if (kind === "pdf") return { type: "application/pdf", bytes: new Uint8Array(file) };
    const bytes = await remakePicture(file, FILE_BYTES, { width: 1600, height: 1600, fit: "inside", withoutEnlargement: true }).catch((error: unknown) => {
      throw error instanceof AppError && error.code === "invalid_input" ? new AppError("invalid_input", { files: "broken" }) : error;
    });
    return { type: "image/jpeg", bytes: new Uint8Array(bytes) };
  }));
}

/** Where the first copy of a message went, or null when it is the first. A key of somebody else's is nobody's business. Errors: not_found. */
async function findSent(tx: Tx, ctx: PersonCtx, key: string, keys: string[]): Promise<string[] | null> {
  // Two copies at once, from a double press or a phone that lost its connection, are settled one after the other.
  await lockKey(tx, key);
  const known = await tx.post.findMany({ where: { idempotencyKey: { in: keys } }, select: { threadId: true, authorId: true } });
  if (known.some(({ authorId }) => authorId !== ctx.actor.adultId)) throw new AppError("not_found");
  return known.length > 0 ? known.map(({ threadId }) => threadId) : null;
}

async function keepFiles(tx: Tx, ctx: Ctx, postId: string, files: { type: string; bytes: Uint8Array<ArrayBuffer> }[]): Promise<void> {
  if (files.length > 0) await tx.postFile.createMany({ data: files.map((file) => ({ id: uuid(), schoolId: ctx.school.id, postId, ...file })) });
}

/**
 * An adult of a family writes to the school about a child, in any language: words, a voice note, a picture, files. The team is told
 * in its working hours, once until it has answered. "Please phone me" and "I do not understand" become a call.
 * The same message sent again changes nothing.
 * @param via how it came in; a page unless said
 * Errors: not_found for a child or conversation that is not theirs; invalid_input and too_large for a voice or file that cannot be taken.
 */
export async function writeToSchool(ctx: PersonCtx, input: Write, via: PostVia = "page"): Promise<{ threadId: string }> {
  const files = await readFiles(input.files);
  return ctx.db.$transaction(async (tx) => {
    const [sent] = (await findSent(tx, ctx, input.key, [input.key])) ?? [];
    if (sent) return { threadId: sent };
    const thread = await findOwn(tx, ctx, input);
    const [schoolId, postId, { adultId }] = [ctx.school.id, uuid(), ctx.actor];
    const textId = input.words
      ? await writeText(tx, { schoolId, kind: "messages.reply", language: ctx.locale, body: input.words, authorId: adultId, pupilId: thread.pupilId })
      : null;
    await tx.post.create({
      data: { id: postId, schoolId, threadId: thread.id, authorId: adultId, side: "family", textId, sign: input.sign ?? null, via, at: ctx.now, idempotencyKey: input.key },
    });
    await keepFiles(tx, ctx, postId, files);
    if (input.voice) await keepVoiceNote(tx, ctx, { subjectId: postId, ofRecord: true, pupilId: thread.pupilId, audio: input.voice });
    // Thanks alone ask for no answer: nobody is told, and the family does not count as waiting.
    const asks = input.sign !== "thanks" || textId !== null || input.voice !== undefined || files.length > 0;
    const [waiting] = await tx.$queryRaw<{ since: Date | null }[]>`
      UPDATE thread SET last_at = ${ctx.now}::timestamptz, waiting_since = CASE WHEN ${asks} THEN coalesce(waiting_since, ${ctx.now}::timestamptz) ELSE waiting_since END
      WHERE id = ${thread.id}::uuid RETURNING waiting_since AS since`;
    if (input.sign === "phone_me" || input.sign === "not_clear") {
      await createTask(tx, {
        schoolId, kind: "call", adultId, pupilId: thread.pupilId, subjectId: thread.id, assigneeId: thread.assigneeId, dueAt: addDays(ctx.now, 1), uniqueKey: `${MESSAGE_CALL}${postId}`,
      });
    }
    if (asks) await tellTeam(tx, ctx, thread, waiting?.since ?? ctx.now);
    await recordAudit(tx, {
      schoolId, at: ctx.now, actorId: adultId, action: "messages.write", subjectType: "post", subjectId: postId, pupilId: thread.pupilId,
      detail: { team: thread.team, words: textId !== null, voice: input.voice !== undefined, sign: input.sign ?? null, files: files.length, via },
    });
    return { threadId: thread.id };
  });
}

async function findOwn(tx: Tx, ctx: PersonCtx, input: Write): Promise<ThreadRow> {
  if (input.threadId) {
    const thread = await tx.thread.findFirst({ where: { AND: [{ id: input.threadId }, ownThreads(ctx.actor, ctx.now)] }, select: threadFields });
    if (!thread) throw new AppError("not_found");
    return thread;
  }
  const { pupilId = "", team } = input;
  const pupil = await tx.pupil.findFirst({ where: { AND: [{ id: pupilId }, familyVisible(ctx.actor, "messages", ctx.now)] }, select: { id: true } });
  if (!pupil || !team || (await findMembers(tx, ctx, team, pupilId)).length === 0) throw new AppError("not_found");
  return openThread(tx, ctx, { pupilId, adultId: ctx.actor.adultId, team });
}

/**
 * Tells those who answer that a family has written: the colleague who took it on, else the team; who steps in for somebody who is away.
 * Nothing about the family is in it. In working hours, and once until somebody has answered.
 */
async function tellTeam(tx: Tx, ctx: Ctx, thread: ThreadRow, waitingSince: Date): Promise<void> {
  const members = await findMembers(tx, ctx, thread.team, thread.pupilId);
  const taken = members.filter(({ adultId }) => adultId === thread.assigneeId);
  const staffIds = new Set((taken.length > 0 ? taken : members).flatMap((member) => (member.away ? (member.away.cover?.adultId ?? []) : member.adultId)));
  staffIds.delete(thread.adultId);
  await queueMessages(tx, {
    schoolId: ctx.school.id, now: ctx.now,
    messages: [...staffIds].map((adultId) => ({
      adultId, kind: "family_wrote" as const, subjectId: thread.id, idempotencyKey: `thread:${thread.id}:${waitingSince.getTime()}:${adultId}`,
      notBefore: nextWorkingMoment(ctx.now, ctx.school.zone),
    })),
  });
}

/**
 * The school writes to a family: on in a conversation, or to several adults about a child, each in a conversation of their own with a
 * text of their own. Each is told as people says they are reached: who reads nothing is rung. What is about safety
 * or health leaves at once, at any hour.
 * Errors: not_found for a conversation or child of none of one's teams; not_allowed when an order, or the end of a link, keeps the
 * adult from messages; conflict when a text of high stakes has no approved translation in the adult's language; invalid_input (also words: acronym:…), too_large.
 */
export async function writeToFamily(ctx: StaffCtx, input: Answer): Promise<{ threadIds: string[]; told: number }> {
  const unexplained = (await findUnexplained(ctx.db, new Map([["words", input.words]]))).get("words");
  if (unexplained) throw new AppError("invalid_input", { words: acronymReason(unexplained) });
  const files = await readFiles(input.files);
  const covered = await coveredClasses(ctx, ctx.actor);
  return ctx.db.$transaction(async (tx) => {
    const keyOf = (adultId: string) => `${input.key}:${adultId}`;
    const sent = await findSent(tx, ctx, input.key, input.threadId ? [input.key] : input.adultIds.map(keyOf));
    if (sent) return { threadIds: sent, told: 0 };
    const threads = await findTheirs(tx, ctx, input, covered);
    const schoolId = ctx.school.id;
    let told = 0;
    for (const thread of threads) {
      if (!(await mayWriteTo(tx, thread.adultId, thread.pupilId, ctx.now))) throw new AppError("not_allowed", { adultId: "restricted" });
      const postId = uuid();
      const textId = await writeText(tx, {
        schoolId, kind: "messages.post", language: SOURCE_LANGUAGE, body: input.words, authorId: ctx.actor.adultId, pupilId: thread.pupilId, stakes: input.stakes,
      });
      await tx.post.create({
        data: { id: postId, schoolId, threadId: thread.id, authorId: ctx.actor.adultId, side: "school", textId, at: ctx.now, idempotencyKey: input.threadId ? input.key : keyOf(thread.adultId) },
      });
      await keepFiles(tx, ctx, postId, files);
      if (input.voice) await keepVoiceNote(tx, ctx, { subjectId: postId, ofRecord: true, pupilId: thread.pupilId, audio: input.voice });
      await tx.thread.update({ where: { id: thread.id }, data: { lastAt: ctx.now, schoolAt: ctx.now, waitingSince: null, assigneeId: thread.assigneeId ?? ctx.actor.adultId } });
      const { queued } = await queueMessages(tx, {
        schoolId, now: ctx.now,
        messages: [{
          adultId: thread.adultId, pupilId: thread.pupilId, kind: "school_wrote", subjectId: thread.id, args: { child: thread.pupil.givenName, ...(isAboutSafety(input.stakes) ? { safety: 1 } : {}) },
          textIds: [textId], idempotencyKey: postKey(postId),
        }],
      });
      told += queued;
      await recordAudit(tx, {
        schoolId, at: ctx.now, actorId: ctx.actor.adultId, action: "messages.answer", subjectType: "post", subjectId: postId, pupilId: thread.pupilId,
        detail: { team: thread.team, stakes: input.stakes, voice: input.voice !== undefined, files: files.length },
      });
    }
    return { threadIds: threads.map(({ id }) => id), told };
  });
}

async function findTheirs(tx: Tx, ctx: StaffCtx, input: Answer, covered: string[]): Promise<ThreadRow[]> {
  if (input.threadId) {
    const thread = await tx.thread.findFirst({ where: { AND: [{ id: input.threadId }, staffThreads(ctx.actor, covered)] }, select: threadFields });
    if (!thread) throw new AppError("not_found");
    return [thread];
  }
  const { pupilId = "", team } = input;
  const pupil = team ? await tx.pupil.findFirst({ where: { AND: [{ id: pupilId }, teamPupils(ctx.actor, team, covered)] }, select: { id: true } }) : null;
  if (!pupil || !team) throw new AppError("not_found");
  const adultIds = [...new Set(input.adultIds)].sort();
  // Before anything is written: a stranger to the child gets no conversation, not even an empty one.
  if ((await tx.guardianLink.count({ where: { pupilId, adultId: { in: adultIds } } })) !== adultIds.length) throw new AppError("not_found");
  const threads: ThreadRow[] = [];
  for (const adultId of adultIds) threads.push(await openThread(tx, ctx, { pupilId, adultId, team }));
  return threads;
}

async function lookAt(ctx: PersonCtx, threadId: string, pupilId: string, side: "family" | "school"): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO thread_look (school_id, thread_id, adult_id, at) VALUES (${ctx.school.id}::uuid, ${threadId}::uuid, ${ctx.actor.adultId}::uuid, ${ctx.now}::timestamptz)
      ON CONFLICT (thread_id, adult_id) DO UPDATE SET at = excluded.at`;
    if (side === "family") await acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: threadId, now: ctx.now });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: side === "family" ? "messages.read" : "messages.look", subjectType: "thread", subjectId: threadId, pupilId,
    });
  });
}

/** Opens one of the adult's own conversations: from now on what the school wrote counts as read. Errors: not_found. */
export async function openOwn(ctx: PersonCtx, input: { threadId: string }): Promise<FamilyThread> {
  const thread = await getFamilyThread(ctx, input.threadId);
  await lookAt(ctx, thread.id, thread.pupil.id, "family");
  return thread;
}

/** Opens a conversation of one's teams; the look is written to the record. Errors: not_found. */
export async function openTheirs(ctx: StaffCtx, input: { threadId: string }): Promise<StaffThread> {
  const thread = await getStaffThread(ctx, input.threadId);
  await lookAt(ctx, thread.id, thread.pupil.id, "school");
  return thread;
}

/** Writes down what a family said in a message of one's teams, in its language or the school's. Errors: not_found; invalid_input for any other language. */
export async function writeDownPost(ctx: StaffCtx, { postId, ...words }: WriteDown): Promise<void> {
  const covered = await coveredClasses(ctx, ctx.actor);
  await ctx.db.$transaction(async (tx) => {
    const post = await tx.post.findFirst({ where: { id: postId, side: "family", thread: staffThreads(ctx.actor, covered) }, select: { id: true } });
    if (!post) throw new AppError("not_found");
    await writeDownNote(tx, ctx, post.id, words);
  });
}

/** Takes a conversation on, or gives it back to the team. Errors: not_found. */
export async function takeThread(ctx: StaffCtx, input: { threadId: string; take: boolean }): Promise<void> {
  const covered = await coveredClasses(ctx, ctx.actor);
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.thread.updateMany({
      where: { AND: [{ id: input.threadId }, staffThreads(ctx.actor, covered)] }, data: { assigneeId: input.take ? ctx.actor.adultId : null },
    });
    if (count === 0) throw new AppError("not_found");
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "messages.take", subjectType: "thread", subjectId: input.threadId, detail: { take: input.take },
    });
  });
}

/** Notes when a member of staff does not answer, and who does instead. Errors: invalid_input for days that are over, or a colleague who is none. */
export async function goAway(ctx: StaffCtx, input: Away): Promise<void> {
  const { coverId } = input;
  if (new Date(`${input.untilOn}T23:59:59Z`) < ctx.now) throw new AppError("invalid_input", { untilOn: "over" });
  await ctx.db.$transaction(async (tx) => {
    if (coverId) {
      const cover = await tx.adult.count({ where: { id: coverId, removedAt: null, NOT: { id: ctx.actor.adultId }, posts: { some: { endedAt: null } } } });
      if (cover === 0) throw new AppError("invalid_input", { coverId: "unknown" });
    }
    const id = uuid();
    await tx.staffAway.create({
      data: { id, schoolId: ctx.school.id, staffId: ctx.actor.adultId, fromOn: new Date(input.fromOn), untilOn: new Date(input.untilOn), coverId: coverId ?? null, createdAt: ctx.now },
    });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "messages.away", subjectType: "staff_away", subjectId: id, detail: { covered: coverId !== undefined } });
  });
}

/** Takes a time away back. Errors: not_found for one that is not one's own. */
export async function comeBack(ctx: StaffCtx, input: { awayId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.staffAway.deleteMany({ where: { id: input.awayId, staffId: ctx.actor.adultId } });
    if (count === 0) throw new AppError("not_found");
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "messages.back", subjectType: "staff_away", subjectId: input.awayId });
  });
}

/** Tells the school that a sentence of its own in a conversation is not clear or looks wrong, in the language in which it was read. Errors: not_found. */
export async function flagPost(ctx: PersonCtx, input: Flag): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const thread = await tx.thread.findFirst({
      where: { AND: [{ id: input.threadId }, ownThreads(ctx.actor, ctx.now)] }, select: { pupilId: true, posts: { where: { side: "school" }, select: { textId: true } } },
    });
    if (!thread) throw new AppError("not_found");
    return flagSentence(tx, ctx, { textIds: thread.posts.flatMap(({ textId }) => textId ?? []), segmentId: input.segmentId, kind: input.kind, pupilId: thread.pupilId });
  });
}
