import { v7 as uuid } from "uuid";

import { linkAllows } from "@/server/features/people/policy";
import type { StaffCtx } from "@/server/lib/context";
import { recordAudits } from "@/server/lib/audit/record";
import type { Tx } from "@/server/lib/db/client";
import type { ReportState, Term } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { reportPupils } from "./policy";
import type { Attendance } from "./schema";

/** A report with the facts of its round. */
export interface ReportRow {
  id: string;
  pupilId: string;
  roundId: string;
  state: ReportState;
  edition: number;
  attendance: Attendance | null;
  round: { term: Term; schoolYear: number; subjects: string[]; closedAt: Date | null };
}

interface RawReport {
  id: string;
  pupil_id: string;
  round_id: string;
  state: ReportState;
  edition: number;
  sessions_possible: number | null;
  sessions_absent: number | null;
  sessions_late: number | null;
  term: Term;
  school_year: number;
  subjects: string[];
  closed_at: Date | null;
}

/** Attendance as one value, or null when the school has not entered it. */
export function attendanceOf(row: { sessionsPossible: number | null; sessionsAbsent: number | null; sessionsLate: number | null }): Attendance | null {
  if (row.sessionsPossible === null || row.sessionsAbsent === null) return null;
  return { possible: row.sessionsPossible, absent: row.sessionsAbsent, late: row.sessionsLate ?? 0 };
}

function fromRaw(row: RawReport): ReportRow {
  const attendance = attendanceOf({ sessionsPossible: row.sessions_possible, sessionsAbsent: row.sessions_absent, sessionsLate: row.sessions_late });
  return {
    id: row.id, pupilId: row.pupil_id, roundId: row.round_id, state: row.state, edition: row.edition, attendance,
    round: { term: row.term, schoolYear: row.school_year, subjects: row.subjects, closedAt: row.closed_at },
  };
}

/**
 * One report that this member of staff may see, held in the transaction: `share` lets others save beside it, `update` does
 * not. Errors: not_found, the same for a report that does not exist and for one of somebody else's class.
 */
export async function holdReport(tx: Tx, ctx: StaffCtx, reportId: string, lock: "share" | "update"): Promise<ReportRow> {
  const rows = lock === "share"
    ? await tx.$queryRaw<RawReport[]>`SELECT r.*, o.term, o.school_year, o.subjects, o.closed_at FROM report r JOIN report_round o ON o.id = r.round_id WHERE r.id = ${reportId}::uuid FOR SHARE OF r`
    : await tx.$queryRaw<RawReport[]>`SELECT r.*, o.term, o.school_year, o.subjects, o.closed_at FROM report r JOIN report_round o ON o.id = r.round_id WHERE r.id = ${reportId}::uuid FOR UPDATE OF r`;
  const row = rows[0];
  if (!row) throw new AppError("not_found");
  const visible = await tx.pupil.count({ where: { AND: [{ id: row.pupil_id }, reportPupils(ctx.actor, ctx.now)] } });
  if (visible === 0) throw new AppError("not_found");
  return fromRaw(row);
}

/** Several reports of one round or many, all of them this member of staff's to see; held for change. Errors: not_found. */
export async function holdReports(tx: Tx, ctx: StaffCtx, reportIds: string[]): Promise<ReportRow[]> {
  const ids = [...new Set(reportIds)];
  const rows = await tx.$queryRaw<RawReport[]>`
    SELECT r.*, o.term, o.school_year, o.subjects, o.closed_at FROM report r JOIN report_round o ON o.id = r.round_id
    WHERE r.id = ANY(${ids}::uuid[]) ORDER BY r.id FOR UPDATE OF r`;
  const pupilIds = [...new Set(rows.map((row) => row.pupil_id))];
  const visible = await tx.pupil.count({ where: { AND: [{ id: { in: pupilIds } }, reportPupils(ctx.actor, ctx.now)] } });
  if (rows.length !== ids.length || visible !== pupilIds.length) throw new AppError("not_found");
  return rows.map(fromRaw);
}

/** Reports by their ids, without a lock and without a question of who asks. */
export async function findReports(db: Tx, reportIds: string[]): Promise<ReportRow[]> {
  const rows = await db.$queryRaw<RawReport[]>`
    SELECT r.*, o.term, o.school_year, o.subjects, o.closed_at FROM report r JOIN report_round o ON o.id = r.round_id
    WHERE r.id = ANY(${reportIds}::uuid[]) ORDER BY r.id`;
  return rows.map(fromRaw);
}

/** The checked reports of a round or of one of its classes, held until the transaction ends. */
export async function holdChecked(tx: Tx, roundId: string, classGroupId: string | null): Promise<ReportRow[]> {
  const rows = await tx.$queryRaw<RawReport[]>`
    SELECT r.*, o.term, o.school_year, o.subjects, o.closed_at FROM report r JOIN report_round o ON o.id = r.round_id
    JOIN pupil p ON p.id = r.pupil_id AND p.removed_at IS NULL
    WHERE r.round_id = ${roundId}::uuid AND r.state = 'checked' AND (${classGroupId}::uuid IS NULL OR EXISTS (
      SELECT 1 FROM enrolment e WHERE e.pupil_id = r.pupil_id AND e.class_group_id = ${classGroupId}::uuid AND e.ended_at IS NULL))
    ORDER BY r.id FOR UPDATE OF r`;
  return rows.map(fromRaw);
}

export interface PupilClass {
  classGroupId: string;
  name: string;
  teacherIds: string[];
  teachers: string[];
}

interface ClassRow {
  pupil_id: string;
  class_group_id: string;
  name: string;
  teacher_ids: string[] | null;
  teachers: string[] | null;
}

/** Each pupil's class with its teachers, in one statement: the first by name for a pupil who is in several. */
export async function findClasses(db: Tx, pupilIds: string[]): Promise<Map<string, PupilClass>> {
  const rows = await db.$queryRaw<ClassRow[]>`
    SELECT DISTINCT ON (e.pupil_id) e.pupil_id, g.id AS class_group_id, g.name, t.teacher_ids, t.teachers
    FROM enrolment e JOIN class_group g ON g.id = e.class_group_id AND g.removed_at IS NULL
    LEFT JOIN LATERAL (
      SELECT array_agg(a.id::text ORDER BY p.id) AS teacher_ids,
        array_agg(coalesce(a.title, a.given_name) || ' ' || a.family_name ORDER BY p.id) AS teachers
      FROM teaching_post p JOIN adult a ON a.id = p.adult_id AND a.removed_at IS NULL
      WHERE p.class_group_id = g.id AND p.ended_at IS NULL
    ) t ON true
    WHERE e.pupil_id = ANY(${pupilIds}::uuid[]) AND e.ended_at IS NULL
    ORDER BY e.pupil_id, g.name, g.id`;
  return new Map(rows.map((row) => [
    row.pupil_id,
    { classGroupId: row.class_group_id, name: row.name, teacherIds: row.teacher_ids ?? [], teachers: row.teachers ?? [] },
  ]));
}

/** Every adult who may read these children's reports at this moment, by the one access rule, in one statement. */
export async function findRecipients(tx: Tx, pupilIds: string[], now: Date): Promise<{ adultId: string; pupilId: string }[]> {
  return tx.guardianLink.findMany({
    where: { pupilId: { in: pupilIds }, adult: { removedAt: null }, pupil: { removedAt: null }, ...linkAllows("reports", now) },
    select: { adultId: true, pupilId: true },
    orderBy: [{ pupilId: "asc" }, { adultId: "asc" }],
  });
}

/** A screen that stays open asks again every few seconds: that is one look, written down anew after this time. */
const OPEN_SCREEN_MS = 10 * 60_000;

/**
 * Writes down the looks of a screen that asks again by itself, in one statement: those that this person's record already
 * has from the last ten minutes are the same look.
 */
export async function recordOpenScreen(tx: Tx, ctx: StaffCtx, action: string, looks: { reportId: string; pupilId: string }[]): Promise<void> {
  const lines = looks.map(({ reportId, pupilId }) => ({ id: uuid(), subject_id: reportId, pupil_id: pupilId }));
  const since = new Date(ctx.now.getTime() - OPEN_SCREEN_MS);
  await tx.$executeRaw`
    INSERT INTO audit_entry (id, school_id, at, actor_id, action, subject_type, subject_id, pupil_id, rule)
    SELECT x.id, ${ctx.school.id}::uuid, ${ctx.now}::timestamptz, ${ctx.actor.adultId}::uuid, ${action}, 'report', x.subject_id, x.pupil_id,
      ${`staff:${ctx.actor.roles.join("+")}`}
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS x (id uuid, subject_id uuid, pupil_id uuid)
    WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.school_id = ${ctx.school.id}::uuid AND a.actor_id = ${ctx.actor.adultId}::uuid
      AND a.at > ${since}::timestamptz AND a.at <= ${ctx.now}::timestamptz AND a.action = ${action} AND a.subject_id = x.subject_id)
    ORDER BY x.id`;
}

/** Writes down that a member of staff looked at these children's reports, in one statement. */
export async function recordLooks(tx: Tx, ctx: StaffCtx, action: string, looks: { reportId: string; pupilId: string }[]): Promise<void> {
  await recordAudits(tx, looks.map(({ reportId, pupilId }) => ({
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action, subjectType: "report", subjectId: reportId, pupilId,
    rule: `staff:${ctx.actor.roles.join("+")}`,
  })));
}
