import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, signedInProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { celebrationsRouter } from "./celebrations/router";
import { decideNote, flagOwn, noteSuccess, openOwn, replyOwn, takeBack } from "./commands";
import { consentRouter } from "@/server/features/people/photos/router";
import { getEasy } from "./easy/queries";
import { hearSuccess, hearSuccessPart } from "./listening/commands";
import { listeningRouter } from "./listening/router";
import { hearPartInput } from "./listening/schema";
import { printCertificate } from "./printing/queries";
import { countOwn, getDesk, getToTell, listNotes, listOwn, readPhoto } from "./queries";
import { decideInput, deskInput, flagInput, noteInput, photoInput, replyInput, successInput } from "./schema";
import { getShare } from "./share/queries";
import { shareInput } from "./share/schema";

export const rewardsRouter = createRouter({
  consent: consentRouter,
  celebrations: celebrationsRouter,
  listening: listeningRouter,
  own: createRouter({
    list: familyProcedure.query(({ ctx }) => listOwn(ctx)),
    count: familyProcedure.query(({ ctx }) => countOwn(ctx)),
    open: familyProcedure.input(successInput).query(({ ctx, input }) => openOwn(ctx, input)),
    easy: familyProcedure.input(successInput).query(({ ctx, input }) => getEasy(ctx, input)),
    hear: familyProcedure.input(successInput).query(({ ctx, input }) => hearSuccess(ctx, input)),
    part: familyProcedure.input(hearPartInput).query(({ ctx, input }) => hearSuccessPart(ctx, input)),
    print: familyProcedure.input(successInput).query(({ ctx, input }) => printCertificate(ctx, input)),
    reply: familyProcedure.input(replyInput).mutation(({ ctx, input }) => replyOwn(ctx, input)),
    flag: familyProcedure.input(flagInput).mutation(({ ctx, input }) => flagOwn(ctx, input)),
  }),
  photo: signedInProcedure.input(photoInput).query(({ ctx, input }) => readPhoto(ctx, input)),
  desk: staffProcedure(...may.noteRewards).input(deskInput).query(({ ctx, input }) => getDesk(ctx, input)),
  list: staffProcedure(...may.noteRewards).query(({ ctx }) => listNotes(ctx)),
  toTell: staffProcedure(...may.noteRewards).input(successInput).query(({ ctx, input }) => getToTell(ctx, input)),
  note: staffProcedure(...may.noteRewards).input(noteInput).mutation(({ ctx, input }) => noteSuccess(ctx, input)),
  decide: staffProcedure(...may.approveRewards).input(decideInput).mutation(({ ctx, input }) => decideNote(ctx, input)),
  takeBack: staffProcedure(...may.noteRewards).input(successInput).mutation(({ ctx, input }) => takeBack(ctx, input)),
  share: staffProcedure(...may.noteRewards).input(shareInput).query(({ ctx, input }) => getShare(ctx, input)),
});
