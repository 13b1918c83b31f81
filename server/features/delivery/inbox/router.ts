import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { countUnopened, listInbox } from "./queries";

export const inboxRouter = createRouter({
  list: familyProcedure.query(({ ctx }) => listInbox(ctx)),
  count: familyProcedure.query(({ ctx }) => countUnopened(ctx)),
});
