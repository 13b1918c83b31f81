import { createRouter, publicProcedure } from "@/server/lib/trpc/base";

import { signInAsDemo } from "./commands";
import { listDemoPeople } from "./queries";
import { demoSignInInput } from "./schema";

export const demoRouter = createRouter({
  list: publicProcedure.query(({ ctx }) => listDemoPeople(ctx)),
  signIn: publicProcedure.input(demoSignInInput).mutation(({ ctx, input }) => signInAsDemo(ctx, input)),
});
