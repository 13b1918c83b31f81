import { createHash } from "node:crypto";

import { v7 as uuid } from "uuid";

import { addDays, addMinutes } from "@/server/lib/clock";
import type { Db } from "@/server/lib/db/client";
import { enqueueJob } from "@/server/lib/jobs/enqueue";
import { pairFor } from "@/server/lib/translation/codes";
import { type Engine, EngineFault } from "@/server/lib/translation/engine";
import { openEngine } from "@/server/lib/translation/open";

import { checkMasked, stops } from "../checking/rules";
import { type GlossaryEntry, hitsOf } from "../glossary/rules";
import { loadGlossary } from "../glossary/queries";
import { type Masked, maskSentence, type NameBook, unmask } from "../masking/rules";
import { loadNames } from "../masking/queries";
import { fillFromMemory, fillFromTemplate, type Template } from "../memory/commands";
import { askLanguages, logged } from "../service/commands";
import { isSwitchedOn, type KnownService, loadService } from "../service/queries";
import { findOpenSentences, type OpenSentence, readersLanguages, type TextToFill } from "./queries";
import { LANGUAGES_DAYS, retryMinutes, SENTENCES_A_CALL } from "./rules";

/** What a job needs here: the school's database, and the moment. */
export interface FillCtx {
  db: Db;
  school: { id: string };
  now: Date;
  signal?: AbortSignal;
}

/**
 * Fills a text's sentences for the languages that its readers read: from the memory, from the message that it was made from, and, where the
 * school said yes, by a machine's draft. Made to run again: what is there is left alone. Calls happen outside any transaction; a
 * draft is written only if its sentence still is what was sent.
 */
export async function fillText(ctx: FillCtx, input: { textId: string; attempt: number }, engine: Engine | null = openEngine()): Promise<void> {
  const text = await ctx.db.text.findFirst({ where: { id: input.textId } });
  if (!text) return;
  await ctx.db.$transaction(async (tx) => {
    await fillFromMemory(tx, [text.id]);
    if (text.templateKey) {
      const template: Template = { key: text.templateKey, args: text.templateArgs as Template["args"] };
      await fillFromTemplate(tx, { id: text.id, schoolId: ctx.school.id, template, now: ctx.now });
    }
  });
  // What a wrong word could hurt is for people alone, and never leaves.
  if (!engine || text.stakes !== "ordinary" || !(await isSwitchedOn(ctx.db, text.kind, engine.name))) return;
  try {
    await draftText(ctx, text, engine);
  } catch (error) {
    if (!(error instanceof EngineFault)) throw error;
    const minutes = retryMinutes(error.code, input.attempt, error.retryAfter);
    if (minutes !== null) {
      await enqueueJob(ctx.db, "languages.fill", { textId: text.id, attempt: input.attempt + 1 }, { key: `languages.fill:${text.id}`, runAt: addMinutes(ctx.now, minutes) });
    }
  }
}

async function draftText(ctx: FillCtx, text: TextToFill, engine: Engine): Promise<void> {
  let names: NameBook | undefined;
  let service: KnownService | null = null;
  for (const language of await readersLanguages(ctx.db, text)) {
    const open = await findOpenSentences(ctx.db, text.id, language);
    if (open.length === 0) continue;
    service ??= await freshService(ctx, engine);
    const pair = pairFor(engine.name, service.languages, text.language, language);
    if (!pair) continue;
    names ??= await loadNames(ctx.db);
    const glossary = await loadGlossary(ctx.db, language);
    const terms = glossary.filter((entry) => entry.doNotTranslate).map((entry) => entry.term);
    const glossaryId = await shareGlossary(ctx, engine, service, { from: text.language, to: language, pair, glossary });
    for (let from = 0; from < open.length; from += SENTENCES_A_CALL) {
      ctx.signal?.throwIfAborted();
      const batch = open.slice(from, from + SENTENCES_A_CALL).map((sentence) => ({ ...sentence, masked: maskSentence(sentence.body, { language: text.language, names: names as NameBook, terms }) }));
      await draftBatch(ctx, engine, { text, language, pair, glossary, glossaryId, batch });
    }
  }
}

interface Batch {
  text: TextToFill;
  language: string;
  pair: { from: string; to: string };
  glossary: GlossaryEntry[];
  glossaryId: string | undefined;
  batch: (OpenSentence & { masked: Masked })[];
}

/** One call, its checks, and what came through them. */
async function draftBatch(ctx: FillCtx, engine: Engine, { text, language, pair, glossary, glossaryId, batch }: Batch): Promise<void> {
  const used = hitsOf(batch.map(({ body }) => body).join("\n"), glossary.filter((entry) => !entry.doNotTranslate && entry.word !== entry.term));
  const sound = (drafts: string[]) => batch.flatMap(({ masked, ...sentence }, index) => {
    const draft = drafts[index] ?? "";
    const faults = stops(checkMasked(draft, { source: masked, language, sourceLanguage: text.language }));
    return faults.length === 0 ? [{ ...sentence, draft: unmask(draft, masked.slots, language) }] : [];
  });
  const texts = batch.map(({ masked }) => masked.text);
  const drafts = await logged(
    ctx, engine,
    { purpose: "draft", kind: text.kind, from: text.language, to: language, sentences: batch.length, characters: texts.join("").length },
    () => engine.translate({
      texts, from: { tag: text.language, code: pair.from }, to: { tag: language, code: pair.to }, glossaryId, signal: ctx.signal,
      glossary: used.map(({ term, word }) => ({ term, wanted: word })),
    }),
    (answers) => batch.length - sound(answers).length,
  );
  const rows = sound(drafts).map(({ id, hash, draft }) => ({ id: uuid(), change_id: uuid(), segment_id: id, hash, body: draft }));
  if (rows.length === 0) return;
  // The sentence may have changed while the service worked: its hash decides.
  await ctx.db.$executeRaw`
    WITH made AS (
      INSERT INTO translation (id, school_id, segment_id, language, body, source_hash, origin, status, updated_at)
      SELECT x.id, ${ctx.school.id}::uuid, s.id, ${language}, x.body, x.hash, 'machine', 'draft', ${ctx.now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, segment_id uuid, hash text, body text)
      JOIN segment s ON s.id = x.segment_id AND s.hash = x.hash
      JOIN content_text t ON t.id = s.text_id AND t.stakes = 'ordinary'
      ON CONFLICT (segment_id, language) DO UPDATE
        SET body = excluded.body, source_hash = excluded.source_hash, origin = 'machine', status = 'draft', reviewer_id = NULL, back_body = NULL,
          invite_id = NULL, updated_at = excluded.updated_at
        WHERE translation.status = 'stale' OR translation.source_hash <> excluded.source_hash
      RETURNING segment_id, body
    )
    INSERT INTO translation_change (id, school_id, segment_id, language, body, origin, status, at)
    SELECT x.change_id, ${ctx.school.id}::uuid, made.segment_id, ${language}, made.body, 'machine', 'draft', ${ctx.now}::timestamptz
    FROM made JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (change_id uuid, segment_id uuid) ON x.segment_id = made.segment_id`;
}

/** What the service can do, asked again after a week. */
async function freshService(ctx: FillCtx, engine: Engine): Promise<KnownService> {
  const known = await loadService(ctx.db, engine.name);
  if (known && addDays(known.askedAt, LANGUAGES_DAYS) > ctx.now) return known;
  const languages = await askLanguages(ctx, engine);
  return { languages, glossaries: known?.glossaries ?? {}, askedAt: ctx.now };
}

interface Share {
  from: string;
  to: string;
  pair: { from: string; to: string };
  glossary: GlossaryEntry[];
}

/** Keeps the school's words at a service that follows glossaries; made anew only when they changed. A service that refuses one translates without. */
async function shareGlossary(ctx: FillCtx, engine: Engine, service: KnownService, { from, to, pair, glossary }: Share): Promise<string | undefined> {
  const base = (code: string): string => code.split("-")[0]?.toLowerCase() ?? "";
  const { keepGlossary } = engine;
  if (!keepGlossary || !service.languages.glossary.some((code) => base(code) === base(pair.to))) return undefined;
  const pairs = glossary.filter((entry) => !entry.doNotTranslate && entry.word !== entry.term).map(({ term, word }) => ({ term, wanted: word }));
  if (pairs.length === 0) return undefined;
  const hash = createHash("sha256").update(JSON.stringify(pairs)).digest("hex");
  const kept = service.glossaries[to];
  if (kept?.hash === hash) return kept.id;
  const facts = { purpose: "glossary" as const, from, to, sentences: pairs.length, characters: pairs.reduce((sum, each) => sum + each.term.length + each.wanted.length, 0) };
  const id = await logged(ctx, engine, facts, () => keepGlossary(pair.from, pair.to, pairs)).catch((error: unknown) => {
    if (error instanceof EngineFault && error.code === "bad_request") return undefined;
    throw error;
  });
  if (!id) return undefined;
  service.glossaries = { ...service.glossaries, [to]: { hash, id } };
  await ctx.db.translationService.updateMany({ where: { engine: engine.name }, data: { glossaries: service.glossaries } });
  if (kept) await engine.dropGlossary?.(kept.id).catch(() => undefined);
  return id;
}
