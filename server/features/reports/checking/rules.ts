import type { Pupil, ReportRound, StatutoryRequirement } from "@/server/lib/db/generated/client";

import { type Attendance, type EntryBody, GENERAL } from "../schema";

/** What the check reads of one report. */
export interface ReportFacts {
  attendance: Attendance | null;
  entries: ReadonlyMap<string, EntryBody>;
}

/** `missing` must be mended before a report goes out; `cannotCheck` is what a person has to confirm by eye. */
export interface StatutoryResult {
  missing: string[];
  cannotCheck: string[];
  /** Subjects of the round about which nothing is said yet. */
  missingSubjects: string[];
}

/** Whether an entry tells a family anything about what the child has achieved. */
export const says = (entry: EntryBody | undefined): boolean =>
  !!entry && (entry.attainment !== null || entry.comments.length > 0 || !!entry.ownWords?.trim());

/**
 * Which of the law's contents one report lacks (for England: SI 2005/1437 reg. 6 and Schedule 1, as rows of
 * statutory_requirement). Examination and test results are not kept here, so the answer for them is that a person must look.
 */
export function missingContents(
  requirements: Pick<StatutoryRequirement, "code" | "fromYear" | "toYear" | "annualOnly">[],
  round: Pick<ReportRound, "term" | "subjects">,
  pupil: Pick<Pupil, "yearGroup">,
  facts: ReportFacts,
): StatutoryResult {
  const result: StatutoryResult = { missing: [], cannotCheck: [], missingSubjects: [] };
  const missingSubjects = round.subjects.filter((subject) => !says(facts.entries.get(subject)));
  for (const { code, fromYear, toYear, annualOnly } of requirements) {
    if (pupil.yearGroup < fromYear || pupil.yearGroup > toYear) continue;
    if (annualOnly && round.term !== "summer") continue;
    if (code === "achievements") {
      if (missingSubjects.length > 0) result.missing.push(code);
    } else if (code === "progress") {
      if (!saysProgress(facts)) result.missing.push(code);
    } else if (code === "attendance") {
      if (!facts.attendance || facts.attendance.possible === 0) result.missing.push(code);
    } else if (code !== "discussion") {
      // How to talk about the report stands on every page and every printed copy, so "discussion" is always met.
      result.cannotCheck.push(code);
    }
  }
  if (result.missing.includes("achievements")) result.missingSubjects = missingSubjects;
  return result;
}

function saysProgress(facts: ReportFacts): boolean {
  for (const [subject, entry] of facts.entries) {
    if (entry.progress !== null) return true;
    if (entry.comments.some((comment) => comment.key.startsWith("progress."))) return true;
    if (subject === GENERAL && entry.ownWords?.trim()) return true;
  }
  return false;
}
