import { describeVoices, type HeardBlock, type WantedSentence, withoutRecording } from "@/server/features/languages/speech/queries";
import type { SpokenBlock } from "@/server/features/languages/speech/rules";
import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { contentLanguage, type PersonCtx } from "@/server/lib/context";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { listFamilyReports, openReport, type OpenReport } from "../reading/queries";
import { renderReport, roundLabel, textIdsOf } from "../reading/rules";
import { bankSentences, type ReportToHear, spokenHome, spokenReport, yourChild } from "./rules";

type Frozen = Pick<OpenReport, "state" | "content" | "noteTextId" | "withdrawnNoteId" | "attendanceShown">;

/** The texts that a report's sentences come from. */
export function spokenTextIds(report: Frozen): string[] {
  if (report.state === "withdrawn") return report.withdrawnNoteId ? [report.withdrawnNoteId] : [];
  return textIdsOf(report.content, report.noteTextId);
}

/** A frozen report as blocks of sentences in a language, with the texts given. */
export function blocksOf(report: Frozen, reader: string, texts: ReadonlyMap<string, ReaderText>): SpokenBlock[] {
  const language = pageLanguage(reader).tag;
  const { content, state, attendanceShown } = report;
  const noteId = state === "withdrawn" ? report.withdrawnNoteId : report.noteTextId;
  const show = state === "published";
  const about = { ...content, child: { ...content.child, givenName: yourChild(language) } };
  const model: ReportToHear = {
    state, language, label: roundLabel(language, content.round), child: content.child.givenName, note: (noteId && texts.get(noteId)) || null,
    parts: show ? renderReport(content, { language: reader, texts, attendanceShown }) : null,
    plain: show ? renderReport(about, { language: reader, texts, attendanceShown }) : null,
  };
  return spokenReport(model);
}

/** A report that this adult may hear, by the rule of reading it, as blocks: two statements. Errors: not_found. */
export async function openSpoken(ctx: PersonCtx, input: { reportId: string; language?: string }): Promise<{ report: OpenReport; blocks: SpokenBlock[]; language: string }> {
  const language = pageLanguage(input.language ?? ctx.locale).tag;
  const report = await openReport(ctx.db, ctx, input.reportId);
  const reader = contentLanguage({ ...ctx, locale: language });
  const texts = await readTexts(ctx.db, spokenTextIds(report), reader);
  return { report, language, blocks: blocksOf(report, reader, texts) };
}

/** A spoken page as it is drawn. */
export interface HeardPage {
  language: string;
  blocks: HeardBlock[];
}

/** This adult's own first page, to be heard. */
export async function hearHome(ctx: PersonCtx): Promise<HeardPage> {
  const blocks = spokenHome(await listFamilyReports(ctx), ctx.locale);
  return { language: ctx.locale, blocks: await describeVoices(ctx.db, ctx.actor.adultId, blocks) };
}

/** Sentences of the comment bank that nobody has recorded in a language, in the order of the bank. */
export async function listWantedStatements(ctx: PersonCtx, input: { language: string }): Promise<WantedSentence[]> {
  return withoutRecording(ctx.db, bankSentences(input.language));
}
