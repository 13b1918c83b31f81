import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import type { ReportPrint } from "@/server/lib/pdf/models";

import { previewReport } from "../checking/queries";
import type { PreviewInput } from "../checking/schema";
import { markOpened } from "../reading/commands";
import { readReport } from "../reading/queries";
import type { ReadReportInput } from "../reading/schema";
import { onlineAddress } from "./queries";
import { toPrint } from "./rules";

/** What a route handler turns into a file. The name says which round, never whose report. */
export interface PrintFile {
  fileName: string;
  data: ReportPrint;
}

const fileNameOf = (round: { term: string; schoolYear: number }, language: string): string => `report-${round.term}-${round.schoolYear}-${language}.pdf`;

/** A published report for its reader to print, by the same rule and record as reading it. Errors: not_found. */
export async function printFamilyReport(ctx: PersonCtx, input: ReadReportInput): Promise<PrintFile> {
  const { model, report } = await readReport(ctx, input);
  if (!model.parts) throw new AppError("not_found");
  await markOpened(ctx, report, "reports.print");
  const { parts, note, publishedAt, reportId } = model;
  const address = await onlineAddress(parts.language, reportId);
  return { fileName: fileNameOf(parts.round, parts.reader), data: toPrint({ school: ctx.school, parts, note, publishedAt, ...address }) };
}

/** A report as it stands now, for staff, as one parent will get it or in any language. Errors: not_found. */
export async function printPreview(ctx: StaffCtx, input: PreviewInput): Promise<PrintFile> {
  const { parts, reportId } = await previewReport(ctx, input);
  if (!parts) throw new AppError("not_found");
  const address = await onlineAddress(parts.language, reportId);
  return {
    fileName: fileNameOf(parts.round, parts.language),
    data: toPrint({ school: ctx.school, parts, note: null, publishedAt: null, ...address }),
  };
}
