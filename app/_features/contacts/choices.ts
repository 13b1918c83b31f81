import { languages, otherLanguages } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";
import { readingAnswers } from "@/server/features/people/profile/schema";

/** A language by its name in the reader's. */
export const languageOf = (locale: string, tag: string): string => listedLanguage(locale, tag);

/** Every language that a contact can be in. */
export const everyLanguage = (locale: string): { value: string; label: string }[] => [...languages, ...otherLanguages].map(({ tag }) => ({ value: tag, label: languageOf(locale, tag) }));

/** What can be learned of somebody's reading, in the words of people. */
export const readingChoices = (needs: (key: string) => string): { value: string; label: string }[] => readingAnswers.map((value) => ({ value, label: needs(value) }));
