import { familyVisible, staffVisible } from "@/server/features/people/policy";
import { mayDo } from "@/server/features/people/schema";
import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

/** The successes that this adult finds as parent or carer: those shown, of children about whom they may get messages. */
export function ownSuccesses(actor: Person, now: Date): Prisma.SuccessWhereInput {
  return { state: "shown", pupil: familyVisible(actor, "messages", now) };
}

/** The same where photos may be seen as well: an order can take them away and leave the words. */
export function ownPhotos(actor: Person, now: Date): Prisma.SuccessWhereInput {
  return { AND: [ownSuccesses(actor, now), { pupil: familyVisible(actor, "media", now) }] };
}

/** The successes of the children whom a member of staff may know. */
export function staffSuccesses(actor: Person, now: Date): Prisma.SuccessWhereInput {
  return mayDo(actor.roles, "noteRewards") ? { pupil: staffVisible(actor, now) } : { id: { in: [] } };
}

export const can = {
  /**
   * Whether a success reaches its family without a second pair of eyes. A sentence of the bank was read by many before; own words and photos
   * are looked at by somebody who leads or runs the office, unless such a person noted them.
   */
  showAtOnce: (actor: Person, note: { words: string; hasPhoto: boolean }): boolean => (note.words === "" && !note.hasPhoto) || mayDo(actor.roles, "approveRewards"),
};
