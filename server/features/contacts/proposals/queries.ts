import type { Tx } from "@/server/lib/db/client";
import type { ContactLearned } from "@/server/lib/db/generated/enums";

import { type Hours, hours as known } from "../schema";

/** The good hours of these adults: the newest that somebody confirmed. Adults without any are left out. */
export async function findHours(db: Tx, adultIds: string[]): Promise<Map<string, Hours[]>> {
  if (adultIds.length === 0) return new Map();
  const rows = await db.contactProposal.findMany({
    where: { adultId: { in: adultIds }, learned: "good_hours", confirmed: true }, orderBy: [{ decidedAt: "asc" }, { id: "asc" }], select: { adultId: true, value: true },
  });
  return new Map(rows.map(({ adultId, value }) => [adultId, known.filter((each) => value.includes(each))]));
}

/** Something that was learned and waits for a person to confirm it. */
export interface WaitingProposal {
  id: string;
  adultId: string;
  learned: ContactLearned;
  value: string[];
  at: Date;
}

/** What waits about these adults, oldest first. */
export async function listWaiting(db: Tx, adultIds: string[]): Promise<WaitingProposal[]> {
  return db.contactProposal.findMany({
    where: { adultId: { in: adultIds }, decidedAt: null }, orderBy: [{ at: "asc" }, { id: "asc" }], select: { id: true, adultId: true, learned: true, value: true, at: true },
  });
}
