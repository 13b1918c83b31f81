import { partInput } from "@/server/features/languages/speech/schema";
import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { teamInput, threadInput } from "../schema";
import { hearNew, hearNewPart, hearThread, hearThreadPart, hearThreads, hearThreadsPart } from "./commands";
import { hearNewPartInput, hearThreadPartInput } from "./schema";

export const listeningRouter = createRouter({
  thread: familyProcedure.input(threadInput).query(({ ctx, input }) => hearThread(ctx, input)),
  list: familyProcedure.query(({ ctx }) => hearThreads(ctx)),
  listPart: familyProcedure.input(partInput).query(({ ctx, input }) => hearThreadsPart(ctx, input)),
  writing: familyProcedure.input(teamInput).query(({ ctx, input }) => hearNew(ctx, input)),
  writingPart: familyProcedure.input(hearNewPartInput).query(({ ctx, input }) => hearNewPart(ctx, input)),
  part: familyProcedure.input(hearThreadPartInput).query(({ ctx, input }) => hearThreadPart(ctx, input)),
});
