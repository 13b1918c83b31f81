import { addDays, dateIn } from "@/server/lib/clock";
import type { Tx } from "@/server/lib/db/client";

/** Whole days on which a member of staff is away, as the school's calendar has them: both are days away. */
export interface Absence {
  staffId: string;
  /** As "2026-11-30". */
  fromDay: string;
  untilDay: string;
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/** When these members of staff are away, from today on by the school's clock. One statement, none for nobody. */
export async function findAbsences(tx: Tx, staffIds: readonly string[], zone: string, now: Date): Promise<Absence[]> {
  if (staffIds.length === 0) return [];
  const rows = await tx.staffAway.findMany({ where: { staffId: { in: [...staffIds] }, untilOn: { gte: addDays(dateIn(zone, now), -1) } }, select: { staffId: true, fromOn: true, untilOn: true } });
  return rows.map(({ staffId, fromOn, untilOn }) => ({ staffId, fromDay: dayOf(fromOn), untilDay: dayOf(untilOn) }));
}
