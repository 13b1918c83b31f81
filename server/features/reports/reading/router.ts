import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { getEasyReport, printEasyReport } from "../easy/commands";
import { printFamilyReport } from "../printing/commands";
import { reportInput } from "../schema";
import { acknowledgeReport, flagReport, getFamilyReport, requestTalk } from "./commands";
import { listFamilyReports } from "./queries";
import { flagInput, readReportInput, talkInput } from "./schema";

export const familyReportsRouter = createRouter({
  list: familyProcedure.query(({ ctx }) => listFamilyReports(ctx)),
  get: familyProcedure.input(readReportInput).query(({ ctx, input }) => getFamilyReport(ctx, input)),
  print: familyProcedure.input(readReportInput).query(({ ctx, input }) => printFamilyReport(ctx, input)),
  getEasy: familyProcedure.input(readReportInput).query(({ ctx, input }) => getEasyReport(ctx, input)),
  printEasy: familyProcedure.input(readReportInput).query(({ ctx, input }) => printEasyReport(ctx, input)),
  acknowledge: familyProcedure.input(reportInput).mutation(({ ctx, input }) => acknowledgeReport(ctx, input)),
  requestTalk: familyProcedure.input(talkInput).mutation(({ ctx, input }) => requestTalk(ctx, input)),
  flag: familyProcedure.input(flagInput).mutation(({ ctx, input }) => flagReport(ctx, input)),
});
