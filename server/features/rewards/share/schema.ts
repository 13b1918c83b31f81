import { z } from "zod";

/** Over how many weeks the fair share is looked at. */
export const spans = [4, 8, 12, 26] as const;
export const USUAL_SPAN = 8;

/** Children whose share is looked at together. */
export const groups = ["girls", "boys", "otherLanguage", "lookedAfter"] as const;
export type Group = (typeof groups)[number];

/** A group with fewer children is not shown: its number would point at one of them. */
export const FEWEST = 5;

export const shareInput = z.object({ weeks: z.coerce.number().int().refine((weeks) => (spans as readonly number[]).includes(weeks)).catch(USUAL_SPAN).default(USUAL_SPAN) });
