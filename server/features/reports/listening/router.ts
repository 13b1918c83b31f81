import { recordInput, wantedInput } from "@/server/features/languages/speech/schema";
import { createRouter, familyProcedure, signedInProcedure } from "@/server/lib/trpc/base";

import { reportInput } from "../schema";
import { hearHomePart, hearReport, hearReportPart, phoneMe, recordStatement } from "./commands";
import { hearHome, listWantedStatements } from "./queries";
import { hearHomePartInput, hearPartInput, hearReportInput } from "./schema";

/** Reports that are heard. */
export const listeningRouter = createRouter({
  get: familyProcedure.input(hearReportInput).query(({ ctx, input }) => hearReport(ctx, input)),
  part: familyProcedure.input(hearPartInput).query(({ ctx, input }) => hearReportPart(ctx, input)),
  home: familyProcedure.query(({ ctx }) => hearHome(ctx)),
  homePart: familyProcedure.input(hearHomePartInput).query(({ ctx, input }) => hearHomePart(ctx, input)),
  phoneMe: familyProcedure.input(reportInput).mutation(({ ctx, input }) => phoneMe(ctx, input)),
  wanted: signedInProcedure.input(wantedInput).query(({ ctx, input }) => listWantedStatements(ctx, input)),
  record: signedInProcedure.input(recordInput).mutation(({ ctx, input }) => recordStatement(ctx, input)),
});
