import { writeText } from "@/server/features/languages/commands";
import { readTexts } from "@/server/features/languages/queries";
import type { Tx } from "@/server/lib/db/client";

/** What translators and services see as the kind of what visitors write. */
const KIND = "events.said";

interface Said {
  schoolId: string;
  /** The language of the page on which it was written. */
  language: string;
  words: string;
}

/**
 * Keeps what a visitor wrote as a text, so that staff can read it in English once somebody has translated it. What was there before and is
 * still the same stays with its translations; else it goes. In the caller's transaction. @returns the text's id, or null for no words
 */
export async function keepSaid(tx: Tx, before: string | null, { schoolId, language, words }: Said): Promise<string | null> {
  if (before) {
    const known = (await readTexts(tx, [before], language)).get(before);
    if (words !== "" && known?.source === words) return before;
    await tx.text.deleteMany({ where: { id: before } });
  }
  return words === "" ? null : writeText(tx, { schoolId, kind: KIND, language, body: words, authorId: null });
}
