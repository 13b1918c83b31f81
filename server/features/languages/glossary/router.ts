import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { translators } from "../policy";
import { removeTerm, saveTerm } from "./commands";
import { listGlossary } from "./queries";
import { glossaryInput, removeTermInput, saveTermInput } from "./schema";

const translator = staffProcedure(...translators);

export const glossaryRouter = createRouter({
  list: translator.input(glossaryInput).query(({ ctx, input }) => listGlossary(ctx, input)),
  save: translator.input(saveTermInput).mutation(({ ctx, input }) => saveTerm(ctx, input)),
  remove: translator.input(removeTermInput).mutation(({ ctx, input }) => removeTerm(ctx, input)),
});
