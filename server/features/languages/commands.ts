import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { TextStakes, TranslationOrigin, TranslationStatus } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { fillFromMemory, spreadApproval, type Template } from "./memory/commands";
import { can, visibleTexts } from "./policy";
import { spokenBy } from "./queries";
import { hashSegment, planSegments, splitSentences } from "./rules";
import type { TranslateText } from "./schema";

export interface NewText {
  schoolId: string;
  /** What it is, by feature: reports.ownWords, reports.note. */
  kind: string;
  language: string;
  body: string;
  authorId: string | null;
  /** The child whom it is about: only that family's languages are filled. */
  pupilId?: string | null;
  /** What a wrong word would cost; ordinary unless said. */
  stakes?: TextStakes;
  /** The message of the catalogues from which it was made, where it was. */
  template?: Template;
}

/** A text that is typed is saved again and again: its job waits until the typing rests. */
const REST = "1 minute";

/** Adds the job that fills a text for its readers, in the caller's transaction; one waits for a text at a time. */
async function fillLater(tx: Tx, textId: string): Promise<void> {
  await tx.$executeRaw`SELECT enqueue_job('languages.fill', ${JSON.stringify({ textId })}::jsonb, now() + ${REST}::interval, ${`languages.fill:${textId}`}, NULL)`;
}

/** Keeps what somebody wrote as sentences, in the caller's transaction; sentences that were translated and approved before come translated. */
export async function writeText(tx: Tx, input: NewText): Promise<string> {
  const id = uuid();
  const { schoolId, kind, language, body, authorId, pupilId, stakes, template } = input;
  await tx.text.create({
    data: { id, schoolId, kind, language, createdById: authorId, pupilId, stakes, templateKey: template?.key, templateArgs: template?.args },
  });
  const sentences = splitSentences(body, language);
  if (sentences.length > 0) {
    await tx.segment.createMany({
      data: sentences.map((sentence, position) => ({ id: uuid(), schoolId, textId: id, position, body: sentence, hash: hashSegment(sentence) })),
    });
    await fillFromMemory(tx, [id]);
    await fillLater(tx, id);
  }
  return id;
}

/**
 * Gives a text new words. Sentences that stay keep their segments and translations, wherever they moved; translations of a
 * changed sentence turn stale. Errors: not_found when there is no such text.
 */
export async function replaceText(tx: Tx, textId: string, body: string, authorId: string | null): Promise<void> {
  // The row's lock keeps two savers in order: positions are unique.
  const [text] = await tx.$queryRaw<{ school_id: string; language: string }[]>`
    UPDATE content_text SET created_by_id = coalesce(created_by_id, ${authorId}::uuid) WHERE id = ${textId}::uuid RETURNING school_id, language`;
  if (!text) throw new AppError("not_found");
  const old = await tx.segment.findMany({ where: { textId }, orderBy: { position: "asc" }, select: { id: true, hash: true, body: true } });
  const sentences = splitSentences(body, text.language);
  if (sentences.length === old.length && sentences.every((sentence, i) => sentence === old[i]?.body)) return;
  const plan = planSegments(old, sentences.map(hashSegment));
  if (plan.dropped.length > 0) await tx.segment.deleteMany({ where: { id: { in: plan.dropped } } });
  await tx.$executeRaw`UPDATE segment SET position = -position - 1 WHERE text_id = ${textId}::uuid`;
  const rows = sentences.map((sentence, position) => ({ position, body: sentence, hash: hashSegment(sentence), ...plan.places[position] }));
  const kept = rows.filter((row) => row.id);
  const made = rows.filter((row) => !row.id);
  if (kept.length > 0) {
    await tx.$executeRaw`
      UPDATE segment s SET position = x.position, body = x.body, hash = x.hash
      FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS x (id uuid, position int, body text, hash text) WHERE s.id = x.id`;
  }
  if (made.length > 0) {
    await tx.segment.createMany({
      data: made.map(({ position, body: words, hash }) => ({ id: uuid(), schoolId: text.school_id, textId, position, body: words, hash })),
    });
  }
  await tx.$executeRaw`
    UPDATE translation t SET status = 'stale' FROM segment s
    WHERE s.id = t.segment_id AND s.text_id = ${textId}::uuid AND t.source_hash <> s.hash AND t.status <> 'stale'`;
  await fillFromMemory(tx, [textId]);
  await fillLater(tx, textId);
}

/**
 * Keeps a person's translation of a text's sentences, each tied to the words that it was made from.
 * Errors: not_found for a text or sentence that is not this person's to see, not_allowed for an approval by someone who may
 * not approve, conflict when a sentence changed since it was read.
 */
export async function translateText(ctx: StaffCtx, input: TranslateText): Promise<void> {
  const { textId, language, segments, status } = input;
  if (status === "approved" && !can.approve(ctx.actor, language, await spokenBy(ctx.db, ctx.actor.adultId))) throw new AppError("not_allowed");
  await ctx.db.$transaction(async (tx) => {
    const text = await tx.text.findFirst({
      where: { id: textId, ...visibleTexts(ctx.actor, ctx.now) },
      select: { language: true, segments: { select: { id: true, hash: true } } },
    });
    if (!text) throw new AppError("not_found");
    if (text.language === language) throw new AppError("invalid_input", { language: "same_language" });
    const hashes = new Map(text.segments.map((segment) => [segment.id, segment.hash]));
    const rows = segments.map(({ segmentId, body, sourceHash }) => {
      const hash = hashes.get(segmentId);
      if (!hash) throw new AppError("not_found");
      if (sourceHash && sourceHash !== hash) throw new AppError("conflict");
      return { id: uuid(), segment_id: segmentId, body: body.trim(), source_hash: hash };
    });
    await tx.$executeRaw`
      INSERT INTO translation (id, school_id, segment_id, language, body, source_hash, origin, status, reviewer_id, updated_at)
      SELECT x.id, ${ctx.school.id}::uuid, x.segment_id, ${language}, x.body, x.source_hash, 'person', ${status}::translation_status, ${ctx.actor.adultId}::uuid, ${ctx.now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, segment_id uuid, body text, source_hash text)
      ON CONFLICT (segment_id, language) DO UPDATE
        SET body = excluded.body, source_hash = excluded.source_hash, origin = excluded.origin, status = excluded.status,
          reviewer_id = excluded.reviewer_id, updated_at = excluded.updated_at, back_body = NULL, invite_id = NULL`;
    await recordChanges(tx, {
      schoolId: ctx.school.id, language, actorId: ctx.actor.adultId, at: ctx.now,
      rows: rows.map((row) => ({ segmentId: row.segment_id, body: row.body, origin: "person", status })),
    });
    if (status === "approved") await spreadApproval(tx, rows.map((row) => row.segment_id));
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.translate",
      subjectType: "text", subjectId: textId, detail: { language, sentences: rows.length, status },
    });
  });
}

export interface Changes {
  schoolId: string;
  language: string;
  actorId: string | null;
  inviteId?: string | null;
  at: Date;
  rows: { segmentId: string; body: string; origin: TranslationOrigin; status: TranslationStatus }[];
}

/** Writes down who made which translation what, in the caller's transaction. */
export async function recordChanges(tx: Tx, { schoolId, language, actorId, inviteId = null, at, rows }: Changes): Promise<void> {
  await tx.translationChange.createMany({ data: rows.map((row) => ({ id: uuid(), schoolId, language, actorId, inviteId, at, ...row })) });
}
