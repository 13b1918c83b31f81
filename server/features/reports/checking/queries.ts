import { explainTerms } from "@/server/features/languages/gate/queries";
import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { decideAccess } from "@/server/features/people/policy";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { StatutoryRequirement } from "@/server/lib/db/generated/client";
import type { ReportState } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { pageLanguage, writtenLanguage } from "@/server/lib/i18n/languages";

import { reportPupils } from "../policy";
import { buildContents } from "../publishing/queries";
import { type Unexplained, unexplainedOf } from "../gate/queries";
import { findClasses, findReports, recordLooks, type ReportRow } from "../queries";
import { type ReportParts, renderReport, textIdsOf } from "../reading/rules";
import { loadEntries, type StoredEntry } from "../writing/queries";
import { missingContents, type ReportFacts, type StatutoryResult } from "./rules";
import type { PreviewInput } from "./schema";

/** What the law asks of this school's reports; empty where no rule is known (then nothing is claimed either). */
export async function loadRequirements(db: Tx, school: Pick<SchoolFacts, "nation" | "schoolType">): Promise<StatutoryRequirement[]> {
  return db.statutoryRequirement.findMany({ where: { nation: school.nation, schoolType: school.schoolType }, orderBy: [{ source: "asc" }, { code: "asc" }] });
}

/** Stored entries as the check reads them: for it, own words are there or not. */
export function factsOf(attendance: ReportFacts["attendance"], entries: ReadonlyMap<string, StoredEntry> | undefined): ReportFacts {
  const read = [...(entries ?? [])].map(([subject, entry]) => [subject, { ...entry, ownWords: entry.ownWordsId }] as const);
  return { attendance, entries: new Map(read) };
}

/** The statutory check of these reports: three statements for any number of them. */
export async function checkReports(tx: Tx, ctx: StaffCtx, reports: ReportRow[]): Promise<Map<string, StatutoryResult>> {
  const requirements = await loadRequirements(tx, ctx.school);
  const entries = await loadEntries(tx, reports.map((report) => report.id));
  const pupils = await tx.pupil.findMany({ where: { id: { in: reports.map((report) => report.pupilId) } }, select: { id: true, yearGroup: true } });
  const byId = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  return new Map(reports.map((report) => [
    report.id,
    missingContents(requirements, report.round, byId.get(report.pupilId) ?? { yearGroup: 0 }, factsOf(report.attendance, entries.get(report.id))),
  ]));
}

export interface PreviewReader {
  adultId: string;
  name: string;
  language: string;
  /** Whether the access rule lets this adult read the report at this moment, and which rule says so. */
  allowed: boolean;
  rule: string;
}

export interface Preview {
  reportId: string;
  state: ReportState;
  edition: number;
  language: string;
  dir: "ltr" | "rtl";
  /** Null when the reader named may not read it: then there is nothing that they would see. */
  parts: ReportParts | null;
  statutory: StatutoryResult;
  readers: PreviewReader[];
}

/**
 * A report as it stands now, as one parent will see it or in any language. Who else may read it is listed beside.
 * Errors: not_found for a report, or an adult, that is not there for this member of staff.
 */
export async function previewReport(ctx: StaffCtx, input: PreviewInput): Promise<Preview> {
  const { db } = ctx;
  const [report] = await findReports(db, [input.reportId]);
  const visible = report && (await db.pupil.count({ where: { AND: [{ id: report.pupilId }, reportPupils(ctx.actor, ctx.now)] } }));
  if (!report || !visible) throw new AppError("not_found");
  const links = await db.guardianLink.findMany({
    where: { pupilId: report.pupilId, removedAt: null, adult: { removedAt: null } },
    include: { restrictions: true, adult: { select: { title: true, givenName: true, familyName: true, readingLanguage: true } } },
    orderBy: [{ contactOrder: "asc" }, { id: "asc" }],
  });
  const link = input.adultId === undefined ? undefined : links.find((each) => each.adultId === input.adultId);
  if (input.adultId !== undefined && !link) throw new AppError("not_found");
  const reader = writtenLanguage(input.language ?? link?.adult.readingLanguage ?? ctx.locale);
  const language = pageLanguage(reader);
  const allowed = !link || decideAccess(link, "reports", ctx.now).allowed;
  const attendanceShown = !link || decideAccess(link, "attendance", ctx.now).allowed;
  const content = (await buildContents(db, [report])).get(report.id);
  const texts = content ? await readTexts(db, textIdsOf(content), reader) : new Map<string, ReaderText>();
  const terms = await explainTerms(db, language.tag, [...texts.values()].flatMap((text) => [text.source, text.body]));
  const statutory = (await checkReports(db, ctx, [report])).get(report.id) ?? { missing: [], cannotCheck: [], missingSubjects: [] };
  await recordLooks(db, ctx, "reports.preview", [{ reportId: report.id, pupilId: report.pupilId }]);
  return {
    reportId: report.id,
    state: report.state,
    edition: report.edition,
    language: language.tag,
    dir: language.dir,
    parts: allowed && content ? renderReport(content, { language: reader, texts, attendanceShown, terms }) : null,
    statutory,
    readers: links.map((each) => {
      const { title, givenName, familyName, readingLanguage } = each.adult;
      const decision = decideAccess(each, "reports", ctx.now);
      return { adultId: each.adultId, name: `${title ?? givenName} ${familyName}`, language: writtenLanguage(readingLanguage), ...decision };
    }),
  };
}

export interface WaitingReport {
  reportId: string;
  pupilId: string;
  givenName: string;
  familyName: string;
  state: ReportState;
  className: string | null;
  statutory: StatutoryResult;
  /** Letters in the teacher's own words that no family can know: the report cannot pass with them. */
  unexplained: Unexplained[];
}

/** The reports of a round that wait for the check or for publication, by class, with what the law still asks for. Errors: not_found. */
export async function listWaiting(ctx: StaffCtx, input: { roundId: string }): Promise<WaitingReport[]> {
  const { db } = ctx;
  if ((await db.reportRound.count({ where: { id: input.roundId } })) === 0) throw new AppError("not_found");
  const pupils = await db.pupil.findMany({
    where: reportPupils(ctx.actor, ctx.now),
    select: { id: true, givenName: true, familyName: true },
  });
  const byId = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  const found = await db.report.findMany({
    where: { roundId: input.roundId, state: { in: ["ready", "checked"] }, pupilId: { in: [...byId.keys()] } },
    select: { id: true },
  });
  const reports = await findReports(db, found.map((report) => report.id));
  const results = await checkReports(db, ctx, reports);
  const letters = await unexplainedOf(db, reports.map((report) => report.id));
  const classes = await findClasses(db, reports.map((report) => report.pupilId));
  await recordLooks(db, ctx, "reports.lookWaiting", reports.map((report) => ({ reportId: report.id, pupilId: report.pupilId })));
  return reports
    .flatMap((report): WaitingReport[] => {
      const pupil = byId.get(report.pupilId);
      const statutory = results.get(report.id);
      if (!pupil || !statutory) return [];
      const { givenName, familyName } = pupil;
      return [{ reportId: report.id, pupilId: report.pupilId, givenName, familyName, state: report.state, className: classes.get(report.pupilId)?.name ?? null, statutory, unexplained: letters.get(report.id) ?? [] }];
    })
    .sort((a, b) => (a.className ?? "").localeCompare(b.className ?? "", "en") || a.familyName.localeCompare(b.familyName, "en") || (a.reportId < b.reportId ? -1 : 1));
}
