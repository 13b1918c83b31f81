import type { StaffMember } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

import { staffVisible } from "../policy";

/**
 * The adults of whom this member of staff may know how they understand: those around the children whom the person may see.
 * An adult's own profile needs no rule: it is read and written by the session's adult alone, never by an id.
 */
export function profileVisible(actor: StaffMember, now: Date): Prisma.AdultWhereInput {
  return { removedAt: null, links: { some: { removedAt: null, pupil: staffVisible(actor, now) } } };
}
