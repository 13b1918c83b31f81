import { linkAllows } from "@/server/features/people/policy";
import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

export { may } from "@/server/features/people/policy";

/** The scopes of which any one makes a child part of an adult's calendar; each entry asks for its own besides. */
const scopes = ["messages", "meetings", "reports"] as const;

/** The children in an adult's calendar: nobody of whom nothing may be known. */
export function calendarChildren(actor: Person, now: Date): Prisma.PupilWhereInput {
  return { removedAt: null, OR: scopes.map((scope) => ({ links: { some: { adultId: actor.adultId, ...linkAllows(scope, now) } } })) };
}

/** What anybody may know: the days of the whole school. Those of some years are for their families. */
export const openDates: Prisma.SchoolDateWhereInput = { yearGroups: { isEmpty: true } };

/** The days of the whole school and of these years. */
export function datesFor(yearGroups: readonly number[]): Prisma.SchoolDateWhereInput {
  return { OR: [openDates, { yearGroups: { hasSome: [...yearGroups] } }] };
}
