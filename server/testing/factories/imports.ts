import { runApply } from "@/server/features/people/import/apply/commands";
import { applyImport, type ImportCtx, startImport } from "@/server/features/people/import/commands";
import { runReading } from "@/server/features/people/import/preview/commands";
import { getRun, listAllProblems } from "@/server/features/people/import/queries";
import { countRemovals, type UploadedFile } from "@/server/features/people/import/schema";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { TEST_NOW } from "@/server/testing/context";

import { makeOneRosterZip, type OneRosterData, uploadsOf } from "./oneroster";

/** What an import at the server's keyboard works with. */
export function importContext(school: SchoolFacts, now = TEST_NOW): ImportCtx {
  return { db: dbFor(school.id), school, now, actor: null };
}

/** Uploads and reads, without the worker: the run as the page would show it, and its problems. */
export async function previewUpload(school: SchoolFacts, files: AsyncIterable<UploadedFile>, now = TEST_NOW) {
  const ctx = importContext(school, now);
  const { runId } = await startImport(ctx, { files });
  await runReading(ctx, runId);
  return { run: await getRun(ctx, { runId }), problems: await listAllProblems(ctx, { runId }) };
}

/** Uploads and reads a OneRoster export given as plain data. */
export async function previewOneRoster(school: SchoolFacts, data: OneRosterData, now = TEST_NOW) {
  return previewUpload(school, uploadsOf({ name: "export.zip", bytes: await makeOneRosterZip(data) }), now);
}

/** Approves and applies a previewed run, without the worker. */
export async function applyRun(school: SchoolFacts, runId: string, now = TEST_NOW) {
  const ctx = importContext(school, now);
  const { summary } = await getRun(ctx, { runId });
  await applyImport(ctx, { runId, removals: countRemovals(summary) });
  await runApply(ctx, runId);
  return getRun(ctx, { runId });
}

/** Uploads, reads and applies; throws with the problems when the file is refused. */
export async function importUpload(school: SchoolFacts, files: AsyncIterable<UploadedFile>, now = TEST_NOW) {
  const { run, problems } = await previewUpload(school, files, now);
  if (run.state !== "previewed") throw new Error(`import refused: ${JSON.stringify(problems.slice(0, 10))}`);
  return { run: await applyRun(school, run.id, now), preview: run, problems };
}

/** Imports a OneRoster export given as plain data, all the way. */
export async function importOneRoster(school: SchoolFacts, data: OneRosterData, now = TEST_NOW) {
  return importUpload(school, uploadsOf({ name: "export.zip", bytes: await makeOneRosterZip(data) }), now);
}
