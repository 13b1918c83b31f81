import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { listLatest } from "../latest/queries";
import { latestInput } from "../latest/schema";
import { roundInput } from "../rounds/schema";
import { reportsInput } from "../writing/schema";
import { passCheck, sendBack } from "./commands";
import { listWaiting, previewReport } from "./queries";
import { checkInput, previewInput } from "./schema";

const checker = staffProcedure(...may.checkReports);

export const checkingRouter = createRouter({
  waiting: checker.input(roundInput).query(({ ctx, input }) => listWaiting(ctx, input)),
  pass: checker.input(checkInput).mutation(({ ctx, input }) => passCheck(ctx, input)),
  sendBack: checker.input(reportsInput).mutation(({ ctx, input }) => sendBack(ctx, input)),
  // What a talk with a family begins with.
  latest: staffProcedure(...may.useReports).input(latestInput).query(({ ctx, input }) => listLatest(ctx, input)),
  // Teachers look at what they wrote as the family will see it.
  preview: staffProcedure("teacher", ...may.checkReports).input(previewInput).query(({ ctx, input }) => previewReport(ctx, input)),
});
