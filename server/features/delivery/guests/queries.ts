import type { ReachPlan } from "@/server/features/people/profile/rules";
import type { Tx } from "@/server/lib/db/client";

import { planForGuest } from "./rules";

/** How to reach each of these guests. Ids of nobody are left out. One statement, or none. */
export async function findGuestPlans(tx: Tx, guestIds: string[]): Promise<Map<string, { plan: ReachPlan; hasEmail: boolean; hasPhone: boolean }>> {
  if (guestIds.length === 0) return new Map();
  const rows = await tx.guest.findMany({ where: { id: { in: guestIds } }, select: { id: true, channel: true, language: true, email: true, phone: true } });
  return new Map(rows.map((row) => [row.id, { plan: planForGuest(row), hasEmail: row.email !== null, hasPhone: row.phone !== null }]));
}

/** A guest as the list of calls shows them. */
export interface ListedGuest {
  id: string;
  name: string;
  phone: string | null;
  language: string;
  plan: ReachPlan;
}

/** The guests among these ids, by id. One statement, or none. */
export async function findListedGuests(tx: Tx, ids: string[]): Promise<Map<string, ListedGuest>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.guest.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, phone: true, channel: true, language: true } });
  return new Map(rows.map(({ channel, ...row }) => [row.id, { ...row, plan: planForGuest({ channel, language: row.language }) }]));
}
