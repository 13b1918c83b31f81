import { recordAudit } from "@/server/lib/audit/record";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { ProfileQuestion, ProfileSource } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { staffVisible } from "../policy";
import { profileVisible } from "./policy";
import { answersInForce, type Contact, planFor, type ReachPlan, reachPlan, type UnderstandingProfile } from "./rules";

const profileFields = {
  spokenLanguages: true, readingLanguage: true, readingNeed: true, prefers: true, needsInterpreter: true,
} satisfies Prisma.AdultSelect;

/** What `planFor` reads of an adult, for every query that asks how to reach somebody. */
export const reachFields = { ...profileFields, email: true, phone: true, addressLines: true } satisfies Prisma.AdultSelect;

/** How to reach an adult, and what the school has of their ways. Adults who are reached alike share one: it is only read. */
export interface AdultPlan {
  readonly plan: Readonly<ReachPlan>;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
}

/**
 * How to reach each of these adults, in one statement for one or twenty thousand. Adults who have been removed are left out:
 * nothing is sent to them.
 */
export async function findReachPlans(tx: Tx, adultIds: string[]): Promise<Map<string, AdultPlan>> {
  if (adultIds.length === 0) return new Map();
  // Whoever is reached alike stands in one group with one plan, and all groups are one value: read row by row, twenty thousand take the client longer than the database.
  const [read] = await tx.$queryRaw<{ groups: string | null }[]>`
    SELECT json_agg(a)::text AS groups FROM (
      SELECT coalesce(spoken_languages, '{}') AS "spokenLanguages", reading_language AS "readingLanguage", reading_need::text AS "readingNeed", prefers::text[] AS prefers,
        needs_interpreter AS "needsInterpreter", email IS NOT NULL AS "hasEmail", phone IS NOT NULL AS "hasPhone", coalesce(cardinality(address_lines), 0) > 0 AS "hasAddress", array_agg(id) AS ids
      FROM adult WHERE id = ANY(${adultIds}::uuid[]) AND removed_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ) a`;
  const found = new Map<string, AdultPlan>();
  for (const { ids, ...profile } of JSON.parse(read?.groups ?? "[]") as (UnderstandingProfile & Contact & { ids: string[] })[]) {
    const shared = { plan: reachPlan(profile, profile), hasEmail: profile.hasEmail, hasPhone: profile.hasPhone };
    for (const id of ids) found.set(id, shared);
  }
  return found;
}

const answerFields = { id: true, question: true, value: true, source: true, at: true, recordedById: true } satisfies Prisma.ProfileAnswerSelect;

export interface OwnProfile extends UnderstandingProfile {
  /** The questions that have an answer, from whomever. */
  answered: ProfileQuestion[];
}

/** What the school knows of how the signed-in adult understands. Nobody else's: there is no id to give. */
export async function getOwnProfile(ctx: PersonCtx): Promise<OwnProfile> {
  const adult = await ctx.db.adult.findFirst({
    where: { id: ctx.actor.adultId, removedAt: null },
    select: { ...profileFields, answers: { select: { question: true }, distinct: ["question"] } },
  });
  if (!adult) throw new AppError("not_found");
  const { answers, ...profile } = adult;
  return { ...profile, answered: answers.map(({ question }) => question) };
}

/** One line of the history. */
export interface ProfileLine {
  id: string;
  question: ProfileQuestion;
  value: string[];
  source: ProfileSource;
  at: Date;
  /** Who wrote it down, when that was not the adult. */
  recordedBy: string | null;
  inForce: boolean;
}

export interface StaffProfile {
  adult: { id: string; title: string | null; givenName: string; familyName: string; phone: string | null };
  /** The children through whom the adult is known here. */
  pupils: { id: string; givenName: string; familyName: string }[];
  profile: UnderstandingProfile;
  plan: ReachPlan;
  /** Newest first. */
  history: ProfileLine[];
}

/** How one adult understands, how to reach them, and who said so. The look is written to the record. Errors: not_found. */
export async function getProfile(ctx: StaffCtx, adultId: string): Promise<StaffProfile> {
  const adult = await ctx.db.adult.findFirst({
    where: { AND: [{ id: adultId }, profileVisible(ctx.actor, ctx.now)] },
    select: {
      id: true, title: true, givenName: true, familyName: true, ...reachFields,
      answers: { select: answerFields, orderBy: [{ at: "desc" }, { id: "desc" }] },
    },
  });
  if (!adult) throw new AppError("not_found");
  const writerIds = adult.answers.flatMap(({ recordedById }) => (recordedById && recordedById !== adult.id ? [recordedById] : []));
  const [writers, pupils] = await Promise.all([
    ctx.db.adult.findMany({ where: { id: { in: [...new Set(writerIds)] } }, select: { id: true, title: true, givenName: true, familyName: true } }),
    ctx.db.pupil.findMany({
      where: { AND: [staffVisible(ctx.actor, ctx.now), { links: { some: { adultId: adult.id, removedAt: null } } }] },
      select: { id: true, givenName: true, familyName: true },
      orderBy: [{ givenName: "asc" }, { id: "asc" }],
    }),
  ]);
  const names = new Map(writers.map((writer) => [writer.id, `${writer.title ?? writer.givenName} ${writer.familyName}`]));
  const inForce = new Set([...answersInForce(adult.answers).values()].map(({ id }) => id));
  await recordAudit(ctx.db, {
    schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "people.readProfile", subjectType: "adult", subjectId: adult.id, rule: "staff",
  });
  const { spokenLanguages, readingLanguage, readingNeed, prefers, needsInterpreter } = adult;
  return {
    adult: { id: adult.id, title: adult.title, givenName: adult.givenName, familyName: adult.familyName, phone: adult.phone },
    pupils,
    profile: { spokenLanguages, readingLanguage, readingNeed, prefers, needsInterpreter },
    plan: planFor(adult),
    history: adult.answers.map(({ recordedById, ...line }) => ({ ...line, recordedBy: names.get(recordedById ?? "") ?? null, inForce: inForce.has(line.id) })),
  };
}
