import { z } from "zod";

import type { JobTable } from "@/server/lib/jobs/worker";

import { runPublication } from "./publishing/commands";

const publishPayload = z.object({ publicationId: z.uuid() });

/** Background work of reports. */
export const jobs: JobTable = {
  "reports.publish": async (job, payload) => {
    await runPublication(job, publishPayload.parse(payload).publicationId);
  },
};
