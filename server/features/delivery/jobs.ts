import type { JobTable } from "@/server/lib/jobs/worker";

import { wakeSender } from "./commands";
import { URGENT } from "./rules";
import { nextDue } from "./sending/commands";
import { drainOutbox } from "./sending/jobs";

export const jobs: JobTable = {
  /** Sends what is due and comes back when the next is. */
  "delivery.drain": async (ctx, payload) => {
    const next = await drainOutbox(ctx, payload.urgent === true ? { urgency: URGENT } : {});
    if (next) await wakeSender(ctx.db, ctx.school.id, "all", next);
  },
  /** Finds what nobody is sending: a job that was lost, a sender that died. */
  "delivery.sweep": async (ctx) => {
    const next = await nextDue(ctx.db);
    if (next && next <= ctx.now) await wakeSender(ctx.db, ctx.school.id, "all");
  },
};
