import { easyToPrint } from "@/server/features/languages/easy/rules";
import { type EasyPage, ideasOf, type Pictures } from "@/server/features/languages/easy/schema";
import { pictureBook, printPictures } from "@/server/features/languages/pictures/queries";
import type { PersonCtx } from "@/server/lib/context";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import type { EasyPrint } from "@/server/lib/pdf/models";

import { onlineAddress } from "../printing/queries";
import type { FamilyReport, OpenReport } from "../reading/queries";
import { renderEasy } from "./rules";

export interface EasyReport {
  page: EasyPage;
  pictures: Pictures;
}

/** A report that was opened, in easy read, with how to show each of its pictures. */
export async function easyReport(ctx: PersonCtx, { model, report }: { model: FamilyReport; report: OpenReport }, language: string): Promise<EasyReport> {
  const { tag, dir } = pageLanguage(language);
  const page = renderEasy({ school: ctx.school, model, content: report.content, language: tag, dir, medium: "page" });
  const book = await pictureBook(ctx.db, tag);
  return { page, pictures: Object.fromEntries(ideasOf(page).map((idea) => [idea, book(idea)])) };
}

/** The same for paper. */
export async function easyReportPrint(ctx: PersonCtx, { model, report }: { model: FamilyReport; report: OpenReport }, language: string): Promise<EasyPrint> {
  const { tag, dir, status } = pageLanguage(language);
  const t = translatorFor(tag);
  const page = renderEasy({ school: ctx.school, model, content: report.content, language: tag, dir, medium: "paper" });
  const date = formatDate(tag, model.publishedAt, "day", ctx.school.zone);
  return easyToPrint(page, {
    title: t("reports.print.title", { name: isolateName(model.child.givenName), round: model.roundLabel }),
    school: { name: ctx.school.name, phone: ctx.school.phone },
    notices: status === "unreviewed" ? [t("reports.notice.languageUnchecked")] : [],
    svgs: await printPictures(ctx.db, ideasOf(page)),
    footer: { text: t("reports.print.footer", { school: isolateName(ctx.school.name), date }), pageLabel: t("reports.print.page", { page: "{page}", pages: "{pages}" }) },
    more: t("easy.report.moreOnline"),
    ...(await onlineAddress(tag, model.reportId, "?view=full")),
    qrAlt: t("reports.print.qrAlt"),
  });
}
