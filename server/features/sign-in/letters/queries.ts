import { linkAllows, staffVisible } from "@/server/features/people/policy";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { pupilsFor } from "./policy";
import type { LetterClassInput } from "./schema";

export interface LetterClass {
  classId: string;
  name: string;
  pupils: number;
}

/** The classes in which this member of staff may know children, with how many. */
export async function listLetterClasses(ctx: StaffCtx): Promise<LetterClass[]> {
  const classes = await ctx.db.classGroup.findMany({
    where: { removedAt: null },
    select: { id: true, name: true, _count: { select: { enrolments: { where: { endedAt: null, pupil: staffVisible(ctx.actor, ctx.now) } } } } },
    orderBy: { name: "asc" },
  });
  return classes
    .map((group) => ({ classId: group.id, name: group.name, pupils: group._count.enrolments }))
    .filter((group) => group.pupils > 0);
}

export interface LetterFamily {
  pupilId: string;
  name: string;
  adults: { adultId: string; name: string; language: string | null; hasEmail: boolean; printedAt: Date | null; usedAt: Date | null }[];
}

/** The families of a class: who would get a letter, and what became of the last one. */
export async function listLetterFamilies(ctx: StaffCtx, input: LetterClassInput): Promise<{ className: string; families: LetterFamily[] }> {
  const group = await ctx.db.classGroup.findFirst({ where: { id: input.classId, removedAt: null }, select: { name: true } });
  if (!group) throw new AppError("not_found");
  const pupils = await ctx.db.pupil.findMany({
    where: pupilsFor(ctx, input),
    select: {
      id: true, givenName: true, familyName: true,
      links: {
        where: { ...linkAllows("messages", ctx.now), adult: { removedAt: null } },
        orderBy: [{ contactOrder: "asc" }, { createdAt: "asc" }],
        select: {
          adult: {
            select: {
              id: true, title: true, givenName: true, familyName: true, ...reachFields,
              signInTokens: { where: { kind: "letter" }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 1, select: { createdAt: true, usedAt: true } },
            },
          },
        },
      },
    },
    orderBy: [{ familyName: "asc" }, { givenName: "asc" }],
  });
  const families = pupils.map((pupil) => ({
    pupilId: pupil.id,
    name: `${pupil.givenName} ${pupil.familyName}`,
    adults: pupil.links.map(({ adult }) => ({
      adultId: adult.id,
      name: [adult.title, adult.givenName, adult.familyName].filter(Boolean).join(" "),
      language: planFor(adult).writeIn,
      hasEmail: adult.email !== null,
      printedAt: adult.signInTokens[0]?.createdAt ?? null,
      usedAt: adult.signInTokens[0]?.usedAt ?? null,
    })),
  }));
  return { className: group.name, families };
}
