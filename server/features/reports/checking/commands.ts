import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { refuseUnexplained } from "../gate/queries";
import { moveReports, moveTogether, ROUND_TRANSACTION } from "../commands";
import { holdReports } from "../queries";
import { checkReports } from "./queries";
import type { CheckInput } from "./schema";

/**
 * The office or head passes reports for publication. What the law asks for must be there; what the software cannot see
 * must be named as confirmed, and the record keeps who confirmed what.
 * Errors: not_found; conflict for a report that is not ready; invalid_input with the codes that stand against each report, or with
 * letters that nobody explained.
 */
export async function passCheck(ctx: StaffCtx, input: CheckInput): Promise<{ moved: number }> {
  return ctx.db.$transaction(async (tx) => {
    const reports = await holdReports(tx, ctx, input.reportIds);
    await refuseUnexplained(tx, reports.map((report) => report.id));
    const results = await checkReports(tx, ctx, reports);
    const faults: Record<string, string> = {};
    const confirmed = new Set<string>();
    for (const [reportId, { missing, cannotCheck }] of results) {
      const open = cannotCheck.filter((code) => !input.confirmed.includes(code));
      for (const code of cannotCheck) if (input.confirmed.includes(code)) confirmed.add(code);
      if (missing.length + open.length > 0) faults[reportId] = [...missing, ...open].join(",");
    }
    if (Object.keys(faults).length > 0) throw new AppError("invalid_input", faults);
    await moveReports(tx, ctx, reports, "check", {
      data: { checkedAt: ctx.now, checkedById: ctx.actor.adultId },
      detail: { confirmed: [...confirmed].sort() },
    });
    return { moved: reports.length };
  }, ROUND_TRANSACTION);
}

/** Gives reports back to their teacher. Errors: not_found; conflict. */
export function sendBack(ctx: StaffCtx, input: { reportIds: string[] }): Promise<{ moved: number }> {
  return moveTogether(ctx, input.reportIds, "sendBack");
}
