import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { correctReport, reopenReport, withdrawReport } from "../correcting/commands";
import { getCorrectable } from "../correcting/queries";
import { correctInput, withdrawInput } from "../correcting/schema";
import { roundInput } from "../rounds/schema";
import { reportInput } from "../schema";
import { cancelPublication, publishRound } from "./commands";
import { listPublications, summarisePublication } from "./queries";
import { publicationInput, publishInput, summaryInput } from "./schema";

const publisher = staffProcedure(...may.publishReports);

export const publishingRouter = createRouter({
  list: publisher.input(roundInput).query(({ ctx, input }) => listPublications(ctx, input)),
  summary: publisher.input(summaryInput).query(({ ctx, input }) => summarisePublication(ctx, input)),
  publish: publisher.input(publishInput).mutation(({ ctx, input }) => publishRound(ctx, input)),
  cancel: publisher.input(publicationInput).mutation(({ ctx, input }) => cancelPublication(ctx, input)),
  withdraw: publisher.input(withdrawInput).mutation(({ ctx, input }) => withdrawReport(ctx, input)),
  correctable: publisher.input(reportInput).query(({ ctx, input }) => getCorrectable(ctx, input)),
  correct: publisher.input(correctInput).mutation(({ ctx, input }) => correctReport(ctx, input)),
  reopen: publisher.input(reportInput).mutation(({ ctx, input }) => reopenReport(ctx, input)),
});
