import { z } from "zod";

import { hashSchema } from "@/server/features/languages/speech/schema";

/** A sentence of the record by its hash, or a block by its place. */
export const hearRecordPartInput = z.object({ part: z.union([hashSchema, z.number().int().min(0).max(500)]) });
export type HearRecordPart = z.infer<typeof hearRecordPartInput>;
