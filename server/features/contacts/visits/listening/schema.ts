import { z } from "zod";

import { hashSchema } from "@/server/features/languages/speech/schema";

/** A sentence of a visit by its hash, or a piece by its place. */
export const hearVisitPartInput = z.object({ visitId: z.uuid(), part: z.union([hashSchema, z.number().int().min(0).max(20)]) });
export type HearVisitPart = z.infer<typeof hearVisitPartInput>;
