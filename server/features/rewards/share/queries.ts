import { linkAllows, staffVisible } from "@/server/features/people/policy";
import { mayDo } from "@/server/features/people/schema";
import { addDays } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { groupShare, latest, type Share, shareOf } from "./rules";
import type { Group } from "./schema";

export interface FairShare {
  since: Date;
  whole: Share;
  classes: (Share & { id: string; name: string })[];
  /** Null: too few children to show. What is sensitive is left out for those who may not see it. */
  groups: { group: Group; share: Share | null }[];
  /** Who was never celebrated, then who was not for so long; the longest first. */
  waiting: { id: string; name: string; classId: string | null; className: string; lastAt: Date | null }[];
}

const WEEK = 7;

/** Who among the children whom a member of staff may know has been celebrated, and who has not. Three statements. */
export async function getShare(ctx: StaffCtx, input: { weeks: number }): Promise<FairShare> {
  const since = addDays(ctx.now, -WEEK * input.weeks);
  const [pupils, last, held] = await Promise.all([
    ctx.db.pupil.findMany({
      where: staffVisible(ctx.actor, ctx.now), orderBy: [{ givenName: "asc" }, { familyName: "asc" }, { id: "asc" }],
      select: {
        id: true, givenName: true, familyName: true, wordingForm: true, lookedAfter: true, links: { where: linkAllows("messages", ctx.now), select: { adult: { select: { readingLanguage: true } } } },
        enrolments: { where: { endedAt: null, classGroup: { removedAt: null } }, orderBy: { classGroupId: "asc" }, take: 1, select: { classGroup: { select: { id: true, name: true } } } },
      },
    }),
    ctx.db.success.groupBy({ by: ["pupilId"], where: { state: "shown", pupil: staffVisible(ctx.actor, ctx.now) }, _max: { decidedAt: true } }),
    // A celebration counts once it has been held.
    ctx.db.celebrationPupil.findMany({ where: { pupil: staffVisible(ctx.actor, ctx.now), celebration: { state: "invited", endsAt: { lte: ctx.now } } }, select: { pupilId: true, celebration: { select: { startsAt: true } } } }),
  ]);
  const lastOf = new Map(last.map(({ pupilId, _max }) => [pupilId, _max.decidedAt]));
  for (const { pupilId, celebration } of held) lastOf.set(pupilId, latest(lastOf.get(pupilId) ?? null, celebration.startsAt));
  const children = pupils.map(({ id, givenName, familyName, wordingForm, lookedAfter, links, enrolments }) => ({
    id, name: `${givenName} ${familyName}`, wordingForm, lookedAfter, classId: enrolments[0]?.classGroup.id ?? null, className: enrolments[0]?.classGroup.name ?? "", lastAt: lastOf.get(id) ?? null,
    otherLanguage: links.some(({ adult }) => adult.readingLanguage !== null && adult.readingLanguage !== SOURCE_LANGUAGE),
  }));
  const classes = [...new Map(children.flatMap(({ classId, className }) => (classId ? [[classId, className] as const] : []))).entries()].sort(([, a], [, b]) => a.localeCompare(b, "en", { numeric: true }));
  const inGroup: Record<Group, (child: (typeof children)[number]) => boolean> = {
    girls: ({ wordingForm }) => wordingForm === "she", boys: ({ wordingForm }) => wordingForm === "he", otherLanguage: (child) => child.otherLanguage, lookedAfter: (child) => child.lookedAfter,
  };
  const groups = (["girls", "boys", "otherLanguage", ...(mayDo(ctx.actor.roles, "seeLookedAfter") ? ["lookedAfter" as const] : [])] as const);
  return {
    since, whole: shareOf(children, since),
    classes: classes.map(([id, name]) => ({ id, name, ...shareOf(children.filter(({ classId }) => classId === id), since) })),
    groups: groups.map((group) => ({ group, share: groupShare(children.filter(inGroup[group]), children.length, since) })),
    waiting: children.filter(({ lastAt }) => lastAt === null || lastAt < since).map(({ id, name, classId, className, lastAt }) => ({ id, name, classId, className, lastAt }))
      .sort((a, b) => (a.lastAt?.getTime() ?? 0) - (b.lastAt?.getTime() ?? 0)),
  };
}
