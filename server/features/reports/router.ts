import { toTellInput } from "@/server/features/delivery/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { checkingRouter } from "./checking/router";
import { gridRouter } from "./grid/router";
import { listeningRouter } from "./listening/router";
import { printingRouter } from "./printing/router";
import { publishingRouter } from "./publishing/router";
import { reachedRouter } from "./reached/router";
import { familyReportsRouter } from "./reading/router";
import { roundsRouter } from "./rounds/router";
import { getReportToTell } from "./telling/queries";
import { writingRouter } from "./writing/router";

/** Reports from the first mark to the parent who has read it. */
export const reportsRouter = createRouter({
  rounds: roundsRouter,
  grid: gridRouter,
  writing: writingRouter,
  checking: checkingRouter,
  publishing: publishingRouter,
  printing: printingRouter,
  reached: reachedRouter,
  family: familyReportsRouter,
  listening: listeningRouter,
  toTell: staffProcedure(...may.workCalls).input(toTellInput).query(({ ctx, input }) => getReportToTell(ctx, input)),
});
