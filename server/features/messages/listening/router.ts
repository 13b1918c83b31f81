import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { threadInput } from "../schema";
import { hearThread, hearThreadPart } from "./commands";
import { hearThreadPartInput } from "./schema";

export const listeningRouter = createRouter({
  thread: familyProcedure.input(threadInput).query(({ ctx, input }) => hearThread(ctx, input)),
  part: familyProcedure.input(hearThreadPartInput).query(({ ctx, input }) => hearThreadPart(ctx, input)),
});
