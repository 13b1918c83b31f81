import type { Actor } from "@/server/lib/auth/actor";
import type { StaffRole } from "@/server/lib/db/generated/enums";

// What a page draws. The procedures decide what is done (people/policy, `may`).
const writers: readonly StaffRole[] = ["teacher", "head", "deputy_head"];
const publishers: readonly StaffRole[] = ["head", "deputy_head", "office"];

/** Whether pages offer this person to write reports, and to check and share them. */
export function reportRoles(actor: Actor): { writes: boolean; publishes: boolean } {
  const roles = actor.kind === "person" ? actor.roles : [];
  return { writes: roles.some((role) => writers.includes(role)), publishes: roles.some((role) => publishers.includes(role)) };
}
