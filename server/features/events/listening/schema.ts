import { z } from "zod";

import { hashSchema } from "@/server/features/languages/speech/schema";

/** A sentence of an event by its hash, or a piece by its place. */
export const hearPartInput = z.object({ eventId: z.uuid(), part: z.union([hashSchema, z.number().int().min(0).max(100)]) });
export type HearPart = z.infer<typeof hearPartInput>;
