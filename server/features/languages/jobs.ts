import { z } from "zod";

import { enqueueJob } from "@/server/lib/jobs/enqueue";
import type { JobTable } from "@/server/lib/jobs/worker";

import { fillText } from "./drafting/commands";
import { familyKinds } from "./schema";

const fillPayload = z.object({ textId: z.uuid(), attempt: z.number().int().min(0).default(0) });
const allPayload = z.object({ kind: z.enum(familyKinds) });

const TEXTS_AT_ONCE = 1_000;

/** Background work of languages. */
export const jobs: JobTable = {
  "languages.fill": (job, payload) => fillText(job, fillPayload.parse(payload)),
  /** After a school said yes to a service: a job for each text of the kind, the newest thousand. */
  "languages.fillAll": async (job, payload) => {
    const { kind } = allPayload.parse(payload);
    const texts = await job.db.text.findMany({ where: { kind, stakes: "ordinary" }, orderBy: { createdAt: "desc" }, take: TEXTS_AT_ONCE, select: { id: true } });
    for (const { id } of texts) await enqueueJob(job.db, "languages.fill", { textId: id }, { key: `languages.fill:${id}` });
  },
};
