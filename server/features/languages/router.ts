import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { translateText } from "./commands";
import { translators } from "./policy";
import { listPending } from "./queries";
import { listPendingInput, translateTextInput } from "./schema";
import { speechRouter } from "./speech/router";

export const languagesRouter = createRouter({
  pending: staffProcedure(...translators).input(listPendingInput).query(({ ctx, input }) => listPending(ctx, input)),
  translate: staffProcedure(...translators).input(translateTextInput).mutation(({ ctx, input }) => translateText(ctx, input)),
  speech: speechRouter,
});
