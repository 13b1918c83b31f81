import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { may } from "../policy";
import { applyImport, discardImport, startImport } from "./commands";
import { exampleLinks, makeExampleZip } from "./example/rules";
import { exportProblems, getRun, listProblems, listRuns } from "./queries";
import { applyInput, problemsInput, runInput, startInput } from "./schema";

const importer = staffProcedure(...may.runImports);

export const importRouter = createRouter({
  start: importer.input(startInput).mutation(({ ctx, input }) => startImport(ctx, input)),
  get: importer.input(runInput).query(({ ctx, input }) => getRun(ctx, input)),
  list: importer.query(({ ctx }) => listRuns(ctx)),
  problems: importer.input(problemsInput).query(({ ctx, input }) => listProblems(ctx, input)),
  csv: importer.input(runInput).query(({ ctx, input }) => exportProblems(ctx, input)),
  example: importer.query(async () => ({ zip: await makeExampleZip(), links: exampleLinks })),
  applyRun: importer.input(applyInput).mutation(({ ctx, input }) => applyImport(ctx, input)),
  discard: importer.input(runInput).mutation(({ ctx, input }) => discardImport(ctx, input)),
});
