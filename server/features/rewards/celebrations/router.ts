import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, publicProcedure, signedInProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { approveClip, putClip, removeClip, timeClip } from "../clips/commands";
import { readCaptions, readClipPart, readPoster } from "../clips/queries";
import { captionsInput, clipPartInput, clipVersionInput, putClipInput, timeClipInput } from "../clips/schema";
import { getEasyCelebration, printCelebration } from "../easy/queries";
import { answerByCode, answerCelebration, cancelCelebration, flagCelebration, inviteFamilies, openCelebration, saveCelebration } from "./commands";
import { getCelebration, listCandidates, listCelebrations, listOwnCelebrations, writeCelebrationFile } from "./queries";
import { answerByCodeInput, answerCelebrationInput, celebrationInput, flagCelebrationInput, saveCelebrationInput } from "./schema";

export const celebrationsRouter = createRouter({
  own: createRouter({
    list: familyProcedure.query(({ ctx }) => listOwnCelebrations(ctx)),
    get: familyProcedure.input(celebrationInput).query(({ ctx, input }) => openCelebration(ctx, input)),
    easy: familyProcedure.input(celebrationInput).query(({ ctx, input }) => getEasyCelebration(ctx, input)),
    print: familyProcedure.input(celebrationInput).query(({ ctx, input }) => printCelebration(ctx, input)),
    file: familyProcedure.input(celebrationInput).query(({ ctx, input }) => writeCelebrationFile(ctx, input)),
    answer: familyProcedure.input(answerCelebrationInput).mutation(({ ctx, input }) => answerCelebration(ctx, input)),
    flag: familyProcedure.input(flagCelebrationInput).mutation(({ ctx, input }) => flagCelebration(ctx, input)),
  }),
  answerByCode: publicProcedure.input(answerByCodeInput).mutation(({ ctx, input }) => answerByCode(ctx, input)),
  list: staffProcedure(...may.noteRewards).query(({ ctx }) => listCelebrations(ctx)),
  get: staffProcedure(...may.noteRewards).input(celebrationInput).query(({ ctx, input }) => getCelebration(ctx, input)),
  candidates: staffProcedure(...may.noteRewards).query(({ ctx }) => listCandidates(ctx)),
  save: staffProcedure(...may.noteRewards).input(saveCelebrationInput).mutation(({ ctx, input }) => saveCelebration(ctx, input)),
  invite: staffProcedure(...may.approveRewards).input(celebrationInput).mutation(({ ctx, input }) => inviteFamilies(ctx, input)),
  cancel: staffProcedure(...may.approveRewards).input(celebrationInput).mutation(({ ctx, input }) => cancelCelebration(ctx, input)),
  putClip: staffProcedure(...may.noteRewards).input(putClipInput).mutation(({ ctx, input }) => putClip(ctx, input)),
  approveClip: staffProcedure(...may.approveRewards).input(clipVersionInput).mutation(({ ctx, input }) => approveClip(ctx, input)),
  timeClip: staffProcedure(...may.noteRewards).input(timeClipInput).mutation(({ ctx, input }) => timeClip(ctx, input)),
  removeClip: staffProcedure(...may.approveRewards).input(celebrationInput).mutation(({ ctx, input }) => removeClip(ctx, input)),
  clip: signedInProcedure.input(clipPartInput).query(({ ctx, input }) => readClipPart(ctx, input)),
  poster: signedInProcedure.input(clipVersionInput).query(({ ctx, input }) => readPoster(ctx, input)),
  captions: signedInProcedure.input(captionsInput).query(({ ctx, input }) => readCaptions(ctx, input)),
});
