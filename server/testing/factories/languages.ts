import { hashSegment, splitSentences } from "@/server/features/languages/rules";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { TranslationStatus } from "@/server/lib/db/generated/enums";

/** Translates every sentence of a text, approved unless told otherwise. Throws when there are not as many translations as sentences. */
export async function makeTranslation(
  school: SchoolFacts,
  textId: string,
  language: string,
  sentences: readonly string[],
  input: { status?: TranslationStatus; reviewerId?: string } = {},
): Promise<void> {
  const db = dbFor(school.id);
  const segments = await db.segment.findMany({ where: { textId }, orderBy: { position: "asc" } });
  if (segments.length !== sentences.length) throw new Error(`${segments.length} sentences and ${sentences.length} translations`);
  await db.translation.createMany({
    data: segments.map((segment, index) => ({
      schoolId: school.id, segmentId: segment.id, language, body: sentences[index] ?? "", sourceHash: segment.hash, origin: "person" as const,
      status: input.status ?? ("approved" as const), reviewerId: input.reviewerId,
    })),
  });
}

export interface TextRows {
  texts: Prisma.TextCreateManyInput[];
  segments: Prisma.SegmentCreateManyInput[];
  translations: Prisma.TranslationCreateManyInput[];
}

export interface TextPlan {
  id: string;
  schoolId: string;
  kind: string;
  authorId: string | null;
  at: Date;
  sentences: readonly string[];
  /** The child whom it is about. */
  pupilId?: string | null;
  /** By language tag, one for each sentence. */
  translations?: Readonly<Record<string, readonly string[]>>;
  /** Drafts that nobody has checked yet, by language tag: a computer's, or a colleague's. */
  drafts?: Readonly<Record<string, { by: "machine" | "person"; sentences: readonly string[] }>>;
  reviewerId?: (language: string) => string | undefined;
  /** A part's id from its name: the demo's are the same at every run. */
  idOf: (name: string) => string;
  /** The language in which it was written; English unless said. */
  language?: string;
}

/** The rows of a text with its translations, for writing thousands at once; the sentences are split as the app splits them. */
export function addTextRows(rows: TextRows, plan: TextPlan): void {
  const { id, schoolId, kind, authorId, at, pupilId = null, translations = {}, drafts = {}, language: written = "en" } = plan;
  rows.texts.push({ id, schoolId, language: written, kind, createdById: authorId, createdAt: at, pupilId });
  const split = splitSentences(plan.sentences.join(" "), written);
  if (split.length !== plan.sentences.length) throw new Error(`"${plan.sentences.join(" ")}" is not ${plan.sentences.length} sentences`);
  for (const [position, body] of split.entries()) {
    const segmentId = plan.idOf(`segment:${id}:${position}`);
    const hash = hashSegment(body);
    rows.segments.push({ id: segmentId, schoolId, textId: id, position, body, hash });
    for (const [language, translated] of Object.entries(translations)) {
      rows.translations.push({
        id: plan.idOf(`translation:${segmentId}:${language}`), schoolId, segmentId, language, body: translated[position] ?? "", sourceHash: hash,
        origin: "person", status: "approved", reviewerId: plan.reviewerId?.(language) ?? null, updatedAt: at,
      });
    }
    for (const [language, { by, sentences }] of Object.entries(drafts)) {
      rows.translations.push({
        id: plan.idOf(`translation:${segmentId}:${language}`), schoolId, segmentId, language, body: sentences[position] ?? "", sourceHash: hash,
        origin: by, status: "draft", reviewerId: by === "person" ? plan.reviewerId?.(language) ?? null : null, updatedAt: at,
      });
    }
  }
}
