import { findLanguage, languages, otherLanguages } from "@/server/lib/i18n/languages";
import { readingAnswers } from "@/server/features/people/profile/schema";

/** A language by its English name, as staff pages write it. */
export const languageOf = (tag: string): string => findLanguage(tag)?.englishName ?? tag;

/** Every language that a contact can be in. */
export const everyLanguage = (): { value: string; label: string }[] => [...languages, ...otherLanguages].map(({ tag, englishName }) => ({ value: tag, label: englishName }));

/** What can be learned of somebody's reading, in the words of people. */
export const readingChoices = (needs: (key: string) => string): { value: string; label: string }[] => readingAnswers.map((value) => ({ value, label: needs(value) }));
