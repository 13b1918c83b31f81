import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";

import { findClasses, type ReportRow } from "../queries";
import type { Content } from "../schema";
import { loadEntries } from "../writing/queries";
import { buildContent } from "./rules";

/** What each of these reports would say if it were published now: three statements for one report or a whole school's. */
export async function buildContents(tx: Tx, reports: ReportRow[]): Promise<Map<string, Content>> {
  const pupilIds = reports.map((report) => report.pupilId);
  const pupils = await tx.pupil.findMany({
    where: { id: { in: pupilIds } },
    select: { id: true, givenName: true, wordingForm: true, yearGroup: true },
  });
  const entries = await loadEntries(tx, reports.map((report) => report.id));
  const classes = await findClasses(tx, pupilIds);
  const byId = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  const contents = new Map<string, Content>();
  for (const report of reports) {
    const pupil = byId.get(report.pupilId);
    if (!pupil) continue;
    const group = classes.get(report.pupilId);
    contents.set(report.id, buildContent({
      pupil, round: report.round, className: group?.name ?? null, teacherName: group?.teachers.join(", ") || null,
      attendance: report.attendance, entries: entries.get(report.id) ?? new Map(),
    }));
  }
  return contents;
}

export interface Publication {
  id: string;
  classGroupId: string | null;
  publishAt: Date;
  doneAt: Date | null;
  cancelledAt: Date | null;
  published: number;
}

/** The decisions to publish of one round, newest first. */
export async function listPublications(ctx: StaffCtx, input: { roundId: string }): Promise<Publication[]> {
  return ctx.db.reportPublication.findMany({
    where: { roundId: input.roundId },
    select: { id: true, classGroupId: true, publishAt: true, doneAt: true, cancelledAt: true, published: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
}
