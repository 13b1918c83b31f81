import { dateInput } from "@/server/features/events/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { checkEveryone } from "./dates/queries";

/** What is known by reading across the features. */
export const insightRouter = createRouter({
  checkDate: staffProcedure(...may.runEvents).input(dateInput).query(({ ctx, input }) => checkEveryone(ctx, input)),
});
