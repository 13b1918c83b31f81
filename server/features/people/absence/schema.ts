import { z } from "zod";

/** The longest time away that can be entered at once. */
export const AWAY_DAYS = 400;

const day = z.iso.date();

/** First and last day of a time away, by the school's calendar. */
export const daysInput = z
  .object({ fromOn: day, untilOn: day })
  .refine(({ fromOn, untilOn }) => fromOn <= untilOn, { path: ["untilOn"], message: "before" })
  .refine(({ fromOn, untilOn }) => Date.parse(untilOn) - Date.parse(fromOn) <= AWAY_DAYS * 86_400_000, { path: ["untilOn"], message: "too_far" });
export type Days = z.infer<typeof daysInput>;
