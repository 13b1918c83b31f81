import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import { addDays } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";

import { recordVisible } from "../policy";
import { tyingLinks } from "../queries";
import { familiesOf } from "../rules";
import { findWorkers } from "./queries";
import type { Assign, Cover } from "./schema";

/**
 * Gives families to a worker, with all their children: siblings stay together, whichever of them was named. Who had them before
 * has them no longer. Errors: not_found for a child that this person may not see, or somebody who is no family support worker.
 * @returns how many children changed hands
 */
export async function assignFamilies(ctx: StaffCtx, input: Assign): Promise<{ pupils: number }> {
  return ctx.db.$transaction(async (tx) => {
    // One hand gives out work at a time: two that give the same child away would both end what the other began.
    await lockKey(tx, `caseload:${ctx.school.id}`);
    const [workers, named, links, visible] = await Promise.all([
      findWorkers(tx),
      tx.pupil.count({ where: { AND: [{ id: { in: input.pupilIds } }, recordVisible(ctx.actor, ctx.now)] } }),
      tx.guardianLink.findMany({ where: { ...tyingLinks, pupil: { removedAt: null } }, select: { adultId: true, pupilId: true } }),
      tx.pupil.findMany({ where: recordVisible(ctx.actor, ctx.now), select: { id: true } }),
    ]);
    if (named < new Set(input.pupilIds).size || !workers.some(({ id }) => id === input.workerId)) throw new AppError("not_found");
    const familyOf = familiesOf(links);
    const wanted = new Set(input.pupilIds.map((id) => familyOf.get(id) ?? id));
    const all = visible.map(({ id }) => id).filter((id) => wanted.has(familyOf.get(id) ?? id));
    const kept = await tx.caseload.findMany({ where: { pupilId: { in: all }, endedAt: null, workerId: input.workerId }, select: { pupilId: true } });
    const moving = all.filter((id) => !kept.some(({ pupilId }) => pupilId === id));
    await tx.caseload.updateMany({ where: { pupilId: { in: moving }, endedAt: null }, data: { endedAt: ctx.now } });
    await tx.caseload.createMany({
      data: moving.map((pupilId) => ({
        id: uuid(), schoolId: ctx.school.id, pupilId, familyId: familyOf.get(pupilId) ?? pupilId, workerId: input.workerId, startsAt: ctx.now, handoverNote: input.handoverNote || null,
      })),
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "contacts.assign", subjectType: "adult", subjectId: input.workerId, detail: { pupils: moving },
    });
    return { pupils: moving.length };
  });
}

/** Lets somebody step in for a worker, with all families. A later cover replaces the earlier. Errors: not_found when either is no family support worker. */
export async function coverWorker(ctx: StaffCtx, input: Cover): Promise<{ pupils: number }> {
  return ctx.db.$transaction(async (tx) => {
    const workers = new Set((await findWorkers(tx)).map(({ id }) => id));
    if (!workers.has(input.workerId) || !workers.has(input.coverId)) throw new AppError("not_found");
    const { count } = await tx.caseload.updateMany({
      where: { workerId: input.workerId, endedAt: null },
      data: {
        coverId: input.coverId, coverFrom: new Date(`${input.from}T00:00:00Z`), coverUntil: addDays(new Date(`${input.until}T00:00:00Z`), 1),
        ...(input.handoverNote ? { handoverNote: input.handoverNote } : {}),
      },
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "contacts.cover", subjectType: "adult", subjectId: input.workerId,
      detail: { cover: input.coverId, from: input.from, until: input.until },
    });
    return { pupils: count };
  });
}
