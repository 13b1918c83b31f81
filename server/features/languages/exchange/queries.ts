import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { findLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { hitsOf } from "../glossary/rules";
import { loadGlossary } from "../glossary/queries";
import { maskSentence } from "../masking/rules";
import { loadNames } from "../masking/queries";
import { maskAgain } from "../outside/rules";
import { visibleTexts } from "../policy";
import { familyKinds, schoolReads } from "../schema";
import { stateOf } from "../workbench/rules";
import { MAX_UNITS, type UnitOut, unitId } from "./rules";
import { writePo } from "./rules.po";
import { writeXliff } from "./rules.xliff";
import type { ExportInput } from "./schema";

export interface ExportFile {
  fileName: string;
  type: string;
  body: string;
  sentences: number;
}

/**
 * Everything that waits in a language as a file for a translator's own program: ordinary texts that this person may see, with names, dates and
 * numbers locked away, for the file leaves the school. What families and visitors write is not in it: the school reads that itself, in English.
 * Errors: not_found for a language that nobody here knows.
 */
export async function exportSentences(ctx: StaffCtx, { language, format }: ExportInput): Promise<ExportFile> {
  if (!findLanguage(language) || language === SOURCE_LANGUAGE) throw new AppError("not_found");
  const segments = await ctx.db.segment.findMany({
    where: {
      text: { AND: [visibleTexts(ctx.actor, ctx.now), { kind: { in: familyKinds.filter((kind) => !schoolReads.includes(kind)) }, stakes: "ordinary", language: SOURCE_LANGUAGE }] },
      translations: { none: { language, status: "approved" } },
    },
    orderBy: [{ text: { createdAt: "asc" } }, { textId: "asc" }, { position: "asc" }],
    take: MAX_UNITS,
    select: { id: true, body: true, hash: true, text: { select: { kind: true } }, translations: { where: { language } } },
  });
  const [names, glossary] = await Promise.all([loadNames(ctx.db), loadGlossary(ctx.db, language)]);
  const terms = glossary.filter((entry) => entry.doNotTranslate).map((entry) => entry.term);
  const units = segments.map(({ id, body, hash, text, translations: [made] }): UnitOut => {
    const masked = maskSentence(body, { language: SOURCE_LANGUAGE, names, terms });
    const state = stateOf({ status: made?.status ?? null, origin: made?.origin ?? null, current: made?.sourceHash === hash });
    const target = made && ["machine", "draft", "reviewed"].includes(state) ? maskAgain(made.body, masked.slots, language) : null;
    const hits = hitsOf(masked.text, glossary).map((hit) => `${hit.term} = ${hit.word}`);
    const note = [...masked.slots.map((slot, index) => `{${index + 1}}: ${slot.kind}`), ...hits].join("; ");
    return { id: unitId(id, hash), kind: text.kind, source: masked.text, target, note: note || null, state: target === null ? "new" : state === "reviewed" ? "translated" : "needs_review" };
  });
  const xliff = format === "xliff";
  return {
    fileName: `kingsgate-${language}.${xliff ? "xlf" : "po"}`,
    type: xliff ? "application/xliff+xml; charset=utf-8" : "text/x-gettext-translation; charset=utf-8",
    body: xliff ? writeXliff(units, { source: SOURCE_LANGUAGE, target: language }) : writePo(units, { target: language }),
    sentences: units.length,
  };
}

export interface ImportProblem {
  line: number;
  /** The sentence at fault, where the file named one. */
  unit: string | null;
  code: string;
  detail: string | null;
}

export interface ImportRow {
  id: string;
  format: string;
  language: string;
  sentences: number;
  applied: boolean;
  createdAt: Date;
  problems: ImportProblem[];
}

const IMPORTS_SHOWN = 20;

/** The last files that came back, newest first, with their problems. */
export async function listImports(ctx: StaffCtx): Promise<ImportRow[]> {
  const rows = await ctx.db.translationImport.findMany({ where: { createdById: ctx.actor.adultId }, orderBy: { createdAt: "desc" }, take: IMPORTS_SHOWN });
  return rows.map(({ id, format, language, sentences, applied, createdAt, problems }) => ({
    id, format, language, sentences, applied, createdAt, problems: problems as unknown as ImportProblem[],
  }));
}
