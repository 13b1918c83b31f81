import { staffVisible } from "@/server/features/people/policy";
import type { Person, StaffMember } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

/** The children whose families' notes a member of staff may hear: the one rule of people for staff, and never their own, because the other parent may speak. */
export function notePupils(actor: Person, now: Date): Prisma.PupilWhereInput {
  return { AND: [staffVisible(actor, now), { links: { none: { adultId: actor.adultId, removedAt: null } } }] };
}

/** Recordings that wait for this person's ear: nobody lets their own through. */
export function approvableRecordings(actor: StaffMember): Prisma.SpeechAudioWhereInput {
  return { engine: "recorded", approvedAt: null, NOT: { recordedById: actor.adultId } };
}
