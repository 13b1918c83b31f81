import { z } from "zod";

import { hashSchema, partInput } from "@/server/features/languages/speech/schema";

import { placeInput } from "../schema";

/** A sentence of an event by its hash, or a piece by its place. */
export const hearPartInput = z.object({ eventId: z.uuid(), part: z.union([hashSchema, z.number().int().min(0).max(100)]) });
export type HearPart = z.infer<typeof hearPartInput>;

/** A part of a family's place, by the key that opens it. */
export const hearPlacePartInput = placeInput.extend(partInput.shape);
export type HearPlacePart = z.infer<typeof hearPlacePartInput>;
