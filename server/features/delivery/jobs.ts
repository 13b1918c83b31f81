import type { JobTable } from "@/server/lib/jobs/worker";
import { canPush } from "@/server/lib/push/client";
import { canPostLetters, canSendTexts } from "@/server/lib/notify/client";

import { wakeSender } from "./commands";
import { isHeldDue, sendDigests } from "./digest/commands";
import { readPace } from "./pace/queries";
import { askAfterLetters, drainLetters } from "./post/jobs";
import { drainPushes } from "./push/jobs";
import { keepGathered } from "./gathered/commands";
import { climbLadders } from "./ladder/commands";
import { URGENT } from "./rules";
import { nextDue } from "./sending/commands";
import { drainOutbox } from "./sending/jobs";
import { drainTexts } from "./texts/jobs";

export const jobs: JobTable = {
  /** Sends what is due and comes back when the next is. */
  "delivery.drain": async (ctx, payload) => {
    if (payload.pushes === true) {
      const later = await drainPushes(ctx);
      if (later) await wakeSender(ctx.db, ctx.school.id, "pushes", later);
      return;
    }
    if (payload.letters === true) {
      const later = await drainLetters(ctx);
      if (later) await wakeSender(ctx.db, ctx.school.id, "letters", later);
      return;
    }
    if (payload.texts === true) {
      const later = await drainTexts(ctx);
      if (later) await wakeSender(ctx.db, ctx.school.id, "texts", later);
      return;
    }
    const next = await drainOutbox(ctx, payload.urgent === true ? { urgency: URGENT } : {});
    if (next) await wakeSender(ctx.db, ctx.school.id, "all", next);
  },
  /** Finds what nobody is sending: a job that was lost, a sender that died. */
  "delivery.sweep": async (ctx) => {
    const next = await nextDue(ctx.db);
    if (next && next <= ctx.now) await wakeSender(ctx.db, ctx.school.id, "all");
    if (await isHeldDue(ctx.db, ctx.now)) await sendDigests(ctx);
    const push = canPush() ? await nextDue(ctx.db, "push") : null;
    if (push && push <= ctx.now) await wakeSender(ctx.db, ctx.school.id, "pushes");
    const text = canSendTexts() ? await nextDue(ctx.db, "text") : null;
    if (text && text <= ctx.now) await wakeSender(ctx.db, ctx.school.id, "texts");
    const letter = canPostLetters() && (await readPace(ctx.db)).postLetters ? await nextDue(ctx.db, "letter") : null;
    if (letter && letter <= ctx.now) await wakeSender(ctx.db, ctx.school.id, "letters");
  },
  /** On Fridays: what has waited, in one message an adult. */
  "delivery.digest": async (ctx) => {
    await sendDigests(ctx);
  },
  /** Goes a step on with whom nobody has heard from, sees that nobody who is to be told news is forgotten, and asks how far posted letters have come. */
  "delivery.climb": async (ctx) => {
    await climbLadders(ctx);
    await keepGathered(ctx.db, ctx.school.id, ctx.now);
    if (canPostLetters()) await askAfterLetters(ctx);
  },
};
