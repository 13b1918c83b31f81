import { isolateName, pseudoWords } from "./format";
import { findLanguage, intlTag, pageLanguage, SOURCE_LANGUAGE } from "./languages";

/** Languages whose name in Unicode's data is, in some languages, a word that hurts. */
const namedByUs = new Set(["rom"]);

/** English and own name together; one alone where they are the same. The own name keeps its direction. */
function bothNames(tag: string): string {
  const language = findLanguage(tag);
  if (!language) return tag;
  return language.ownName === language.englishName ? language.englishName : `${language.englishName} (${isolateName(language.ownName)})`;
}

/** A language's name in the language of the page; where that has no word for it, its English and its own name. */
export function languageName(locale: string, tag: string): string {
  const language = findLanguage(tag);
  if (language && pageLanguage(locale).tag === SOURCE_LANGUAGE) return language.englishName;
  const named = namedByUs.has(tag) ? undefined : new Intl.DisplayNames([intlTag(locale)], { type: "language", fallback: "none" }).of(tag);
  return named ? pseudoWords(locale, named) : bothNames(tag);
}

/** A language in a list for staff: for readers of English with its own name, which families say and write; else by its name in the reader's language. */
export function listedLanguage(locale: string, tag: string): string {
  return pageLanguage(locale).tag === SOURCE_LANGUAGE ? bothNames(tag) : languageName(locale, tag);
}
