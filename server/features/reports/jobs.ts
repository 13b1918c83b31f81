import { z } from "zod";

import type { JobTable } from "@/server/lib/jobs/worker";

import { speakReports } from "./listening/jobs";
import { runPublication } from "./publishing/commands";

const publishPayload = z.object({ publicationId: z.uuid() });
const speakPayload = z.object({ reportIds: z.array(z.uuid()) });

/** Background work of reports. */
export const jobs: JobTable = {
  "reports.publish": async (job, payload) => {
    await runPublication(job, publishPayload.parse(payload).publicationId);
  },
  /** Speaks published reports for their readers, a few at a time. */
  "reports.speak": async (job, payload) => {
    await speakReports(job, speakPayload.parse(payload).reportIds);
  },
};
