import { languages } from "@/server/lib/i18n/languages";
import type { JobCtx, JobTable, SweepTime } from "@/server/lib/jobs/worker";

import { makeSound } from "./commands";
import { fixedSentences } from "./rules";

/** Speaking every page in every language takes a minute: hours, in UTC, in which nobody waits for the machine. */
const QUIET_FROM = 1;
const QUIET_UNTIL = 5;

/** Speaks the fixed sentences of all pages that nobody has asked for yet, so that the first listener need not wait. */
export async function speakPages(ctx: JobCtx): Promise<number> {
  let spoken = 0;
  for (const { tag } of languages) {
    for (const sentence of fixedSentences(tag, ctx.school).values()) {
      if (ctx.signal?.aborted) return spoken;
      if (await makeSound(ctx, null, sentence)) spoken += 1;
    }
  }
  return spoken;
}

export const jobs: JobTable = {
  "languages.speakPages": async (ctx) => {
    const hour = ctx.now.getUTCHours();
    if (hour >= QUIET_FROM && hour < QUIET_UNTIL) await speakPages(ctx);
  },
};

export const sweeps: SweepTime[] = [{ task: "languages.speakPages", pattern: "23 2 * * *" }];
