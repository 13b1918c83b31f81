import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

/** Letters in one subject's own words that nobody explained. */
export interface Unexplained {
  field: string;
  letters: string[];
}

/** What teachers wrote themselves in these reports that a family could not know, by report: one statement. */
export async function unexplainedOf(db: Tx, reportIds: string[]): Promise<Map<string, Unexplained[]>> {
  const rows = await db.$queryRaw<{ report_id: string; subject: string; words: string }[]>`
    SELECT e.report_id, e.subject, string_agg(s.body, ' ' ORDER BY s.position) AS words
    FROM report_entry e JOIN segment s ON s.text_id = e.own_words_id
    WHERE e.report_id = ANY(${reportIds}::uuid[]) GROUP BY e.report_id, e.subject ORDER BY e.report_id, e.subject`;
  const found = await findUnexplained(db, new Map(rows.map((row) => [`${row.report_id}.${row.subject}`, row.words])));
  const byReport = new Map<string, Unexplained[]>();
  for (const [name, letters] of found) {
    const [reportId = "", field = ""] = name.split(".");
    byReport.set(reportId, [...(byReport.get(reportId) ?? []), { field, letters }]);
  }
  return byReport;
}

/**
 * Keeps letters that nobody explained from going out to families. Errors: invalid_input, naming each report with the subject
 * and the letters: `{ "<reportId>.<subject>": "acronym:SALT" }`, and "note" for the words that go with a correction.
 */
export async function refuseUnexplained(db: Tx, reportIds: string[], note?: string): Promise<void> {
  const found = await unexplainedOf(db, reportIds);
  const faults = Object.fromEntries([...found].flatMap(([reportId, places]) => places.map(({ field, letters }) => [`${reportId}.${field}`, acronymReason(letters)])));
  const inNote = note === undefined ? undefined : (await findUnexplained(db, new Map([["note", note]]))).get("note");
  if (inNote) faults[`${reportIds[0] ?? ""}.note`] = acronymReason(inNote);
  if (Object.keys(faults).length > 0) throw new AppError("invalid_input", faults);
}
