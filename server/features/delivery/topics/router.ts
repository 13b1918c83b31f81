import { createRouter, familyProcedure, publicProcedure } from "@/server/lib/trpc/base";

import { chooseTopic, stopByKey } from "./commands";
import { listTopics, readStop } from "./queries";
import { chooseInput, stopInput } from "./schema";

export const topicsRouter = createRouter({
  own: familyProcedure.query(({ ctx }) => listTopics(ctx)),
  choose: familyProcedure.input(chooseInput).mutation(({ ctx, input }) => chooseTopic(ctx, input)),
  read: publicProcedure.input(stopInput).query(({ ctx, input }) => readStop(ctx, input)),
  stop: publicProcedure.input(stopInput).mutation(({ ctx, input }) => stopByKey(ctx, { ...input, wanted: false })),
  again: publicProcedure.input(stopInput).mutation(({ ctx, input }) => stopByKey(ctx, { ...input, wanted: true })),
});
