import { readTexts } from "@/server/features/languages/queries";
import type { StaffCtx } from "@/server/lib/context";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { reportPupils } from "../policy";
import { recordLooks } from "../queries";
import { renderReport, roundLabel, textIdsOf } from "../reading/rules";
import { contentSchema } from "../schema";
import { SUMMARY } from "./schema";

export interface LatestReport {
  reportId: string;
  pupilId: string;
  label: string;
  publishedAt: Date;
  /** What is said first: attendance, what goes well, what comes next. Each in the language that it has. */
  summary: { text: string; language: string }[];
}

/**
 * The newest published report of each of these children whose reports this member of staff may open, with a few sentences of it: what a talk with the
 * family begins with. Children without one, and those of others, are not in the answer. The look is written to the record. Four statements.
 */
export async function listLatest(ctx: StaffCtx, input: { pupilIds: string[] }): Promise<LatestReport[]> {
  const { db } = ctx;
  const pupils = await db.pupil.findMany({ where: { AND: [{ id: { in: input.pupilIds } }, reportPupils(ctx.actor, ctx.now), { links: { none: { adultId: ctx.actor.adultId, removedAt: null } } }] }, select: { id: true } });
  const reports = await db.report.findMany({
    where: { pupilId: { in: pupils.map(({ id }) => id) }, state: "published" }, orderBy: [{ publishedAt: "desc" }, { id: "desc" }], distinct: ["pupilId"],
    select: { id: true, pupilId: true, edition: true, publishedAt: true, editions: { orderBy: { edition: "desc" }, take: 1, select: { content: true } } },
  });
  const language = pageLanguage(ctx.locale).tag;
  const read = reports.flatMap(({ editions, publishedAt, ...report }) => (editions[0] && publishedAt ? [{ ...report, publishedAt, content: contentSchema.parse(editions[0].content) }] : []));
  const texts = await readTexts(db, read.flatMap(({ content }) => textIdsOf(content)), language);
  if (read.length > 0) await recordLooks(db, ctx, "reports.lookLatest", read.map(({ id, pupilId }) => ({ reportId: id, pupilId })));
  return read.map(({ id, pupilId, publishedAt, content }) => {
    const parts = renderReport(content, { language, texts, attendanceShown: true });
    const first = [parts.attendance?.sentence, parts.well[0], parts.next[0], ...parts.well.slice(1), ...parts.next.slice(1)].flatMap((each) => each ?? []);
    return { reportId: id, pupilId, label: roundLabel(language, content.round), publishedAt, summary: first.slice(0, SUMMARY).map(({ text, language: tag }) => ({ text, language: tag })) };
  });
}
