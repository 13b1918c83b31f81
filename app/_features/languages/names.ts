import { languages, otherLanguages } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

/** Every language into which something can be translated, by name in the page's language. */
export function targetLanguages(locale: string): { value: string; label: string }[] {
  return [...languages, ...otherLanguages].filter(({ tag }) => tag !== "en").map(({ tag }) => ({ value: tag, label: listedLanguage(locale, tag) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}
