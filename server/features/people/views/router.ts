import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { chooseView } from "./commands";
import { chooseViewInput } from "./schema";

export const viewsRouter = createRouter({
  choose: familyProcedure.input(chooseViewInput).mutation(({ ctx, input }) => chooseView(ctx, input)),
});
