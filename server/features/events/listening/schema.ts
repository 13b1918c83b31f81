import { z } from "zod";

import { hashSchema, partInput } from "@/server/features/languages/speech/schema";

import { placeInput } from "../schema";

/** What the job is handed that speaks an event: which languages are still to be spoken; all that a computer speaks unless said. */
export const speakInput = z.object({ eventId: z.uuid(), languages: z.array(z.string().max(16)).max(100).optional() });
export type SpeakEvent = z.infer<typeof speakInput>;

/** A sentence of an event by its hash, or a piece by its place. */
export const hearPartInput = z.object({ eventId: z.uuid(), part: z.union([hashSchema, z.number().int().min(0).max(100)]) });
export type HearPart = z.infer<typeof hearPartInput>;

/** A part of a family's place, by the key that opens it. */
export const hearPlacePartInput = placeInput.extend(partInput.shape);
export type HearPlacePart = z.infer<typeof hearPlacePartInput>;
