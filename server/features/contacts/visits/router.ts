import { partInput } from "@/server/features/languages/speech/schema";
import { daysInput } from "@/server/features/people/absence/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, signedInProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { answerVisit, authoriseVisit, cancelVisit, checkIn, checkOut, chooseFor, chooseTime, flagVisit, handleAlarm, offerTimes, planVisit, recordVisit } from "./commands";
import { hearVisit, hearVisitPart, hearVisits, hearVisitsPart } from "./listening/commands";
import { hearVisitPartInput } from "./listening/schema";
import { countOwnVisits, getOwnVisit, getPlanChoices, getVisit, listAlarms, listGoing, listOwnVisits, listPlannedVisits, listVisits } from "./queries";
import { hearPlace, writeDownPlace } from "./saying/commands";
import { alarmInput, answerInput, authoriseInput, checkInInput, chooseInput, chooseOwnInput, flagVisitInput, offerInput, planInput, recordInput, suggestInput, visitInput, writeDownInput } from "./schema";

export const visitsRouter = createRouter({
  own: familyProcedure.query(({ ctx }) => listOwnVisits(ctx)),
  count: familyProcedure.query(({ ctx }) => countOwnVisits(ctx)),
  getOwn: familyProcedure.input(visitInput).query(({ ctx, input }) => getOwnVisit(ctx, input)),
  hear: familyProcedure.input(visitInput).query(({ ctx, input }) => hearVisit(ctx, input)),
  part: familyProcedure.input(hearVisitPartInput).query(({ ctx, input }) => hearVisitPart(ctx, input)),
  hearList: familyProcedure.query(({ ctx }) => hearVisits(ctx)),
  listPart: familyProcedure.input(partInput).query(({ ctx, input }) => hearVisitsPart(ctx, input)),
  choose: familyProcedure.input(chooseOwnInput).mutation(({ ctx, input }) => chooseTime(ctx, input)),
  answer: familyProcedure.input(answerInput).mutation(({ ctx, input }) => answerVisit(ctx, input)),
  voice: signedInProcedure.input(visitInput).query(({ ctx, input }) => hearPlace(ctx, input)),
  writeDown: staffProcedure(...may.makeVisits).input(writeDownInput).mutation(({ ctx, input }) => writeDownPlace(ctx, input)),
  flag: familyProcedure.input(flagVisitInput).mutation(({ ctx, input }) => flagVisit(ctx, input)),
  list: staffProcedure(...may.makeVisits).query(({ ctx }) => listVisits(ctx)),
  going: staffProcedure(...may.makeVisits).query(({ ctx }) => listGoing(ctx)),
  planned: staffProcedure(...may.makeVisits).input(daysInput).query(({ ctx, input }) => listPlannedVisits(ctx, input)),
  get: staffProcedure(...may.makeVisits).input(visitInput).query(({ ctx, input }) => getVisit(ctx, input)),
  choices: staffProcedure(...may.planVisits).input(suggestInput).query(({ ctx, input }) => getPlanChoices(ctx, input)),
  plan: staffProcedure(...may.planVisits).input(planInput).mutation(({ ctx, input }) => planVisit(ctx, input)),
  authorise: staffProcedure(...may.authoriseVisits).input(authoriseInput).mutation(({ ctx, input }) => authoriseVisit(ctx, input)),
  offer: staffProcedure(...may.planVisits).input(offerInput).mutation(({ ctx, input }) => offerTimes(ctx, input)),
  chooseFor: staffProcedure(...may.planVisits).input(chooseInput).mutation(({ ctx, input }) => chooseFor(ctx, input)),
  cancel: staffProcedure(...may.planVisits).input(visitInput).mutation(({ ctx, input }) => cancelVisit(ctx, input)),
  checkIn: staffProcedure(...may.makeVisits).input(checkInInput).mutation(({ ctx, input }) => checkIn(ctx, input)),
  checkOut: staffProcedure(...may.makeVisits).input(visitInput).mutation(({ ctx, input }) => checkOut(ctx, input)),
  record: staffProcedure(...may.makeVisits).input(recordInput).mutation(({ ctx, input }) => recordVisit(ctx, input)),
  alarms: staffProcedure(...may.watchVisits).query(({ ctx }) => listAlarms(ctx)),
  handleAlarm: staffProcedure(...may.watchVisits).input(alarmInput).mutation(({ ctx, input }) => handleAlarm(ctx, input)),
});
