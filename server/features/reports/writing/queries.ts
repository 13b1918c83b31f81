import { z } from "zod";

import type { Tx } from "@/server/lib/db/client";

import { type Comment, commentSchema, type EntryBody, entryBodySchema } from "../schema";

/** An entry as it is stored: own words are the id of a text. */
export interface StoredEntry extends Omit<EntryBody, "ownWords"> {
  id: string;
  subject: string;
  ownWordsId: string | null;
  version: number;
  updatedById: string | null;
  updatedAt: Date;
}

const commentsSchema = z.array(commentSchema);
const fieldsSchema = entryBodySchema.pick({ attainment: true, effort: true, progress: true });

/** Comments as kept in the database. Throws when a row holds something else. */
export function parseComments(value: unknown): Comment[] {
  return commentsSchema.parse(value);
}

/** All entries of these reports by report and subject, in one statement. */
export async function loadEntries(db: Tx, reportIds: string[]): Promise<Map<string, Map<string, StoredEntry>>> {
  const rows = await db.reportEntry.findMany({ where: { reportId: { in: reportIds } } });
  const byReport = new Map<string, Map<string, StoredEntry>>();
  for (const row of rows) {
    const entries = byReport.get(row.reportId) ?? new Map<string, StoredEntry>();
    byReport.set(row.reportId, entries);
    entries.set(row.subject, {
      ...fieldsSchema.parse(row), id: row.id, subject: row.subject, comments: parseComments(row.comments), ownWordsId: row.ownWordsId,
      version: row.version, updatedById: row.updatedById, updatedAt: row.updatedAt,
    });
  }
  return byReport;
}
