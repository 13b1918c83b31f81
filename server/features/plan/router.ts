import { createRouter, publicProcedure } from "@/server/lib/trpc/base";

import { getPolicy } from "./queries";

export const planRouter = createRouter({
  getPolicy: publicProcedure.query(({ ctx }) => getPolicy(ctx)),
});
