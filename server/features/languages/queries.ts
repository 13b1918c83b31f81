import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { TextStakes, TranslationOrigin, TranslationStatus } from "@/server/lib/db/generated/enums";
import { findLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

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
  /**
   * What must stand beside it in the reader's own language: a computer's draft that nobody has looked at, a translation that waits for
   * its last check, or words that are not in the reader's language yet. Null: nothing.
   */
  sign: "machine" | "unchecked" | "untranslated" | null;
  /** The sentences as they are shown, and whether this reader's "this is not clear" of one waits at the school. */
  sentences: { id: string; body: string; flagged: boolean }[];
}

interface Row {
  id: string;
  language: string;
  stakes: TextStakes;
  segment_id: string | null;
  body: string | null;
  hash: string | null;
  translation: string | null;
  source_hash: string | null;
  status: TranslationStatus | null;
  origin: TranslationOrigin | null;
  flagged: boolean;
}

/**
 * Whether families may be shown this translation. Of an ordinary text, what a person reviewed and a machine's draft, which says so;
 * where a wrong word could hurt, only what a person approved. A person's draft is never shown.
 */
function isShown({ stakes, status, origin, hash, source_hash }: Row): boolean {
  if (source_hash === null || source_hash !== hash) return false;
  if (stakes !== "ordinary") return status === "approved";
  return status === "approved" || status === "reviewed" || (status === "draft" && origin === "machine");
}

/**
 * Texts in a reader's language, by id, in one statement. A text counts as translated only when every sentence has a
 * translation that may be shown and that was made from today's words; else the reader gets it as it was written.
 * @param readerId whose own open flags are shown; nobody's when left out
 */
export async function readTexts(db: Tx, ids: string[], language: string, readerId: string | null = null): Promise<Map<string, ReaderText>> {
  const texts = new Map<string, ReaderText>();
  if (ids.length === 0) return texts;
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.id, t.language, t.stakes::text AS stakes, s.id AS segment_id, s.body, s.hash, tr.body AS translation, tr.source_hash,
      tr.status::text AS status, tr.origin::text AS origin,
      EXISTS (SELECT 1 FROM translation_flag f WHERE f.segment_id = s.id AND f.language = ${language} AND f.adult_id = ${readerId}::uuid AND f.handled_at IS NULL) AS flagged
    FROM content_text t
    LEFT JOIN segment s ON s.text_id = t.id
    LEFT JOIN translation tr ON tr.segment_id = s.id AND tr.language = ${language}
    WHERE t.id = ANY(${ids}::uuid[]) ORDER BY t.id, s.position`;
  const byText = new Map<string, Row[]>();
  for (const row of rows) byText.set(row.id, [...(byText.get(row.id) ?? []), row]);
  for (const [id, sentences] of byText) texts.set(id, readOne(sentences, language));
  return texts;
}

/** What a text looks like to a member of staff, without its sentences. */
export type StaffText = Pick<ReaderText, "body" | "language" | "sign" | "source" | "sourceLanguage">;

/**
 * Texts for a member of staff, by id: in the language of the page where there is a translation, else in English, else as they were written; the sign says
 * so. Two statements at most.
 */
export async function readTextsForStaff(db: Tx, ids: string[], language: string): Promise<Map<string, StaffText>> {
  const english = await readTexts(db, ids, SOURCE_LANGUAGE);
  const own = language === SOURCE_LANGUAGE ? english : await readTexts(db, ids, language);
  return new Map([...english].map(([id, theirs]) => {
    const mine = own.get(id);
    const found = mine && (mine.translated || mine.sourceLanguage === language) ? mine : theirs;
    const { body, language: shown, sign, source, sourceLanguage } = found;
    return [id, { body, language: shown, sign: sign ?? (shown === language ? null : "untranslated"), source, sourceLanguage }] as const;
  }));
}

function readOne(rows: Row[], language: string): ReaderText {
  const sourceLanguage = rows[0]?.language ?? "en";
  const written = rows.flatMap((row) => (row.body === null ? [] : [{ ...row, body: row.body }]));
  const source = joinSentences(written.map(({ body }) => ({ source: body, body })));
  const translated = sourceLanguage !== language && written.length > 0 && written.every((row) => row.translation !== null && isShown(row));
  const unchecked = translated && written.some((row) => row.status !== "approved");
  const byMachine = translated && written.some((row) => row.status === "draft");
  return {
    body: translated ? joinSentences(written.map((row) => ({ source: row.body, body: row.translation ?? "" }))) : source,
    language: translated ? language : sourceLanguage,
    translated,
    source,
    sourceLanguage,
    unchecked,
    sign: byMachine ? "machine" : unchecked ? "unchecked" : !translated && sourceLanguage !== language ? "untranslated" : null,
    sentences: written.map((row) => ({ id: row.segment_id ?? "", body: ((translated ? row.translation : null) ?? row.body).trim(), flagged: row.flagged })),
  };
}

/** The languages that an adult speaks, as the school knows them. */
export async function spokenBy(db: Tx, adultId: string): Promise<string[]> {
  return (await db.adult.findFirst({ where: { id: adultId }, select: { spokenLanguages: true } }))?.spokenLanguages ?? [];
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
      AND: [visibleTexts(ctx.actor, ctx.now)],
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
