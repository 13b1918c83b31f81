import type { PersonCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import type { EasyPrint } from "@/server/lib/pdf/models";

import { markOpened } from "../reading/commands";
import { type FamilyReport, readReport } from "../reading/queries";
import type { ReadReportInput } from "../reading/schema";
import { type EasyReport, easyReport, easyReportPrint } from "./queries";

/** A report in easy read for its reader, by the same rule and record as the full one. Errors: not_found. */
export async function getEasyReport(ctx: PersonCtx, input: ReadReportInput): Promise<{ report: FamilyReport } & EasyReport> {
  const opened = await readReport(ctx, input);
  if (opened.report.state === "published") await markOpened(ctx, opened.report, "reports.read");
  const { page, pictures } = await easyReport(ctx, opened, input.language ?? ctx.locale);
  return { report: opened.model, page, pictures };
}

/** The same to print. Errors: not_found, for a report that was taken back too. */
export async function printEasyReport(ctx: PersonCtx, input: ReadReportInput): Promise<{ fileName: string; data: EasyPrint }> {
  const opened = await readReport(ctx, input);
  if (!opened.model.parts) throw new AppError("not_found");
  await markOpened(ctx, opened.report, "reports.print");
  const { language, round } = opened.model.parts;
  return { fileName: `report-easy-${round.term}-${round.schoolYear}-${language}.pdf`, data: await easyReportPrint(ctx, opened, language) };
}
