import { may } from "@/server/features/people/policy";
import { createRouter, publicProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { answerLetter, openRun, printRun, putBackRun } from "./commands";
import { listRuns } from "./queries";
import { answerLetterInput, openRunInput, printRunInput } from "./schema";

export const lettersRouter = createRouter({
  runs: staffProcedure(...may.printLetters).query(({ ctx }) => listRuns(ctx)),
  print: staffProcedure(...may.printLetters).input(printRunInput).mutation(({ ctx, input }) => printRun(ctx, input)),
  open: staffProcedure(...may.printLetters).input(openRunInput).query(({ ctx, input }) => openRun(ctx, input)),
  putBack: staffProcedure(...may.printLetters).input(openRunInput).mutation(({ ctx, input }) => putBackRun(ctx, input)),
  answer: publicProcedure.input(answerLetterInput).mutation(({ ctx, input }) => answerLetter(ctx, input)),
});
