import { cancelMessages, queueMessages } from "@/server/features/delivery/commands";
import { writeText } from "@/server/features/languages/commands";
import { keepOnly } from "@/server/features/languages/speech/commands";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { refuseUnexplained } from "../gate/queries";
import { moveReports, moveTogether, ROUND_TRANSACTION } from "../commands";
import { sendOut } from "../publishing/commands";
import { buildContents } from "../publishing/queries";
import { findRecipients, holdReport } from "../queries";
import { stateAfter } from "../rules";
import { GENERAL } from "../schema";
import { applySave, attendanceColumns, checkChanges } from "../writing/commands";
import type { CorrectInput, WithdrawInput } from "./schema";

const writeNote = (tx: Tx, ctx: StaffCtx, pupilId: string, body: string): Promise<string> =>
  writeText(tx, { schoolId: ctx.school.id, kind: "reports.note", language: SOURCE_LANGUAGE, body, authorId: ctx.actor.adultId, pupilId });

/**
 * Takes a published report back. Families who could read it see the reason in its place and are told so; news of it that has
 * not left yet never leaves. Errors: not_found; conflict when it is not published.
 */
export async function withdrawReport(ctx: StaffCtx, input: WithdrawInput): Promise<{ told: number }> {
  return ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx, input.reportId, "update");
    if (!stateAfter("withdraw", report.state)) throw new AppError("conflict", { [report.id]: report.state });
    const withdrawnNoteId = await writeNote(tx, ctx, report.pupilId, input.reason);
    await tx.report.update({ where: { id: report.id }, data: { withdrawnAt: ctx.now, withdrawnNoteId } });
    await keepOnly(tx, report.id, []);
    await moveReports(tx, ctx, [report], "withdraw", { detail: { note: withdrawnNoteId } });
    await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [report.id], kinds: ["report_published", "report_corrected"] });
    const pupil = await tx.pupil.findFirst({ where: { id: report.pupilId }, select: { givenName: true } });
    const recipients = await findRecipients(tx, [report.pupilId], ctx.now);
    const { queued } = await queueMessages(tx, {
      schoolId: ctx.school.id,
      now: ctx.now,
      messages: recipients.map(({ adultId, pupilId }) => ({
        adultId, pupilId, kind: "report_withdrawn" as const, subjectId: report.id,
        args: { child: pupil?.givenName ?? "", round: report.round.term },
        idempotencyKey: `report:${report.id}:${report.edition}:withdrawn:${adultId}`, textIds: [withdrawnNoteId],
      })),
    });
    return { told: queued };
  });
}

/**
 * Mends a published report: a new edition with a note that families see, and news of it to everyone who may read it now.
 * The edition before stays in the record. Errors: not_found; conflict when it is not published or was corrected since;
 * invalid_input when nothing changes, or naming the places with letters that nobody explained.
 */
export async function correctReport(ctx: StaffCtx, input: CorrectInput): Promise<{ edition: number; told: number }> {
  const entries = input.entries.map(({ subject, changes }) => ({ subject, changes: checkChanges(subject, changes) }));
  return ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx, input.reportId, "update");
    if (!stateAfter("correct", report.state)) throw new AppError("conflict", { state: report.state });
    if (report.edition !== input.edition) throw new AppError("conflict", { edition: String(report.edition) });
    let wrote = input.attendance !== undefined;
    for (const { subject, changes } of entries) {
      if (subject !== GENERAL && !report.round.subjects.includes(subject)) throw new AppError("invalid_input", { subject: "not_in_round" });
      const saved = await applySave(tx, ctx, report, { subject, baseVersion: null, changes });
      wrote ||= saved.wrote;
    }
    await refuseUnexplained(tx, [report.id], input.note);
    if (!wrote) throw new AppError("invalid_input", { entries: "nothing_changed" });
    if (input.attendance !== undefined) {
      await tx.report.update({ where: { id: report.id }, data: attendanceColumns(input.attendance) });
      report.attendance = input.attendance;
    }
    const noteTextId = await writeNote(tx, ctx, report.pupilId, input.note);
    const content = (await buildContents(tx, [report])).get(report.id);
    if (!content) throw new AppError("not_found");
    const who = { schoolId: ctx.school.id, actorId: ctx.actor.adultId, now: ctx.now };
    const { told } = await sendOut(tx, who, "report_corrected", [{ report, content, noteTextId }]);
    return { edition: report.edition + 1, told };
  }, ROUND_TRANSACTION);
}

/** Opens a withdrawn report for writing again. Errors: not_found; conflict when it is not withdrawn. */
export function reopenReport(ctx: StaffCtx, input: { reportId: string }): Promise<{ moved: number }> {
  return moveTogether(ctx, [input.reportId], "reopen");
}
