import { v7 as uuid } from "uuid";
import { z } from "zod";

import { queueMessages } from "@/server/features/delivery/commands";
import { may } from "@/server/features/people/policy";
import { recordAudit } from "@/server/lib/audit/record";
import { addMinutes } from "@/server/lib/clock";
import type { JobCtx, JobTable, SweepTime } from "@/server/lib/jobs/worker";

import { tellCalledOff } from "./ending/commands";
import { alarmDue } from "./rules";
import { LATE_MINUTES } from "./schema";

/**
 * Raises an alarm for every visit whose minute was missed: nobody went in, or nobody came out. Those who watch are told at once, by what
 * rings; each alarm once, whoever finds it. It asks nothing of the visitors' telephones: silence is the alarm.
 * @returns how many are new
 */
export async function raiseAlarms(ctx: JobCtx): Promise<number> {
  const { db, school, now } = ctx;
  const late = await db.visit.findMany({
    where: { OR: [{ state: "booked", startsAt: { lte: addMinutes(now, -LATE_MINUTES) } }, { state: "under_way", outBy: { lte: now } }] },
    select: { id: true, pupilId: true, state: true, startsAt: true, outBy: true, leadId: true, secondId: true },
  });
  let raised = 0;
  for (const visit of late) {
    const due = alarmDue(visit);
    if (!due || due.dueAt > now) continue;
    raised += await db.$transaction(async (tx) => {
      const { count } = await tx.visitAlarm.createMany({ data: [{ id: uuid(), schoolId: school.id, visitId: visit.id, ...due, raisedAt: now }], skipDuplicates: true });
      if (count === 0) return 0;
      const watchers = await tx.adult.findMany({ where: { removedAt: null, posts: { some: { endedAt: null, role: { in: [...may.watchVisits] } } }, id: { notIn: [visit.leadId, ...(visit.secondId ? [visit.secondId] : [])] } }, select: { id: true } });
      await queueMessages(tx, {
        schoolId: school.id, now,
        messages: watchers.map(({ id }) => ({ adultId: id, kind: "visit_alarm" as const, subjectId: visit.id, urgency: 0, idempotencyKey: `visit-alarm:${visit.id}:${due.kind}:${due.dueAt.getTime()}:${id}` })),
      });
      await recordAudit(tx, { schoolId: school.id, at: now, actorId: null, action: "visits.alarm", subjectType: "visit", subjectId: visit.id, pupilId: visit.pupilId, detail: { kind: due.kind } });
      return count;
    });
  }
  return raised;
}

const payloadSchema = z.object({ visitId: z.uuid() });

/** Background work of visits. */
export const jobs: JobTable = {
  /** Set for the very minute; the sweep beside it finds what a stopped server missed. */
  "contacts.visitAlarm": async (ctx, payload) => {
    payloadSchema.parse(payload);
    await raiseAlarms(ctx);
  },
  /** Asked for by the database, in the transaction that called the visit off. */
  "contacts.visitCalledOff": async (ctx, payload) => {
    await tellCalledOff(ctx, payloadSchema.parse(payload).visitId);
  },
  "contacts.visitSweep": async (ctx) => {
    await raiseAlarms(ctx);
  },
};

export const sweeps: SweepTime[] = [{ task: "contacts.visitSweep", pattern: "* * * * *" }];
