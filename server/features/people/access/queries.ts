import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { AccessScope } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { type AccessDecision, decideAccess, may, staffVisible } from "../policy";
import { planFor } from "../profile/rules";
import { accessScopes, type ListPeopleInput } from "./schema";

const PAGE = 50;

/** Pupils whom this member of staff may see, by name, fifty a page, with how many adults wait for confirmation. */
export async function listPeople(ctx: StaffCtx, input: ListPeopleInput) {
  const words = input.search.split(/\s+/).filter(Boolean);
  const matches: Prisma.PupilWhereInput[] = words.map((word) => ({
    OR: [
      { givenName: { contains: word, mode: "insensitive" } },
      { familyName: { contains: word, mode: "insensitive" } },
      { links: { some: { removedAt: null, adult: { OR: [{ givenName: { contains: word, mode: "insensitive" } }, { familyName: { contains: word, mode: "insensitive" } }] } } } },
    ],
  }));
  const waiting: Prisma.PupilWhereInput = input.waiting ? { links: { some: { confirmedAt: null, removedAt: null } } } : {};
  const inClass: Prisma.PupilWhereInput = input.classGroupId ? { enrolments: { some: { classGroupId: input.classGroupId, endedAt: null } } } : {};
  const rows = await ctx.db.pupil.findMany({
    where: { AND: [staffVisible(ctx.actor, ctx.now), waiting, inClass, ...matches] },
    orderBy: [{ familyName: "asc" }, { givenName: "asc" }, { id: "asc" }],
    ...(input.after ? { cursor: { id: input.after }, skip: 1 } : {}),
    take: PAGE + 1,
    select: {
      id: true, givenName: true, familyName: true, yearGroup: true,
      links: {
        where: { removedAt: null },
        orderBy: [{ contactOrder: "asc" }, { id: "asc" }],
        select: {
          id: true, relation: true, confirmedAt: true,
          adult: { select: { givenName: true, familyName: true, readingLanguage: true, readingNeed: true } },
          restrictions: { where: { liftedAt: null }, select: { id: true } },
        },
      },
    },
  });
  const page = rows.slice(0, PAGE);
  return { pupils: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}

/** Links that wait at a time on one page. */
const WAITING_SHOWN = 500;
const REVIEWS_SHOWN = 100;

/** What follows from the records themselves and waits for the office: adults without access, orders whose date has come. */
export async function listDue(ctx: StaffCtx) {
  const waiting = await ctx.db.guardianLink.count({ where: waitingLinks(ctx) });
  const reviews = await ctx.db.restriction.findMany({
    where: { liftedAt: null, reviewOn: { lte: ctx.now }, link: { removedAt: null, pupil: staffVisible(ctx.actor, ctx.now) } },
    orderBy: [{ reviewOn: "asc" }, { id: "asc" }],
    take: REVIEWS_SHOWN,
    select: {
      id: true, kind: true, reviewOn: true,
      link: { select: { id: true, adult: { select: { givenName: true, familyName: true } }, pupil: { select: { givenName: true, familyName: true, yearGroup: true } } } },
    },
  });
  return { waiting, reviews };
}

function waitingLinks(ctx: StaffCtx): Prisma.GuardianLinkWhereInput {
  return { confirmedAt: null, removedAt: null, adult: { removedAt: null }, pupil: staffVisible(ctx.actor, ctx.now) };
}

/** Links that wait for the school, oldest first, and how many there are: without confirmation their adults know nothing. */
export async function listWaiting(ctx: StaffCtx) {
  const total = await ctx.db.guardianLink.count({ where: waitingLinks(ctx) });
  const links = await ctx.db.guardianLink.findMany({
    where: waitingLinks(ctx),
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: WAITING_SHOWN,
    select: {
      id: true, relation: true, parentalResponsibility: true, hasCare: true, evidence: true,
      adult: { select: { givenName: true, familyName: true, email: true } },
      pupil: { select: { givenName: true, familyName: true, yearGroup: true } },
    },
  });
  return { links, total };
}

const linkFields = {
  id: true, relation: true, parentalResponsibility: true, evidence: true, hasCare: true, livesWith: true, contactOrder: true,
  confirmedAt: true, removedAt: true,
  adult: {
    select: {
      id: true, title: true, givenName: true, familyName: true, email: true, phone: true, spokenLanguages: true, readingLanguage: true,
      readingNeed: true, needsInterpreter: true, prefers: true, addressLines: true, safeAddress: true, removedAt: true,
    },
  },
  restrictions: {
    orderBy: { createdAt: "desc" },
    select: { id: true, kind: true, scopes: true, startsOn: true, reviewOn: true, document: true, liftedAt: true },
  },
} satisfies Prisma.GuardianLinkSelect;

/** One child with every adult and what the rule lets each of them know. The look is written to the record. */
export async function getChild(ctx: StaffCtx, pupilId: string) {
  const pupil = await ctx.db.pupil.findFirst({
    where: { AND: [{ id: pupilId }, staffVisible(ctx.actor, ctx.now)] },
    select: {
      id: true, givenName: true, familyName: true, yearGroup: true, lookedAfter: true,
      enrolments: { where: { endedAt: null }, select: { classGroup: { select: { name: true } } } },
      links: { where: { removedAt: null }, orderBy: [{ contactOrder: "asc" }, { id: "asc" }], select: linkFields },
    },
  });
  if (!pupil) throw new AppError("not_found");
  await recordAudit(ctx.db, {
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "people.read", subjectType: "pupil", subjectId: pupil.id, pupilId: pupil.id, rule: "staff",
  });
  return { ...pupil, links: pupil.links.map((link) => ({ ...shown(link), plan: planFor(link.adult), decisions: decisionsOf(link, ctx.now) })) };
}

type LinkRow = Prisma.GuardianLinkGetPayload<{ select: typeof linkFields }>;

/** A link as pages see it: the plan needs to know that there is an address, and nobody here needs to see it. */
function shown<Link extends LinkRow>(link: Link) {
  const { addressLines: _addressLines, ...adult } = link.adult;
  return { ...link, adult };
}

function decisionsOf(link: LinkRow, now: Date): { scope: AccessScope; decision: AccessDecision }[] {
  const facts = { ...link, removedAt: link.removedAt ?? link.adult.removedAt };
  return accessScopes.map((scope) => ({ scope, decision: decideAccess(facts, scope, now) }));
}

/** Why can she see this, or why not: the rule's answer for one adult, one child and each scope, with the facts that it read. */
export async function explainAccess(ctx: StaffCtx, linkId: string) {
  const link = await ctx.db.guardianLink.findFirst({
    where: { id: linkId, pupil: staffVisible(ctx.actor, ctx.now) },
    select: { ...linkFields, pupil: { select: { id: true, givenName: true, familyName: true, yearGroup: true } } },
  });
  if (!link) throw new AppError("not_found");
  await recordAudit(ctx.db, {
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "people.explain", subjectType: "guardian_link", subjectId: link.id, pupilId: link.pupil.id, rule: "staff",
  });
  const mayChange = ctx.actor.roles.some((role) => (may.restrictAccess as readonly string[]).includes(role));
  return { ...shown(link), mayChange, decisions: decisionsOf(link, ctx.now) };
}
