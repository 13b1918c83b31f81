import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { ROUND_TRANSACTION } from "../commands";
import { dayOf } from "../rules";
import type { CreateRoundInput, UpdateRoundInput } from "./schema";

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Plans a round. Errors: conflict when the school already has this term's round. */
export async function createRound(ctx: StaffCtx, input: CreateRoundInput): Promise<{ roundId: string }> {
  return ctx.db.$transaction(async (tx) => {
    const roundId = uuid();
    const { count } = await tx.reportRound.createMany({
      data: [{
        id: roundId, schoolId: ctx.school.id, term: input.term, schoolYear: input.schoolYear, yearGroups: input.yearGroups,
        subjects: [...new Set(input.subjects)], opensOn: asDate(input.opensOn), dueOn: asDate(input.dueOn),
      }],
      skipDuplicates: true,
    });
    if (count === 0) throw new AppError("conflict", { term: "taken" });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.createRound",
      subjectType: "report_round", subjectId: roundId, detail: { term: input.term, schoolYear: input.schoolYear },
    });
    return { roundId };
  });
}

/** Changes a round, or closes and opens it again. Errors: not_found; invalid_input when it would be due before it opens. */
export async function updateRound(ctx: StaffCtx, input: UpdateRoundInput): Promise<void> {
  const { roundId, opensOn, dueOn, closed, yearGroups, subjects } = input;
  await ctx.db.$transaction(async (tx) => {
    const round = await tx.reportRound.findFirst({ where: { id: roundId } });
    if (!round) throw new AppError("not_found");
    if ((opensOn ?? dayOf(round.opensOn)) > (dueOn ?? dayOf(round.dueOn))) throw new AppError("invalid_input", { dueOn: "before_open" });
    await tx.reportRound.update({
      where: { id: roundId },
      data: {
        yearGroups,
        subjects: subjects ? [...new Set(subjects)] : undefined,
        opensOn: opensOn ? asDate(opensOn) : undefined,
        dueOn: dueOn ? asDate(dueOn) : undefined,
        closedAt: closed === undefined ? undefined : closed ? (round.closedAt ?? ctx.now) : null,
      },
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.updateRound",
      subjectType: "report_round", subjectId: roundId, detail: { changed: Object.keys(input).filter((key) => key !== "roundId").sort() },
    });
  });
}

/**
 * Gives every pupil in the round's years a report to be written. Again later: only for those who have come since.
 * Errors: not_found; conflict when the round is closed.
 */
export async function openRound(ctx: StaffCtx, input: { roundId: string }): Promise<{ opened: number }> {
  return ctx.db.$transaction(async (tx) => {
    const round = await tx.reportRound.findFirst({ where: { id: input.roundId } });
    if (!round) throw new AppError("not_found");
    if (round.closedAt) throw new AppError("conflict", { round: "closed" });
    const pupils = await tx.pupil.findMany({ where: { removedAt: null, yearGroup: { in: round.yearGroups } }, select: { id: true } });
    const rows = pupils.map((pupil) => ({ id: uuid(), pupil_id: pupil.id }));
    const opened = await tx.$executeRaw`
      INSERT INTO report (id, school_id, round_id, pupil_id, updated_at)
      SELECT x.id, ${ctx.school.id}::uuid, ${round.id}::uuid, x.pupil_id, ${ctx.now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, pupil_id uuid)
      ON CONFLICT (round_id, pupil_id) DO NOTHING`;
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "reports.openRound",
      subjectType: "report_round", subjectId: round.id, detail: { opened },
    });
    return { opened };
  }, ROUND_TRANSACTION);
}
