import { z } from "zod";

import { hashSchema } from "@/server/features/languages/speech/schema";

/** A sentence of a conversation by its hash, or a message by its place. */
export const hearThreadPartInput = z.object({ threadId: z.uuid(), part: z.union([hashSchema, z.number().int().min(0).max(500)]) });
export type HearThreadPart = z.infer<typeof hearThreadPartInput>;
