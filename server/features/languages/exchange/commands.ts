import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { findLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { checkMasked, checkOpen, stops } from "../checking/rules";
import { recordChanges } from "../commands";
import { loadGlossary } from "../glossary/queries";
import { makeNameBook, maskSentence, unmask } from "../masking/rules";
import { loadNames } from "../masking/queries";
import { fillFromMemory, spreadApproval } from "../memory/commands";
import { can, MEMORY_KIND, visibleTexts } from "../policy";
import { spokenBy } from "../queries";
import { hashSegment } from "../rules";
import { MAX_SENTENCE } from "../schema";
import type { ImportProblem } from "./queries";
import { FileFault, readUnitId, type UnitIn } from "./rules";
import { readPo } from "./rules.po";
import { type MemoryPair, readTmx } from "./rules.tmx";
import { readXliff } from "./rules.xliff";
import type { ImportInput } from "./schema";

export interface ImportResult {
  importId: string;
  applied: boolean;
  sentences: number;
  problems: ImportProblem[];
}

const PROBLEMS_KEPT = 200;
const IMPORT_TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

interface Checked {
  problems: ImportProblem[];
  apply: (tx: Tx) => Promise<void>;
  sentences: number;
}

/**
 * Takes a translator's file, whole or not at all: every sentence goes through the same checks as one typed in the workbench, and the lines at
 * fault are kept for the page. Errors: not_found for a language that nobody here knows.
 */
export async function importFile(ctx: StaffCtx, input: ImportInput): Promise<ImportResult> {
  const { language, format, content } = input;
  if (!findLanguage(language) || language === SOURCE_LANGUAGE) throw new AppError("not_found");
  const mayApprove = can.approve(ctx.actor, language, await spokenBy(ctx.db, ctx.actor.adultId));
  let checked: Checked;
  try {
    checked = format === "tmx"
      ? checkMemory(ctx, language, readTmx(content, language), mayApprove)
      : await checkUnits(ctx, language, format === "xliff" ? readXliff(content, language) : readPo(content, language), mayApprove);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    checked = { problems: [{ line: error.line, unit: null, code: error.code, detail: null }], apply: async () => undefined, sentences: 0 };
  }
  const importId = uuid();
  const applied = checked.problems.length === 0;
  await ctx.db.$transaction(async (tx) => {
    if (applied) await checked.apply(tx);
    await tx.translationImport.create({
      data: {
        id: importId, schoolId: ctx.school.id, format, language, sentences: checked.sentences, applied, problems: checked.problems.slice(0, PROBLEMS_KEPT).map((problem) => ({ ...problem })),
        createdById: ctx.actor.adultId, createdAt: ctx.now,
      },
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.import", subjectType: "translation_import", subjectId: importId,
      detail: { language, format, applied, sentences: checked.sentences, problems: checked.problems.length },
    });
  }, IMPORT_TRANSACTION);
  return { importId, applied, sentences: checked.sentences, problems: checked.problems };
}

async function checkUnits(ctx: StaffCtx, language: string, units: UnitIn[], mayApprove: boolean): Promise<Checked> {
  const ids = units.map((unit) => readUnitId(unit.id));
  const [segments, names, glossary] = await Promise.all([
    ctx.db.segment.findMany({
      where: { id: { in: ids.flatMap((each) => each?.segmentId ?? []) }, text: { AND: [visibleTexts(ctx.actor, ctx.now), { stakes: "ordinary", language: { not: language } }] } },
      include: { text: { select: { language: true } } },
    }),
    loadNames(ctx.db),
    loadGlossary(ctx.db, language),
  ]);
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const terms = glossary.filter((entry) => entry.doNotTranslate).map((entry) => entry.term);
  const problems: ImportProblem[] = [];
  const rows: { id: string; segmentId: string; body: string; hash: string; status: "draft" | "reviewed" | "approved" }[] = [];
  const seen = new Set<string>();
  for (const [index, unit] of units.entries()) {
    const say = (code: string, detail: string | null = null): void => void problems.push({ line: unit.line, unit: unit.id.slice(0, 60), code, detail });
    const segment = byId.get(ids[index]?.segmentId ?? "");
    if (!segment) say("unknown_unit");
    else if (!segment.hash.startsWith(ids[index]?.hash ?? "-")) say("source_changed");
    else if (seen.has(segment.id)) say("unit_twice");
    else if (unit.target.length > MAX_SENTENCE) say("too_long");
    else {
      seen.add(segment.id);
      const source = maskSentence(segment.body, { language: segment.text.language, names, terms });
      const faults = stops(checkMasked(unit.target, { source, language, sourceLanguage: segment.text.language }));
      for (const fault of faults) say(fault.code, fault.detail ?? null);
      const status = unit.state === "needs_review" ? "draft" as const : unit.state === "approved" && mayApprove ? "approved" as const : "reviewed" as const;
      rows.push({ id: uuid(), segmentId: segment.id, body: unmask(unit.target, source.slots, language), hash: segment.hash, status });
    }
  }
  const apply = async (tx: Tx): Promise<void> => {
    // Sentences that changed since they were read, and unchecked words over approved ones, are left as they are.
    const written = await tx.$queryRaw<{ segment_id: string }[]>`
      INSERT INTO translation (id, school_id, segment_id, language, body, source_hash, origin, status, reviewer_id, updated_at)
      SELECT x.id, ${ctx.school.id}::uuid, s.id, ${language}, x.body, x.hash, 'person', x.status::translation_status, ${ctx.actor.adultId}::uuid, ${ctx.now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, "segmentId" uuid, body text, hash text, status text)
      JOIN segment s ON s.id = x."segmentId" AND s.hash = x.hash
      ON CONFLICT (segment_id, language) DO UPDATE
        SET body = excluded.body, source_hash = excluded.source_hash, origin = 'person', status = excluded.status, reviewer_id = excluded.reviewer_id,
          updated_at = excluded.updated_at, back_body = NULL, invite_id = NULL
        WHERE translation.status <> 'approved' OR excluded.status = 'approved' OR translation.source_hash <> excluded.source_hash
      RETURNING segment_id`;
    const ok = new Set(written.map((row) => row.segment_id));
    const changed = rows.filter((row) => ok.has(row.segmentId));
    await recordChanges(tx, {
      schoolId: ctx.school.id, language, actorId: ctx.actor.adultId, at: ctx.now,
      rows: changed.map(({ segmentId, body, status }) => ({ segmentId, body, origin: "person", status })),
    });
    await spreadApproval(tx, changed.filter((row) => row.status === "approved").map((row) => row.segmentId));
  };
  return { problems, apply, sentences: rows.length };
}

/** A memory from elsewhere: its pairs become approved translations to draw on, or reviewed ones where this person may not approve. */
function checkMemory(ctx: StaffCtx, language: string, pairs: MemoryPair[], mayApprove: boolean): Checked {
  const none = makeNameBook([]);
  const problems = pairs.flatMap(({ source, target, line }): ImportProblem[] => {
    if (source.length > MAX_SENTENCE || target.length > MAX_SENTENCE) return [{ line, unit: null, code: "too_long", detail: null }];
    const input = { source: maskSentence(source, { language: SOURCE_LANGUAGE, names: none }), language, sourceLanguage: SOURCE_LANGUAGE };
    return stops(checkOpen(target, input)).map((fault) => ({ line, unit: null, code: fault.code, detail: fault.detail ?? null }));
  });
  const apply = async (tx: Tx): Promise<void> => {
    const textId = uuid();
    await tx.text.create({ data: { id: textId, schoolId: ctx.school.id, kind: MEMORY_KIND, language: SOURCE_LANGUAGE, createdById: ctx.actor.adultId } });
    const rows = pairs.map(({ source, target }, position) => ({ id: uuid(), position, source, target, hash: hashSegment(source) }));
    await tx.segment.createMany({ data: rows.map(({ id, position, source, hash }) => ({ id, schoolId: ctx.school.id, textId, position, body: source, hash })) });
    await tx.translation.createMany({
      data: rows.map(({ id, target, hash }) => ({
        id: uuid(), schoolId: ctx.school.id, segmentId: id, language, body: target, sourceHash: hash, origin: "person" as const,
        status: mayApprove ? ("approved" as const) : ("reviewed" as const), reviewerId: ctx.actor.adultId, updatedAt: ctx.now,
      })),
    });
    if (!mayApprove) return;
    const waiting = await tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT other.text_id AS id FROM segment s JOIN segment other ON other.school_id = s.school_id AND other.hash = s.hash AND other.text_id <> s.text_id
      WHERE s.text_id = ${textId}::uuid`;
    await fillFromMemory(tx, waiting.map((row) => row.id));
  };
  return { problems, apply, sentences: pairs.length };
}
