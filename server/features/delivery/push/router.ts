import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { subscribe, unsubscribe } from "./commands";
import { getPushKey } from "./queries";
import { subscribeInput, unsubscribeInput } from "./schema";

export const pushRouter = createRouter({
  key: familyProcedure.query(({ ctx }) => getPushKey(ctx)),
  subscribe: familyProcedure.input(subscribeInput).mutation(({ ctx, input }) => subscribe(ctx, input)),
  unsubscribe: familyProcedure.input(unsubscribeInput).mutation(({ ctx, input }) => unsubscribe(ctx, input)),
});
