import { z } from "zod";

import { idSchema } from "../schema";

/** Without `at`: now. Without `classGroupId`: the whole round. */
export const publishInput = z.object({ roundId: idSchema, classGroupId: idSchema.optional(), at: z.coerce.date().optional() });
export type PublishInput = z.infer<typeof publishInput>;

export const publicationInput = z.object({ publicationId: idSchema });

/** What would go out, before it is decided. */
export const summaryInput = z.object({ roundId: idSchema, classGroupId: idSchema.optional() });
export type SummaryInput = z.infer<typeof summaryInput>;
