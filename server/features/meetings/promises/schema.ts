import { z } from "zod";

import { flagFields } from "@/server/features/languages/workbench/schema";

import { meetingInput } from "../schema";

/** Who promises something in a meeting. */
export const promisers = ["school", "family", "both"] as const;
export type Promiser = (typeof promisers)[number];
/** The longest promise, and how many one meeting sends at once. */
export const PROMISE = 300;
export const PROMISES = 6;

/** What was promised. Each has a key drawn where it was written: sent twice it is one promise. */
export const promiseInput = meetingInput.extend({
  promises: z.array(z.object({ key: z.uuid(), promiser: z.enum(promisers), text: z.string().trim().min(1).max(PROMISE), dueOn: z.iso.date() })).min(1).max(PROMISES),
});
export type MakePromises = z.infer<typeof promiseInput>;

export const keepInput = z.object({ promiseId: z.uuid() });
/** "This is not clear" or "this looks wrong" beside one sentence of a promise. */
export const flagInput = keepInput.extend(flagFields.shape);
export type Flag = z.infer<typeof flagInput>;
