import type { JobTable, SweepTime } from "@/server/lib/jobs/worker";

import { remindAll } from "./reminders/commands";

/** Background work of the calendar. */
export const jobs: JobTable = {
  "calendar.remind": async (ctx) => {
    await remindAll(ctx);
  },
};

/** Every ten minutes; outside its hours it asks nothing of the database. */
export const sweeps: SweepTime[] = [{ task: "calendar.remind", pattern: "*/10 * * * *" }];
