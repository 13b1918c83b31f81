import type { Tx } from "@/server/lib/db/client";
import { isolateName } from "@/server/lib/i18n/format";
import { languages, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import { hashSegment, splitSentences } from "../rules";

/**
 * The statement that gives sentences the approved translations of the same sentences elsewhere in the school, newest first. One statement
 * for one sentence or thousands: $1 the texts. It fills what has no translation, what is stale and what only a machine drafted; what a
 * person wrote or refused it leaves alone. Names are part of a sentence here: "Zara was glad" and "Sam was glad" are two sentences
 * in any language that asks whether a child is a she.
 */
export const FILL_FROM_MEMORY = `
  INSERT INTO translation (id, school_id, segment_id, language, body, source_hash, origin, status, reviewer_id, updated_at)
  SELECT DISTINCT ON (s.id, t.language) gen_random_uuid(), s.school_id, s.id, t.language, t.body, s.hash, 'memory', 'approved', t.reviewer_id, t.updated_at
  FROM segment s
  JOIN content_text here ON here.id = s.text_id
  JOIN segment known ON known.school_id = s.school_id AND known.hash = s.hash AND known.id <> s.id
  JOIN content_text there ON there.id = known.text_id AND there.language = here.language
  JOIN translation t ON t.segment_id = known.id AND t.status = 'approved' AND t.source_hash = known.hash
  WHERE s.text_id = ANY($1::uuid[])
  ORDER BY s.id, t.language, t.updated_at DESC
  ON CONFLICT (segment_id, language) DO UPDATE
    SET body = excluded.body, source_hash = excluded.source_hash, origin = 'memory', status = 'approved', reviewer_id = excluded.reviewer_id,
      updated_at = excluded.updated_at, back_body = NULL, invite_id = NULL
    WHERE translation.status = 'stale' OR (translation.origin = 'machine' AND translation.status = 'draft')`;

/** Fills these texts from the school's own approved translations. @returns how many translations were written */
export function fillFromMemory(tx: Tx, textIds: string[]): Promise<number> {
  return textIds.length === 0 ? Promise.resolve(0) : tx.$executeRawUnsafe(FILL_FROM_MEMORY, textIds);
}

/** Carries an approval on to every text that holds the same sentences. */
export async function spreadApproval(tx: Tx, segmentIds: string[]): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT other.text_id AS id FROM segment s JOIN segment other ON other.school_id = s.school_id AND other.hash = s.hash AND other.id <> s.id
    WHERE s.id = ANY(${segmentIds}::uuid[])`;
  return fillFromMemory(tx, rows.map((row) => row.id));
}

/** A message of the catalogues from which a text was made. An argument that is itself a message is given by its key. */
export interface Template {
  key: string;
  args: Record<string, string | number | { key: string }>;
}

function render({ key, args }: Template, tag: string): string {
  const t = translatorFor(tag);
  const values = Object.entries(args).map(([name, value]) => {
    if (typeof value === "object") return [name, t(value.key)] as const;
    // Codes such as "she" choose a form; anything else is a name or a word that keeps its own direction.
    return [name, typeof value === "string" && tag !== SOURCE_LANGUAGE && !/^[a-z_]+$/.test(value) ? isolateName(value) : value] as const;
  });
  return t(key, Object.fromEntries(values));
}

/**
 * Gives a text that came from a message of the catalogues that message's words in each language, where its sentences still are the message's
 * own. They count as approved once a native speaker has reviewed the catalogue, else as reviewed. @returns how many were written
 */
export async function fillFromTemplate(tx: Tx, text: { id: string; schoolId: string; template: Template; now: Date }): Promise<number> {
  const segments = await tx.segment.findMany({ where: { textId: text.id }, orderBy: { position: "asc" }, select: { id: true, hash: true } });
  const own = splitSentences(render(text.template, SOURCE_LANGUAGE), SOURCE_LANGUAGE).map(hashSegment);
  if (own.length !== segments.length || own.some((hash, index) => hash !== segments[index]?.hash)) return 0;
  const rows = languages.filter(({ tag }) => tag !== SOURCE_LANGUAGE).flatMap(({ tag, status }) => {
    const sentences = splitSentences(render(text.template, tag), tag);
    // A language that says it in another number of sentences: the whole stands with the first only when there is just one.
    const bodies = sentences.length === segments.length ? sentences : segments.length === 1 ? [sentences.join(" ")] : [];
    return bodies.map((body, index) => ({ segment_id: segments[index]?.id, hash: segments[index]?.hash, language: tag, body: body.trim(), status: status === "reviewed" ? "approved" : "reviewed" }));
  });
  return tx.$executeRaw`
    INSERT INTO translation (id, school_id, segment_id, language, body, source_hash, origin, status, updated_at)
    SELECT gen_random_uuid(), ${text.schoolId}::uuid, x.segment_id, x.language, x.body, x.hash, 'template', x.status::translation_status, ${text.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (segment_id uuid, language text, body text, hash text, status text)
    ON CONFLICT (segment_id, language) DO UPDATE
      SET body = excluded.body, source_hash = excluded.source_hash, origin = 'template', status = excluded.status, reviewer_id = NULL,
        updated_at = excluded.updated_at, back_body = NULL, invite_id = NULL
      WHERE translation.status = 'stale' OR (translation.origin = 'machine' AND translation.status = 'draft')`;
}
