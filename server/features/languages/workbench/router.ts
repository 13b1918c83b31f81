import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { translators } from "../policy";
import { askBack, handleFlags, rejectTranslation, saveTranslation, setStakes } from "./commands";
import { getItem, listQueue } from "./queries";
import { itemInput, queueInput, rejectInput, saveInput, stakesInput } from "./schema";

const translator = staffProcedure(...translators);

export const workbenchRouter = createRouter({
  queue: translator.input(queueInput).query(({ ctx, input }) => listQueue(ctx, input)),
  item: translator.input(itemInput).query(({ ctx, input }) => getItem(ctx, input)),
  save: translator.input(saveInput).mutation(({ ctx, input }) => saveTranslation(ctx, input)),
  reject: translator.input(rejectInput).mutation(({ ctx, input }) => rejectTranslation(ctx, input)),
  handleFlags: translator.input(itemInput).mutation(({ ctx, input }) => handleFlags(ctx, input)),
  setStakes: translator.input(stakesInput).mutation(({ ctx, input }) => setStakes(ctx, input)),
  askBack: translator.input(itemInput).mutation(({ ctx, input }) => askBack(ctx, input)),
});
