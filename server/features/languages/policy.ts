import type { Person } from "@/server/lib/auth/actor";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";

import { privateKinds } from "./schema";

/** Texts that hold what a file of translation memory brought in. */
export const MEMORY_KIND = "languages.memory";

const wholeSchool: readonly StaffRole[] = ["head", "deputy_head", "office", "family_support"];
/** Roles that decide: approve translations, set up a service, invite a translator. */
export const approvers = ["head", "deputy_head", "office"] as const satisfies readonly StaffRole[];

/** Roles that may translate what staff wrote. */
export const translators = ["teacher", "office", "head", "deputy_head", "family_support"] as const satisfies readonly StaffRole[];

/**
 * The texts that a member of staff may read for translating: a teacher's own, others' all. A text about a child from whom an order
 * keeps this adult is never theirs to see, nor one that a file of memory brought in, nor what was said with a family about
 * their own child: it can be the other parent's.
 */
export function visibleTexts(actor: Person, now: Date): Prisma.TextWhereInput {
  const ordered: Prisma.TextWhereInput = {
    OR: [
      { pupilId: null },
      { pupil: { links: { none: { adultId: actor.adultId, restrictions: { some: { liftedAt: null, startsOn: { lte: now } } } } } } },
    ],
  };
  const others: Prisma.TextWhereInput = {
    OR: [{ kind: { notIn: [...privateKinds] } }, { pupilId: null }, { pupil: { links: { none: { adultId: actor.adultId, removedAt: null } } } }],
  };
  if (actor.roles.some((role) => wholeSchool.includes(role))) return { kind: { not: MEMORY_KIND }, AND: [ordered, others] };
  return actor.roles.includes("teacher") ? { kind: { not: MEMORY_KIND }, createdById: actor.adultId, AND: [ordered, others] } : { id: { in: [] } };
}

/** The same for statements written by hand: every text of the school, or this adult's own. Orders are added by the statement itself. */
export function reachOf(actor: Person): { all: boolean; own: boolean } {
  return { all: actor.roles.some((role) => wholeSchool.includes(role)), own: actor.roles.includes("teacher") };
}

export const can = {
  /** Whether this person's word ends the checking of a translation: whoever leads or runs the office, and a translator who speaks the language. */
  approve: (actor: Person, language: string, spoken: readonly string[]): boolean =>
    actor.roles.some((role) => (approvers as readonly StaffRole[]).includes(role))
    || (actor.roles.some((role) => (translators as readonly StaffRole[]).includes(role)) && spoken.includes(language)),
};
