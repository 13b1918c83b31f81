import { v7 as uuid } from "uuid";

import { createTask } from "@/server/features/delivery/commands";
import { acknowledgeMessages } from "@/server/features/delivery/ladder/commands";
import { writeText } from "@/server/features/languages/commands";
import { keepVoiceNote } from "@/server/features/languages/speech/commands";
import { flagSentence } from "@/server/features/languages/workbench/commands";
import { recordAudit } from "@/server/lib/audit/record";
import { addDays } from "@/server/lib/clock";
import type { PersonCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { type Look, mayKeepPage } from "@/server/lib/http/page-notes";

import { findClasses } from "../queries";
import { type FamilyReport, openReport, type OpenReport, readReport } from "./queries";
import { textIdsOf } from "./rules";
import type { FlagInput, ReadReportInput, TalkInput } from "./schema";

/** A teacher answers a parent's wish to talk within a week. */
const TALK_WITHIN_DAYS = 7;

/**
 * Gives an adult one report to read and writes down the look; the first look at each edition marks it as opened. Four
 * statements with the reader's own. Errors: not_found.
 */
export async function getFamilyReport(ctx: PersonCtx, input: ReadReportInput): Promise<FamilyReport> {
  const { model, report } = await readReport(ctx, input);
  if (report.state === "published") {
    await markOpened(ctx, report, "reports.read");
    mayKeepPage(lookAt(report, "reports.read"));
  }
  return { ...model, receipt: { ...model.receipt, openedAt: model.receipt.openedAt ?? ctx.now } };
}

type LookAction = "reports.read" | "reports.print" | "reports.listen";

function lookAt(report: OpenReport, action: LookAction): Look {
  return { action, subjectType: "report", subjectId: report.reportId, pupilId: report.pupilId, rule: report.rule, detail: { edition: report.edition } };
}

/** Receipt and record in one statement, so that a look can neither be missed nor counted without its line. */
export async function markOpened(ctx: PersonCtx, report: OpenReport, action: LookAction): Promise<void> {
  const look = lookAt(report, action);
  await ctx.db.$executeRaw`
    WITH opened AS (
      INSERT INTO report_receipt (id, school_id, report_id, adult_id, opened_at)
      VALUES (${uuid()}::uuid, ${ctx.school.id}::uuid, ${report.reportId}::uuid, ${ctx.actor.adultId}::uuid, ${ctx.now}::timestamptz)
      ON CONFLICT (report_id, adult_id) DO UPDATE SET opened_at = excluded.opened_at
        WHERE report_receipt.opened_at IS NULL OR report_receipt.opened_at < ${report.publishedAt}::timestamptz
    )
    INSERT INTO audit_entry (id, school_id, at, actor_id, action, subject_type, subject_id, pupil_id, rule, detail)
    VALUES (${uuid()}::uuid, ${ctx.school.id}::uuid, ${ctx.now}::timestamptz, ${ctx.actor.adultId}::uuid, ${look.action}, ${look.subjectType},
      ${look.subjectId}::uuid, ${look.pupilId}::uuid, ${look.rule}, ${JSON.stringify(look.detail)}::jsonb)`;
}

/** "I have read this." Twice is the same as once. Errors: not_found; conflict for a report that was taken back. */
export async function acknowledgeReport(ctx: PersonCtx, input: { reportId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const report = await openReport(tx, ctx, input.reportId);
    if (report.state !== "published") throw new AppError("conflict", { state: report.state });
    if (report.receipt.acknowledgedAt) return;
    await tx.$executeRaw`
      INSERT INTO report_receipt (id, school_id, report_id, adult_id, opened_at, acknowledged_at)
      VALUES (${uuid()}::uuid, ${ctx.school.id}::uuid, ${report.reportId}::uuid, ${ctx.actor.adultId}::uuid, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz)
      ON CONFLICT (report_id, adult_id) DO UPDATE SET acknowledged_at = excluded.acknowledged_at,
        opened_at = greatest(report_receipt.opened_at, ${report.publishedAt}::timestamptz)`;
    await acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: report.reportId, now: ctx.now });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.acknowledge",
      subjectType: "report", subjectId: report.reportId, pupilId: report.pupilId, rule: report.rule, detail: { edition: report.edition },
    });
  });
}

/**
 * "I would like to talk to the teacher": a task for the child's class teacher, or for the office where there is none. Again
 * while one waits makes no second one; what is written the second time replaces the note, what is spoken is kept beside it.
 * Errors: not_found; invalid_input and too_large for a voice note that is no sound or too long.
 */
export async function requestTalk(ctx: PersonCtx, input: TalkInput): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const report = await openReport(tx, ctx, input.reportId);
    const note = input.note || null;
    const talkNoteId = note === null ? null : await writeText(tx, {
      schoolId: ctx.school.id, kind: "reports.talkNote", language: ctx.locale, body: note, authorId: ctx.actor.adultId, pupilId: report.pupilId,
    });
    if (input.voice) await keepVoiceNote(tx, ctx, { subjectId: report.reportId, pupilId: report.pupilId, audio: input.voice });
    await tx.$executeRaw`
      INSERT INTO report_receipt (id, school_id, report_id, adult_id, opened_at, talk_requested_at, talk_note_id)
      VALUES (${uuid()}::uuid, ${ctx.school.id}::uuid, ${report.reportId}::uuid, ${ctx.actor.adultId}::uuid, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz, ${talkNoteId}::uuid)
      ON CONFLICT (report_id, adult_id) DO UPDATE SET talk_requested_at = coalesce(report_receipt.talk_requested_at, excluded.talk_requested_at),
        talk_note_id = coalesce(excluded.talk_note_id, report_receipt.talk_note_id)`;
    // Whoever answers has read it.
    await acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: report.reportId, now: ctx.now });
    const group = (await findClasses(tx, [report.pupilId])).get(report.pupilId);
    const { created } = await createTask(tx, {
      schoolId: ctx.school.id, kind: "talk_request", adultId: ctx.actor.adultId, pupilId: report.pupilId, subjectId: report.reportId,
      assigneeId: group?.teacherIds[0] ?? null, dueAt: addDays(ctx.now, TALK_WITHIN_DAYS), uniqueKey: `talk:${report.reportId}:${ctx.actor.adultId}`,
    });
    if (created || note !== null || input.voice) {
      await recordAudit(tx, {
        schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.requestTalk",
        subjectType: "report", subjectId: report.reportId, pupilId: report.pupilId, rule: report.rule, detail: { note: note !== null, voice: input.voice !== undefined },
      });
    }
    return { created };
  });
}

/** Tells the school that a sentence of this report is not clear or looks wrong, in the language in which it was read. Errors: not_found. */
export async function flagReport(ctx: PersonCtx, input: FlagInput): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const report = await openReport(tx, ctx, input.reportId);
    const withdrawn = report.state === "withdrawn";
    const textIds = withdrawn ? [report.withdrawnNoteId].filter((id) => id !== null) : textIdsOf(report.content, report.noteTextId);
    return flagSentence(tx, ctx, { textIds, segmentId: input.segmentId, kind: input.kind, pupilId: report.pupilId });
  });
}
