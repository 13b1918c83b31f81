import { z } from "zod";

import { findLanguage } from "@/server/lib/i18n/languages";

/** The questions of the profile, in the order in which they are asked. Each answer is kept by itself, with who gave it. */
export const profileQuestions = ["speaks", "reading", "reading_language", "prefers", "interpreter"] as const;
export type ProfileQuestionName = (typeof profileQuestions)[number];

export const readingAnswers = ["reads", "reads_with_help", "does_not_read"] as const;

export const preferences = ["listening", "phone", "pictures", "reading", "large_print", "sign_language"] as const;
export type PreferenceName = (typeof preferences)[number];

/** Who said so, as staff choose it: the adult to them, or somebody else who knows the adult (they themselves, a relative). */
export const staffSources = ["adult_told_staff", "staff"] as const;

/** Languages of people without a common written form: they are spoken, heard and signed, and no letter can be in them. */
const spokenOnly: readonly string[] = ["phr", "syl", "rom", "bfi"];

export const SIGN_LANGUAGE = "bfi";

/** Whether a letter can be written in this language. */
export function isWritten(tag: string): boolean {
  return findLanguage(tag) !== undefined && !spokenOnly.includes(tag);
}

/** Languages that one adult may name. */
export const LANGUAGES_NAMED = 8;

const unique = <T>(list: T[]) => new Set(list).size === list.length;
const language = z.string().refine((tag) => findLanguage(tag) !== undefined, "language_unknown");
const speaks = z.array(language).min(1).max(LANGUAGES_NAMED).refine(unique, "twice");
const readingLanguage = language.refine(isWritten, "language_not_written");
const prefers = z.array(z.enum(preferences)).min(1).max(preferences.length).refine(unique, "twice");

/** One answer of an adult about themselves. */
export const answerOwnSchema = z.discriminatedUnion("question", [
  z.object({ question: z.literal("speaks"), value: speaks }),
  z.object({ question: z.literal("reading"), value: z.tuple([z.enum(readingAnswers)]) }),
  z.object({ question: z.literal("reading_language"), value: z.tuple([readingLanguage]) }),
  z.object({ question: z.literal("prefers"), value: prefers }),
  z.object({ question: z.literal("interpreter"), value: z.tuple([z.enum(["yes", "no"])]) }),
]);
export type ProfileAnswerInput = z.infer<typeof answerOwnSchema>;

/** What staff wrote down of one adult, all in one form. What was not asked is left out and stays as it was. */
export const recordProfileSchema = z.object({
  adultId: z.uuid(),
  source: z.enum(staffSources),
  /** Names ("Urdu", "اردو"), DfE codes or tags, best spoken first. */
  speaks: z.array(z.string().trim().min(1).max(60)).max(LANGUAGES_NAMED).optional(),
  reading: z.enum(readingAnswers).optional(),
  readingLanguage: readingLanguage.optional(),
  prefers: prefers.optional(),
  interpreter: z.enum(["yes", "no"]).optional(),
});
export type RecordProfileInput = z.infer<typeof recordProfileSchema>;

export const profileAdultSchema = z.object({ adultId: z.uuid() });
