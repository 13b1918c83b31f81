import { partInput } from "@/server/features/languages/speech/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { boardRouter } from "./board/router";
import { askToMeet, bookMeeting, cancelOwn, moveMeeting, takeBack } from "./booking/commands";
import { countOwnMeetings, getOwnRound, listOpenTimes, listOwnMeetings, listOwnRounds } from "./booking/queries";
import { askInput, bookInput, moveInput, timesInput } from "./booking/schema";
import { dayRouter } from "./day/router";
import { hearMeetings, hearMeetingsPart, hearRound, hearRoundPart, hearTimes, hearTimesPart } from "./listening/commands";
import { hearRoundPartInput, hearTimesPartInput } from "./listening/schema";
import { askForPlan, missInterpreter, pinMeeting, shiftMeeting } from "./planning/commands";
import { getPlan, getShiftable } from "./planning/queries";
import { pinInput, shiftInput } from "./planning/schema";
import { flagPromise, keepOwnPromise } from "./promises/commands";
import { listOwnPromises } from "./promises/queries";
import { flagInput, keepInput } from "./promises/schema";
import { addHours, addInterpreter, closeRound, createRound, cutHours, openRound } from "./rounds/commands";
import { getRound, listRounds } from "./rounds/queries";
import { addHoursInput, createRoundInput, cutInput, hourInput, interpreterInput } from "./rounds/schema";
import { meetingInput, roundInput } from "./schema";
import { saveSetting } from "./settings/commands";
import { getSetting } from "./settings/queries";
import { settingInput } from "./settings/schema";

export const meetingsRouter = createRouter({
  own: createRouter({
    list: familyProcedure.query(({ ctx }) => listOwnMeetings(ctx)),
    count: familyProcedure.query(({ ctx }) => countOwnMeetings(ctx)),
    rounds: familyProcedure.query(({ ctx }) => listOwnRounds(ctx)),
    round: familyProcedure.input(roundInput).query(({ ctx, input }) => getOwnRound(ctx, input)),
    times: familyProcedure.input(timesInput).query(({ ctx, input }) => listOpenTimes(ctx, input)),
    ask: familyProcedure.input(askInput).mutation(({ ctx, input }) => askToMeet(ctx, input)),
    book: familyProcedure.input(bookInput).mutation(({ ctx, input }) => bookMeeting(ctx, input)),
    move: familyProcedure.input(moveInput).mutation(({ ctx, input }) => moveMeeting(ctx, input)),
    cancel: familyProcedure.input(meetingInput).mutation(({ ctx, input }) => cancelOwn(ctx, input)),
    takeBack: familyProcedure.input(meetingInput).mutation(({ ctx, input }) => takeBack(ctx, input)),
    promises: familyProcedure.query(({ ctx }) => listOwnPromises(ctx)),
    keep: familyProcedure.input(keepInput).mutation(({ ctx, input }) => keepOwnPromise(ctx, input)),
    flag: familyProcedure.input(flagInput).mutation(({ ctx, input }) => flagPromise(ctx, input)),
    hear: familyProcedure.query(({ ctx }) => hearMeetings(ctx)),
    part: familyProcedure.input(partInput).query(({ ctx, input }) => hearMeetingsPart(ctx, input)),
    hearRound: familyProcedure.input(roundInput).query(({ ctx, input }) => hearRound(ctx, input)),
    hearTimes: familyProcedure.input(timesInput).query(({ ctx, input }) => hearTimes(ctx, input)),
    timesPart: familyProcedure.input(hearTimesPartInput).query(({ ctx, input }) => hearTimesPart(ctx, input)),
    roundPart: familyProcedure.input(hearRoundPartInput).query(({ ctx, input }) => hearRoundPart(ctx, input)),
  }),
  rounds: createRouter({
    list: staffProcedure(...may.planMeetings).query(({ ctx }) => listRounds(ctx)),
    get: staffProcedure(...may.planMeetings).input(roundInput).query(({ ctx, input }) => getRound(ctx, input)),
    create: staffProcedure(...may.planMeetings).input(createRoundInput).mutation(({ ctx, input }) => createRound(ctx, input)),
    addHours: staffProcedure(...may.planMeetings).input(addHoursInput).mutation(({ ctx, input }) => addHours(ctx, input)),
    addInterpreter: staffProcedure(...may.planMeetings).input(interpreterInput).mutation(({ ctx, input }) => addInterpreter(ctx, input)),
    cutHours: staffProcedure(...may.planMeetings).input(cutInput).mutation(({ ctx, input }) => cutHours(ctx, input)),
    open: staffProcedure(...may.planMeetings).input(roundInput).mutation(({ ctx, input }) => openRound(ctx, input)),
    close: staffProcedure(...may.planMeetings).input(roundInput).mutation(({ ctx, input }) => closeRound(ctx, input)),
  }),
  day: dayRouter,
  board: boardRouter,
  settings: createRouter({
    get: staffProcedure(...may.planMeetings).query(({ ctx }) => getSetting(ctx)),
    save: staffProcedure(...may.planMeetings).input(settingInput).mutation(({ ctx, input }) => saveSetting(ctx, input)),
  }),
  plan: createRouter({
    get: staffProcedure(...may.planMeetings).input(roundInput).query(({ ctx, input }) => getPlan(ctx, input)),
    meeting: staffProcedure(...may.planMeetings).input(meetingInput).query(({ ctx, input }) => getShiftable(ctx, input)),
    ask: staffProcedure(...may.planMeetings).input(roundInput).mutation(({ ctx, input }) => askForPlan(ctx, input)),
    shift: staffProcedure(...may.planMeetings).input(shiftInput).mutation(({ ctx, input }) => shiftMeeting(ctx, input)),
    pin: staffProcedure(...may.planMeetings).input(pinInput).mutation(({ ctx, input }) => pinMeeting(ctx, input)),
    missInterpreter: staffProcedure(...may.planMeetings).input(hourInput).mutation(({ ctx, input }) => missInterpreter(ctx, input)),
  }),
});
