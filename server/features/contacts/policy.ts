import { familyVisible, may, staffVisible } from "@/server/features/people/policy";
import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

/**
 * The children whose record of contact a member of staff may read: those whom people lets them see, and never their own,
 * because it holds the other parent's contacts.
 */
export function recordVisible(actor: Person, now: Date): Prisma.PupilWhereInput {
  return { AND: [staffVisible(actor, now), { links: { none: { adultId: actor.adultId, removedAt: null } } }] };
}

/** The contacts with this adult about a child of whom the adult may get messages. Nobody else's. */
export function ownContacts(actor: Person, now: Date): Prisma.ContactWhereInput {
  return { adultId: actor.adultId, pupil: familyVisible(actor, "messages", now) };
}

export const can = {
  /** What a colleague thinks, apart from the facts: for those who work with families, and for the writer. */
  readOpinion: (actor: Person, contact: { staffId: string }): boolean =>
    contact.staffId === actor.adultId || actor.roles.some((role) => (may.workCalls as readonly string[]).includes(role)),
};
