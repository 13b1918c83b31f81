import { recordAudit } from "@/server/lib/audit/record";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { ProfileQuestion, ProfileSource } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { staffVisible } from "../policy";
import { profileVisible } from "./policy";
import { type AdultReach, answersInForce, planFor, type ReachPlan, type UnderstandingProfile } from "./rules";

const profileFields = {
  spokenLanguages: true, readingLanguage: true, readingNeed: true, prefers: true, needsInterpreter: true,
} satisfies Prisma.AdultSelect;

/** What `planFor` reads of an adult, for every query that asks how to reach somebody. */
export const reachFields = { ...profileFields, email: true, phone: true, addressLines: true } satisfies Prisma.AdultSelect;

/**
 * How to reach each of these adults, in one statement for one or twenty thousand. Adults who have been removed are left out:
 * nothing is sent to them.
 */
export async function findReachPlans(tx: Tx, adultIds: string[]): Promise<Map<string, { plan: ReachPlan; hasEmail: boolean; hasPhone: boolean }>> {
  if (adultIds.length === 0) return new Map();
  // All of them as one value: read row by row, twenty thousand take the client longer than the database.
  const [read] = await tx.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(a)::text AS rows FROM (
      SELECT id, coalesce(spoken_languages, '{}') AS "spokenLanguages", reading_language AS "readingLanguage", reading_need::text AS "readingNeed",
        prefers::text[] AS prefers, needs_interpreter AS "needsInterpreter", email, phone, coalesce(address_lines, '{}') AS "addressLines"
      FROM adult WHERE id = ANY(${adultIds}::uuid[]) AND removed_at IS NULL
    ) a`;
  const rows = JSON.parse(read?.rows ?? "[]") as (AdultReach & { id: string })[];
  return new Map(rows.map((row) => [row.id, { plan: planFor(row), hasEmail: row.email !== null, hasPhone: row.phone !== null }]));
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
