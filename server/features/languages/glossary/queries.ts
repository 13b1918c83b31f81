import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { findLanguage } from "@/server/lib/i18n/languages";
import { AppError } from "@/server/lib/errors";

import { type GlossaryEntry, mergeGlossary, starterEntries } from "./rules";

/** The school's glossary in a language: its own words over those that come with Kingsgate. */
export async function loadGlossary(db: Tx, language: string): Promise<GlossaryEntry[]> {
  const own = await db.glossaryTerm.findMany({ where: { language } });
  return mergeGlossary(starterEntries(language), own);
}

/** The glossary for its page. Errors: not_found for a language that nobody here knows. */
export async function listGlossary(ctx: StaffCtx, input: { language: string }): Promise<{ language: string; entries: GlossaryEntry[] }> {
  if (!findLanguage(input.language)) throw new AppError("not_found");
  return { language: input.language, entries: await loadGlossary(ctx.db, input.language) };
}
