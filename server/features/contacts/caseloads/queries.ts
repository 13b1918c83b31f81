import { nameOf } from "@/server/features/people/rules";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";

import { recordVisible } from "../policy";
import { findNames, tyingLinks } from "../queries";
import { familiesOf } from "../rules";
import { beyondMean, isCovered, weightOf } from "./rules";
import type { ListCaseloads } from "./schema";

/** A family as the one who hands out the work sees it. */
export interface FamilyLoad {
  familyId: string;
  pupils: { id: string; name: string; yearGroup: number }[];
  /** Languages of its adults, the best spoken of each. */
  languages: string[];
  interpreter: boolean;
  doesNotRead: boolean;
  lookedAfter: boolean;
  weight: number;
  workerId: string | null;
}

export interface WorkerLoad {
  id: string;
  name: string;
  languages: string[];
  families: number;
  weight: number;
  /** Percent above or below the middle of all workers. */
  beyond: number;
  cover: { name: string; from: Date; until: Date } | null;
  handoverNote: string | null;
}

export interface Caseloads {
  workers: WorkerLoad[];
  /** Those that were asked for, families without a worker first. */
  families: FamilyLoad[];
  unassigned: number;
  /** Languages of all families, for the filter. */
  languages: string[];
}

const activePosts = { some: { role: "family_support" as const, endedAt: null } };

/** The family support workers of the school. */
export async function findWorkers(db: Tx) {
  return db.adult.findMany({
    where: { removedAt: null, posts: activePosts }, orderBy: [{ familyName: "asc" }, { id: "asc" }],
    select: { id: true, title: true, givenName: true, familyName: true, spokenLanguages: true },
  });
}

/** Every family with who cares for it, and how the work is spread. */
export async function listCaseloads(ctx: StaffCtx, input: ListCaseloads): Promise<Caseloads> {
  const { db, actor, now } = ctx;
  const [workers, pupils, rows] = await Promise.all([
    findWorkers(db),
    db.pupil.findMany({
      where: recordVisible(actor, now), orderBy: [{ familyName: "asc" }, { givenName: "asc" }, { id: "asc" }],
      select: {
        id: true, givenName: true, familyName: true, yearGroup: true, lookedAfter: true,
        links: { where: tyingLinks, select: { adultId: true, pupilId: true, adult: { select: { spokenLanguages: true, needsInterpreter: true, readingNeed: true } } } },
      },
    }),
    db.caseload.findMany({ where: { endedAt: null }, select: { pupilId: true, workerId: true, coverId: true, coverFrom: true, coverUntil: true, handoverNote: true } }),
  ]);
  const workerOf = new Map(rows.map((row) => [row.pupilId, row.workerId]));
  const familyOf = familiesOf(pupils.flatMap(({ links }) => links));
  const byFamily = new Map<string, typeof pupils>();
  for (const pupil of pupils) {
    const family = familyOf.get(pupil.id) ?? pupil.id;
    byFamily.set(family, [...(byFamily.get(family) ?? []), pupil]);
  }
  const families = [...byFamily].map(([familyId, children]): FamilyLoad => {
    const adults = new Map(children.flatMap(({ links }) => links.map(({ adultId, adult }) => [adultId, adult] as const)));
    const needs = {
      interpreter: [...adults.values()].some((adult) => adult.needsInterpreter), doesNotRead: [...adults.values()].some((adult) => adult.readingNeed === "does_not_read"),
      lookedAfter: children.some((child) => child.lookedAfter),
    };
    return {
      familyId, ...needs, weight: weightOf({ ...needs, adults: adults.size }),
      pupils: children.map(({ id, givenName, familyName, yearGroup }) => ({ id, name: `${givenName} ${familyName}`, yearGroup })),
      languages: [...new Set([...adults.values()].flatMap(({ spokenLanguages }) => spokenLanguages[0] ?? []))].sort(),
      workerId: children.map(({ id }) => workerOf.get(id)).find((id) => id !== undefined) ?? null,
    };
  });
  const covers = await findNames(db, rows.flatMap(({ coverId }) => coverId ?? []));
  const weights = workers.map((worker) => families.filter(({ workerId }) => workerId === worker.id).reduce((sum, { weight }) => sum + weight, 0));
  const shown = families.filter((family) => fits(family, input));
  return {
    workers: workers.map((worker, nth): WorkerLoad => {
      const mine = rows.filter(({ workerId }) => workerId === worker.id);
      const covered = mine.find((row) => isCovered(row, now) || (row.coverFrom !== null && row.coverFrom > now));
      return {
        id: worker.id, name: nameOf(worker), languages: worker.spokenLanguages,
        families: families.filter(({ workerId }) => workerId === worker.id).length, weight: weights[nth] ?? 0, beyond: beyondMean(weights[nth] ?? 0, weights),
        cover: covered?.coverId && covered.coverFrom && covered.coverUntil ? { name: covers.get(covered.coverId) ?? "", from: covered.coverFrom, until: covered.coverUntil } : null,
        handoverNote: mine.find(({ handoverNote }) => handoverNote)?.handoverNote ?? null,
      };
    }),
    families: [...shown.filter(({ workerId }) => !workerId), ...shown.filter(({ workerId }) => workerId)],
    unassigned: families.filter(({ workerId }) => !workerId).length,
    languages: [...new Set(families.flatMap(({ languages }) => languages))].sort(),
  };
}

function fits(family: FamilyLoad, { language, need }: ListCaseloads): boolean {
  if (language && !family.languages.includes(language)) return false;
  if (need === "interpreter") return family.interpreter;
  if (need === "does_not_read") return family.doesNotRead;
  if (need === "looked_after") return family.lookedAfter;
  return need === "unassigned" ? family.workerId === null : true;
}

/** Whose children are this person's now: own and covered ones; and those that are another worker's. */
export async function findCaseload(ctx: StaffCtx): Promise<{ mine: string[]; others: Set<string> }> {
  const rows = await ctx.db.caseload.findMany({ where: { endedAt: null }, select: { pupilId: true, workerId: true, coverId: true, coverFrom: true, coverUntil: true } });
  const { adultId } = ctx.actor;
  const isMine = (row: (typeof rows)[number]) => row.workerId === adultId || (row.coverId === adultId && isCovered(row, ctx.now));
  return { mine: rows.filter(isMine).map(({ pupilId }) => pupilId), others: new Set(rows.filter((row) => !isMine(row)).map(({ pupilId }) => pupilId)) };
}
