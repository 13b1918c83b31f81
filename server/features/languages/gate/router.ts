import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { checkWords } from "./queries";
import { checkTextInput } from "./schema";

export const gateRouter = createRouter({
  // Only reads, and yet a mutation: what somebody writes about a child must not stand in an address.
  check: staffProcedure(...may.useStaffPages).input(checkTextInput).mutation(({ ctx, input }) => checkWords(ctx, input)),
});
