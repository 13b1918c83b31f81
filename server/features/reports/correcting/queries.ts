import { readTexts } from "@/server/features/languages/queries";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { renderStatement, statements } from "../bank/rules";
import { reportPupils } from "../policy";
import { findReports, recordLooks } from "../queries";
import { roundLabel } from "../reading/rules";
import { type Attendance, type Comment, type EntryBody, GENERAL } from "../schema";
import { loadEntries, type StoredEntry } from "../writing/queries";

/** One sentence of the bank, in English, about this child. */
export interface BankSentence {
  comment: Comment;
  text: string;
}

export interface CorrectableEntry {
  subject: string;
  body: EntryBody;
  /** The sentences that stand in the report, in their order. */
  chosen: BankSentence[];
}

/** A published report as the form of a correction needs it: what stands in it, and what could be put in. */
export interface CorrectableReport {
  reportId: string;
  edition: number;
  givenName: string;
  roundLabel: string;
  entries: CorrectableEntry[];
  attendance: Attendance | null;
  /** Sentences that could be added: those about the whole child, and those that fit any subject ("…" stands for it and for a number). */
  offered: { key: string; group: string; needsNumber: boolean; needsSubject: boolean; text: string }[];
}

const NUMBER_MARK = 987;
const BLANK = "…";

/** A published report, ready to be corrected. Errors: not_found for one that is not there, not this person's, or not published. */
export async function getCorrectable(ctx: StaffCtx, input: { reportId: string }): Promise<CorrectableReport> {
  const { db } = ctx;
  const [report] = await findReports(db, [input.reportId]);
  const pupil = report && (await db.pupil.findFirst({
    where: { AND: [{ id: report.pupilId }, reportPupils(ctx.actor, ctx.now)] },
    select: { givenName: true, wordingForm: true },
  }));
  if (!report || !pupil || report.state !== "published") throw new AppError("not_found");
  const written = (await loadEntries(db, [report.id])).get(report.id) ?? new Map<string, StoredEntry>();
  const ids = [...written.values()].map((entry) => entry.ownWordsId).filter((id) => id !== null);
  const texts = await readTexts(db, ids, SOURCE_LANGUAGE);
  await recordLooks(db, ctx, "reports.lookCorrect", [{ reportId: report.id, pupilId: report.pupilId }]);

  const about = { name: pupil.givenName, form: pupil.wordingForm };
  const say = (comment: Comment, subject?: string): string =>
    renderStatement(SOURCE_LANGUAGE, comment, { ...about, subject }).text.replace(/[\u2066-\u2069]/g, "");
  return {
    reportId: report.id,
    edition: report.edition,
    givenName: pupil.givenName,
    roundLabel: roundLabel(ctx.locale, report.round),
    attendance: report.attendance,
    entries: [GENERAL, ...report.round.subjects].map((subject) => {
      const entry = written.get(subject);
      const { attainment = null, effort = null, progress = null, comments = [], ownWordsId = null } = entry ?? {};
      return {
        subject,
        body: { attainment, effort, progress, comments, ownWords: (ownWordsId && texts.get(ownWordsId)?.source) || null },
        chosen: comments.map((comment) => ({ comment, text: say(comment, subject === GENERAL ? undefined : subject) })),
      };
    }),
    offered: statements().map(({ key, group, needsNumber, needsSubject }) => ({
      key, group, needsNumber, needsSubject,
      text: say(needsNumber ? { key, n: NUMBER_MARK } : { key }, needsSubject ? BLANK : undefined).replace(String(NUMBER_MARK), BLANK),
    })),
  };
}
