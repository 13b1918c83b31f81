import { createTask } from "@/server/features/delivery/commands";
import { callDue } from "@/server/features/delivery/rules";
import { hearPart, keepRecording } from "@/server/features/languages/speech/commands";
import { describeVoices, type Sound } from "@/server/features/languages/speech/queries";
import type { SpokenBlock } from "@/server/features/languages/speech/rules";
import type { RecordSentence } from "@/server/features/languages/speech/schema";
import { recordAudit } from "@/server/lib/audit/record";
import { dayIn } from "@/server/lib/clock";
import type { PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { markOpened } from "../reading/commands";
import { listFamilyReports, openReport } from "../reading/queries";
import { type HeardPage, openSpoken } from "./queries";
import { bankSentences, spokenHome } from "./rules";
import type { HearPart, Part } from "./schema";

/** Reports spoken by one job: short jobs end quickly when the server stops, and let others in between. */
export const REPORTS_A_JOB = 5;

/** Has these reports spoken in the background once the caller's transaction commits. */
export async function speakLater(tx: Tx, schoolId: string, reportIds: string[]): Promise<void> {
  if (reportIds.length > 0) await enqueueJob(tx, "reports.speak", { reportIds }, { queue: `${schoolId}:speech` });
}

export interface HeardReport extends HeardPage {
  reportId: string;
  state: "published" | "withdrawn";
  /** Whether a call that tells this report was asked for today. */
  calls: boolean;
}

/** What ties a wish to be told on the phone to a report and a day: asking twice in a day is asking once. */
const callName = (ctx: PersonCtx, reportId: string): string => `call-listen:${reportId}:${ctx.actor.adultId}:${dayIn(ctx.school.zone, ctx.now)}`;

/** A report to be heard; written down as a look, like reading it. Errors: not_found. */
export async function hearReport(ctx: PersonCtx, input: { reportId: string; language?: string }): Promise<HeardReport> {
  const { report, blocks, language } = await openSpoken(ctx, input);
  const heard = await describeVoices(ctx.db, report.reportId, blocks);
  const calls = await ctx.db.task.count({ where: { uniqueKey: callName(ctx, report.reportId), doneAt: null } });
  if (report.state === "published") await markOpened(ctx, report, "reports.listen");
  return { reportId: report.reportId, state: report.state, language, blocks: heard, calls: calls > 0 };
}

const partOf = (ctx: PersonCtx, subjectId: string, blocks: SpokenBlock[], part: Part): Promise<Sound> =>
  hearPart(ctx, subjectId, blocks, part);

/** The sound of one sentence or block of a report, for those who may read it now. Errors: not_found. */
export async function hearReportPart(ctx: PersonCtx, input: HearPart): Promise<Sound> {
  const { report, blocks } = await openSpoken(ctx, input);
  return partOf(ctx, report.reportId, blocks, input.part);
}

/** The same for this adult's own first page. Errors: not_found. */
export async function hearHomePart(ctx: PersonCtx, input: { part: Part }): Promise<Sound> {
  return partOf(ctx, ctx.actor.adultId, spokenHome(await listFamilyReports(ctx), ctx.locale), input.part);
}

/** "Ring me and tell me what it says": a call for the office, once a day and report. Errors: not_found. */
export async function phoneMe(ctx: PersonCtx, input: { reportId: string }): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const report = await openReport(tx, ctx, input.reportId);
    const { created } = await createTask(tx, {
      schoolId: ctx.school.id, kind: "call", adultId: ctx.actor.adultId, pupilId: report.pupilId, subjectId: report.reportId,
      dueAt: callDue(ctx.now), uniqueKey: callName(ctx, report.reportId),
    });
    if (created) {
      await recordAudit(tx, {
        schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.phoneMe",
        subjectType: "report", subjectId: report.reportId, pupilId: report.pupilId, rule: report.rule, detail: { language: ctx.locale },
      });
    }
    return { created };
  });
}

/** Keeps a person's voice for a sentence of the comment bank. Errors: not_found, invalid_input, too_large. */
export async function recordStatement(ctx: PersonCtx, input: RecordSentence): Promise<{ recordingId: string }> {
  return keepRecording(ctx, input, bankSentences(input.language));
}
