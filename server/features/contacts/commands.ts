import { v7 as uuid } from "uuid";

import { completeTaskIn, createTask } from "@/server/features/delivery/commands";
import { followUp } from "@/server/features/delivery/following/commands";
import { writeText } from "@/server/features/languages/commands";
import { recordAudit } from "@/server/lib/audit/record";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";
import { findLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { recordVisible } from "./policy";
import { findHours } from "./proposals/queries";
import { nextTry, VISIT_DAYS } from "./rules";
import { type Note, NOTED_BACK_DAYS } from "./schema";

export interface Noted {
  contactId: string;
  /** Whether the task is done; null when there was none. */
  done: boolean | null;
}

/** A clock of a phone that is a little ahead is no reason to lose a note. */
const CLOCKS_DIFFER = 10;

/**
 * Notes one contact, with what follows from it in the same transaction: the task that it ends or puts off, a visit that was
 * asked for, the next step, what the office must arrange (the right number, what removes a barrier), and what was learned of the adult. The same note sent again changes nothing.
 * Errors: not_found for a child, adult or task that is not this person's to see; not_allowed for contact that the school
 * starts with an adult whom an order keeps from messages about the child; invalid_input.
 */
export async function noteContact(ctx: StaffCtx, note: Note): Promise<Noted> {
  refuseUnknownLanguages(note);
  return ctx.db.$transaction(async (tx) => {
    // Two copies of a note at once, from a phone that lost its connection, are settled one after the other.
    await lockKey(tx, note.key);
    const known = await tx.contact.findFirst({ where: { idempotencyKey: note.key } });
    if (known) return again(ctx, tx, known);
    await refuseStranger(ctx, tx, note);
    const at = momentOf(note.at, ctx.now);
    const done = note.taskId ? await endTask(ctx, tx, note, note.taskId) : null;
    const id = uuid();
    const { pupilId, adultId, channel, direction, language, interpreter, outcome, barrier, topics, tone } = note;
    const keep = (body: string | undefined) =>
      body ? writeText(tx, { schoolId: ctx.school.id, kind: "contacts.record", language: SOURCE_LANGUAGE, body, authorId: ctx.actor.adultId, pupilId }) : null;
    const nextStepDueAt = note.nextStep ? new Date(`${note.nextStep.dueOn}T12:00:00Z`) : null;
    await tx.contact.create({
      data: {
        id, schoolId: ctx.school.id, pupilId, adultId, at, channel, direction, language, interpreter, staffId: ctx.actor.adultId, outcome, barrier: barrier ?? null, topics, tone,
        factsId: await keep(note.facts), theirWordsId: await keep(note.theirWords), agreedId: await keep(note.agreed),
        nextStepId: await keep(note.nextStep?.text), nextStepDueAt, opinion: note.opinion || null, taskId: note.taskId ?? null,
        idempotencyKey: note.key, createdAt: ctx.now,
      },
    });
    const task = { schoolId: ctx.school.id, pupilId, adultId, subjectId: id, assigneeId: ctx.actor.adultId };
    if (nextStepDueAt) await createTask(tx, { ...task, kind: "follow_up", dueAt: nextStepDueAt, uniqueKey: `contact-next:${id}` });
    if (outcome === "asks_for_visit") await createTask(tx, { ...task, kind: "visit", dueAt: addDays(ctx.now, VISIT_DAYS), uniqueKey: `contact-visit:${id}` });
    const cause = outcome === "wrong_number" ? "wrong-number" as const : barrier ? `barrier-${barrier}` as const : null;
    if (cause) await followUp(tx, { schoolId: ctx.school.id, now: ctx.now, cause, adultId, pupilId, subjectId: id });
    if (note.learned.length > 0) {
      await tx.contactProposal.createMany({
        data: note.learned.map(({ learned, value }) => ({ id: uuid(), schoolId: ctx.school.id, contactId: id, adultId, learned, value: [...value], at: ctx.now })),
      });
    }
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "contacts.note", subjectType: "contact", subjectId: id, pupilId,
      detail: { channel, outcome, tone, learned: note.learned.map(({ learned }) => learned) },
    });
    return { contactId: id, done };
  });
}

function refuseUnknownLanguages(note: Note): void {
  const tags = [note.language, ...note.learned.flatMap(({ learned, value }) => (learned === "speaks" ? [...value] : []))];
  if (tags.some((tag) => findLanguage(tag) === undefined)) throw new AppError("invalid_input", { language: "language_unknown" });
}

/** What the first copy of a note answered. A key of somebody else's note is nobody's business. */
async function again(ctx: StaffCtx, tx: Tx, known: { id: string; staffId: string; taskId: string | null }): Promise<Noted> {
  if (known.staffId !== ctx.actor.adultId) throw new AppError("not_found");
  const task = known.taskId ? await tx.task.findFirst({ where: { id: known.taskId }, select: { doneAt: true } }) : null;
  return { contactId: known.id, done: task ? task.doneAt !== null : null };
}

async function refuseStranger(ctx: StaffCtx, tx: Tx, note: Note): Promise<void> {
  const link = await tx.guardianLink.findFirst({
    where: { adultId: note.adultId, pupilId: note.pupilId, removedAt: null, adult: { removedAt: null }, pupil: recordVisible(ctx.actor, ctx.now) },
    select: { restrictions: { where: { liftedAt: null, startsOn: { lte: ctx.now }, scopes: { has: "messages" } }, select: { id: true } } },
  });
  if (!link) throw new AppError("not_found");
  if (note.direction === "out" && link.restrictions.length > 0) throw new AppError("not_allowed", { adultId: "restricted" });
}

async function endTask(ctx: StaffCtx, tx: Tx, note: Note, taskId: string): Promise<boolean> {
  const hours = note.outcome === "no_answer" && !note.nextTryAt ? ((await findHours(tx, [note.adultId])).get(note.adultId) ?? []) : [];
  const nextTryAt = note.nextTryAt ? new Date(note.nextTryAt) : nextTry(ctx.now, hours, ctx.school.zone);
  const task = await completeTaskIn(tx, ctx, { taskId, outcome: note.outcome, nextTryAt: nextTryAt > ctx.now ? nextTryAt : addDays(ctx.now, 1) });
  if (task.adultId !== note.adultId || task.pupilId !== note.pupilId) throw new AppError("not_found");
  return task.done;
}

function momentOf(said: string | undefined, now: Date): Date {
  const at = said ? new Date(said) : now;
  if (at > addMinutes(now, CLOCKS_DIFFER) || at < addDays(now, -NOTED_BACK_DAYS)) throw new AppError("invalid_input", { at: "too_far" });
  return at > now ? now : at;
}
