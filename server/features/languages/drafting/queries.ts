import type { Tx } from "@/server/lib/db/client";
import { findLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { familyKinds, schoolReads } from "../schema";

/** A text as the filling job sees it. */
export interface TextToFill {
  id: string;
  kind: string;
  language: string;
  stakes: string;
  pupilId: string | null;
  templateKey: string | null;
  templateArgs: unknown;
}

/**
 * The languages, other than its own, that the readers of a text read: the family of the child whom it is about, or every family of the
 * school. What families write is read by the school. Empty for texts that nobody reads in another language.
 */
export async function readersLanguages(db: Tx, text: Pick<TextToFill, "kind" | "language" | "pupilId">): Promise<string[]> {
  if (!(familyKinds as readonly string[]).includes(text.kind)) return [];
  if (schoolReads.includes(text.kind)) return text.language === SOURCE_LANGUAGE ? [] : [SOURCE_LANGUAGE];
  const rows = await db.$queryRaw<{ language: string }[]>`
    SELECT DISTINCT a.reading_language AS language FROM adult a JOIN guardian_link l ON l.adult_id = a.id
    WHERE a.removed_at IS NULL AND a.reading_language IS NOT NULL AND a.reading_language <> ${text.language}
      AND l.removed_at IS NULL AND l.confirmed_at IS NOT NULL AND (${text.pupilId}::uuid IS NULL OR l.pupil_id = ${text.pupilId}::uuid)
    ORDER BY 1`;
  return rows.map((row) => row.language).filter((tag) => findLanguage(tag));
}

/** A sentence without a translation of today's words, refused ones left out. */
export interface OpenSentence {
  id: string;
  body: string;
  hash: string;
}

/** The sentences of a text that have no translation of today's words in a language. What a person refused is not asked for again. */
export async function findOpenSentences(db: Tx, textId: string, language: string): Promise<OpenSentence[]> {
  return db.$queryRaw<OpenSentence[]>`
    SELECT s.id, s.body, s.hash FROM segment s LEFT JOIN translation t ON t.segment_id = s.id AND t.language = ${language}
    WHERE s.text_id = ${textId}::uuid AND (t.id IS NULL OR t.status = 'stale' OR t.source_hash <> s.hash)
    ORDER BY s.position`;
}
