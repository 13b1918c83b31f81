import { z } from "zod";

import type { JobTable } from "@/server/lib/jobs/worker";

import { speakNewsletter } from "./listening/jobs";
import { speakInput } from "./listening/schema";
import { makeMail } from "./mail/queries";
import { sendNewsletter, sendTest } from "./sending/commands";

const sendPayload = z.object({ newsletterId: z.uuid() });
const testPayload = z.object({ newsletterId: z.uuid(), language: z.string(), adultId: z.uuid() });

/** Background work of newsletters. */
export const jobs: JobTable = {
  "newsletters.send": async (ctx, payload) => {
    await sendNewsletter(ctx, sendPayload.parse(payload).newsletterId, (id, language) => makeMail(ctx, id, language));
  },
  /** Speaks a newsletter that has gone out for its readers, a language at a time. */
  "newsletters.speak": (ctx, payload) => speakNewsletter(ctx, speakInput.parse(payload)),
  "newsletters.test": (ctx, payload) => sendTest(ctx, testPayload.parse(payload), (id, language) => makeMail(ctx, id, language)),
};
