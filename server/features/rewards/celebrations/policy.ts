import { familyVisible, linkAllows, staffVisible } from "@/server/features/people/policy";
import { mayDo } from "@/server/features/people/schema";
import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

/** The celebrations to which this adult is invited: those of children about whose events they may know. */
export function ownCelebrations(actor: Person, now: Date): Prisma.CelebrationWhereInput {
  return { state: { in: ["invited", "cancelled"] }, pupils: { some: { pupil: familyVisible(actor, "events", now) } } };
}

/** The celebrations with a child whom a member of staff may know. */
export function staffCelebrations(actor: Person, now: Date): Prisma.CelebrationWhereInput {
  return mayDo(actor.roles, "noteRewards") ? { pupils: { some: { pupil: staffVisible(actor, now) } } } : { id: { in: [] } };
}

/** The links of the adults who are invited because of a child. Separated parents each have one of their own; whom an order keeps away has none. */
export function invitedLinks(now: Date): Prisma.GuardianLinkWhereInput {
  return { ...linkAllows("events", now), adult: { removedAt: null }, pupil: { removedAt: null } };
}

/** The links of the adults who may watch a film in which a child is: both what is about events and what is about photos must be theirs to know. */
export function watchingLinks(now: Date): Prisma.GuardianLinkWhereInput {
  return { AND: [linkAllows("events", now), linkAllows("media", now)], adult: { removedAt: null }, pupil: { removedAt: null } };
}
