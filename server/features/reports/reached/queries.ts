import { deliveryStatesFor } from "@/server/features/delivery/queries";
import { readTexts } from "@/server/features/languages/queries";
import { linkAllows } from "@/server/features/people/policy";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { pageLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { reportPupils, visibleClasses } from "../policy";
import { findClasses, recordLooks } from "../queries";
import { type ReachedRow, reachOf, type ReachTotals, toCsv, totalsOf } from "./rules";
import type { ReachedInput } from "./schema";

export interface Reached {
  rows: ReachedRow[];
  /** Before the filters by language, need and state. */
  totals: ReachTotals;
  classes: { name: string | null; totals: ReachTotals }[];
}

/**
 * Who has been reached with the published reports of a round: one row an adult and child. A fixed number of statements for any
 * number of families, each child's look written down among them. Errors: not_found for a round or class that is not this person's.
 */
export async function listReached(ctx: StaffCtx, input: ReachedInput): Promise<Reached> {
  const all = await loadReached(ctx, input);
  await recordLooks(ctx.db, ctx, "reports.lookReached", uniqueLooks(all));
  const classes = new Map<string | null, ReachedRow[]>();
  for (const { row } of all) classes.set(row.className, [...(classes.get(row.className) ?? []), row]);
  return {
    rows: filterRows(all.map(({ row }) => row), input),
    totals: totalsOf(all.map(({ row }) => row)),
    classes: [...classes].map(([name, rows]) => ({ name, totals: totalsOf(rows) })),
  };
}

/** The same as a file. The record says who took it and how much of it. */
export async function exportReached(ctx: StaffCtx, input: ReachedInput): Promise<{ fileName: string; csv: string }> {
  const all = await loadReached(ctx, input);
  const rows = filterRows(all.map(({ row }) => row), input);
  await recordLooks(ctx.db, ctx, "reports.exportReached", uniqueLooks(all));
  await recordAudit(ctx.db, {
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.export",
    subjectType: "report_round", subjectId: input.roundId, detail: { rows: rows.length },
  });
  return { fileName: "reports-reached.csv", csv: toCsv(rows) };
}

function filterRows(rows: ReachedRow[], input: ReachedInput): ReachedRow[] {
  return rows.filter((row) =>
    (!input.language || row.language === input.language)
    && (!input.readingNeed || row.readingNeed === input.readingNeed)
    && (!input.state || row.state === input.state));
}

interface Found {
  pupilId: string;
  row: ReachedRow;
}

function uniqueLooks(found: Found[]): { reportId: string; pupilId: string }[] {
  return [...new Map(found.map(({ row, pupilId }) => [row.reportId, { reportId: row.reportId, pupilId }])).values()];
}

async function loadReached(ctx: StaffCtx, input: ReachedInput): Promise<Found[]> {
  const { db } = ctx;
  const round = await db.reportRound.count({ where: { id: input.roundId } });
  const group = input.classGroupId === undefined ? 1 : await db.classGroup.count({ where: { AND: [{ id: input.classGroupId }, visibleClasses(ctx.actor)] } });
  if (round === 0 || group === 0) throw new AppError("not_found");
  const inClass = input.classGroupId ? { enrolments: { some: { classGroupId: input.classGroupId, endedAt: null } } } : {};
  const pupils = await db.pupil.findMany({ where: { AND: [reportPupils(ctx.actor, ctx.now), inClass] }, select: { id: true, givenName: true, familyName: true } });
  const byPupil = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  const reports = await db.report.findMany({
    where: { roundId: input.roundId, state: "published", pupilId: { in: [...byPupil.keys()] } },
    select: { id: true, pupilId: true, publishedAt: true },
  });
  const reportIds = reports.map((report) => report.id);
  const pupilIds = reports.map((report) => report.pupilId);
  const classes = await findClasses(db, pupilIds);
  const links = await db.guardianLink.findMany({ where: { pupilId: { in: pupilIds }, ...linkAllows("reports", ctx.now) }, select: { adultId: true, pupilId: true } });
  const told = await deliveryStatesFor(db, reportIds);
  const receipts = await db.reportReceipt.findMany({ where: { reportId: { in: reportIds } } });
  const calls = await db.task.findMany({ where: { kind: "call", doneAt: null, subjectId: { in: reportIds } }, select: { id: true, adultId: true, subjectId: true } });
  const adultIds = [...new Set([...links.map((link) => link.adultId), ...[...told.values()].flatMap((adults) => [...adults.keys()])])];
  const adults = await db.adult.findMany({
    where: { id: { in: adultIds }, removedAt: null },
    select: { id: true, title: true, givenName: true, familyName: true, readingLanguage: true, readingNeed: true },
  });
  const notes = await readTexts(db, receipts.map((receipt) => receipt.talkNoteId).filter((id) => id !== null), SOURCE_LANGUAGE);

  const keyed = <T extends { adultId: string | null }>(rows: T[], subject: (row: T) => string | null): Map<string, T> =>
    new Map(rows.map((row) => [`${subject(row)}:${row.adultId}`, row]));
  const allowed = keyed(links, (link) => link.pupilId);
  const receipt = keyed(receipts, (each) => each.reportId);
  const call = keyed(calls, (each) => each.subjectId);
  const linked = new Map<string, Set<string>>();
  for (const link of links) linked.set(link.pupilId, (linked.get(link.pupilId) ?? new Set()).add(link.adultId));
  const byAdult = new Map(adults.map((adult) => [adult.id, adult]));

  const found: Found[] = [];
  for (const report of reports) {
    const pupil = byPupil.get(report.pupilId);
    const since = report.publishedAt;
    if (!pupil || !since) continue;
    const current = (at: Date | null | undefined): Date | null => (at && at >= since ? at : null);
    for (const adultId of new Set([...(linked.get(report.pupilId) ?? []), ...(told.get(report.id)?.keys() ?? [])])) {
      const adult = byAdult.get(adultId);
      if (!adult) continue;
      const key = `${report.id}:${adultId}`;
      const seen = receipt.get(key);
      const deliveries = told.get(report.id)?.get(adultId)?.channels ?? [];
      const moments = { openedAt: current(seen?.openedAt), acknowledgedAt: current(seen?.acknowledgedAt), talkRequestedAt: seen?.talkRequestedAt ?? null };
      found.push({
        pupilId: report.pupilId,
        row: {
          reportId: report.id, pupilGivenName: pupil.givenName, pupilFamilyName: pupil.familyName,
          className: classes.get(report.pupilId)?.name ?? null,
          adultId, adultName: `${adult.title ?? adult.givenName} ${adult.familyName}`,
          language: adult.readingLanguage ?? pageLanguage(null).tag, readingNeed: adult.readingNeed,
          state: reachOf({ allowed: allowed.has(`${report.pupilId}:${adultId}`), deliveries, ...moments }),
          channels: deliveries.map((delivery) => delivery.channel).sort(),
          ...moments,
          talkNote: (seen?.talkNoteId && notes.get(seen.talkNoteId)?.body) || null,
          callTaskId: call.get(key)?.id ?? null,
        },
      });
    }
  }
  return found.sort((a, b) => compareRows(a.row, b.row));
}

function compareRows(a: ReachedRow, b: ReachedRow): number {
  return (a.className ?? "").localeCompare(b.className ?? "", "en") || a.pupilFamilyName.localeCompare(b.pupilFamilyName, "en")
    || a.pupilGivenName.localeCompare(b.pupilGivenName, "en") || a.adultName.localeCompare(b.adultName, "en") || (a.adultId < b.adultId ? -1 : 1);
}
