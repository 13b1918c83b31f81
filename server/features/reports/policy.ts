import { staffVisible } from "@/server/features/people/policy";
import type { StaffMember } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";

const wholeRound: readonly StaffRole[] = ["head", "deputy_head", "office", "safeguarding_lead", "family_support"];

/** The pupils whose reports a member of staff may open: the one rule of people for staff. */
export function reportPupils(actor: StaffMember, now: Date): Prisma.PupilWhereInput {
  return staffVisible(actor, now);
}

/** The classes of a member of staff: every one for those who know the whole school, else those taught. */
export function visibleClasses(actor: StaffMember): Prisma.ClassGroupWhereInput {
  if (actor.roles.some((role) => wholeRound.includes(role))) return { removedAt: null };
  return { removedAt: null, id: { in: actor.roles.includes("teacher") ? actor.classIds : [] } };
}
