import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { askToMeet, bookMeeting, cancelOwn, moveMeeting, takeBack } from "./booking/commands";
import { countOwnMeetings, getOwnRound, listOpenTimes, listOwnMeetings, listOwnRounds } from "./booking/queries";
import { askInput, bookInput, moveInput, timesInput } from "./booking/schema";
import { markAbsent, markHeld, needLonger } from "./day/commands";
import { listDay } from "./day/queries";
import { askForPlan, missInterpreter, pinMeeting, shiftMeeting } from "./planning/commands";
import { getPlan, getShiftable } from "./planning/queries";
import { pinInput, shiftInput } from "./planning/schema";
import { addHours, addInterpreter, closeRound, createRound, cutHours, openRound } from "./rounds/commands";
import { getRound, listRounds } from "./rounds/queries";
import { addHoursInput, createRoundInput, cutInput, hourInput, interpreterInput } from "./rounds/schema";
import { meetingInput, roundInput } from "./schema";

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
  day: createRouter({
    list: staffProcedure(...may.holdMeetings).query(({ ctx }) => listDay(ctx)),
    held: staffProcedure(...may.holdMeetings).input(meetingInput).mutation(({ ctx, input }) => markHeld(ctx, input)),
    absent: staffProcedure(...may.holdMeetings).input(meetingInput).mutation(({ ctx, input }) => markAbsent(ctx, input)),
    longer: staffProcedure(...may.holdMeetings).input(meetingInput).mutation(({ ctx, input }) => needLonger(ctx, input)),
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
