import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { translatorFor } from "@/server/lib/i18n/translator";

import { checkText } from "./rules";
import { termsIn, unexplainedAcronyms } from "./rules.acronyms";
import { builtInTerms } from "./rules.terms";
import type { Checked, CheckText } from "./schema";

const builtIn: ReadonlySet<string> = new Set(builtInTerms);

/** The terms that families of this school get explained, as they are written: the product's own list. */
export async function knownTerms(_db: Tx): Promise<ReadonlySet<string>> {
  return builtIn;
}

/** A school word with its meaning in a reader's language. */
export interface ExplainedTerm {
  term: string;
  meaning: string;
}

/** The known terms that stand in these texts, explained in a language. */
export async function explainTerms(db: Tx, language: string, texts: readonly string[]): Promise<ExplainedTerm[]> {
  const t = translatorFor(language);
  return termsIn(texts, await knownTerms(db)).map((term) => ({ term, meaning: t(`easy.terms.${term}`) }));
}

/** How a text reads, with the school's own terms and the school's own day. One look, nothing is kept. */
export async function checkWords(ctx: StaffCtx, input: CheckText): Promise<Checked> {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: ctx.school.zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(ctx.now);
  return checkText(input.text, { language: input.language, known: await knownTerms(ctx.db), today });
}

/** The letters in each of these texts that nobody explained, by the texts' own names; a text without any is left out. */
export async function findUnexplained(db: Tx, texts: ReadonlyMap<string, string>): Promise<Map<string, string[]>> {
  const known = await knownTerms(db);
  const found = [...texts].map(([name, text]) => [name, unexplainedAcronyms(text, known).map(({ letters }) => letters)] as const);
  return new Map(found.filter(([, letters]) => letters.length > 0));
}
