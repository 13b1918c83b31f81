import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { getCall, listCalls } from "./calls/queries";
import { assignFamilies, coverWorker } from "./caseloads/commands";
import { listCaseloads } from "./caseloads/queries";
import { assignInput, coverInput, listCaseloadsInput } from "./caseloads/schema";
import { noteContact } from "./commands";
import { addReply, flagRecord } from "./family/commands";
import { listOwnRecord } from "./family/queries";
import { flagInput, replyInput } from "./family/schema";
import { listeningRouter } from "./listening/router";
import { decideProposal } from "./proposals/commands";
import { decideInput } from "./proposals/schema";
import { getTimeline } from "./queries";
import { visitsRouter } from "./visits/router";
import { noteSchema, pupilInput, taskInput } from "./schema";

export const contactsRouter = createRouter({
  listening: listeningRouter,
  visits: visitsRouter,
  timeline: staffProcedure(...may.noteContacts).input(pupilInput).query(({ ctx, input }) => getTimeline(ctx, input.pupilId)),
  note: staffProcedure(...may.noteContacts).input(noteSchema).mutation(({ ctx, input }) => noteContact(ctx, input)),
  decide: staffProcedure(...may.recordProfiles).input(decideInput).mutation(({ ctx, input }) => decideProposal(ctx, input)),
  own: familyProcedure.query(({ ctx }) => listOwnRecord(ctx)),
  reply: familyProcedure.input(replyInput).mutation(({ ctx, input }) => addReply(ctx, input)),
  flag: familyProcedure.input(flagInput).mutation(({ ctx, input }) => flagRecord(ctx, input)),
  calls: staffProcedure(...may.workCalls).query(({ ctx }) => listCalls(ctx)),
  getCall: staffProcedure(...may.workCalls).input(taskInput).query(({ ctx, input }) => getCall(ctx, input.taskId)),
  caseloads: staffProcedure(...may.assignCaseloads).input(listCaseloadsInput).query(({ ctx, input }) => listCaseloads(ctx, input)),
  assign: staffProcedure(...may.assignCaseloads).input(assignInput).mutation(({ ctx, input }) => assignFamilies(ctx, input)),
  cover: staffProcedure(...may.assignCaseloads).input(coverInput).mutation(({ ctx, input }) => coverWorker(ctx, input)),
});
