import type pg from "pg";

import { dayIn } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { type Db, poolFor } from "@/server/lib/db/client";

import { clearStaged, readParts } from "../commands";
import { countDiff, findProblems, prepareDiff, sampleDiff } from "../diff/queries";
import { readUpload } from "../reading/commands";
import { isDatabaseFault, isRefusedByDatabase, type Modes } from "../rules";
import type { ImportSummary } from "../schema";
import { Stager } from "../staging/commands";
import { storedSource } from "../staging/queries";

/** What the work behind a page needs: a job's context, or a command line's. */
export interface WorkCtx {
  db: Db;
  school: SchoolFacts;
  now: Date;
}

/** A transaction over a whole school's people may take its time; nobody waits on the locks it holds. */
export const LONG_TRANSACTION = { timeout: 15 * 60_000, maxWait: 60_000 };

/** Somebody else works on this run at the moment. The job is tried again later. */
export class RunBusy extends Error {
  constructor() {
    super("busy");
    this.name = "RunBusy";
  }
}

/**
 * Runs work while no other process works on the same run. The lock belongs to a connection, so a process that dies lets go
 * of it at once. Throws RunBusy when another has it.
 */
export async function holdRun<T>(schoolId: string, runId: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = poolFor(schoolId);
  const client = await pool.connect();
  // A connection that the server drops while it only holds the lock must not end the process.
  const ignore = () => undefined;
  client.on("error", ignore);
  let broken = false;
  try {
    const { rows } = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock(hashtextextended($1, 4217)) AS held", [runId]);
    if (!rows[0]?.held) throw new RunBusy();
    try {
      return await work(pool);
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 4217))", [runId]).catch(() => (broken = true));
    }
  } finally {
    client.removeListener("error", ignore);
    client.release(broken);
  }
}

/**
 * Reads a run's files, checks them and compares them with what is there: the run becomes "previewed", or "refused" with its
 * problems. Nothing of the school is changed. Started again after a kill it begins anew; a run that is past this stays as it is.
 */
export async function runReading(ctx: WorkCtx, runId: string): Promise<void> {
  const { db, school, now } = ctx;
  await holdRun(school.id, runId, async (pool) => {
    const run = await db.importRun.findUnique({ where: { id: runId } });
    if (run?.state !== "reading") return;
    await db.$executeRaw`DELETE FROM import_row WHERE run_id = ${runId}::uuid`;
    await db.importProblem.deleteMany({ where: { runId } });
    await db.importRun.update({ where: { id: runId }, data: { done: 0 } });
    const sources = readParts(run.parts).map((part, at) => storedSource(pool, runId, at, part.name, part.size));
    const stager = new Stager({ pool, schoolId: school.id, runId });
    try {
      const { modes, linksFile } = await readUpload(sources, stager, dayIn(school.zone, now));
      await stager.finish();
      await previewRun(ctx, runId, { modes, linksFile, rows: stager.rows, gaps: stager.gaps });
    } catch (error) {
      if (isDatabaseFault(error) && !isRefusedByDatabase(error)) throw error;
      await giveUp(ctx, runId);
      throw error;
    }
  });
}

/** A fault of ours: the school must not wait for ever for a file that trying again will not read. */
async function giveUp(ctx: WorkCtx, runId: string): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.importRun.updateMany({ where: { id: runId, state: "reading" }, data: { state: "refused", problems: 1, finishedAt: ctx.now } });
    if (count === 0) return;
    await tx.importProblem.create({ data: { schoolId: ctx.school.id, runId, file: "", line: 0, code: "reading_failed", fatal: true } });
    await clearStaged(tx, runId);
  });
}

interface ReadRun {
  modes: Modes;
  linksFile: string;
  rows: number;
  /** Whether lines are missing that could not be read: references to them would be called unknown. */
  gaps: boolean;
}

async function previewRun(ctx: WorkCtx, runId: string, read: ReadRun): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    // Only once in a while somebody drops the run while it is being read.
    const held = await tx.$queryRaw<{ state: string }[]>`SELECT state::text FROM import_run WHERE id = ${runId}::uuid FOR UPDATE`;
    if (held[0]?.state !== "reading") return;
    const summary: ImportSummary & { modes: Modes; linksFile: string } = { counts: {}, samples: [], warnings: 0, modes: read.modes, linksFile: read.linksFile };
    await prepareDiff(tx, { runId, now: ctx.now, modes: read.modes, linksFile: read.linksFile });
    await findProblems(tx, read.gaps ? "own" : "all");
    const fatal = await tx.importProblem.count({ where: { runId, fatal: true } });
    summary.warnings = await tx.importProblem.count({ where: { runId, fatal: false } });
    if (fatal === 0) {
      summary.counts = await countDiff(tx);
      summary.samples = await sampleDiff(tx);
    }
    await tx.importRun.update({
      where: { id: runId },
      data: {
        state: fatal > 0 ? "refused" : "previewed", problems: fatal, done: read.rows, total: read.rows,
        summary: JSON.parse(JSON.stringify(summary)), finishedAt: fatal > 0 ? ctx.now : null,
      },
    });
    if (fatal > 0) await clearStaged(tx, runId);
  }, LONG_TRANSACTION);
}
