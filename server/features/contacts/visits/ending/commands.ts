import { cancelMessages, createTask, queueMessages } from "@/server/features/delivery/commands";
import { URGENT } from "@/server/features/delivery/rules";
import { recordAudit } from "@/server/lib/audit/record";
import { addDays } from "@/server/lib/clock";
import type { JobCtx } from "@/server/lib/jobs/worker";

import { mayBeVisited } from "../policy";

/**
 * Tells those concerned that the database has called a visit off (`end_visits`: an order, or a link that ended). Nothing of it reaches the adult any more; whoever goes
 * and whoever planned it are told at once and have it on the list of the day; and where another adult of the child may still be visited, the office is asked
 * to ask them. The word to staff names nobody, and nobody of the family is told anything. Again, it changes nothing.
 * @returns false for a visit that was not called off
 */
export async function tellCalledOff(ctx: JobCtx, visitId: string): Promise<boolean> {
  const { db, school, now } = ctx;
  return db.$transaction(async (tx) => {
    const visit = await tx.visit.findFirst({ where: { id: visitId, calledOffAt: { not: null } } });
    if (!visit) return false;
    const { adultId, pupilId, startsAt } = visit;
    const schoolId = school.id;
    await cancelMessages(tx, { schoolId, now, subjectIds: [visitId], kinds: ["visit_booked", "visit_reminder", "visit_offered"] });
    // The adult's own wish for a visit, which somebody was to arrange.
    await tx.task.updateMany({ where: { doneAt: null, kind: "visit", adultId, pupilId }, data: { doneAt: now, outcome: "cancelled" } });
    const staff = [...new Set([visit.plannerId, visit.leadId, ...(visit.secondId ? [visit.secondId] : [])])];
    for (const assigneeId of staff) await createTask(tx, { schoolId, kind: "follow_up", subjectId: visitId, assigneeId, dueAt: now, uniqueKey: `visit-called-off:${visitId}:${assigneeId}` });
    const soon = startsAt !== null && startsAt < addDays(now, 2);
    await queueMessages(tx, {
      schoolId, now,
      messages: staff.map((id) => ({ adultId: id, kind: "visit_called_off" as const, subjectId: visitId, urgency: soon ? 0 : URGENT, idempotencyKey: `visit-called-off:${visitId}:${id}` })),
    });
    const others = await tx.guardianLink.findMany({ where: { pupilId, adultId: { not: adultId }, adult: { removedAt: null }, pupil: { removedAt: null }, ...mayBeVisited(now) }, select: { adultId: true, livesWith: true } });
    // Whoever lives with the child is asked first; where nobody does, everybody who may be.
    const household = others.some(({ livesWith }) => livesWith) ? others.filter(({ livesWith }) => livesWith) : others;
    for (const other of household) await createTask(tx, { schoolId, kind: "visit", adultId: other.adultId, pupilId, subjectId: visitId, dueAt: addDays(now, 1), uniqueKey: `visit-again:${visitId}:${other.adultId}` });
    await recordAudit(tx, { schoolId, at: now, actorId: null, action: "visits.calledOff", subjectType: "visit", subjectId: visitId, pupilId, detail: { toAsk: household.length } });
    return true;
  });
}
