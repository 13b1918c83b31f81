import { toTellInput } from "@/server/features/delivery/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, publicProcedure, signedInProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { comeBack, flagPost, goAway, openOwn, openTheirs, takeThread, writeDownPost, writeToFamily, writeToSchool } from "./commands";
import { listeningRouter } from "./listening/router";
import { countNew, countWaiting, findReachable, getFile, getTeam, getVoice, listAway, listFamilyThreads, listStaffThreads } from "./queries";
import { answerInput, awayInput, backInput, fileInput, flagInput, listThreadsInput, postInput, pupilInput, takeInput, takeTextInput, teamInput, threadInput, writeDownInput, writeInput } from "./schema";
import { takeMail } from "./mailing/commands";
import { takeMailInput } from "./mailing/schema";
import { getMessageToTell } from "./telling/queries";
import { takeText } from "./texting/commands";

export const messagesRouter = createRouter({
  listening: listeningRouter,
  own: familyProcedure.query(({ ctx }) => listFamilyThreads(ctx)),
  news: familyProcedure.query(({ ctx }) => countNew(ctx)),
  team: familyProcedure.input(teamInput).query(({ ctx, input }) => getTeam(ctx, input)),
  openOwn: familyProcedure.input(threadInput).query(({ ctx, input }) => openOwn(ctx, input)),
  write: familyProcedure.input(writeInput).mutation(({ ctx, input }) => writeToSchool(ctx, input)),
  flag: familyProcedure.input(flagInput).mutation(({ ctx, input }) => flagPost(ctx, input)),
  waiting: staffProcedure(...may.writeMessages).query(({ ctx }) => countWaiting(ctx)),
  list: staffProcedure(...may.writeMessages).input(listThreadsInput).query(({ ctx, input }) => listStaffThreads(ctx, input)),
  open: staffProcedure(...may.writeMessages).input(threadInput).query(({ ctx, input }) => openTheirs(ctx, input)),
  reachable: staffProcedure(...may.writeMessages).input(pupilInput).query(({ ctx, input }) => findReachable(ctx, input.pupilId)),
  answer: staffProcedure(...may.writeMessages).input(answerInput).mutation(({ ctx, input }) => writeToFamily(ctx, input)),
  toTell: staffProcedure(...may.workCalls).input(toTellInput).query(({ ctx, input }) => getMessageToTell(ctx, input)),
  take: staffProcedure(...may.writeMessages).input(takeInput).mutation(({ ctx, input }) => takeThread(ctx, input)),
  file: signedInProcedure.input(fileInput).query(({ ctx, input }) => getFile(ctx, input.fileId)),
  voice: signedInProcedure.input(postInput).query(({ ctx, input }) => getVoice(ctx, input.postId)),
  writeDown: staffProcedure(...may.writeMessages).input(writeDownInput).mutation(({ ctx, input }) => writeDownPost(ctx, input)),
  takeMail: publicProcedure.input(takeMailInput).mutation(({ ctx, input }) => takeMail(ctx, input)),
  takeText: publicProcedure.input(takeTextInput).mutation(({ ctx, input }) => takeText(ctx, input)),
  away: staffProcedure(...may.writeMessages).query(({ ctx }) => listAway(ctx)),
  goAway: staffProcedure(...may.writeMessages).input(awayInput).mutation(({ ctx, input }) => goAway(ctx, input)),
  comeBack: staffProcedure(...may.writeMessages).input(backInput).mutation(({ ctx, input }) => comeBack(ctx, input)),
});
