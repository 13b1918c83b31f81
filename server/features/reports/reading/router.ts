import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { printFamilyReport } from "../printing/commands";
import { reportInput } from "../schema";
import { acknowledgeReport, flagReport, getFamilyReport, requestTalk } from "./commands";
import { listFamilyReports } from "./queries";
import { flagInput, readReportInput, talkInput } from "./schema";

export const familyReportsRouter = createRouter({
  list: familyProcedure.query(({ ctx }) => listFamilyReports(ctx)),
  get: familyProcedure.input(readReportInput).query(({ ctx, input }) => getFamilyReport(ctx, input)),
  print: familyProcedure.input(readReportInput).query(({ ctx, input }) => printFamilyReport(ctx, input)),
  acknowledge: familyProcedure.input(reportInput).mutation(({ ctx, input }) => acknowledgeReport(ctx, input)),
  requestTalk: familyProcedure.input(talkInput).mutation(({ ctx, input }) => requestTalk(ctx, input)),
  flag: familyProcedure.input(flagInput).mutation(({ ctx, input }) => flagReport(ctx, input)),
});
