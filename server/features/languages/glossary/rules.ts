import { messagesFor } from "@/server/lib/i18n/catalogue";
import { findLanguage, hasCatalogue } from "@/server/lib/i18n/languages";
import { usesTerm } from "@/server/lib/i18n/terms";

/** A word of the school in one language. */
export interface GlossaryEntry {
  /** The English word as the school uses it. */
  term: string;
  /** What to say in the language; the term itself where nothing else is wanted. */
  word: string;
  doNotTranslate: boolean;
  /** What it means, in the language, for a parent who never went to school here. */
  explanation: string;
  /** starter: comes with Kingsgate and no native speaker has checked it, unless the catalogue says reviewed. school: somebody here wrote it. */
  origin: "starter" | "school";
  status: "unreviewed" | "reviewed";
}

interface StarterWords {
  terms: Record<string, { word: string; explanation: string }>;
}

const startersOf = (tag: string): StarterWords["terms"] => (messagesFor(tag).glossary as unknown as StarterWords).terms;

/** The names in the catalogue of the words that come with Kingsgate, in their order. */
export const starterKeys = (): string[] => Object.keys(startersOf("en"));

/** The words that come with Kingsgate in a language with a catalogue; none in others. */
export function starterEntries(language: string): GlossaryEntry[] {
  if (!hasCatalogue(language)) return [];
  const [english, own] = [startersOf("en"), startersOf(language)];
  const status = findLanguage(language)?.status === "unreviewed" ? "unreviewed" : "reviewed";
  return Object.entries(english).map(([key, { word }]) => ({
    term: word, word: own[key]?.word ?? word, explanation: own[key]?.explanation ?? "", doNotTranslate: false, origin: "starter" as const, status,
  }));
}

export interface SchoolTerm {
  term: string;
  word: string;
  doNotTranslate: boolean;
  explanation: string;
  removedAt: Date | null;
}

/** The school's words over the starter words: a term of the school's own replaces or hides one. In order of the term. */
export function mergeGlossary(starters: readonly GlossaryEntry[], own: readonly SchoolTerm[]): GlossaryEntry[] {
  const entries = new Map(starters.map((entry) => [entry.term, entry]));
  for (const { term, word, doNotTranslate, explanation, removedAt } of own) {
    if (removedAt) entries.delete(term);
    else entries.set(term, { term, word: doNotTranslate || !word ? term : word, doNotTranslate, explanation, origin: "school", status: "reviewed" });
  }
  return [...entries.values()].sort((a, b) => a.term.localeCompare(b.term, "en"));
}

/** The entries whose term a sentence uses. Acronyms are taken as they are written, words in any case and in the plural. */
export function hitsOf(sentence: string, entries: readonly GlossaryEntry[]): GlossaryEntry[] {
  return entries.filter(({ term }) => usesTerm(sentence, term));
}
