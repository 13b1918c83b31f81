import { z } from "zod";

import type { JobTable } from "@/server/lib/jobs/worker";

import { runApply } from "./apply/commands";
import { runReading } from "./preview/commands";

const payload = z.object({ runId: z.uuid(), actorId: z.uuid().optional() });

/** Reading and applying of imports. Both may be killed at any moment and run again: nothing half done is ever seen. */
export const jobs: JobTable = {
  "people.readImport": async (ctx, input) => {
    await runReading(ctx, payload.parse(input).runId);
  },
  "people.applyImport": async (ctx, input) => {
    const { runId, actorId } = payload.parse(input);
    await runApply({ ...ctx, actor: actorId ? { adultId: actorId } : null }, runId);
  },
};
