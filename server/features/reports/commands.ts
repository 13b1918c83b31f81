import { recordAudits } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import { AppError } from "@/server/lib/errors";

import { holdReports, type ReportRow } from "./queries";
import { type Move, stateAfter } from "./rules";

/** How long a transaction over a whole round may take, in milliseconds. */
export const ROUND_TRANSACTION = { timeout: 120_000, maxWait: 20_000 } as const;

/**
 * Moves reports from one state to the next, all or none, with a line of the record each.
 * Errors: not_found; conflict with the report's id and state when one is not in a state that allows it.
 */
export async function moveReports(
  tx: Tx,
  ctx: StaffCtx,
  reports: ReportRow[],
  move: Exclude<Move, "save" | "publish" | "correct">,
  input: { data?: Prisma.ReportUpdateManyMutationInput; detail?: Record<string, string | string[]> } = {},
): Promise<void> {
  const refused = reports.filter((report) => stateAfter(move, report.state) === null);
  if (refused.length > 0) throw new AppError("conflict", Object.fromEntries(refused.map((report) => [report.id, report.state])));
  const first = reports[0];
  if (!first) return;
  const state = stateAfter(move, first.state);
  if (!state) return;
  await tx.report.updateMany({ where: { id: { in: reports.map((report) => report.id) } }, data: { ...input.data, state } });
  await recordAudits(tx, reports.map((report) => ({
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `reports.${move}`,
    subjectType: "report", subjectId: report.id, pupilId: report.pupilId, detail: { from: report.state, ...input.detail },
  })));
}

/** The same as one command: holds the reports, asks `first` whether they may go, then moves them. Answers how many. */
export async function moveTogether(ctx: StaffCtx, reportIds: string[], move: "markReady" | "unmark" | "sendBack" | "reopen", first?: (tx: Tx, reportIds: string[]) => Promise<void>): Promise<{ moved: number }> {
  return ctx.db.$transaction(async (tx) => {
    const reports = await holdReports(tx, ctx, reportIds);
    await first?.(tx, reports.map((report) => report.id));
    // A report that was never checked carries no name of a checker; one sent back loses it.
    const unchecked = move === "sendBack" || move === "reopen" ? { data: { checkedAt: null, checkedById: null } } : {};
    await moveReports(tx, ctx, reports, move, unchecked);
    return { moved: reports.length };
  }, ROUND_TRANSACTION);
}
