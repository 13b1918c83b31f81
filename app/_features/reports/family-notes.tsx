import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Notice } from "@/app/_ui/notice";
import { languageName } from "@/server/lib/i18n/names";

import { FlagWords } from "../shell/flag-words";
import { flagAction } from "./actions";
import type { FamilyReport } from "./family-model";

/** What the school has to say about the report itself: corrected, or taken back. */
export async function ReportNotes({ report }: { report: FamilyReport }) {
  const t = await getTranslations("family.report");
  if (report.state === "withdrawn") {
    return (
      <Notice tone="warn" title={t("withdrawnTitle")}>
        {report.note ? <NoteWords note={report.note} reportId={report.reportId} /> : null}
        <p>{t("withdrawnText")}</p>
      </Notice>
    );
  }
  if (!report.note) return null;
  return (
    <Notice tone="warn" title={t("correctedTitle")}>
      <NoteWords note={report.note} reportId={report.reportId} />
    </Notice>
  );
}

/** What somebody wrote, with the sign that belongs beside it in the reader's own language. */
async function NoteWords({ note, reportId }: { note: NonNullable<FamilyReport["note"]>; reportId: string }) {
  const [sign, locale] = await Promise.all([getTranslations("translation.sign"), getLocale()]);
  const written = languageName(locale, note.language);
  return (
    <>
      <p lang={note.language} dir="auto">{note.body}</p>
      {note.sign ? <p className="mark">{sign(note.sign, { language: written })}</p> : null}
      <FlagWords words={note} language={locale} form={{ action: flagAction, record: { reportId } }} />
    </>
  );
}
