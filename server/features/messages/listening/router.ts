import { partInput } from "@/server/features/languages/speech/schema";
import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { threadInput } from "../schema";
import { hearThread, hearThreadPart, hearThreads, hearThreadsPart } from "./commands";
import { hearThreadPartInput } from "./schema";

export const listeningRouter = createRouter({
  thread: familyProcedure.input(threadInput).query(({ ctx, input }) => hearThread(ctx, input)),
  list: familyProcedure.query(({ ctx }) => hearThreads(ctx)),
  listPart: familyProcedure.input(partInput).query(({ ctx, input }) => hearThreadsPart(ctx, input)),
  part: familyProcedure.input(hearThreadPartInput).query(({ ctx, input }) => hearThreadPart(ctx, input)),
});
