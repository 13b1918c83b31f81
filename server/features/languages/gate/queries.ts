import { dayIn } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import { checkText } from "./rules";
import { acronymsIn, termsIn, unexplainedAcronyms } from "./rules.acronyms";
import { builtInTerms } from "./rules.terms";
import type { Checked, CheckText } from "./schema";

const builtIn: ReadonlySet<string> = new Set(builtInTerms);

/** The terms that families of this school get explained, as they are written: the product's own, and those that the school's glossary explains in English. */
export async function knownTerms(db: Tx): Promise<ReadonlySet<string>> {
  const own = await db.glossaryTerm.findMany({ where: { language: SOURCE_LANGUAGE, removedAt: null, explanation: { not: "" } }, select: { term: true } });
  return new Set([...builtIn, ...own.map(({ term }) => term)]);
}

/** A school word with its meaning in a reader's language. */
export interface ExplainedTerm {
  term: string;
  meaning: string;
  /** The language of the meaning: English where the school has not explained its own word in the reader's yet. */
  language: string;
}

/** The known terms that stand in these texts, explained in a language: one statement, and none for texts without such letters. */
export async function explainTerms(db: Tx, language: string, texts: readonly string[]): Promise<ExplainedTerm[]> {
  if (!texts.some((text) => acronymsIn(text).length > 0)) return [];
  const own = await db.glossaryTerm.findMany({
    where: { language: { in: [language, SOURCE_LANGUAGE] }, removedAt: null, explanation: { not: "" } }, select: { term: true, language: true, explanation: true },
  });
  const known = new Set([...builtIn, ...own.filter((row) => row.language === SOURCE_LANGUAGE).map(({ term }) => term)]);
  const t = translatorFor(language);
  return termsIn(texts, known).flatMap((term): ExplainedTerm[] => {
    const rows = own.filter((row) => row.term === term);
    const row = rows.find((each) => each.language === language);
    if (row) return [{ term, meaning: row.explanation, language }];
    if (builtIn.has(term)) return [{ term, meaning: t(`easy.terms.${term}`), language }];
    return rows.map(({ explanation }) => ({ term, meaning: explanation, language: SOURCE_LANGUAGE }));
  });
}

/** How a text reads, with the school's own terms and the school's own day. One look, nothing is kept. */
export async function checkWords(ctx: StaffCtx, input: CheckText): Promise<Checked> {
  const today = dayIn(ctx.school.zone, ctx.now);
  return checkText(input.text, { language: input.language, known: await knownTerms(ctx.db), today });
}

/** The letters in each of these texts that nobody explained, by the texts' own names; a text without any is left out. */
export async function findUnexplained(db: Tx, texts: ReadonlyMap<string, string>): Promise<Map<string, string[]>> {
  const known = await knownTerms(db);
  const found = [...texts].map(([name, text]) => [name, unexplainedAcronyms(text, known).map(({ letters }) => letters)] as const);
  return new Map(found.filter(([, letters]) => letters.length > 0));
}
