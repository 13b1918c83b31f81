import { toTellInput } from "@/server/features/delivery/schema";
import { partInput } from "@/server/features/languages/speech/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, publicProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { flagOwn, openOwn } from "./commands";
import { getEasy } from "./easy/queries";
import { copyNewsletter, createNewsletter, deleteNewsletter, putPicture, saveNewsletter } from "./editing/commands";
import { getEdited, listNewsletters, listPicturePeople, previewNewsletter } from "./editing/queries";
import { hearNewsletter, hearNewsletterPart, hearNewsletters, hearNewslettersPart, hearOwnNewsletterPart, hearPublicList, hearPublicListPart } from "./listening/commands";
import { hearPartInput } from "./listening/schema";
import { printNewsletter } from "./printing/queries";
import { getPublic, listOwn, listOwnDates, listPublic, readPicture } from "./queries";
import { blockInput, copyInput, createInput, flagInput, newsletterInput, pictureInput, previewInput, printInput, readPictureInput, saveInput, sendInput, testInput } from "./schema";
import { askForTest, holdNewsletter, scheduleNewsletter, withdrawNewsletter } from "./sending/commands";
import { countSent, getSendingState } from "./sending/queries";
import { getNewsToTell } from "./telling/queries";

export const newslettersRouter = createRouter({
  own: createRouter({
    list: familyProcedure.query(({ ctx }) => listOwn(ctx)),
    dates: familyProcedure.query(({ ctx }) => listOwnDates(ctx)),
    hearList: familyProcedure.query(({ ctx }) => hearNewsletters(ctx)),
    listPart: familyProcedure.input(partInput).query(({ ctx, input }) => hearNewslettersPart(ctx, input)),
    open: familyProcedure.input(newsletterInput).query(({ ctx, input }) => openOwn(ctx, input)),
    easy: familyProcedure.input(newsletterInput).query(({ ctx, input }) => getEasy(ctx, input, openOwn)),
    hear: familyProcedure.input(newsletterInput).query(({ ctx, input }) => hearNewsletter(ctx, input, openOwn)),
    part: familyProcedure.input(hearPartInput).query(({ ctx, input }) => hearOwnNewsletterPart(ctx, input, openOwn)),
    print: familyProcedure.input(printInput).query(({ ctx, input }) => printNewsletter(ctx, input, openOwn)),
    flag: familyProcedure.input(flagInput).mutation(({ ctx, input }) => flagOwn(ctx, input)),
  }),
  open: createRouter({
    list: publicProcedure.query(({ ctx }) => listPublic(ctx)),
    hearList: publicProcedure.query(({ ctx }) => hearPublicList(ctx)),
    listPart: publicProcedure.input(partInput).query(({ ctx, input }) => hearPublicListPart(ctx, input)),
    get: publicProcedure.input(newsletterInput).query(({ ctx, input }) => getPublic(ctx, input)),
    easy: publicProcedure.input(newsletterInput).query(({ ctx, input }) => getEasy(ctx, input, getPublic)),
    hear: publicProcedure.input(newsletterInput).query(({ ctx, input }) => hearNewsletter(ctx, input, getPublic)),
    part: publicProcedure.input(hearPartInput).query(({ ctx, input }) => hearNewsletterPart(ctx, input, getPublic)),
    print: publicProcedure.input(printInput).query(({ ctx, input }) => printNewsletter(ctx, input, getPublic)),
    picture: publicProcedure.input(readPictureInput).query(({ ctx, input }) => readPicture(ctx, input)),
  }),
  toTell: staffProcedure(...may.workCalls).input(toTellInput).query(({ ctx, input }) => getNewsToTell(ctx, input)),
  list: staffProcedure(...may.writeNewsletters).query(({ ctx }) => listNewsletters(ctx)),
  create: staffProcedure(...may.writeNewsletters).input(createInput).mutation(({ ctx, input }) => createNewsletter(ctx, input)),
  copy: staffProcedure(...may.writeNewsletters).input(copyInput).mutation(({ ctx, input }) => copyNewsletter(ctx, input)),
  edit: staffProcedure(...may.writeNewsletters).input(newsletterInput).query(({ ctx, input }) => getEdited(ctx, input)),
  save: staffProcedure(...may.writeNewsletters).input(saveInput).mutation(({ ctx, input }) => saveNewsletter(ctx, input)),
  people: staffProcedure(...may.writeNewsletters).input(blockInput).query(({ ctx, input }) => listPicturePeople(ctx, input)),
  putPicture: staffProcedure(...may.writeNewsletters).input(pictureInput).mutation(({ ctx, input }) => putPicture(ctx, input)),
  remove: staffProcedure(...may.writeNewsletters).input(newsletterInput).mutation(({ ctx, input }) => deleteNewsletter(ctx, input)),
  preview: staffProcedure(...may.writeNewsletters).input(previewInput).query(({ ctx, input }) => previewNewsletter(ctx, input)),
  test: staffProcedure(...may.writeNewsletters).input(testInput).mutation(({ ctx, input }) => askForTest(ctx, input)),
  state: staffProcedure(...may.writeNewsletters).input(newsletterInput).query(({ ctx, input }) => getSendingState(ctx, input)),
  sent: staffProcedure(...may.writeNewsletters).input(newsletterInput).query(({ ctx, input }) => countSent(ctx, input)),
  schedule: staffProcedure(...may.sendNewsletters).input(sendInput).mutation(({ ctx, input }) => scheduleNewsletter(ctx, input)),
  hold: staffProcedure(...may.sendNewsletters).input(newsletterInput).mutation(({ ctx, input }) => holdNewsletter(ctx, input)),
  withdraw: staffProcedure(...may.sendNewsletters).input(newsletterInput).mutation(({ ctx, input }) => withdrawNewsletter(ctx, input)),
});
