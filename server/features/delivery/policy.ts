import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";

const officeRoles: readonly StaffRole[] = ["office", "head", "deputy_head", "family_support", "safeguarding_lead"];

/** The tasks of a member of staff: their own and, for those who share the office's work, the ones that are nobody's. */
export function visibleTasks(actor: Person): Prisma.TaskWhereInput {
  if (actor.roles.length === 0) return { id: { in: [] } };
  if (actor.roles.some((role) => officeRoles.includes(role))) return { OR: [{ assigneeId: actor.adultId }, { assigneeId: null }] };
  return { assigneeId: actor.adultId };
}
