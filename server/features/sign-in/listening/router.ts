import { partInput } from "@/server/features/languages/speech/schema";
import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { hearAccount, hearAccountPart } from "./commands";

export const listeningRouter = createRouter({
  account: familyProcedure.query(({ ctx }) => hearAccount(ctx)),
  part: familyProcedure.input(partInput).query(({ ctx, input }) => hearAccountPart(ctx, input)),
});
