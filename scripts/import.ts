/** npm run import -- FILE [LINKS.csv] --school SLUG [--preview]: brings in people from a pupil system's export. */
import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { runApply } from "@/server/features/people/import/apply/commands";
import { applyImport, discardImport, type ImportCtx, startImport } from "@/server/features/people/import/commands";
import { RunBusy, runReading } from "@/server/features/people/import/preview/commands";
import { getRun, listAllProblems } from "@/server/features/people/import/queries";
import { countRemovals, importKinds, type UploadedFile } from "@/server/features/people/import/schema";
import { findSchoolBySlug } from "@/server/features/people/queries";
import { now } from "@/server/lib/clock";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { translatorFor } from "@/server/lib/i18n/translator";

const USAGE = "npm run import -- FILE [LINKS.csv] --school SLUG [--preview]";
const LOOK_AGAIN_MS = 500;

const say = (text: string) => process.stdout.write(`${text}\n`);

async function* filesOf(names: string[]): AsyncGenerator<UploadedFile> {
  for (const name of names) yield { name: path.basename(name), chunks: createReadStream(name, { highWaterMark: 512 * 1024 }) };
}

/** Works on the run here, or waits while a worker that took it first does. Answers the state that it ends in. */
async function workOff(ctx: ImportCtx, runId: string, busy: "reading" | "applying"): Promise<string> {
  for (;;) {
    const { state } = await getRun(ctx, { runId });
    if (state !== busy) return state;
    try {
      await (busy === "reading" ? runReading(ctx, runId) : runApply(ctx, runId));
    } catch (error) {
      if (!(error instanceof RunBusy)) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
}

async function show(ctx: ImportCtx, runId: string): Promise<void> {
  const t = translatorFor("en");
  const { summary, problems } = await getRun(ctx, { runId });
  for (const kind of importKinds) {
    const counts = summary.counts[kind];
    if (counts) say(`${t(`import.kinds.${kind}`).padEnd(24)} +${counts.added} ~${counts.changed} -${counts.removed} =${counts.same}`);
  }
  for (const row of await listAllProblems(ctx, { runId })) {
    const place = [row.file, row.line || "", row.column ?? ""].filter((part) => part !== "").join(":");
    say(`${row.fatal ? "!" : "?"} ${place} ${t(`import.problems.${row.code}`, row.args)}`);
  }
  if (problems > 0) say(t("import.run.refusedTitle", { count: problems }));
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { school: { type: "string" }, preview: { type: "boolean", default: false } } });
  const missing = positionals.find((name) => !existsSync(name));
  const [file] = positionals;
  if (!file || !values.school || positionals.length > 2) throw new Error(USAGE);
  if (missing) throw new Error(`There is no file ${missing}.`);
  const school = await findSchoolBySlug(values.school);
  if (!school) throw new Error(`There is no school ${values.school}.`);
  const ctx: ImportCtx = { db: dbFor(school.id), school, now: now(), actor: null };

  const { runId } = await startImport(ctx, { files: filesOf(positionals) });
  const state = await workOff(ctx, runId, "reading");
  await show(ctx, runId);
  if (state !== "previewed") return 1;
  if (values.preview) {
    await discardImport(ctx, { runId });
    say("Nothing was changed.");
    return 0;
  }
  await applyImport(ctx, { runId, removals: countRemovals((await getRun(ctx, { runId })).summary) });
  const end = await workOff(ctx, runId, "applying");
  if (end !== "applied") await show(ctx, runId);
  say(end === "applied" ? "Done." : "Nothing was changed.");
  return end === "applied" ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const t = translatorFor("en");
  const text = !(error instanceof Error) ? String(error) : error instanceof AppError ? (error.code === "conflict" ? t("import.errors.open") : t(`errors.codes.${error.code}`)) : error.message;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabases();
}
