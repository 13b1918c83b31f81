import { z } from "zod";

import { idSchema, languageSchema } from "../schema";

/** From the strongest to the weakest: what is known of one adult and one report. */
export const reachStates = ["talk", "acknowledged", "opened", "delivered", "sent", "waiting", "not_reached", "no_access"] as const;
export type ReachState = (typeof reachStates)[number];

export const readingNeeds = ["reads", "reads_with_help", "does_not_read", "unknown"] as const;

export const reachedInput = z.object({
  roundId: idSchema,
  classGroupId: idSchema.optional(),
  language: languageSchema.optional(),
  readingNeed: z.enum(readingNeeds).optional(),
  state: z.enum(reachStates).optional(),
});
export type ReachedInput = z.infer<typeof reachedInput>;
