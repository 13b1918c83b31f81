import { partInput } from "@/server/features/languages/speech/schema";
import { createRouter, familyProcedure } from "@/server/lib/trpc/base";

import { celebrationInput } from "../celebrations/schema";
import { hearCelebration, hearCelebrationPart, hearConsents, hearConsentsPart, hearRewards, hearRewardsPart } from "./commands";
import { hearCelebrationPartInput } from "./schema";

export const listeningRouter = createRouter({
  list: familyProcedure.query(({ ctx }) => hearRewards(ctx)),
  listPart: familyProcedure.input(partInput).query(({ ctx, input }) => hearRewardsPart(ctx, input)),
  celebration: familyProcedure.input(celebrationInput).query(({ ctx, input }) => hearCelebration(ctx, input)),
  celebrationPart: familyProcedure.input(hearCelebrationPartInput).query(({ ctx, input }) => hearCelebrationPart(ctx, input)),
  consents: familyProcedure.query(({ ctx }) => hearConsents(ctx)),
  consentsPart: familyProcedure.input(partInput).query(({ ctx, input }) => hearConsentsPart(ctx, input)),
});
