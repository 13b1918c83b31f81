import type { Tx } from "@/server/lib/db/client";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { type ReaderText, readTexts } from "../queries";

/** A sentence or more that somebody says on the telephone. */
export interface Said {
  text: string;
  language: string;
  /** Whether it is the name of what follows. */
  heading: boolean;
  /** What must be known of a translation before it is said. */
  sign: ReaderText["sign"];
}

/** Words to say, in English and, as far as there are any, in the family's language. */
export interface Saying {
  english: Said[];
  theirs: Said[];
}

/**
 * Texts as they are said, in the order of their ids: in English, and in the first of these languages in which there are words that families may have. Titles
 * are headings. One statement a language.
 */
export async function readSaying(db: Tx, pieces: readonly { textId: string; heading?: boolean }[], languages: readonly string[]): Promise<Saying> {
  const ids = pieces.map(({ textId }) => textId);
  const saidIn = async (language: string, all: boolean): Promise<Said[]> => {
    const texts = await readTexts(db, ids, language);
    return pieces.flatMap(({ textId, heading = false }) => {
      const text = texts.get(textId);
      const has = text && text.source !== "" && (all || text.language === language);
      return has ? [{ text: text.body, language: text.language, heading, sign: text.sign }] : [];
    });
  };
  const english = await saidIn(SOURCE_LANGUAGE, true);
  for (const language of languages.filter((each) => each !== SOURCE_LANGUAGE)) {
    const theirs = await saidIn(language, false);
    if (theirs.length > 0) return { english, theirs };
  }
  return { english, theirs: [] };
}
