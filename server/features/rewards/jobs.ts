import type { JobTable, SweepTime } from "@/server/lib/jobs/worker";

import { forgetClips } from "./clips/commands";

/** Background work of rewards. */
export const jobs: JobTable = {
  "rewards.forgetClips": async (ctx) => {
    await forgetClips(ctx);
  },
};

export const sweeps: SweepTime[] = [{ task: "rewards.forgetClips", pattern: "20 3 * * *" }];
