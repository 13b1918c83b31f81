import { z } from "zod";

import { sqlState } from "@/server/lib/db/turns";
import type { JobCtx, JobTable } from "@/server/lib/jobs/worker";
import { solveProgram } from "@/server/lib/solver/thread";

import { writePlan } from "./planning/commands";
import { loadProblem } from "./planning/queries";
import { layOut } from "./planning/rules";
import { planRound } from "./planning/rules.solve";

/** How long the planner looks for something better, in milliseconds. */
const PLAN_MS = 7_000;
const TRIES = 3;

/**
 * Plans a round and writes the plan down. Families book meanwhile: when one of them has taken what the plan needs, it is planned again.
 * @returns null when the round is not there or is closed
 */
export async function makePlan(ctx: JobCtx, roundId: string, milliseconds = PLAN_MS): Promise<{ placed: number; unplaced: number; changed: number } | null> {
  const round = await ctx.db.meetingRound.findUnique({ where: { id: roundId } });
  if (!round || round.state === "closed") return null;
  for (let tried = 1; ; tried += 1) {
    const loaded = await loadProblem(ctx.db, round, ctx.school.zone, ctx.now);
    const board = layOut(loaded.problem);
    const plan = await planRound(board, solveProgram, performance.now() + milliseconds);
    try {
      return await ctx.db.$transaction((tx) => writePlan(tx, ctx, round, loaded, board, plan), { timeout: 60_000 });
    } catch (error) {
      if (sqlState(error) && tried < TRIES) continue;
      await ctx.db.meetingRound.update({ where: { id: roundId }, data: { planning: "failed" } });
      throw error;
    }
  }
}

/** Background work of meetings. */
export const jobs: JobTable = {
  "meetings.plan": async (ctx, payload) => {
    await makePlan(ctx, z.object({ roundId: z.uuid() }).parse(payload).roundId);
  },
};
