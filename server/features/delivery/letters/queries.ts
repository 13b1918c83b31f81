import { staffVisible } from "@/server/features/people/policy";
import type { StaffCtx } from "@/server/lib/context";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { canPostLetters } from "@/server/lib/notify/client";

import { readPace } from "../pace/queries";

export interface WaitingClass {
  /** Null for children in no class. */
  classGroupId: string | null;
  name: string | null;
  letters: number;
  /** Tags of the languages they will be printed in. */
  languages: string[];
  since: Date;
}

interface WaitingLetter {
  pupilId: string | null;
  language: string;
  createdAt: Date;
}

export interface RunRow {
  runId: string;
  /** The class; null when it was everybody's. */
  className: string | null;
  letters: number;
  answered: number;
  printedAt: Date;
  printedBy: string;
  putBack: boolean;
}

const RUNS = 20;

/** The letters that wait, by class, and the runs printed lately, newest first; whether a service posts all others. A child in two classes counts in both. */
export async function listRuns(ctx: StaffCtx): Promise<{ total: number; waiting: WaitingClass[]; runs: RunRow[]; posted: boolean }> {
  const letters = await ctx.db.$queryRaw<WaitingLetter[]>`
    SELECT m.pupil_id AS "pupilId", m.language, m.created_at AS "createdAt" FROM delivery d JOIN message m ON m.id = d.message_id
    WHERE d.school_id = current_school() AND d.channel = 'letter' AND d.state = 'queued' AND m.cancelled_at IS NULL`;
  const pupils = await ctx.db.pupil.findMany({
    where: { AND: [{ id: { in: [...new Set(letters.flatMap(({ pupilId }) => pupilId ?? []))] } }, staffVisible(ctx.actor, ctx.now)] },
    select: { id: true, enrolments: { where: { endedAt: null }, select: { classGroup: { select: { id: true, name: true } } } } },
  });
  const classesOf = new Map(pupils.map((pupil) => [pupil.id, pupil.enrolments.map(({ classGroup }) => classGroup)]));
  const seen = letters.filter(({ pupilId }) => pupilId === null || classesOf.has(pupilId));
  const found = new Map<string, WaitingClass>();
  for (const message of seen) {
    const classes = (message.pupilId && classesOf.get(message.pupilId)) || [];
    for (const group of classes.length > 0 ? classes : [{ id: null, name: null }]) {
      const row = found.get(group.id ?? "") ?? { classGroupId: group.id, name: group.name, letters: 0, languages: [], since: message.createdAt };
      found.set(group.id ?? "", {
        ...row, letters: row.letters + 1, languages: [...new Set([...row.languages, pageLanguage(message.language).tag])].sort(), since: message.createdAt < row.since ? message.createdAt : row.since,
      });
    }
  }
  const runs = await ctx.db.printRun.findMany({
    orderBy: { createdAt: "desc" }, take: RUNS,
    select: { id: true, classGroupId: true, letters: true, createdAt: true, printedById: true, putBackAt: true, _count: { select: { deliveries: { where: { state: "delivered" } } } } },
  });
  const [groups, printers] = await Promise.all([
    ctx.db.classGroup.findMany({ where: { id: { in: runs.flatMap(({ classGroupId }) => classGroupId ?? []) } }, select: { id: true, name: true } }),
    ctx.db.adult.findMany({ where: { id: { in: runs.map(({ printedById }) => printedById) } }, select: { id: true, givenName: true, familyName: true } }),
  ]);
  const [className, printer] = [new Map(groups.map(({ id, name }) => [id, name])), new Map(printers.map((adult) => [adult.id, `${adult.givenName} ${adult.familyName}`]))];
  return {
    total: seen.length,
    posted: canPostLetters() && (await readPace(ctx.db)).postLetters,
    waiting: [...found.values()].sort((a, b) => (a.name ?? "\uffff").localeCompare(b.name ?? "\uffff", "en", { numeric: true })),
    runs: runs.map((run) => ({
      runId: run.id, className: (run.classGroupId && className.get(run.classGroupId)) ?? null, letters: run.letters, answered: run._count.deliveries,
      printedAt: run.createdAt, printedBy: printer.get(run.printedById) ?? "", putBack: run.putBackAt !== null,
    })),
  };
}
