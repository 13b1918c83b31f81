import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

import { deriveLanguage, type Language, languageTable, pseudoTable } from "./language-table";

export type { Language } from "./language-table";

export const SOURCE_LANGUAGE = "en";

/** The folder of the catalogues: messages/ beside the program, unless KINGSGATE_MESSAGES names another. */
export function messagesRoot(): string {
  return process.env.KINGSGATE_MESSAGES || path.join(process.cwd(), "messages");
}

/** The file that makes a folder a catalogue. A folder without it may hold a comment bank alone: its language has no pages, and reports say in it what was picked. */
const CATALOGUE_FILE = "common.json";

/**
 * The languages with a catalogue in `root`, in the order of the table; then those that the table lacks, by tag. A folder
 * whose name is no language is left alone. Throws when there is no English: every other language falls back on it.
 */
export function installedLanguages(root: string): Language[] {
  const folders = new Set(readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, CATALOGUE_FILE))).map((entry) => entry.name));
  if (!folders.has(SOURCE_LANGUAGE)) throw new Error(`no folder ${SOURCE_LANGUAGE} in ${root}`);
  const known = languageTable.filter(({ tag }) => folders.has(tag));
  const tags = new Set(languageTable.map(({ tag }) => tag));
  const others = [...folders].filter((name) => !tags.has(name)).sort().map(deriveLanguage).filter((row) => row !== undefined);
  return [...known, ...others];
}

/** Whether the two made-up languages for tests are offered: a long one and a mirrored one, both from English. */
const pseudo = process.env.KINGSGATE_PSEUDO === "1" ? pseudoTable : [];

/** The languages with a catalogue: a page exists in each. English is the source. Read once, at the start. */
export const languages: readonly Language[] = [...installedLanguages(messagesRoot()), ...pseudo];

const withCatalogue = new Set(languages.map((language) => language.tag));

/** Languages that families speak or read and that have no catalogue yet. Known to imports, profiles and filters. */
export const otherLanguages: readonly Language[] = languageTable.filter(({ tag }) => !withCatalogue.has(tag));

const byTag = new Map([...languages, ...otherLanguages].map((language) => [language.tag, language]));

/** The row of a tag, or undefined when nobody here knows the language. */
export function findLanguage(tag: string): Language | undefined {
  return byTag.get(tag);
}

/** Whether pages exist in this language. */
export function hasCatalogue(tag: string): boolean {
  return withCatalogue.has(tag);
}

/** Whether this is a language that is written and known here, and has no pages yet. */
export function isWrittenWithoutPages(tag: string): boolean {
  return !withCatalogue.has(tag) && byTag.get(tag)?.written === true;
}

/**
 * The language of what somebody wrote, on a page in `locale`: the page's own. On pages in English it is `own`, what the reader reads, where that has no
 * pages yet: what was translated for them is not held back because the words around it are not.
 */
export function languageOfWords(locale: string, own: string | null): string {
  return own && locale === SOURCE_LANGUAGE && isWrittenWithoutPages(own) ? own : locale;
}

/** The language itself where it is written and known here; else one that has pages, English at last. */
export function writtenLanguage(tag: string | null | undefined): string {
  return tag && isWrittenWithoutPages(tag) ? tag : pageLanguage(tag).tag;
}

/** Whether this is one of the two made-up languages for tests. */
export function isPseudo(tag: string): boolean {
  return pseudo.some((language) => language.tag === tag);
}

/** The row of a language with pages; English for any other. */
export function pageLanguage(tag: string | null | undefined): Language {
  const found = tag && withCatalogue.has(tag) ? byTag.get(tag) : undefined;
  return found ?? (byTag.get(SOURCE_LANGUAGE) as Language);
}

/** The tag for Intl, with the Gregorian calendar and 0-9. A language that nobody here knows is passed on as it is. */
export function intlTag(tag: string): string {
  return byTag.get(tag)?.intl ?? `${tag}-u-ca-gregory-nu-latn`;
}
