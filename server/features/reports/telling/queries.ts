import { getCalled } from "@/server/features/delivery/telling/queries";
import type { ToTellTask } from "@/server/features/delivery/schema";
import { readSaying, type Said, type Saying } from "@/server/features/languages/telling/queries";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { hasCatalogue, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import { recordLooks } from "../queries";
import { type Paragraph, renderReport } from "../reading/rules";
import { type Content, contentSchema } from "../schema";

/** Kinds of message that a report causes. */
const aboutReports: readonly string[] = ["report_published", "report_corrected", "report_withdrawn"];

/**
 * The report that a call is about, as one says it: what is going well, what to do next and the one thing at home; before it, why it was corrected. Of one that was
 * taken back only why. Readable through the task; the look is written to the record. Errors: not_found.
 */
export async function getReportToTell(ctx: StaffCtx, input: ToTellTask): Promise<Saying> {
  const { pupilId, languages, told } = await getCalled(ctx, input.taskId);
  const about = told.find(({ kind }) => aboutReports.includes(kind));
  const report = about
    ? await ctx.db.report.findFirst({
        where: { id: about.subjectId, pupilId, state: { in: ["published", "withdrawn"] } },
        select: { id: true, state: true, withdrawnNoteId: true, editions: { orderBy: { edition: "desc" }, take: 1, select: { content: true, noteTextId: true } } },
      })
    : null;
  const edition = report?.editions[0];
  if (!report || !edition) throw new AppError("not_found");
  const withdrawn = report.state === "withdrawn";
  const noteId = withdrawn ? report.withdrawnNoteId : edition.noteTextId;
  const note = await readSaying(ctx.db, noteId ? [{ textId: noteId }] : [], languages);
  await recordLooks(ctx.db, ctx, "reports.tell", [{ reportId: report.id, pupilId }]);
  if (withdrawn) return note;
  const content = contentSchema.parse(edition.content);
  const theirs = languages.find((language) => language !== SOURCE_LANGUAGE && hasCatalogue(language));
  return { english: [...note.english, ...summary(content, SOURCE_LANGUAGE)], theirs: [...note.theirs, ...(theirs ? summary(content, theirs) : [])] };
}

/** The three parts that stand first on every report, each under its name. */
function summary(content: Content, language: string): Said[] {
  const t = translatorFor(language);
  const { well, next, home } = renderReport(content, { language, texts: new Map(), attendanceShown: false });
  const part = (name: "well" | "next" | "home", paragraphs: Paragraph[]): Said[] =>
    paragraphs.length === 0 ? [] : [
      { text: t(`reports.sections.${name}`), language, heading: true, sign: null },
      ...paragraphs.map((each): Said => ({ text: each.text, language: each.language, heading: false, sign: each.language === language ? null : "untranslated" })),
    ];
  return [...part("well", well), ...part("next", next), ...part("home", home ? [home] : [])];
}
