import { z } from "zod";

import { hashSchema, partInput } from "@/server/features/languages/speech/schema";

import { celebrationInput } from "../celebrations/schema";

/** A sentence of a success by its hash, or a piece by its place. */
export const hearPartInput = z.object({ successId: z.uuid(), part: z.union([hashSchema, z.number().int().min(0).max(20)]) });
export type HearPart = z.infer<typeof hearPartInput>;

/** The same of a celebration. */
export const hearCelebrationPartInput = celebrationInput.extend(partInput.shape);
export type HearCelebrationPart = z.infer<typeof hearCelebrationPartInput>;
