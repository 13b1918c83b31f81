import { chooseChannels } from "@/server/features/delivery/rules";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { findClasses, findRecipients, type ReportRow } from "../queries";
import type { Content } from "../schema";
import { loadEntries } from "../writing/queries";
import { buildContent } from "./rules";
import type { SummaryInput } from "./schema";

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

export interface PublicationSummary {
  /** Reports that have passed the check. */
  reports: number;
  /** Adults who would be told, by the access rule at this moment. */
  adults: number;
  /** Adults linked to one of the children who may not know, and get nothing. */
  withheld: number;
  /** Of those told, adults whom somebody has to ring. */
  rung: number;
}

/** What would go out if a round, or one class of it, were published now. Errors: not_found. */
export async function summarisePublication(ctx: StaffCtx, input: SummaryInput): Promise<PublicationSummary> {
  const { db } = ctx;
  const { roundId, classGroupId } = input;
  const known = await db.reportRound.count({ where: { id: roundId } });
  const group = classGroupId === undefined ? 1 : await db.classGroup.count({ where: { id: classGroupId, removedAt: null } });
  if (known === 0 || group === 0) throw new AppError("not_found");
  const inClass = classGroupId ? { enrolments: { some: { classGroupId, endedAt: null } } } : {};
  const checked = await db.report.findMany({ where: { roundId, state: "checked" }, select: { pupilId: true } });
  const pupils = await db.pupil.findMany({ where: { id: { in: checked.map((report) => report.pupilId) }, removedAt: null, ...inClass }, select: { id: true } });
  const pupilIds = pupils.map((pupil) => pupil.id);
  const told = new Set((await findRecipients(db, pupilIds, ctx.now)).map((recipient) => recipient.adultId));
  const links = await db.guardianLink.findMany({
    where: { pupilId: { in: pupilIds }, removedAt: null, adult: { removedAt: null } },
    select: { adult: { select: { id: true, ...reachFields } } },
  });
  const adults = new Map(links.map(({ adult }) => [adult.id, adult]));
  const rung = [...adults.values()].filter((adult) => told.has(adult.id) && chooseChannels("report_published", planFor(adult), { hasEmail: adult.email !== null }).includes("call"));
  return { reports: pupils.length, adults: told.size, withheld: [...adults.keys()].filter((id) => !told.has(id)).length, rung: rung.length };
}
