/** A school word and how a language says it. */
export interface SaidTerm {
  /** The English word, and other English words for the same. */
  english: readonly string[];
  /** Ways to say it in the language: for each, the beginnings of its words in their order, so that endings may differ. */
  forms: readonly string[];
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
const fold = (text: string): string => text.normalize("NFC").replaceAll("’", "'");

/** Whether an English sentence uses a word: names and letters (SEND, Year 3) as they are written, others in any case; in the plural too. */
export function usesTerm(sentence: string, term: string): boolean {
  const isName = /\p{Lu}{2}|\d/u.test(term);
  return new RegExp(`(?<![\\p{L}\\p{Nd}])${escape(fold(term))}(?:'?s)?(?![\\p{L}\\p{Nd}])`, isName ? "u" : "iu").test(fold(sentence));
}

/** Whether an English sentence uses a word or, of a numbered word (Year 3), the same with any number: "Years 5 and 6". */
function usesKind(sentence: string, term: string): boolean {
  const numbered = /^(.*\p{L})\s\d+$/u.exec(term)?.[1];
  return numbered ? new RegExp(`(?<![\\p{L}\\p{Nd}])${escape(fold(numbered))}s?\\s+\\d`, "u").test(fold(sentence)) : usesTerm(sentence, term);
}

/** Whether a text has a form. Arabic letters take "and", "for" and "the" before a word without a blank, so that there it may stand inside. */
function hasForm(text: string, form: string): boolean {
  const words = fold(form).trim().split(/\s+/).map(escape);
  const start = /\p{Script=Arabic}/u.test(form) ? "" : "(?<![\\p{L}\\p{M}])";
  return new RegExp(start + words.join("[\\p{L}\\p{M}]*\\s+"), "iu").test(fold(text));
}

/** The terms that the English uses and the translation says in none of their forms. */
export function unsaidTerms(english: string, translation: string, terms: readonly SaidTerm[]): SaidTerm[] {
  return terms.filter((term) => term.english.some((word) => usesKind(english, word)) && !term.forms.some((form) => hasForm(translation, form)));
}
