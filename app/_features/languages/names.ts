import { findLanguage, intlTag, languages, otherLanguages } from "@/server/lib/i18n/languages";

/** A language's name in the language of the page, or its own where the page's knows none. */
export function languageName(locale: string, tag: string): string {
  const named = new Intl.DisplayNames([intlTag(locale)], { type: "language", fallback: "none" }).of(tag);
  return named ?? findLanguage(tag)?.ownName ?? tag;
}

/** Every language into which something can be translated, by name in the page's language. */
export function targetLanguages(locale: string): { value: string; label: string }[] {
  return [...languages, ...otherLanguages].filter(({ tag }) => tag !== "en").map(({ tag }) => ({ value: tag, label: languageName(locale, tag) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}
