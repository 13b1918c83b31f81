import { hashSchema } from "@/server/features/languages/speech/schema";
import { z } from "zod";

import { timesInput } from "../booking/schema";
import { roundInput } from "../schema";

/** A sentence of a round by its hash, or a piece by its place. */
export const hearRoundPartInput = roundInput.extend({ part: z.union([hashSchema, z.number().int().min(0).max(40)]) });
export type HearRoundPart = z.infer<typeof hearRoundPartInput>;

/** The same of the free times of one teacher. */
export const hearTimesPartInput = timesInput.extend({ part: z.union([hashSchema, z.number().int().min(0).max(100)]) });
export type HearTimesPart = z.infer<typeof hearTimesPartInput>;
