import { z } from "zod";

import { MAX_SENTENCE, stakes, tag } from "../schema";

/** What the queue shows: everything that waits, or one part of it. */
export const shows = ["waiting", "flags", "machine", "missing", "approved"] as const;
export type Show = (typeof shows)[number];

export const queueInput = z.object({ language: tag.optional(), show: z.enum(shows).default("waiting") });
export type QueueInput = z.output<typeof queueInput>;

export const itemInput = z.object({ segmentId: z.uuid(), language: tag });
export type ItemInput = z.infer<typeof itemInput>;

export const saveInput = itemInput.extend({
  body: z.string().trim().min(1).max(MAX_SENTENCE),
  /** The hash of the sentence that was read; a sentence changed since then is refused. */
  sourceHash: z.string().length(64),
  as: z.enum(["draft", "reviewed", "approved"]),
});
export type SaveInput = z.infer<typeof saveInput>;

export const rejectInput = itemInput.extend({ sourceHash: z.string().length(64) });
export type RejectInput = z.infer<typeof rejectInput>;

export const stakesInput = z.object({ textId: z.uuid(), stakes: z.enum(stakes) });
export type StakesInput = z.infer<typeof stakesInput>;

export const flagKinds = ["unclear", "wrong"] as const;
/** "This is not clear" or "this looks wrong" beside one sentence; each feature adds the record in which it is read. */
export const flagFields = z.object({ segmentId: z.uuid(), kind: z.enum(flagKinds) });
