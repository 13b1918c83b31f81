import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";

const wholeSchool: readonly StaffRole[] = ["head", "deputy_head", "office", "family_support"];
const approvers: readonly StaffRole[] = ["head", "deputy_head", "office"];

/** Roles that may translate what staff wrote. */
export const translators = ["teacher", "office", "head", "deputy_head", "family_support"] as const satisfies readonly StaffRole[];

/** The texts that a member of staff may read for translating: a teacher's own, others' all. */
export function visibleTexts(actor: Person): Prisma.TextWhereInput {
  if (actor.roles.some((role) => wholeSchool.includes(role))) return {};
  return actor.roles.includes("teacher") ? { createdById: actor.adultId } : { id: { in: [] } };
}

export const can = {
  /** Whether this person's word ends the checking of a translation. */
  approve: (actor: Person): boolean => actor.roles.some((role) => approvers.includes(role)),
};
