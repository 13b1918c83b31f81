import { z } from "zod";

import { sqlState } from "@/server/lib/db/turns";
import type { JobCtx, JobTable } from "@/server/lib/jobs/worker";
import { solveProgram } from "@/server/lib/solver/thread";

import { writePlan, type Written } from "./planning/commands";
import { loadProblem } from "./planning/queries";
import { layOut } from "./planning/rules";
import { planRound, type Solve } from "./planning/rules.solve";

/** How long the planner looks for something better, in milliseconds. */
const PLAN_MS = 7_000;
/** So many times a plan is written again when a booking took what it needs; from the second time on bookings of the round wait. */
const TRIES = 5;

/**
 * Plans a round and writes the plan down. Families ask, book, move and call off meanwhile: the plan is written by what holds in that moment.
 * @param solve the solver
 * @returns null when the round is not there or is closed
 */
export async function makePlan(ctx: JobCtx, roundId: string, milliseconds = PLAN_MS, solve: Solve = solveProgram): Promise<Written | null> {
  const round = await ctx.db.meetingRound.findUnique({ where: { id: roundId } });
  if (!round || round.state === "closed") return null;
  try {
    const board = layOut((await loadProblem(ctx.db, round, ctx.school.zone, ctx.now)).problem);
    const plan = await planRound(board, solve, performance.now() + milliseconds);
    for (let tried = 1; ; tried += 1) {
      try {
        return await ctx.db.$transaction((tx) => writePlan(tx, ctx, roundId, { board, plan }, tried > 1), { timeout: 60_000 });
      } catch (error) {
        if (!sqlState(error) || tried >= TRIES) throw error;
      }
    }
  } catch (error) {
    await ctx.db.meetingRound.update({ where: { id: roundId }, data: { planning: "failed" } });
    throw error;
  }
}

/** Background work of meetings. */
export const jobs: JobTable = {
  "meetings.plan": async (ctx, payload) => {
    await makePlan(ctx, z.object({ roundId: z.uuid() }).parse(payload).roundId);
  },
};
