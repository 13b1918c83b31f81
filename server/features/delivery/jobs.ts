import { now as systemNow } from "@/server/lib/clock";
import type { JobCtx, JobTable } from "@/server/lib/jobs/worker";
import { canPush } from "@/server/lib/push/client";
import { canPostLetters, canSendTexts } from "@/server/lib/notify/client";

import { type Sender, wakeSender } from "./commands";
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

/** A sender gives its place to others after so long: however much one school has to tell, each comes to its turn. */
const SLICE_MS = 5_000;

/** Puts a sender back: at the end of the line when more is due now, else for when the next is. */
async function comeBack(ctx: JobCtx, kind: Sender, next: Date | null): Promise<void> {
  if (next) await wakeSender(ctx.db, ctx.school.id, kind, next > systemNow() ? next : undefined);
}

/** Sends what is urgent in every way at once, beside whatever else is being sent. */
async function drainUrgent(ctx: JobCtx, sliceMs: number): Promise<void> {
  const channels = ["email" as const, ...(canSendTexts() ? ["text" as const] : []), ...(canPush() ? ["push" as const] : [])];
  const options = { urgency: URGENT, sliceMs };
  await Promise.all(channels.map((channel) => (channel === "email" ? drainOutbox : channel === "text" ? drainTexts : drainPushes)(ctx, options)));
  const due = (await Promise.all(channels.map((channel) => nextDue(ctx.db, channel, URGENT)))).filter((next) => next !== null);
  await comeBack(ctx, "urgent", due.length > 0 ? new Date(Math.min(...due.map(Number))) : null);
}

/** The jobs, with slices of this length. */
export const jobsInSlices = (sliceMs: number): JobTable => ({
  /** Sends what is due for a slice, and comes back when the next is. */
  "delivery.drain": async (ctx, payload) => {
    if (payload.pushes === true) return comeBack(ctx, "pushes", await drainPushes(ctx, { sliceMs }));
    if (payload.letters === true) return comeBack(ctx, "letters", await drainLetters(ctx, { sliceMs }));
    if (payload.texts === true) return comeBack(ctx, "texts", await drainTexts(ctx, { sliceMs }));
    // One that was added before the urgent had a task of their own.
    if (payload.urgent === true) return drainUrgent(ctx, sliceMs);
    await comeBack(ctx, "all", await drainOutbox(ctx, { sliceMs }));
  },
  /** The same for what is urgent: the worker keeps places for it. */
  "delivery.drainUrgent": (ctx) => drainUrgent(ctx, sliceMs),
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
});

export const jobs: JobTable = jobsInSlices(SLICE_MS);
