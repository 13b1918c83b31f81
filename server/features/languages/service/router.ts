import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { approvers } from "../policy";
import { checkService, setSwitch } from "./commands";
import { getService } from "./queries";
import { setSwitchInput } from "./schema";

const leader = staffProcedure(...approvers);

export const serviceRouter = createRouter({
  get: leader.query(({ ctx }) => getService(ctx)),
  check: leader.mutation(({ ctx }) => checkService(ctx)),
  set: leader.input(setSwitchInput).mutation(({ ctx, input }) => setSwitch(ctx, input)),
});
