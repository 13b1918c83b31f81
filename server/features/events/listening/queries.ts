import { hasVoice, type SpokenSentence } from "@/server/features/languages/speech/rules";
import type { SchoolFacts } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";
import { isPseudo, languages } from "@/server/lib/i18n/languages";

import { readEvent } from "../queries";
import { spokenEvent } from "./rules";

/** The languages of pages that a computer speaks here: an event is everybody's to hear. */
export const spokenLanguages = (): string[] => languages.map(({ tag }) => tag).filter((tag) => !isPseudo(tag) && hasVoice(tag));

/** What is said of an event that was announced, in a language; nothing of any other. */
export async function sentencesIn(db: Db | Tx, school: SchoolFacts, eventId: string, language: string): Promise<SpokenSentence[]> {
  const event = await readEvent(db, { id: eventId, state: "published" }, language);
  return event ? spokenEvent(event, language, school.zone).flatMap((block) => block.sentences) : [];
}

/** The same in every language with pages. */
export async function everySentence(db: Db | Tx, school: SchoolFacts, eventId: string): Promise<SpokenSentence[]> {
  const sentences: SpokenSentence[] = [];
  for (const { tag } of languages) sentences.push(...(await sentencesIn(db, school, eventId, tag)));
  return sentences;
}
