import { may } from "@/server/features/people/policy";
import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { StaffRole, TaskKind } from "@/server/lib/db/generated/enums";

const officeRoles: readonly StaffRole[] = ["office", "head", "deputy_head", "family_support", "safeguarding_lead"];

/** Office tasks that only some roles can carry out: to the others they would be a row without a way on. */
const restrictedKinds: Partial<Record<TaskKind, readonly StaffRole[]>> = { confirm_access: may.confirmAccess, review_restriction: may.restrictAccess };

function kindsBeyond(actor: Person): TaskKind[] {
  return (Object.keys(restrictedKinds) as TaskKind[]).filter((kind) => !actor.roles.some((role) => restrictedKinds[kind]?.includes(role)));
}

/** The tasks of a member of staff: their own and, for those who share the office's work, the ones that are nobody's. */
export function visibleTasks(actor: Person): Prisma.TaskWhereInput {
  if (actor.roles.length === 0) return { id: { in: [] } };
  if (actor.roles.some((role) => officeRoles.includes(role))) {
    return { OR: [{ assigneeId: actor.adultId }, { assigneeId: null, kind: { notIn: kindsBeyond(actor) } }] };
  }
  return { assigneeId: actor.adultId };
}
