import { daysInput } from "@/server/features/people/absence/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, staffProcedure } from "@/server/lib/trpc/base";

import { keepPromise, makePromises } from "../promises/commands";
import { listOpenPromises } from "../promises/queries";
import { keepInput, promiseInput } from "../promises/schema";
import { meetingInput } from "../schema";
import { finishMeeting, markAbsent, needLonger, startMeeting } from "./commands";
import { listDay, listPlannedMeetings } from "./queries";
import { tapInput } from "./schema";

const holder = staffProcedure(...may.holdMeetings);

export const dayRouter = createRouter({
  list: holder.query(({ ctx }) => listDay(ctx)),
  planned: holder.input(daysInput).query(({ ctx, input }) => listPlannedMeetings(ctx, input)),
  promises: holder.query(({ ctx }) => listOpenPromises(ctx)),
  start: holder.input(tapInput).mutation(({ ctx, input }) => startMeeting(ctx, input)),
  finish: holder.input(tapInput).mutation(({ ctx, input }) => finishMeeting(ctx, input)),
  absent: holder.input(meetingInput).mutation(({ ctx, input }) => markAbsent(ctx, input)),
  longer: holder.input(meetingInput).mutation(({ ctx, input }) => needLonger(ctx, input)),
  promise: holder.input(promiseInput).mutation(({ ctx, input }) => makePromises(ctx, input)),
  keep: holder.input(keepInput).mutation(({ ctx, input }) => keepPromise(ctx, input)),
});
