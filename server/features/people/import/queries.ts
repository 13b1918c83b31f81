import { stringify } from "csv-stringify/sync";

import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { translatorFor } from "@/server/lib/i18n/translator";

import { type ImportSummary, type ProblemArgs, type ProblemsInput, type RunInput, summarySchema } from "./schema";

export const PROBLEMS_A_PAGE = 100;
const RUNS_SHOWN = 20;

const runFields = {
  id: true, fileName: true, state: true, done: true, total: true, summary: true, problems: true, createdAt: true, finishedAt: true,
} as const;

type Reader = Pick<StaffCtx, "db">;

/** One import with its counts. Throws not_found. */
export async function getRun(ctx: Reader, input: RunInput) {
  const run = await ctx.db.importRun.findUnique({ where: { id: input.runId }, select: runFields });
  if (!run) throw new AppError("not_found");
  const summary: ImportSummary = summarySchema.parse(run.summary);
  return { ...run, summary };
}

/** The latest imports, newest first, without their samples. */
export async function listRuns(ctx: Reader) {
  const runs = await ctx.db.importRun.findMany({ select: runFields, orderBy: { createdAt: "desc" }, take: RUNS_SHOWN });
  return runs.map((run) => ({ ...run, summary: { ...summarySchema.parse(run.summary), samples: [] } }));
}

export interface ProblemLine {
  id: string;
  file: string;
  line: number;
  column: string | null;
  code: string;
  fatal: boolean;
  args: ProblemArgs;
}

async function findProblemLines(ctx: Reader, runId: string, skip: number, take: number): Promise<ProblemLine[]> {
  const rows = await ctx.db.importProblem.findMany({
    where: { runId },
    select: { id: true, file: true, line: true, column: true, code: true, fatal: true, args: true },
    orderBy: [{ fatal: "desc" }, { file: "asc" }, { line: "asc" }, { column: "asc" }, { id: "asc" }],
    skip,
    take,
  });
  return rows.map((row) => ({ ...row, args: row.args as ProblemArgs }));
}

/** A page of an import's problems: what stops it first, then by file and line. Throws not_found. */
export async function listProblems(ctx: Reader, input: ProblemsInput) {
  await getRun(ctx, input);
  const total = await ctx.db.importProblem.count({ where: { runId: input.runId } });
  const rows = await findProblemLines(ctx, input.runId, (input.page - 1) * PROBLEMS_A_PAGE, PROBLEMS_A_PAGE);
  return { rows, total, page: input.page, pages: Math.max(1, Math.ceil(total / PROBLEMS_A_PAGE)) };
}

/** All problems of an import, for a command line. Throws not_found. */
export async function listAllProblems(ctx: Reader, input: RunInput): Promise<ProblemLine[]> {
  await getRun(ctx, input);
  return findProblemLines(ctx, input.runId, 0, 50_000);
}

/** The list of problems as a file for the office, in the reader's language; cells that a spreadsheet could run are made harmless. Throws not_found. */
export async function exportProblems(ctx: Pick<StaffCtx, "db" | "locale">, input: RunInput): Promise<{ fileName: string; csv: string }> {
  const t = translatorFor(ctx.locale);
  const lines = (await listAllProblems(ctx, input)).map((row) => [
    row.file, row.line || "", row.column ?? "", t(row.fatal ? "import.list.stops" : "import.list.warns"), t(`import.problems.${row.code}`, row.args),
  ]);
  const header = ["file", "line", "column", "kind", "problem"].map((key) => t(`import.csv.${key}`));
  return { fileName: "import-problems.csv", csv: stringify([header, ...lines], { bom: true, escape_formulas: true, record_delimiter: "windows" }) };
}
