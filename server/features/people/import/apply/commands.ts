import { z } from "zod";

import type { Tx } from "@/server/lib/db/client";

import { clearStaged, type ImportCtx, record } from "../commands";
import { countDiff, findProblems, prepareDiff } from "../diff/queries";
import { holdRun, LONG_TRANSACTION } from "../preview/commands";
import { isRefusedByDatabase } from "../rules";
import { countRemovals, summarySchema } from "../schema";
import { applySteps } from "./queries";

/** How the run's files count, as the reading found it. */
const readSchema = summarySchema.extend({ modes: z.record(z.string(), z.enum(["bulk", "delta"])), linksFile: z.string() });

/** Ends the transaction without a trace when the school has changed under the preview. */
class SchoolChanged extends Error {}

/**
 * Applies a run that somebody has approved: everything in one transaction or nothing. How far it is can be seen meanwhile,
 * because the count is written beside the transaction. Killed at any moment, the database takes everything back and the job
 * is run again; a run that is not "applying" stays as it is.
 */
export async function runApply(ctx: ImportCtx, runId: string): Promise<void> {
  const { db, school } = ctx;
  await holdRun(school.id, runId, async () => {
    const run = await db.importRun.findUnique({ where: { id: runId } });
    if (run?.state !== "applying") return;
    const read = readSchema.parse(run.summary);
    const weights = new Map((await db.importRow.groupBy({ by: ["kind"], where: { runId }, _count: true })).map((group) => [group.kind, group._count]));
    const setting = { runId, now: ctx.now, modes: read.modes, linksFile: read.linksFile };
    try {
      await db.$transaction(async (tx) => {
        await prepareDiff(tx, setting);
        await findProblems(tx, "last");
        if ((await tx.importProblem.count({ where: { runId, fatal: true } })) > 0) throw new SchoolChanged();
        const counts = await countDiff(tx);
        if (countRemovals({ counts, samples: [], warnings: 0 }) !== countRemovals(read)) throw new SchoolChanged();
        let done = 0;
        for (const { kinds, statements } of applySteps) {
          for (const statement of statements) await tx.$executeRawUnsafe(statement);
          done += kinds.reduce((sum, kind) => sum + (weights.get(kind) ?? 0), 0);
          await db.importRun.update({ where: { id: runId }, data: { done } });
        }
        await finish(tx, ctx, runId, { ...read, counts });
      }, LONG_TRANSACTION);
    } catch (error) {
      // A key that somebody took between the check and the write is the same story as a check that failed.
      if (!(error instanceof SchoolChanged) && !isRefusedByDatabase(error)) throw error;
      await sendBack(ctx, runId, setting);
    }
  });
}

async function finish(tx: Tx, ctx: ImportCtx, runId: string, summary: z.infer<typeof readSchema>): Promise<void> {
  await clearStaged(tx, runId);
  await tx.importRun.update({
    where: { id: runId },
    data: { state: "applied", finishedAt: ctx.now, summary: JSON.parse(JSON.stringify({ ...summary, samples: [] })) },
  });
  const flat = Object.entries(summary.counts).flatMap(([kind, counts]) =>
    counts ? (["added", "changed", "removed"] as const).map((change) => [`${kind}.${change}`, counts[change]] as const) : []);
  await record(tx, ctx, runId, "people.importApply", Object.fromEntries(flat));
}

/** The school changed after the preview: nothing was written; the run is refused and says what now stands in the way. */
async function sendBack(ctx: ImportCtx, runId: string, setting: Parameters<typeof prepareDiff>[1]): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await prepareDiff(tx, setting);
    await findProblems(tx, "last");
    await tx.importProblem.create({ data: { schoolId: ctx.school.id, runId, file: "", line: 0, code: "school_changed", fatal: true } });
    const problems = await tx.importProblem.count({ where: { runId, fatal: true } });
    await tx.importRun.update({ where: { id: runId }, data: { state: "refused", problems, finishedAt: ctx.now } });
    await clearStaged(tx, runId);
    await record(tx, ctx, runId, "people.importRefuse", { problems });
  }, LONG_TRANSACTION);
}
