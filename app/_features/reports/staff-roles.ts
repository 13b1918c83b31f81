import { mayDo } from "@/server/features/people/schema";
import type { Actor } from "@/server/lib/auth/actor";

/** Whether pages offer this person to write reports, and to check and share them. The procedures decide what is done. */
export function reportRoles(actor: Actor): { writes: boolean; publishes: boolean } {
  const roles = actor.kind === "person" ? actor.roles : [];
  return { writes: mayDo(roles, "writeReports"), publishes: mayDo(roles, "publishReports") };
}
