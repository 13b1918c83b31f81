import { getTranslations } from "next-intl/server";

import { Notice } from "@/app/_ui/notice";

import type { FamilyReport } from "./family-model";

/** What the school has to say about the report itself: corrected, or taken back. */
export async function ReportNotes({ report }: { report: FamilyReport }) {
  const t = await getTranslations("family.report");
  if (report.state === "withdrawn") {
    return (
      <Notice tone="warn" title={t("withdrawnTitle")}>
        {report.note ? <p lang={report.note.language} dir="auto">{report.note.body}</p> : null}
        <p>{t("withdrawnText")}</p>
      </Notice>
    );
  }
  if (!report.note) return null;
  return (
    <Notice tone="warn" title={t("correctedTitle")}>
      <p lang={report.note.language} dir="auto">{report.note.body}</p>
    </Notice>
  );
}
