import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { TranslationStatus } from "@/server/lib/db/generated/enums";
import { findLanguage } from "@/server/lib/i18n/languages";

import { visibleTexts } from "./policy";
import { joinSentences } from "./rules";
import type { ListPending } from "./schema";

/** A text as one reader gets it. */
export interface ReaderText {
  body: string;
  /** The language of `body`. */
  language: string;
  translated: boolean;
  /** The words as they were written. */
  source: string;
  sourceLanguage: string;
  /** Whether the translation shown still waits for approval. */
  unchecked: boolean;
}

interface Row {
  id: string;
  language: string;
  body: string | null;
  hash: string | null;
  translation: string | null;
  source_hash: string | null;
  status: TranslationStatus | null;
}

const shown: readonly (TranslationStatus | null)[] = ["reviewed", "approved"];

/**
 * Texts in a reader's language, by id, in one statement. A text counts as translated only when every sentence has a
 * translation that a person reviewed and that was made from today's words; else the reader gets it as it was written.
 */
export async function readTexts(db: Tx, ids: string[], language: string): Promise<Map<string, ReaderText>> {
  const texts = new Map<string, ReaderText>();
  if (ids.length === 0) return texts;
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.id, t.language, s.body, s.hash, tr.body AS translation, tr.source_hash, tr.status::text AS status
    FROM content_text t
    LEFT JOIN segment s ON s.text_id = t.id
    LEFT JOIN translation tr ON tr.segment_id = s.id AND tr.language = ${language}
    WHERE t.id = ANY(${ids}::uuid[]) ORDER BY t.id, s.position`;
  const byText = new Map<string, Row[]>();
  for (const row of rows) byText.set(row.id, [...(byText.get(row.id) ?? []), row]);
  for (const [id, sentences] of byText) texts.set(id, readOne(sentences, language));
  return texts;
}

function readOne(rows: Row[], language: string): ReaderText {
  const sourceLanguage = rows[0]?.language ?? "en";
  const written = rows.flatMap((row) => (row.body === null ? [] : [{ ...row, body: row.body }]));
  const source = joinSentences(written.map(({ body }) => ({ source: body, body })));
  const translated = sourceLanguage !== language && written.length > 0
    && written.every((row) => row.translation !== null && row.source_hash === row.hash && shown.includes(row.status));
  return {
    body: translated ? joinSentences(written.map((row) => ({ source: row.body, body: row.translation ?? "" }))) : source,
    language: translated ? language : sourceLanguage,
    translated,
    source,
    sourceLanguage,
    unchecked: translated && written.some((row) => row.status !== "approved"),
  };
}

export interface PendingText {
  id: string;
  kind: string;
  language: string;
  createdAt: Date;
  segments: { id: string; body: string; hash: string; translation: string | null; status: TranslationStatus | null }[];
}

const PENDING_AT_ONCE = 100;

/** Texts with a sentence that has no translation of today's words in this language, oldest first. */
export async function listPending(ctx: StaffCtx, input: ListPending): Promise<PendingText[]> {
  if (!findLanguage(input.language)) return [];
  const stale = await listStale(ctx.db, input.language);
  const texts = await ctx.db.text.findMany({
    where: {
      ...visibleTexts(ctx.actor),
      language: { not: input.language },
      kind: input.kind,
      segments: {
        some: {
          OR: [
            { translations: { none: { language: input.language, status: { in: ["reviewed", "approved"] } } } },
            { id: { in: stale.map((row) => row.segmentId) } },
          ],
        },
      },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: PENDING_AT_ONCE,
    select: {
      id: true, kind: true, language: true, createdAt: true,
      segments: {
        orderBy: { position: "asc" },
        select: { id: true, body: true, hash: true, translations: { where: { language: input.language }, select: { body: true, status: true, sourceHash: true } } },
      },
    },
  });
  return texts.map((text) => ({
    ...text,
    segments: text.segments.map(({ translations: [made], ...segment }) => ({
      ...segment,
      translation: made?.body ?? null,
      status: made ? (made.sourceHash === segment.hash ? made.status : "stale") : null,
    })),
  }));
}

/** Translations into a language that were made from other words than today's. */
export async function listStale(db: Tx, language: string): Promise<{ segmentId: string; textId: string }[]> {
  return db.$queryRaw<{ segmentId: string; textId: string }[]>`
    SELECT s.id AS "segmentId", s.text_id AS "textId" FROM translation t JOIN segment s ON s.id = t.segment_id
    WHERE t.language = ${language} AND (t.status = 'stale' OR t.source_hash <> s.hash) ORDER BY s.id`;
}
