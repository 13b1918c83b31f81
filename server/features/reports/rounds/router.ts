import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { createRound, openRound, updateRound } from "./commands";
import { listRounds } from "./queries";
import { createRoundInput, roundInput, updateRoundInput } from "./schema";

export const roundsRouter = createRouter({
  list: staffProcedure(...may.seeReached).query(({ ctx }) => listRounds(ctx)),
  create: staffProcedure(...may.publishReports).input(createRoundInput).mutation(({ ctx, input }) => createRound(ctx, input)),
  update: staffProcedure(...may.publishReports).input(updateRoundInput).mutation(({ ctx, input }) => updateRound(ctx, input)),
  open: staffProcedure(...may.publishReports).input(roundInput).mutation(({ ctx, input }) => openRound(ctx, input)),
});
