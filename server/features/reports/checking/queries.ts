import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { StatutoryRequirement } from "@/server/lib/db/generated/client";

import type { ReportRow } from "../queries";
import { loadEntries, type StoredEntry } from "../writing/queries";
import { missingContents, type ReportFacts, type StatutoryResult } from "./rules";

/** What the law asks of this school's reports; empty where no rule is known (then nothing is claimed either). */
export async function loadRequirements(db: Tx, school: Pick<SchoolFacts, "nation" | "schoolType">): Promise<StatutoryRequirement[]> {
  return db.statutoryRequirement.findMany({ where: { nation: school.nation, schoolType: school.schoolType }, orderBy: { id: "asc" } });
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
