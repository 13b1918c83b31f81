import { z } from "zod";

import { hashSchema } from "@/server/features/languages/speech/schema";

import { idSchema, languageSchema } from "../schema";

/** A sentence by its hash, or a block of the page by its place. */
export const partSchema = z.union([hashSchema, z.number().int().min(0).max(500)]);
export type Part = z.infer<typeof partSchema>;

export const hearReportInput = z.object({ reportId: idSchema, language: languageSchema.optional() });
export const hearPartInput = hearReportInput.extend({ part: partSchema });
export type HearPart = z.infer<typeof hearPartInput>;
export const hearHomePartInput = z.object({ part: partSchema });
