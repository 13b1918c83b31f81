import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { findLanguage } from "@/server/lib/i18n/languages";

import type { RemoveTerm, SaveTerm } from "./schema";

function requireLanguage(language: string): void {
  if (!findLanguage(language)) throw new AppError("not_found");
}

/** Writes a word of the school in a language; a starter word of the same term is replaced. Errors: not_found for an unknown language. */
export async function saveTerm(ctx: StaffCtx, input: SaveTerm): Promise<void> {
  requireLanguage(input.language);
  const { language, term, word, doNotTranslate, explanation } = input;
  const row = { word: doNotTranslate ? "" : word, doNotTranslate, explanation, changedById: ctx.actor.adultId, changedAt: ctx.now, removedAt: null };
  await ctx.db.$transaction(async (tx) => {
    await tx.glossaryTerm.upsert({
      where: { schoolId_language_term: { schoolId: ctx.school.id, language, term } },
      create: { id: uuid(), schoolId: ctx.school.id, language, term, ...row },
      update: row,
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.saveTerm", subjectType: "glossary_term",
      detail: { language, doNotTranslate },
    });
  });
}

/** Takes a word out; a starter word stays hidden for this school. Errors: not_found for an unknown language. */
export async function removeTerm(ctx: StaffCtx, input: RemoveTerm): Promise<void> {
  requireLanguage(input.language);
  const { language, term } = input;
  const gone = { removedAt: ctx.now, changedById: ctx.actor.adultId, changedAt: ctx.now };
  await ctx.db.$transaction(async (tx) => {
    await tx.glossaryTerm.upsert({
      where: { schoolId_language_term: { schoolId: ctx.school.id, language, term } },
      create: { id: uuid(), schoolId: ctx.school.id, language, term, word: "", ...gone },
      update: gone,
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.removeTerm", subjectType: "glossary_term", detail: { language },
    });
  });
}
