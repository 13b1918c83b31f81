import { z } from "zod";

import { flagFields } from "@/server/features/languages/workbench/schema";

export const celebrationKinds = ["assembly", "prize_evening", "showing", "sports"] as const;
export type CelebrationKind = (typeof celebrationKinds)[number];

/** What an adult answers with one tap. */
export const says = ["yes", "work", "no"] as const;
export type Says = (typeof says)[number];

/** What somebody needs to take part. */
export const needs = ["interpreter", "step_free", "hearing"] as const;
export type Need = (typeof needs)[number];

/** Children at one celebration: a whole year. */
export const MOST_CELEBRATED = 120;
export const MOST_PLACES = 6;
export const PLACE_LENGTH = 80;
export const CELEBRATION_WORDS = 400;

export const celebrationInput = z.object({ celebrationId: z.uuid() });
/** "This is not clear" or "this looks wrong" beside one sentence of an invitation, or of what is said in its film. */
export const flagCelebrationInput = flagFields.extend({ celebrationId: z.uuid() });
export type FlagCelebration = z.infer<typeof flagCelebrationInput>;

/** A celebration whole, as its form has it. The key is its id. */
export const saveCelebrationInput = celebrationInput.extend({
  kind: z.enum(celebrationKinds),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  place: z.string().trim().min(1).max(PLACE_LENGTH),
  words: z.string().trim().max(CELEBRATION_WORDS).default(""),
  /** Who is celebrated, and for which piece of good news. */
  pupils: z.array(z.object({ pupilId: z.uuid(), successId: z.uuid().nullable().default(null) })).min(1).max(MOST_CELEBRATED),
}).refine(({ startsAt, endsAt }) => endsAt > startsAt, { path: ["endsAt"], message: "before_start" });
export type SaveCelebration = z.output<typeof saveCelebrationInput>;

const answer = z.object({ says: z.enum(says), places: z.coerce.number().int().min(1).max(MOST_PLACES).default(1), needs: z.array(z.enum(needs)).max(needs.length).default([]) });
export const answerCelebrationInput = celebrationInput.extend(answer.shape);
export type AnswerCelebration = z.output<typeof answerCelebrationInput>;

/** The code of the letter that invites. */
export const answerByCodeInput = z.object({ code: z.string().max(100), says: z.enum(says) });
