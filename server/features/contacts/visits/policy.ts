import { familyVisible, linkAllows, may } from "@/server/features/people/policy";
import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { StaffRole, VisitState } from "@/server/lib/db/generated/enums";

import { recordVisible } from "../policy";

const holds = (actor: Person, roles: readonly StaffRole[]) => actor.roles.some((role) => roles.includes(role));

/** The visits to this adult about a child of whom the adult may get messages, once somebody has authorised them. Nobody else's. */
export function ownVisits(actor: Person, now: Date): Prisma.VisitWhereInput {
  return { adultId: actor.adultId, authorisedAt: { not: null }, pupil: familyVisible(actor, "messages", now) };
}

/** The links through which the school may visit an adult about a child: they may get messages about it, and be met. */
export function mayBeVisited(now: Date): Prisma.GuardianLinkWhereInput {
  return { AND: [linkAllows("messages", now), linkAllows("meetings", now)] };
}

/**
 * The visits that a member of staff reads: those who plan them all whose record they may read; whoever goes, their own. Never about a child of
 * one's own.
 */
export function staffVisits(actor: Person, now: Date): Prisma.VisitWhereInput {
  const goes: Prisma.VisitWhereInput = { OR: [{ leadId: actor.adultId }, { secondId: actor.adultId }], pupil: { removedAt: null, links: { none: { adultId: actor.adultId, removedAt: null } } } };
  return holds(actor, may.planVisits) ? { OR: [goes, { pupil: recordVisible(actor, now) }] } : goes;
}

/** The visits that this person makes. */
export function goingOn(actor: Person): Prisma.VisitWhereInput {
  return { OR: [{ leadId: actor.adultId }, { secondId: actor.adultId }] };
}

/** Where somebody is to be met whom the school may not visit any more is nobody's of the staff to hear. */
export const mayBeHeard = (visit: { state: VisitState; calledOffAt: Date | null }): boolean => visit.calledOffAt === null || visit.state !== "cancelled";
