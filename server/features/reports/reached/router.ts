import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { exportReached, listReached } from "./queries";
import { reachedInput } from "./schema";

const watcher = staffProcedure(...may.seeReached);

export const reachedRouter = createRouter({
  list: watcher.input(reachedInput).query(({ ctx, input }) => listReached(ctx, input)),
  csv: watcher.input(reachedInput).query(({ ctx, input }) => exportReached(ctx, input)),
});
