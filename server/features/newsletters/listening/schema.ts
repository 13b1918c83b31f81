import { z } from "zod";

import { hashSchema } from "@/server/features/languages/speech/schema";

/** What the job is handed that speaks a newsletter: which languages are still to be spoken; those of its readers unless said. */
export const speakInput = z.object({ newsletterId: z.uuid(), languages: z.array(z.string().max(16)).max(100).optional() });
export type SpeakNewsletter = z.infer<typeof speakInput>;

/** A sentence of a newsletter by its hash, or a piece by its place. */
export const hearPartInput = z.object({ newsletterId: z.uuid(), part: z.union([hashSchema, z.number().int().min(0).max(100)]) });
export type HearPart = z.infer<typeof hearPartInput>;
