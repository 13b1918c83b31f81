import { hasVoice, type SpokenSentence } from "@/server/features/languages/speech/rules";
import { findReachPlans } from "@/server/features/people/profile/queries";
import type { SchoolFacts } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";
import { languages } from "@/server/lib/i18n/languages";
import type { JobCtx } from "@/server/lib/jobs/worker";

import { readNewsletter } from "../queries";
import { findRecipients } from "../sending/queries";
import { spokenNewsletter } from "./rules";

/** What is said of a newsletter in a language; nothing of one that is not there. */
export async function sentencesIn(db: Db | Tx, ctx: { school: SchoolFacts; now: Date }, newsletterId: string, language: string): Promise<SpokenSentence[]> {
  const read = await readNewsletter(db, { id: newsletterId }, language, ctx.now);
  return read ? spokenNewsletter(read, language, ctx.school.zone).flatMap((block) => block.sentences) : [];
}

/** The same in every language with pages. */
export async function everySentence(db: Db | Tx, ctx: { school: SchoolFacts; now: Date }, newsletterId: string): Promise<SpokenSentence[]> {
  const sentences: SpokenSentence[] = [];
  for (const { tag } of languages) sentences.push(...(await sentencesIn(db, ctx, newsletterId, tag)));
  return sentences;
}

/** The languages of pages in which those who get a newsletter read it and that a computer speaks here, the most read first. Empty for one that is not out. */
export async function spokenLanguages(job: JobCtx, newsletterId: string): Promise<string[]> {
  const newsletter = await job.db.newsletter.findFirst({ where: { id: newsletterId, state: "sent" }, select: { yearGroups: true } });
  if (!newsletter) return [];
  const recipients = await findRecipients(job.db, newsletter.yearGroups, job.now);
  const counts = new Map<string, number>();
  for (const { plan } of (await findReachPlans(job.db, recipients.map(({ adultId }) => adultId))).values()) counts.set(plan.writeIn, (counts.get(plan.writeIn) ?? 0) + 1);
  return languages.map(({ tag }) => tag).filter((tag) => counts.has(tag) && hasVoice(tag)).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}
