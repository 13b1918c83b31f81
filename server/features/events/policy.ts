import type { Prisma } from "@/server/lib/db/generated/client";

export { may } from "@/server/features/people/policy";

/** What anybody may find: events that were announced, those that were called off among them, as long as one of their times is not over. */
export function openEvents(now: Date): Prisma.EventWhereInput {
  return { state: { in: ["published", "cancelled"] }, sessions: { some: { endsAt: { gt: now } } } };
}

/** What anybody may read who has its address: also afterwards, to see that it is over. */
export const readableEvents: Prisma.EventWhereInput = { state: { in: ["published", "cancelled"] } };
