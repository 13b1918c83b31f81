import { familyVisible, may, staffVisible } from "@/server/features/people/policy";
import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

/** The meetings of this adult about a child whom the adult may meet about. Nobody else's, the other parent's neither. */
export function ownMeetings(actor: Person, now: Date): Prisma.MeetingWhereInput {
  return { adultId: actor.adultId, pupil: familyVisible(actor, "meetings", now) };
}

/** What was promised in this adult's own meetings about a child whom the adult may meet about. */
export function ownPromises(actor: Person, now: Date): Prisma.MeetingPromiseWhereInput {
  return { adultId: actor.adultId, pupil: familyVisible(actor, "meetings", now) };
}

/** The children whom a class teacher of theirs can meet this adult about. */
export function taughtBy(teacherId: string): Prisma.PupilWhereInput {
  return { enrolments: { some: { endedAt: null, classGroup: { teachers: { some: { adultId: teacherId, endedAt: null } } } } } };
}

/** The rounds that families can see: those that the school has opened. */
export const shownRounds = { state: "open" } as const satisfies Prisma.MeetingRoundWhereInput;

/**
 * The meetings that a member of staff reads: a teacher their own, those who plan them all. Never about a child of one's own, because the other
 * parent's meeting would be among them.
 */
export function staffMeetings(actor: Person, now: Date): Prisma.MeetingWhereInput {
  const plans = actor.roles.some((role) => (may.planMeetings as readonly string[]).includes(role));
  const notOwn: Prisma.PupilWhereInput = { removedAt: null, links: { none: { adultId: actor.adultId, removedAt: null } } };
  const visible: Prisma.MeetingWhereInput = { pupil: { AND: [staffVisible(actor, now), notOwn] } };
  return plans ? visible : { AND: [{ teacherId: actor.adultId }, { pupil: notOwn }] };
}
