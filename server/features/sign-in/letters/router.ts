import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { printLetters } from "./commands";
import { listLetterClasses, listLetterFamilies } from "./queries";
import { letterClassInput, printLettersInput } from "./schema";

export const lettersRouter = createRouter({
  listClasses: staffProcedure(...may.printLetters).query(({ ctx }) => listLetterClasses(ctx)),
  listFamilies: staffProcedure(...may.printLetters).input(letterClassInput).query(({ ctx, input }) => listLetterFamilies(ctx, input)),
  print: staffProcedure(...may.printLetters).input(printLettersInput).mutation(({ ctx, input }) => printLetters(ctx, input)),
});
