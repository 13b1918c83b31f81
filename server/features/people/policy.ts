import type { Actor, Person } from "@/server/lib/auth/actor";
import type { AccessScope, ParentalResponsibility, Relation, StaffRole } from "@/server/lib/db/generated/enums";
import type { Prisma } from "@/server/lib/db/generated/client";

/** What the rule reads of one adult and one child. */
export interface LinkFacts {
  relation: Relation;
  parentalResponsibility: ParentalResponsibility;
  hasCare: boolean;
  confirmedAt: Date | null;
  removedAt: Date | null;
  restrictions: { scopes: AccessScope[]; startsOn: Date; liftedAt: Date | null }[];
}

/** Every answer the rule can give; the interface explains each in words (people.access.why.*). */
export type AccessRule =
  | "no_link"
  | "link_removed"
  | "not_confirmed"
  | "restricted"
  | "responsibility_unknown"
  | "no_responsibility_no_care"
  | "parental_responsibility"
  | "has_care"
  | "birth_parent";

export interface AccessDecision {
  allowed: boolean;
  rule: AccessRule;
}

/**
 * The one access rule, for one adult, one child and one scope at a moment. Default: nothing. Deny beats allow.
 * A parent is any parent by birth, anyone with parental responsibility and anyone who has care of the child
 * (Education Act 1996 s.576; Children Act 1989 s.3). Unknown responsibility waits for the office.
 */
export function decideAccess(link: LinkFacts | null, scope: AccessScope, now: Date): AccessDecision {
  if (!link) return { allowed: false, rule: "no_link" };
  if (link.removedAt) return { allowed: false, rule: "link_removed" };
  if (!link.confirmedAt) return { allowed: false, rule: "not_confirmed" };
  const restricted = link.restrictions.some((r) => !r.liftedAt && r.startsOn <= now && r.scopes.includes(scope));
  if (restricted) return { allowed: false, rule: "restricted" };
  if (link.parentalResponsibility === "yes") return { allowed: true, rule: "parental_responsibility" };
  if (link.hasCare) return { allowed: true, rule: "has_care" };
  if (link.parentalResponsibility === "unknown") return { allowed: false, rule: "responsibility_unknown" };
  const birthParent = link.relation === "mother" || link.relation === "father";
  return birthParent ? { allowed: true, rule: "birth_parent" } : { allowed: false, rule: "no_responsibility_no_care" };
}

/** The same rule as a filter on links: those through which an adult may know this of a child. A property test holds the two together. */
export function linkAllows(scope: AccessScope, now: Date): Prisma.GuardianLinkWhereInput {
  return {
    removedAt: null,
    confirmedAt: { not: null },
    restrictions: { none: { liftedAt: null, startsOn: { lte: now }, scopes: { has: scope } } },
    OR: [
      { parentalResponsibility: "yes" },
      { hasCare: true },
      { parentalResponsibility: "no", relation: { in: ["mother", "father"] } },
    ],
  };
}

/** The children of whom this person, as parent or carer, may know what the scope names. */
export function familyVisible(actor: Person, scope: AccessScope, now: Date): Prisma.PupilWhereInput {
  return {
    removedAt: null,
    links: { some: { adultId: actor.adultId, ...linkAllows(scope, now) } },
  };
}

/** Roles that know every child of the school. A teacher knows the classes taught; an authority officer no child. */
const wholeSchool: readonly StaffRole[] = ["head", "deputy_head", "office", "safeguarding_lead", "family_support"];

/**
 * The children of whom this person may know as a member of staff. An order against the person counts here too:
 * working at the school is no way round a court.
 */
export function staffVisible(actor: Actor, now: Date): Prisma.PupilWhereInput {
  if (actor.kind === "visitor" || actor.roles.length === 0) return { id: { in: [] } };
  const notRestricted: Prisma.PupilWhereInput = {
    links: { none: { adultId: actor.adultId, restrictions: { some: { liftedAt: null, startsOn: { lte: now } } } } },
  };
  if (actor.roles.some((role) => wholeSchool.includes(role))) return { removedAt: null, ...notRestricted };
  if (actor.roles.includes("teacher")) {
    return {
      removedAt: null,
      ...notRestricted,
      enrolments: { some: { endedAt: null, classGroupId: { in: actor.classIds } } },
    };
  }
  return { id: { in: [] } };
}

/** What each role may do. Every staff procedure names its roles from here. */
export const may = {
  runImports: ["office", "head", "deputy_head"],
  confirmAccess: ["office", "head", "deputy_head", "safeguarding_lead"],
  restrictAccess: ["office", "head", "deputy_head", "safeguarding_lead"],
  seePeople: ["office", "head", "deputy_head", "safeguarding_lead", "family_support"],
  recordProfiles: ["office", "head", "deputy_head", "safeguarding_lead", "family_support"],
  printLetters: ["office", "head", "deputy_head", "family_support"],
  writeReports: ["teacher", "head", "deputy_head"],
  checkReports: ["head", "deputy_head", "office"],
  publishReports: ["head", "deputy_head", "office"],
  seeReached: ["head", "deputy_head", "office", "family_support", "teacher"],
  seeOutbox: ["head", "deputy_head", "office"],
  useStaffPages: ["teacher", "head", "deputy_head", "office", "family_support", "safeguarding_lead", "authority_officer"],
} as const satisfies Record<string, readonly [StaffRole, ...StaffRole[]]>;
