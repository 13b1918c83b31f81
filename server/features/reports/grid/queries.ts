import { readTexts } from "@/server/features/languages/queries";
import type { StaffCtx } from "@/server/lib/context";
import type { ReportState, WordingForm } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { type Placing, placeOf, renderStatement, statements, type Statement } from "../bank/rules";
import { factsOf, loadRequirements } from "../checking/queries";
import { missingContents, type StatutoryResult } from "../checking/rules";
import { reportPupils, visibleClasses } from "../policy";
import { attendanceOf, recordLooks, recordOpenScreen } from "../queries";
import { type DueState, dayOf, dueState } from "../rules";
import { type Attendance, type EntryBody, GENERAL } from "../schema";
import { loadEntries, type StoredEntry } from "../writing/queries";
import type { GridInput } from "./schema";

/** One cell: what is written, its version, and the picked comments as English sentences in the same order. */
export interface GridEntry extends EntryBody {
  version: number;
  sentences: string[];
  updatedAt: Date | null;
  updatedById: string | null;
}

export interface GridRow {
  reportId: string;
  pupilId: string;
  givenName: string;
  familyName: string;
  wordingForm: WordingForm;
  yearGroup: number;
  state: ReportState;
  edition: number;
  attendance: Attendance | null;
  /** By subject code, "general" too; a subject that nobody has written about is left out. */
  entries: Record<string, GridEntry>;
  statutory: StatutoryResult;
}

export interface Grid {
  round: { roundId: string; term: string; schoolYear: number; subjects: string[]; dueOn: string; due: DueState };
  classGroup: { classGroupId: string; name: string };
  rows: GridRow[];
}

/**
 * A class in a round, ready to write in: eight statements for any number of pupils, the look at each child's record
 * written down among them. Errors: not_found for a round or class that is not this person's.
 */
export async function getGrid(ctx: StaffCtx, input: GridInput): Promise<Grid> {
  const { db } = ctx;
  const round = await db.reportRound.findFirst({ where: { id: input.roundId } });
  const group = await db.classGroup.findFirst({ where: { AND: [{ id: input.classGroupId }, visibleClasses(ctx.actor)] }, select: { id: true, name: true } });
  if (!round || !group) throw new AppError("not_found");
  const pupils = await db.pupil.findMany({
    where: { AND: [reportPupils(ctx.actor, ctx.now), { enrolments: { some: { classGroupId: group.id, endedAt: null } } }] },
    select: { id: true, givenName: true, familyName: true, wordingForm: true, yearGroup: true },
    orderBy: [{ familyName: "asc" }, { givenName: "asc" }, { id: "asc" }],
  });
  const reports = await db.report.findMany({ where: { roundId: round.id, pupilId: { in: pupils.map((pupil) => pupil.id) } } });
  const byPupil = new Map(reports.map((report) => [report.pupilId, report]));
  const entries = await loadEntries(db, reports.map((report) => report.id));
  const textIds = [...entries.values()].flatMap((each) => [...each.values()].map((entry) => entry.ownWordsId)).filter((id) => id !== null);
  const texts = await readTexts(db, textIds, SOURCE_LANGUAGE);
  const requirements = await loadRequirements(db, ctx.school);
  await recordOpenScreen(db, ctx, "reports.lookGrid", reports.map((report) => ({ reportId: report.id, pupilId: report.pupilId })));

  const rows = pupils.flatMap((pupil): GridRow[] => {
    const report = byPupil.get(pupil.id);
    if (!report) return [];
    const written = entries.get(report.id);
    const attendance = attendanceOf(report);
    const cells = [...(written ?? [])].map(([subject, entry]) => [
      subject,
      toGridEntry(entry, subject, pupil, (entry.ownWordsId && texts.get(entry.ownWordsId)?.source) || null),
    ] as const);
    const { id: pupilId, ...child } = pupil;
    return [{
      ...child, pupilId, reportId: report.id, state: report.state, edition: report.edition, attendance,
      entries: Object.fromEntries(cells),
      statutory: missingContents(requirements, round, pupil, factsOf(attendance, written)),
    }];
  });
  return {
    round: {
      roundId: round.id, term: round.term, schoolYear: round.schoolYear, subjects: round.subjects, dueOn: dayOf(round.dueOn),
      due: dueState(round, ctx.now, ctx.school.zone),
    },
    classGroup: { classGroupId: group.id, name: group.name },
    rows,
  };
}

function toGridEntry(entry: StoredEntry, subject: string, pupil: { givenName: string; wordingForm: WordingForm }, ownWords: string | null): GridEntry {
  const { attainment, effort, progress, comments, version, updatedAt, updatedById } = entry;
  const about = { name: pupil.givenName, form: pupil.wordingForm, subject: subject === GENERAL ? undefined : subject };
  return {
    attainment, effort, progress, comments, ownWords, version, updatedAt, updatedById,
    sentences: comments.map((comment) => renderStatement(SOURCE_LANGUAGE, comment, about).text),
  };
}

export interface BankStatement extends Statement {
  place: Placing;
  /** The English sentence in each wording form, with "{name}", "{subject}" and the number 10 where they go. */
  text: Record<WordingForm, string>;
}

const SAMPLE_NUMBER = 10;
let bank: BankStatement[] | undefined;

/** The comment bank as the grid's picker shows it. The same for everybody; made once a process. */
export function listStatements(): BankStatement[] {
  bank ??= statements().map((statement) => {
    const comment = { key: statement.key, n: statement.needsNumber ? SAMPLE_NUMBER : undefined };
    const render = (form: WordingForm): string => renderStatement(SOURCE_LANGUAGE, comment, { name: "{name}", form, subject: "{subject}" }).text.replace(/[\u2066-\u2069]/g, "");
    return { ...statement, place: placeOf(statement.key), text: { she: render("she"), he: render("he"), they: render("they") } };
  });
  return bank;
}

export interface EntryVersion {
  version: number;
  savedAt: Date;
  savedBy: string | null;
  body: unknown;
}

/** Every saved state of one entry, newest first, with what was refused in a conflict. Errors: not_found. */
export async function listVersions(ctx: StaffCtx, input: { reportId: string; subject: string }): Promise<EntryVersion[]> {
  const report = await ctx.db.report.findFirst({ where: { id: input.reportId }, select: { id: true, pupilId: true } });
  const visible = report && (await ctx.db.pupil.count({ where: { AND: [{ id: report.pupilId }, reportPupils(ctx.actor, ctx.now)] } }));
  if (!report || !visible) throw new AppError("not_found");
  await recordLooks(ctx.db, ctx, "reports.lookHistory", [{ reportId: report.id, pupilId: report.pupilId }]);
  return ctx.db.$queryRaw<EntryVersion[]>`
    SELECT v.version, v.saved_at AS "savedAt", coalesce(a.title, a.given_name) || ' ' || a.family_name AS "savedBy", v.body
    FROM report_entry_version v JOIN report_entry e ON e.id = v.entry_id LEFT JOIN adult a ON a.id = v.saved_by_id
    WHERE e.report_id = ${report.id}::uuid AND e.subject = ${input.subject} ORDER BY v.version DESC`;
}
