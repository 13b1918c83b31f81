import { familyVisible } from "@/server/features/people/policy";
import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";

import { type Team, teams } from "./schema";

/** An adult's own conversations about children of whom they may get messages. Never the other parent's: a conversation has one adult. */
export function ownThreads(actor: Person, now: Date): Prisma.ThreadWhereInput {
  return { adultId: actor.adultId, pupil: familyVisible(actor, "messages", now) };
}

const leads: readonly StaffRole[] = ["head", "deputy_head"];

/** Whether this person belongs to a team. Of the class teachers only those of the child's class, which `teamPupils` asks. */
export function isIn(actor: Person, team: Team): boolean {
  if (actor.roles.some((role) => leads.includes(role))) return true;
  return team === "class_teacher" ? actor.roles.includes("teacher") : actor.roles.includes(team);
}

/**
 * The children about whom a member of staff reads and writes messages in the name of a team: whoever leads the school, office and family support
 * about all, a class teacher about their own classes and those of the colleague for whom they step in. Never about a child of their own:
 * the other parent may be writing.
 * @param coveredIds classes of colleagues who are away and whom this person covers
 */
export function teamPupils(actor: Person, team: Team, coveredIds: readonly string[]): Prisma.PupilWhereInput {
  if (!isIn(actor, team)) return { id: { in: [] } };
  const notOwn: Prisma.PupilWhereInput = { removedAt: null, links: { none: { adultId: actor.adultId } } };
  if (team !== "class_teacher" || actor.roles.some((role) => leads.includes(role))) return notOwn;
  return { ...notOwn, enrolments: { some: { endedAt: null, classGroupId: { in: [...actor.classIds, ...coveredIds] } } } };
}

/** The conversations that a member of staff reads: those of their teams. */
export function staffThreads(actor: Person, coveredIds: readonly string[]): Prisma.ThreadWhereInput {
  return { OR: teams.map((team) => ({ team, pupil: teamPupils(actor, team, coveredIds) })) };
}
