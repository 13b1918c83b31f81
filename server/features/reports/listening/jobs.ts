import { keepOnly, speakAhead } from "@/server/features/languages/speech/commands";
import { readTexts } from "@/server/features/languages/queries";
import type { Tx } from "@/server/lib/db/client";
import { languages, pageLanguage } from "@/server/lib/i18n/languages";
import type { JobCtx } from "@/server/lib/jobs/worker";

import { findRecipients } from "../queries";
import { contentSchema } from "../schema";
import { REPORTS_A_JOB, speakLater } from "./commands";
import { blocksOf, spokenTextIds } from "./queries";

interface SpokenRow {
  id: string;
  pupil_id: string;
  state: "published" | "withdrawn" | "writing" | "ready" | "checked";
  content: unknown;
  note_text_id: string | null;
}

async function findEdition(db: Tx, reportId: string) {
  const [row] = await db.$queryRaw<SpokenRow[]>`
    SELECT r.id, r.pupil_id, r.state::text AS state, e.content, e.note_text_id FROM report r
    JOIN report_edition e ON e.report_id = r.id AND e.edition = r.edition WHERE r.id = ${reportId}::uuid AND r.state = 'published'`;
  if (!row) return null;
  return {
    pupilId: row.pupil_id,
    frozen: { state: "published" as const, content: contentSchema.parse(row.content), noteTextId: row.note_text_id, withdrawnNoteId: null, attendanceShown: true },
  };
}

/** The languages of those who may read it now; those of adults who do not read come first. */
async function readerLanguages(db: Tx, pupilId: string, now: Date): Promise<string[]> {
  const recipients = await findRecipients(db, [pupilId], now);
  const adults = await db.adult.findMany({ where: { id: { in: recipients.map(({ adultId }) => adultId) } }, select: { readingLanguage: true, spokenLanguages: true, readingNeed: true } });
  const listeners = [...adults].sort((a, b) => Number(a.readingNeed === "reads") - Number(b.readingNeed === "reads"));
  return [...new Set(listeners.map((adult) => pageLanguage(adult.readingLanguage ?? adult.spokenLanguages[0]).tag))];
}

async function speakReport(job: JobCtx, reportId: string): Promise<void> {
  const edition = await findEdition(job.db, reportId);
  for (const language of edition ? await readerLanguages(job.db, edition.pupilId, job.now) : []) {
    if (!edition) break;
    const texts = await readTexts(job.db, spokenTextIds(edition.frozen), language);
    const sentences = blocksOf(edition.frozen, language, texts).flatMap((block) => block.sentences);
    await speakAhead(job, reportId, sentences);
  }
  await forgetOld(job, reportId);
}

/** What stands in no language's version of the report any more is forgotten; all of it when the report was taken back meanwhile. */
async function forgetOld(job: JobCtx, reportId: string): Promise<void> {
  await job.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM report WHERE id = ${reportId}::uuid FOR SHARE`;
    const edition = await findEdition(tx, reportId);
    const standing = [];
    for (const { tag } of edition ? languages : []) {
      if (!edition) break;
      const texts = await readTexts(tx, spokenTextIds(edition.frozen), tag);
      standing.push(...blocksOf(edition.frozen, tag, texts).flatMap((block) => block.sentences));
    }
    await keepOnly(tx, reportId, standing);
  });
}

/**
 * Speaks reports in their readers' languages, sentence by sentence, a few reports a job; the rest come back as a new job.
 * Twice makes nothing twice: what is there is not spoken again.
 */
export async function speakReports(job: JobCtx, reportIds: string[]): Promise<void> {
  for (const reportId of reportIds.slice(0, REPORTS_A_JOB)) await speakReport(job, reportId);
  await speakLater(job.db, job.school.id, reportIds.slice(REPORTS_A_JOB));
}
