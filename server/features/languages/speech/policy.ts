import { staffVisible } from "@/server/features/people/policy";
import type { Person, StaffMember } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";

/** The children whose families' notes a member of staff may hear: the one rule of people for staff. */
export function notePupils(actor: Person, now: Date): Prisma.PupilWhereInput {
  return staffVisible(actor, now);
}

/** Recordings that wait for this person's ear: nobody lets their own through. */
export function approvableRecordings(actor: StaffMember): Prisma.SpeechAudioWhereInput {
  return { engine: "recorded", approvedAt: null, NOT: { recordedById: actor.adultId } };
}
