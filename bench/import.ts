/** Import of 20,000 pupils and 32,000 carers with links, places and classes, beside COPY of the same rows into the same tables. */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";

import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

import { runApply } from "@/server/features/people/import/apply/commands";
import { applyImport, startImport } from "@/server/features/people/import/commands";
import { runReading } from "@/server/features/people/import/preview/commands";
import { getRun, listAllProblems } from "@/server/features/people/import/queries";
import { closeDatabases } from "@/server/lib/db/client";
import { importContext } from "@/server/testing/factories/imports";
import { streamBigExport, streamZip, uploadsOf } from "@/server/testing/factories/oneroster";
import { makeSchool } from "@/server/testing/factories/people";

const SIZE = { pupils: 20_000, carers: 32_000 };
/** The tables that an import fills, in an order that foreign keys allow. */
const TABLES = ["class_group", "pupil", "adult", "staff_post", "enrolment", "teaching_post", "guardian_link"] as const;

process.env.AUTH_SECRET ??= "only-for-benchmarks-only-for-benchmarks";
const MB = 1024 * 1024;
const seconds = (since: number) => (performance.now() - since) / 1000;

/** COPY out what the import made, empty the tables, and COPY the same rows in again as their owner. Seconds of the way in only. */
async function copySameRows(client: pg.Client, folder: string): Promise<number> {
  for (const table of TABLES) await pipeline(client.query(copyTo(`COPY ${table} TO STDOUT`)), createWriteStream(path.join(folder, table)));
  await client.query(`TRUNCATE ${TABLES.join(", ")} CASCADE`);
  const began = performance.now();
  await client.query("BEGIN");
  for (const table of TABLES) await pipeline(createReadStream(path.join(folder, table)), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
  await client.query("COMMIT");
  return seconds(began);
}

export default async function benchImport(): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "kingsgate-bench-"));
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    const school = await makeSchool();
    const ctx = importContext(school);
    const zip = path.join(folder, "export.zip");
    await pipeline(streamZip(streamBigExport(SIZE)), createWriteStream(zip));
    globalThis.gc?.();
    const idle = process.memoryUsage().rss;
    let peak = idle;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);

    const began = performance.now();
    const { runId } = await startImport(ctx, { files: uploadsOf({ name: "export.zip", bytes: createReadStream(zip) }) });
    const stored = seconds(began);
    await runReading(ctx, runId);
    const read = seconds(began);
    const run = await getRun(ctx, { runId });
    if (run.state !== "previewed") throw new Error(`refused: ${JSON.stringify((await listAllProblems(ctx, { runId })).slice(0, 5))}`);
    await applyImport(ctx, { runId, removals: 0 });
    await runApply(ctx, runId);
    const whole = seconds(began);
    clearInterval(watch);

    const counted = await client.query<{ n: number }>(`SELECT sum(n)::int AS n FROM (${TABLES.map((table) => `SELECT count(*) AS n FROM ${table}`).join(" UNION ALL ")}) t`);
    const rows = counted.rows[0]?.n ?? 0;
    const copy = await copySameRows(client, folder);
    return [
      `# rows: ${rows} in ${TABLES.join(", ")}; the import's time is upload, reading, preview and applying together`,
      `import.rows ${rows} rows`,
      `import.store ${stored.toFixed(2)} s`,
      `import.read_and_preview ${(read - stored).toFixed(2)} s`,
      `import.apply ${(whole - read).toFixed(2)} s`,
      `import.whole ${whole.toFixed(2)} s`,
      `import.rows_per_second ${Math.round(rows / whole)} rows/s`,
      `import.copy_rows_per_second ${Math.round(rows / copy)} rows/s`,
      `import.ratio ${(copy / whole).toFixed(3)} of-copy`,
      `import.peak_rss_mb ${Math.round((peak - idle) / MB)} MB-above-idle`,
    ];
  } finally {
    await client.end();
    await closeDatabases();
    rmSync(folder, { recursive: true, force: true });
  }
}
