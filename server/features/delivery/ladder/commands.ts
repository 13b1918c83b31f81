import { v7 as uuid } from "uuid";

import { findReachPlans } from "@/server/features/people/profile/queries";
import type { Tx } from "@/server/lib/db/client";
import type { JobCtx } from "@/server/lib/jobs/worker";
import { canSendTexts } from "@/server/lib/notify/client";

import { wakeSender } from "../commands";
import { callKey } from "../rules";
import { cancelMessagesOf, mayKnow } from "../sending/commands";
import { readPace } from "../pace/queries";
import { afterQuiet } from "../pace/rules";
import { nextStepAt, stepAfter } from "./rules";

const TOGETHER = 200;

interface Waiting {
  id: string;
  kind: string;
  adultId: string;
  pupilId: string | null;
  subjectId: string;
  urgency: number;
  ladderStep: number;
  /** When the step is due that is taken now. */
  ladderAt: Date;
}

/**
 * Takes the steps that are due: a text message where one can be sent to somebody who reads, else the call that follows. Messages that were
 * acknowledged or stopped have no steps; an adult who may no longer know of the child gets nothing more. A step is taken once, whoever
 * else climbs at the same moment.
 * @returns how many messages went up a step
 */
export async function climbLadders(ctx: JobCtx): Promise<number> {
  let climbed = 0;
  for (;;) {
    const taken = await climbSome(ctx);
    climbed += taken;
    if (taken < TOGETHER || ctx.signal?.aborted) return climbed;
  }
}

function climbSome({ db, school, now }: JobCtx): Promise<number> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<Waiting[]>`
      SELECT id, kind, adult_id AS "adultId", pupil_id AS "pupilId", subject_id AS "subjectId", urgency, ladder_step AS "ladderStep", ladder_at AS "ladderAt"
      FROM message WHERE school_id = current_school() AND ladder_at <= ${now}::timestamptz AND cancelled_at IS NULL AND acknowledged_at IS NULL
      ORDER BY ladder_at LIMIT ${TOGETHER} FOR UPDATE SKIP LOCKED`;
    if (rows.length === 0) return 0;
    const known = await mayKnow(tx, rows, now);
    const may = rows.filter(known);
    await cancelMessagesOf(tx, rows.filter((row) => !may.includes(row)).map(({ id }) => id), now);
    const pace = await readPace(tx);
    const textsAt = afterQuiet(now, school.zone, pace.quiet);
    const plans = await findReachPlans(tx, may.map(({ adultId }) => adultId));
    const phones = new Set((await tx.adult.findMany({ where: { id: { in: may.map(({ adultId }) => adultId) }, phone: { not: null } }, select: { id: true } })).map(({ id }) => id));
    const texts: Waiting[] = [];
    const calls: Waiting[] = [];
    const steps: { id: string; step: number; at: string | null }[] = [];
    for (const row of may) {
      const reads = plans.get(row.adultId)?.plan.reasons.includes("reads_nothing") === false;
      let step = row.ladderStep;
      // Where no text can go, the next step's day is waited for and not skipped: a call is no punishment for an old phone.
      if (stepAfter(row.kind, step, pace.ladders)?.channel === "text") {
        if (reads && phones.has(row.adultId) && canSendTexts()) texts.push(row);
      } else calls.push(row);
      step += 1;
      steps.push({ id: row.id, step, at: nextStepAt(row.kind, step, row.ladderAt, pace.ladders)?.toISOString() ?? null });
    }
    await tx.delivery.createMany({
      data: [
        ...texts.map((row) => ({ id: uuid({ msecs: now.getTime() }), schoolId: school.id, messageId: row.id, channel: "text" as const, urgency: row.urgency, nextTryAt: textsAt })),
        ...calls.map((row) => ({ id: uuid({ msecs: now.getTime() }), schoolId: school.id, messageId: row.id, channel: "call" as const, urgency: row.urgency, nextTryAt: now })),
      ],
      skipDuplicates: true,
    });
    await tx.task.createMany({
      data: calls.map((row) => ({ schoolId: school.id, kind: "call" as const, adultId: row.adultId, pupilId: row.pupilId, subjectId: row.subjectId, createdAt: now, dueAt: now, uniqueKey: callKey(row.id) })),
      skipDuplicates: true,
    });
    await tx.$executeRaw`
      UPDATE message m SET ladder_step = x.step, ladder_at = x.at
      FROM jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) AS x (id uuid, step int, at timestamptz) WHERE m.id = x.id`;
    if (texts.length > 0) await wakeSender(tx, school.id, "texts", textsAt);
    return rows.length;
  });
}

/**
 * An adult says that they know what a record holds: nothing more follows its messages. Texts that have not left are stopped, and calls
 * that only the silence asked for are closed. In the caller's transaction.
 */
export async function acknowledgeMessages(tx: Tx, input: { adultId: string; subjectId: string; now: Date }): Promise<void> {
  const { adultId, subjectId, now } = input;
  await tx.$executeRaw`
    WITH known AS (
      UPDATE message SET acknowledged_at = ${now}::timestamptz, ladder_at = NULL
      WHERE school_id = current_school() AND subject_id = ${subjectId}::uuid AND adult_id = ${adultId}::uuid AND acknowledged_at IS NULL
      RETURNING id, ladder_step
    ), ways AS (
      UPDATE delivery SET state = 'cancelled', lease_until = NULL
      WHERE message_id IN (SELECT id FROM known WHERE ladder_step > 0) AND channel IN ('text', 'call') AND state = 'queued'
    )
    UPDATE task SET done_at = ${now}::timestamptz, outcome = 'acknowledged'
    WHERE school_id = current_school() AND done_at IS NULL AND unique_key IN (SELECT 'call:' || id FROM known WHERE ladder_step > 0)`;
}
