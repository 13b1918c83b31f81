import { v7 as uuid } from "uuid";

import { withEasyPage } from "@/server/features/languages/easy/rules";
import { printPictures } from "@/server/features/languages/pictures/queries";
import { staffVisible } from "@/server/features/people/policy";
import { wantsPictures } from "@/server/features/people/profile/rules";
import { recordAudit, recordAudits } from "@/server/lib/audit/record";
import { readCode } from "@/server/lib/auth/codes";
import { countAttempt, type Limit } from "@/server/lib/auth/limit";
import { addDays } from "@/server/lib/clock";
import type { Ctx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { env } from "@/server/lib/env";
import { AppError } from "@/server/lib/errors";
import { translatorFor } from "@/server/lib/i18n/translator";
import { renderPdf } from "@/server/lib/pdf/render";

import { createTask } from "../commands";
import { acknowledgeMessages } from "../ladder/commands";
import { callInstead, cancelMessagesOf, mayKnow } from "../sending/commands";
import { answerCode, answerHash, composeNews, saidPictures } from "./rules";
import { ANSWER_CODE_LENGTH, ANSWER_DAYS, type AnswerLetterInput, LETTERS_A_RUN, type OpenRunInput, type PrintRunInput } from "./schema";

interface Waiting {
  id: string;
  messageId: string;
  kind: string;
  adultId: string;
  pupilId: string | null;
  subjectId: string;
  readsNothing: boolean;
  gone: boolean;
}

/**
 * Takes the letters that wait, of a class or of everybody, into one run; from then on they count as handed over. Two people who print at the same
 * moment never print the same letter. A letter to an adult who may no longer know of the child is stopped; one to an adult who, as is known since,
 * reads nothing becomes a call.
 * @returns the run, or null when no letter waited
 */
export async function printRun(ctx: StaffCtx, input: PrintRunInput): Promise<{ runId: string; letters: number } | null> {
  const classGroupId = input.classGroupId ?? null;
  return ctx.db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<Waiting[]>`
      SELECT d.id, d.message_id AS "messageId", m.kind, m.adult_id AS "adultId", m.pupil_id AS "pupilId", m.subject_id AS "subjectId",
        coalesce(a.reading_need = 'does_not_read', false) AS "readsNothing", a.id IS NULL OR a.removed_at IS NOT NULL AS gone
      FROM delivery d JOIN message m ON m.id = d.message_id LEFT JOIN adult a ON a.id = m.adult_id
      WHERE d.school_id = current_school() AND d.channel = 'letter' AND d.state = 'queued' AND m.cancelled_at IS NULL
        AND (${classGroupId}::uuid IS NULL OR EXISTS (
          SELECT 1 FROM enrolment e WHERE e.pupil_id = m.pupil_id AND e.class_group_id = ${classGroupId}::uuid AND e.ended_at IS NULL))
      ORDER BY m.created_at, d.id LIMIT ${LETTERS_A_RUN} FOR UPDATE OF d SKIP LOCKED`;
    const seen = await visibleRows(tx, ctx, rows);
    const known = await mayKnow(tx, seen, ctx.now);
    const may = (row: Waiting) => !row.gone && known(row);
    await cancelMessagesOf(tx, seen.filter((row) => !may(row)).map((row) => row.messageId), ctx.now);
    await ringInstead(tx, ctx, seen.filter((row) => may(row) && row.readsNothing));
    const printed = seen.filter((row) => may(row) && !row.readsNothing);
    if (printed.length === 0) return null;
    const runId = uuid();
    await tx.printRun.create({ data: { id: runId, schoolId: ctx.school.id, classGroupId, printedById: ctx.actor.adultId, letters: printed.length, createdAt: ctx.now } });
    const codes = printed.map(({ id }) => ({ id, hash: answerHash(answerCode(id)) }));
    await tx.$executeRaw`
      UPDATE delivery d SET state = 'handed_over', handed_over_at = ${ctx.now}::timestamptz, attempts = attempts + 1, print_run_id = ${runId}::uuid, answer_hash = x.hash
      FROM jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) AS x (id uuid, hash text) WHERE d.id = x.id`;
    await recordAudits(tx, printed.map((row) => ({
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "delivery.printLetter", subjectType: "adult", subjectId: row.adultId, pupilId: row.pupilId,
    })));
    return { runId, letters: printed.length };
  });
}

/** The letters about children whom this member of staff may know, and those about none. */
async function visibleRows(tx: Tx, ctx: StaffCtx, rows: Waiting[]): Promise<Waiting[]> {
  const pupilIds = [...new Set(rows.flatMap(({ pupilId }) => pupilId ?? []))];
  const visible = new Set((await tx.pupil.findMany({ where: { AND: [{ id: { in: pupilIds } }, staffVisible(ctx.actor, ctx.now)] }, select: { id: true } })).map(({ id }) => id));
  return rows.filter(({ pupilId }) => pupilId === null || visible.has(pupilId));
}

/** Writing alone would be no news to these adults: they are rung. */
async function ringInstead(tx: Tx, ctx: StaffCtx, rows: Waiting[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.delivery.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { state: "failed", failedAt: ctx.now, lastErrorCode: "reads_nothing" } });
  await callInstead(tx, ctx.school.id, rows, ctx.now);
}

/**
 * The file of a run, one page a letter, by class and name; behind it one in easy read for whoever understands pictures better. It is made from the records each time: whoever may not know of the child any more is left out.
 * The look is written down. Errors: not_found for a run that was put back, or of which no letter may be printed.
 */
export async function openRun(ctx: StaffCtx, input: OpenRunInput): Promise<{ file: Uint8Array; letters: number }> {
  const run = await ctx.db.printRun.findFirst({ where: { id: input.runId, putBackAt: null }, select: { id: true, createdAt: true } });
  if (!run) throw new AppError("not_found");
  const deliveries = await ctx.db.delivery.findMany({
    where: { printRunId: run.id, message: { cancelledAt: null } },
    select: { id: true, message: { select: { id: true, kind: true, subjectId: true, language: true, args: true, adultId: true, pupilId: true } } },
  });
  const messages = deliveries.map(({ message }) => message);
  const known = await mayKnow(ctx.db, messages, ctx.now);
  const [adults, pupils] = await Promise.all([
    ctx.db.adult.findMany({
      where: { id: { in: messages.map(({ adultId }) => adultId) }, removedAt: null },
      select: { id: true, title: true, givenName: true, familyName: true, addressLines: true, safeAddress: true, prefers: true, readingNeed: true },
    }),
    ctx.db.pupil.findMany({
      where: { AND: [{ id: { in: messages.flatMap(({ pupilId }) => pupilId ?? []) } }, staffVisible(ctx.actor, ctx.now)] },
      select: { id: true, familyName: true, givenName: true, enrolments: { where: { endedAt: null }, take: 1, select: { classGroup: { select: { name: true } } } } },
    }),
  ]);
  const [adultOf, pupilOf] = [new Map(adults.map((adult) => [adult.id, adult])), new Map(pupils.map((pupil) => [pupil.id, pupil]))];
  const rows = deliveries.flatMap(({ id, message }) => {
    const adult = adultOf.get(message.adultId);
    const pupil = message.pupilId ? pupilOf.get(message.pupilId) : undefined;
    if (!adult || (message.pupilId && !pupil) || !known(message)) return [];
    return [{ id, message, adult, order: [pupil?.enrolments[0]?.classGroup.name ?? "", pupil?.familyName ?? "", pupil?.givenName ?? "", adult.familyName, id].join("\u0000") }];
  }).sort((a, b) => (a.order < b.order ? -1 : 1));
  if (rows.length === 0) throw new AppError("not_found");
  const svgs = await printPictures(ctx.db, [...saidPictures, "phone"]);
  const letters = await Promise.all(rows.map(async ({ id, message, adult }) => {
    const letter = await composeNews({
      deliveryId: id, message: { ...message, args: message.args as Record<string, unknown> }, adult, school: ctx.school, publicUrl: env().PUBLIC_URL, printedAt: run.createdAt,
    });
    return wantsPictures(adult) ? withEasyPage(letter, saidPictures, svgs) : letter;
  }));
  const file = await renderPdf({ template: "people", data: { title: translatorFor(ctx.locale)("delivery.letters.title"), letters } });
  await recordAudit(ctx.db, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "delivery.openLetters", subjectType: "print_run", subjectId: run.id, detail: { letters: letters.length } });
  return { file, letters: letters.length };
}

/** Puts the letters of a run back among those that wait, but for those that were answered: the printer jammed, the file was lost. Errors: not_found, conflict when it was done already. */
export async function putBackRun(ctx: StaffCtx, input: OpenRunInput): Promise<{ letters: number }> {
  return ctx.db.$transaction(async (tx) => {
    if (!(await tx.printRun.findFirst({ where: { id: input.runId }, select: { id: true } }))) throw new AppError("not_found");
    const { count } = await tx.printRun.updateMany({ where: { id: input.runId, putBackAt: null }, data: { putBackAt: ctx.now } });
    if (count === 0) throw new AppError("conflict");
    const back = await tx.delivery.updateMany({
      where: { printRunId: input.runId, state: "handed_over" }, data: { state: "queued", handedOverAt: null, printRunId: null, answerHash: null },
    });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "delivery.putBackLetters", subjectType: "print_run", subjectId: input.runId, detail: { letters: back.count } });
    return { letters: back.count };
  });
}

/** A class may answer from one network; twenty tries are 2^-34 of the codes there are. */
const answersByClient: Limit = { purpose: "letter-answer-client", attempts: 20, minutes: 15 };

/** What a letter whose code is known is about, and to whom it went. */
export interface AnsweredLetter {
  kind: string;
  adultId: string;
  pupilId: string | null;
  subjectId: string;
}

/**
 * Finds a letter by its code and works on what it is about, in one transaction; the letter counts as having arrived.
 * Errors: invalid_input when the code has not the shape of one, expired when it works no more or never did, rate_limited; and those of the work.
 */
export async function readAnswerCode(ctx: Ctx, typed: string, work: (tx: Tx, letter: AnsweredLetter & { deliveryId: string }) => Promise<void>): Promise<void> {
  await countAttempt(ctx.db, { schoolId: ctx.school.id, now: ctx.now, limit: answersByClient, value: ctx.client });
  const code = readCode(typed, ANSWER_CODE_LENGTH);
  if (!code) throw new AppError("invalid_input", { code: "shape" });
  await ctx.db.$transaction(async (tx) => {
    const letter = await tx.delivery.findFirst({
      where: { answerHash: answerHash(code), state: { in: ["handed_over", "delivered"] }, handedOverAt: { gt: addDays(ctx.now, -ANSWER_DAYS) }, message: { cancelledAt: null } },
      select: { id: true, message: { select: { kind: true, adultId: true, pupilId: true, subjectId: true } } },
    });
    if (!letter) throw new AppError("expired");
    if (!(await mayKnow(tx, [letter.message], ctx.now))(letter.message)) throw new AppError("expired");
    await tx.delivery.updateMany({ where: { id: letter.id, state: "handed_over" }, data: { state: "delivered", deliveredAt: ctx.now } });
    await work(tx, { ...letter.message, deliveryId: letter.id });
  });
}

/**
 * Answers a letter with its code, as often as somebody likes: it was read, or they want to be rung. Nothing is shown in return. Errors: invalid_input when the code
 * has not the shape of one, expired when it works no more or never did, rate_limited.
 */
export async function answerLetter(ctx: Ctx, input: AnswerLetterInput): Promise<{ says: AnswerLetterInput["says"] }> {
  await readAnswerCode(ctx, input.code, async (tx, { deliveryId, adultId, pupilId, subjectId }) => {
    await acknowledgeMessages(tx, { adultId, subjectId, now: ctx.now });
    if (input.says === "phone") {
      await createTask(tx, { schoolId: ctx.school.id, kind: "call", adultId, pupilId: pupilId ?? undefined, subjectId, dueAt: ctx.now, uniqueKey: `call-letter-answer:${deliveryId}` });
    }
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: adultId, action: "delivery.answerLetter", subjectType: "delivery", subjectId: deliveryId, pupilId, detail: { says: input.says } });
  });
  return { says: input.says };
}
