import { isDeepStrictEqual } from "node:util";

import { v7 as uuid } from "uuid";

import { replaceText, writeText } from "@/server/features/languages/commands";
import { readTexts } from "@/server/features/languages/queries";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { fits } from "../bank/rules";
import { moveTogether } from "../commands";
import { refuseUnexplained } from "../gate/queries";
import { holdReport, type ReportRow } from "../queries";
import { stateAfter } from "../rules";
import { type EntryBody, entryBodySchema, type EntryChanges, GENERAL } from "../schema";
import { parseComments } from "./queries";
import { type Conflict, emptyEntry, mergeEntry, sameEntry } from "./rules";
import type { ReportsInput, SaveAttendanceInput, SaveEntryInput } from "./schema";

/** What a save did. `merged`: somebody else had saved other fields. `conflict`: the fields named keep the other person's value. */
export interface SavedEntry {
  status: "saved" | "merged" | "conflict";
  version: number;
  body: EntryBody;
  conflicts: Conflict[];
}

interface EntryRow {
  id: string;
  version: number;
  attainment: string | null;
  effort: string | null;
  progress: string | null;
  comments: unknown;
  own_words_id: string | null;
}

/**
 * Saves what a teacher changed in one subject of one report. Made to be called again and again: the same save twice
 * changes nothing. When somebody else saved in between, fields that they did not touch are saved and the others are handed
 * back; what was refused is kept in the entry's history, so that nothing is ever lost.
 * Errors: not_found; conflict when the report is past writing or its round closed; invalid_input for an unknown statement.
 */
export async function saveEntry(ctx: StaffCtx, input: SaveEntryInput): Promise<SavedEntry> {
  const changes = checkChanges(input.subject, input.changes);
  return ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx, input.reportId, "share");
    refuseUnlessWriting(report, input.subject);
    const saved = await applySave(tx, ctx, report, { subject: input.subject, baseVersion: input.baseVersion, changes });
    if (saved.wrote) {
      await recordAudit(tx, {
        schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.save", subjectType: "report", subjectId: report.id,
        pupilId: report.pupilId, detail: { subject: input.subject, version: saved.result.version, fields: Object.keys(changes) },
      });
    }
    return saved.result;
  });
}

function refuseUnlessWriting(report: ReportRow, subject: string): void {
  if (report.round.closedAt) throw new AppError("conflict", { round: "closed" });
  if (!stateAfter("save", report.state)) throw new AppError("conflict", { state: report.state });
  if (subject !== GENERAL && !report.round.subjects.includes(subject)) throw new AppError("invalid_input", { subject: "not_in_round" });
}

/** The changes with blank own words as none. Errors: invalid_input for statements that are unknown, twice there or do not fit. */
export function checkChanges(subject: string, changes: EntryChanges): EntryChanges {
  const { comments, ownWords } = changes;
  if (comments) {
    const about = subject === GENERAL ? null : subject;
    if (new Set(comments.map((comment) => comment.key)).size !== comments.length) throw new AppError("invalid_input", { comments: "twice" });
    if (!comments.every((comment) => fits(comment, about))) throw new AppError("invalid_input", { comments: "does_not_fit" });
  }
  return ownWords !== undefined ? { ...changes, ownWords: ownWords?.trim() || null } : changes;
}

/** The save itself, inside a transaction that holds the report. `baseVersion` null: made from whatever stands now. */
export async function applySave(
  tx: Tx,
  ctx: StaffCtx,
  report: Pick<ReportRow, "id" | "edition" | "pupilId">,
  input: { subject: string; baseVersion: number | null; changes: EntryChanges },
): Promise<{ result: SavedEntry; wrote: boolean }> {
  const { schoolId, who } = { schoolId: ctx.school.id, who: ctx.actor.adultId };
  await tx.reportEntry.createMany({ data: [{ id: uuid(), schoolId, reportId: report.id, subject: input.subject }], skipDuplicates: true });
  const [entry] = await tx.$queryRaw<EntryRow[]>`
    SELECT id, version, attainment, effort, progress, comments, own_words_id FROM report_entry
    WHERE report_id = ${report.id}::uuid AND subject = ${input.subject} FOR UPDATE`;
  if (!entry) throw new AppError("not_found");
  const baseVersion = input.baseVersion ?? entry.version;
  if (baseVersion > entry.version) throw new AppError("invalid_input", { baseVersion: "too_new" });
  // Read after the lock: the versions that the save before this one wrote are seen.
  const versions = await tx.reportEntryVersion.findMany({ where: { entryId: entry.id, version: { in: [baseVersion, entry.version] } } });
  const kept = new Map(versions.map((row) => [row.version, row.body]));
  const current = await currentBody(tx, entry, kept.get(entry.version));
  const base = baseVersion === entry.version ? current : parseVersion(kept.get(baseVersion));

  const { body, conflicts } = mergeEntry(base, current, input.changes);
  const status = conflicts.length > 0 ? "conflict" : baseVersion === entry.version ? "saved" : "merged";
  const refused = Object.fromEntries(conflicts.map((conflict) => [conflict.field, conflict.yours]));
  const known = isDeepStrictEqual(refused, refusedOf(kept.get(entry.version)));
  if (sameEntry(body, current) && (conflicts.length === 0 || known)) {
    return { result: { status, version: entry.version, body: current, conflicts }, wrote: false };
  }
  const version = entry.version + 1;
  const ownWordsId = await keepOwnWords(tx, ctx, report, entry.own_words_id, current.ownWords, body.ownWords);
  const { count } = await tx.reportEntry.updateMany({
    where: { id: entry.id, version: entry.version },
    data: {
      attainment: body.attainment, effort: body.effort, progress: body.progress, comments: body.comments, ownWordsId,
      version, updatedById: who, updatedAt: ctx.now,
    },
  });
  if (count === 0) throw new AppError("conflict", { version: "changed" });
  const state: Prisma.InputJsonObject = conflicts.length > 0 ? { ...body, refused } : { ...body };
  await tx.reportEntryVersion.create({ data: { id: uuid(), schoolId, entryId: entry.id, version, body: state, savedById: who, savedAt: ctx.now } });
  return { result: { status, version, body, conflicts }, wrote: true };
}

/** A published text is what families read: from then on new words are a new text, and the published one stays as it was. */
async function keepOwnWords(
  tx: Tx, ctx: StaffCtx, report: Pick<ReportRow, "edition" | "pupilId">, textId: string | null, before: string | null, after: string | null,
): Promise<string | null> {
  if (before === after) return textId;
  if (after === null) return null;
  if (textId && report.edition === 0) {
    await replaceText(tx, textId, after, ctx.actor.adultId);
    return textId;
  }
  return writeText(tx, {
    schoolId: ctx.school.id, kind: "reports.ownWords", language: SOURCE_LANGUAGE, body: after, authorId: ctx.actor.adultId, pupilId: report.pupilId,
  });
}

async function currentBody(tx: Tx, entry: EntryRow, kept: unknown): Promise<EntryBody> {
  if (kept !== undefined) return parseVersion(kept);
  const texts = entry.own_words_id ? await readTexts(tx, [entry.own_words_id], SOURCE_LANGUAGE) : null;
  return entryBodySchema.parse({
    attainment: entry.attainment, effort: entry.effort, progress: entry.progress, comments: parseComments(entry.comments),
    ownWords: (entry.own_words_id && texts?.get(entry.own_words_id)?.source) || null,
  });
}

function parseVersion(body: unknown): EntryBody {
  return body === undefined ? emptyEntry : entryBodySchema.parse(body);
}

function refusedOf(body: unknown): unknown {
  return body && typeof body === "object" && "refused" in body ? body.refused : {};
}

/** Saves or clears the half days of one report's period. Errors: not_found; conflict when the report is past writing. */
export async function saveAttendance(ctx: StaffCtx, input: SaveAttendanceInput): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx, input.reportId, "update");
    refuseUnlessWriting(report, GENERAL);
    await tx.report.update({ where: { id: report.id }, data: attendanceColumns(input.attendance) });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.saveAttendance",
      subjectType: "report", subjectId: report.id, pupilId: report.pupilId,
    });
  });
}

/** Attendance as columns of a report. */
export function attendanceColumns(attendance: SaveAttendanceInput["attendance"]) {
  return {
    sessionsPossible: attendance?.possible ?? null,
    sessionsAbsent: attendance?.absent ?? null,
    sessionsLate: attendance?.late ?? null,
  };
}

/**
 * The teacher says that these reports can be checked. Errors: not_found; conflict naming the reports that are not in writing;
 * invalid_input naming the places with letters that nobody explained. Refused, all stay as they are, and so do their words.
 */
export function markReady(ctx: StaffCtx, input: ReportsInput): Promise<{ moved: number }> {
  return moveTogether(ctx, input.reportIds, "markReady", (tx, reportIds) => refuseUnexplained(tx, reportIds));
}

/** Takes `markReady` back. Errors: not_found; conflict. */
export function unmarkReady(ctx: StaffCtx, input: ReportsInput): Promise<{ moved: number }> {
  return moveTogether(ctx, input.reportIds, "unmark");
}
