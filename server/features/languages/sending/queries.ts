import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

/** One text that one reader will get in a language. */
export interface Going {
  textId: string;
  language: string;
}

/**
 * The gate before anything goes out: a text about safeguarding, health, exclusion, SEND or the law may reach a reader of another
 * language only when a person approved the translation of every sentence as it stands today. Ordinary texts always pass: where
 * they are not checked they say so themselves. One statement for any number, none for none.
 * @returns those that must not go
 */
export async function findHeldBack(tx: Tx, going: Going[]): Promise<Going[]> {
  if (going.length === 0) return [];
  return tx.$queryRaw<Going[]>`
    SELECT DISTINCT g."textId", g.language FROM jsonb_to_recordset(${JSON.stringify(going)}::jsonb) AS g ("textId" uuid, language text)
    JOIN content_text t ON t.id = g."textId"
    WHERE t.stakes <> 'ordinary' AND g.language <> t.language
      AND EXISTS (SELECT 1 FROM segment s WHERE s.text_id = t.id AND NOT EXISTS (
        SELECT 1 FROM translation tr WHERE tr.segment_id = s.id AND tr.language = g.language AND tr.status = 'approved' AND tr.source_hash = s.hash))
    ORDER BY 2, 1`;
}

/** Refuses what the gate holds back. Errors: conflict with `translation: "unchecked"` and the languages that are missing. */
export function refuseHeldBack(held: readonly Going[]): void {
  if (held.length > 0) throw new AppError("conflict", { translation: "unchecked", languages: [...new Set(held.map(({ language }) => language))].join(",") });
}

/** The gate for texts that go together. Errors: the same. */
export async function assertGoing(tx: Tx, going: Going[]): Promise<void> {
  refuseHeldBack(await findHeldBack(tx, going));
}

/** The same gate for every one of these texts in every one of these languages. Errors: conflict. */
export function assertSendable(tx: Tx, textIds: string[], languages: string[]): Promise<void> {
  return assertGoing(tx, textIds.flatMap((textId) => [...new Set(languages)].map((language) => ({ textId, language }))));
}

/** How far one text has come in one language. */
export interface TextState {
  textId: string;
  language: string;
  sentences: number;
  /** Sentences that a reader gets in the language. */
  shown: number;
  /** Of those, a computer's drafts that nobody has looked at, and what waits for its last check. */
  machine: number;
  unchecked: number;
}

/** How far these texts have come in these languages, by the rule by which readers get them. One statement for any number. */
export async function textStates(db: Tx, textIds: readonly string[], languages: readonly string[]): Promise<TextState[]> {
  if (textIds.length === 0 || languages.length === 0) return [];
  return db.$queryRaw<TextState[]>`
    SELECT t.id AS "textId", l.language, count(*)::int AS sentences, (count(*) FILTER (WHERE ok))::int AS shown,
      (count(*) FILTER (WHERE ok AND tr.status = 'draft'))::int AS machine, (count(*) FILTER (WHERE ok AND tr.status = 'reviewed'))::int AS unchecked
    FROM content_text t CROSS JOIN unnest(${[...languages]}::text[]) AS l (language) JOIN segment s ON s.text_id = t.id
    LEFT JOIN translation tr ON tr.segment_id = s.id AND tr.language = l.language AND tr.source_hash = s.hash
    CROSS JOIN LATERAL (SELECT tr.status = 'approved' OR (t.stakes = 'ordinary' AND (tr.status = 'reviewed' OR (tr.status = 'draft' AND tr.origin = 'machine'))) AS ok) x
    WHERE t.id = ANY(${[...textIds]}::uuid[]) AND t.language <> l.language GROUP BY t.id, l.language`;
}
