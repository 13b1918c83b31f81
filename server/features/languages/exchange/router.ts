import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { translators } from "../policy";
import { importFile } from "./commands";
import { exportSentences, listImports } from "./queries";
import { exportInput, importInput } from "./schema";

const translator = staffProcedure(...translators);

export const exchangeRouter = createRouter({
  file: translator.input(exportInput).query(({ ctx, input }) => exportSentences(ctx, input)),
  imports: translator.query(({ ctx }) => listImports(ctx)),
  take: translator.input(importInput).mutation(({ ctx, input }) => importFile(ctx, input)),
});
