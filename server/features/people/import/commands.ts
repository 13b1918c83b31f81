import { createHash } from "node:crypto";

import type pg from "pg";
import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { type Db, poolFor, type Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { type ApplyInput, countRemovals, limits, partsSchema, type RunInput, type StartInput, summarySchema, type UploadedFile } from "./schema";
import { CHUNK_BYTES } from "./staging/queries";

/** Who starts, applies or drops an import: a member of staff, or nobody when it is done at the server's own keyboard. */
export interface ImportCtx {
  db: Db;
  school: SchoolFacts;
  now: Date;
  actor: Pick<StaffCtx["actor"], "adultId"> | null;
}

const OPEN_STATES = ["reading", "previewed", "applying"] as const;
const MOST_FILES = 2;
/** Pieces of an upload that broke off are kept no longer than this; problems of old imports no longer than the second. */
const DAYS_BROKEN_KEPT = 1;
const DAYS_PROBLEMS_KEPT = 90;

interface StoredPart {
  name: string;
  size: number;
}

/** Cuts whatever arrives into pieces of one size. */
async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let gathered: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    gathered.push(chunk);
    length += chunk.length;
    if (length < CHUNK_BYTES) continue;
    const all = Buffer.concat(gathered);
    let at = 0;
    for (; all.length - at >= CHUNK_BYTES; at += CHUNK_BYTES) yield all.subarray(at, at + CHUNK_BYTES);
    gathered = [Buffer.from(all.subarray(at))];
    length = all.length - at;
  }
  if (length > 0) yield Buffer.concat(gathered);
}

async function storeFile(pool: pg.Pool, ids: { schoolId: string; runId: string }, part: number, file: UploadedFile, hash: ReturnType<typeof createHash>): Promise<StoredPart> {
  let size = 0;
  let seq = 0;
  for await (const bytes of inPieces(file.chunks)) {
    size += bytes.length;
    if (size > limits.uploadBytes) throw new AppError("too_large", { file: "too_large" });
    hash.update(bytes);
    await pool.query("INSERT INTO import_chunk (run_id, school_id, part, seq, bytes) VALUES ($1, $2, $3, $4, $5)", [ids.runId, ids.schoolId, part, seq, bytes]);
    seq += 1;
  }
  // A name is shown again on the page: only its last part, and no longer than a name is.
  return { name: file.name.replace(/^.*[\\/]/, "").replace(/\p{C}/gu, "").slice(-120) || "upload", size };
}

async function tidyOld(ctx: ImportCtx): Promise<void> {
  await ctx.db.$executeRaw`DELETE FROM import_chunk c WHERE c.created_at < now() - ${`${DAYS_BROKEN_KEPT} days`}::interval
    AND NOT EXISTS (SELECT FROM import_run r WHERE r.id = c.run_id AND r.state IN ('reading', 'previewed', 'applying'))`;
  await ctx.db.importProblem.deleteMany({ where: { run: { finishedAt: { lt: addDays(ctx.now, -DAYS_PROBLEMS_KEPT) } } } });
}

const isUniqueFault = (error: unknown) => error instanceof Error && "code" in error && error.code === "P2002";

/**
 * Stores an upload and adds the job that reads it. One import at a time in a school: a second is refused with `conflict`.
 * The bytes are stored before the run exists, so an upload that breaks off leaves no run behind and blocks nobody.
 * Throws too_large, conflict, or invalid_input when there is no file or an empty one.
 */
export async function startImport(ctx: ImportCtx, input: StartInput): Promise<{ runId: string }> {
  const { db, school, now } = ctx;
  if (await db.importRun.findFirst({ where: { state: { in: [...OPEN_STATES] } }, select: { id: true } })) throw new AppError("conflict");
  await tidyOld(ctx);
  const runId = uuid();
  const pool = poolFor(school.id);
  const hash = createHash("sha256");
  const parts: StoredPart[] = [];
  try {
    for await (const file of input.files) {
      if (parts.length === MOST_FILES) throw new AppError("invalid_input", { file: "too_many" });
      parts.push(await storeFile(pool, { schoolId: school.id, runId }, parts.length, file, hash));
    }
    if (parts.length === 0 || parts.some((part) => part.size === 0)) throw new AppError("invalid_input", { file: "required" });
    await db.$transaction(async (tx) => {
      await tx.importRun.create({
        data: {
          id: runId, schoolId: school.id, fileName: parts.map((part) => part.name).join(", "), fileHash: hash.digest("hex"), parts: parts.map((part) => ({ ...part })),
          startedById: ctx.actor?.adultId ?? null, createdAt: now,
        },
      });
      await enqueueJob(tx, "people.readImport", { runId }, { key: `import:${runId}` });
      await record(tx, ctx, runId, "people.importStart", { files: parts.length });
    });
  } catch (error) {
    await pool.query("DELETE FROM import_chunk WHERE run_id = $1", [runId]);
    if (isUniqueFault(error)) throw new AppError("conflict");
    throw error;
  }
  return { runId };
}

/** Writes the line of the record for an import. */
export async function record(tx: Tx, ctx: Pick<ImportCtx, "school" | "now" | "actor">, runId: string, action: string, detail: Record<string, number | string | boolean>): Promise<void> {
  await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor?.adultId ?? null, action, subjectType: "import_run", subjectId: runId, detail });
}

/** Empties what was staged and stored for a run that is over. Names in the summary's samples go too. */
export async function clearStaged(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM import_row WHERE run_id = ${runId}::uuid`;
  await tx.$executeRaw`DELETE FROM import_chunk WHERE run_id = ${runId}::uuid`;
  await tx.$executeRaw`UPDATE import_run SET summary = summary - 'samples' WHERE id = ${runId}::uuid`;
}

/**
 * Says that a previewed import may be applied, and adds the job that does it. Throws not_found for a run that is not there,
 * conflict when it is not waiting for this or takes away more or less than the person was shown.
 */
export async function applyImport(ctx: ImportCtx, input: ApplyInput): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const run = await tx.importRun.findUnique({ where: { id: input.runId }, select: { summary: true } });
    if (!run) throw new AppError("not_found");
    if (countRemovals(summarySchema.parse(run.summary)) !== input.removals) throw new AppError("conflict", { removals: "changed" });
    const { count } = await tx.importRun.updateMany({ where: { id: input.runId, state: "previewed" }, data: { state: "applying", done: 0 } });
    if (count === 0) throw new AppError("conflict");
    await enqueueJob(tx, "people.applyImport", { runId: input.runId, ...(ctx.actor ? { actorId: ctx.actor.adultId } : {}) }, { key: `import:${input.runId}` });
    await record(tx, ctx, input.runId, "people.importApprove", { removals: input.removals });
  });
}

/** Drops an import that has not been applied. Throws not_found, or conflict when it is being applied or is over. */
export async function discardImport(ctx: ImportCtx, input: RunInput): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    if (!(await tx.importRun.findUnique({ where: { id: input.runId }, select: { id: true } }))) throw new AppError("not_found");
    const { count } = await tx.importRun.updateMany({ where: { id: input.runId, state: { in: ["reading", "previewed"] } }, data: { state: "discarded", finishedAt: ctx.now } });
    if (count === 0) throw new AppError("conflict");
    await clearStaged(tx, input.runId);
    await record(tx, ctx, input.runId, "people.importDiscard", {});
  });
}

/** The files of a run, as stored. */
export function readParts(parts: unknown): StoredPart[] {
  return partsSchema.parse(parts);
}
