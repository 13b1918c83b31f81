import { nameFields, nameOf } from "@/server/features/people/rules";
import type { Ctx } from "@/server/lib/context";
import type { Prisma } from "@/server/lib/db/generated/client";
import { isDemo } from "@/server/lib/env";
import { AppError } from "@/server/lib/errors";
import { languages } from "@/server/lib/i18n/languages";

import { DEMO_PREFIX, type DemoPerson, DESIGN_PEOPLE, READER_PREFIX } from "./schema";

const fields = {
  externalId: true, ...nameFields, readingLanguage: true, spokenLanguages: true,
  posts: { where: { endedAt: null }, select: { role: true }, orderBy: { role: "desc" }, take: 1 },
  links: { where: { removedAt: null }, select: { relation: true }, orderBy: { createdAt: "asc" }, take: 1 },
} satisfies Prisma.AdultSelect;

function toPerson(adult: Prisma.AdultGetPayload<{ select: typeof fields }>): DemoPerson {
  const externalId = adult.externalId ?? "";
  return {
    id: externalId.startsWith(DEMO_PREFIX) ? externalId.slice(DEMO_PREFIX.length) : externalId,
    name: nameOf(adult),
    role: adult.posts[0]?.role ?? adult.links[0]?.relation ?? "other",
    language: adult.readingLanguage ?? adult.spokenLanguages[0] ?? "en",
  };
}

/**
 * The demo's people: those of the design first, then the others by id, then a parent for each language with pages that
 * none of them reads, so that every language can be tried. Throws not_found outside demo mode.
 */
export async function listDemoPeople(ctx: Ctx): Promise<DemoPerson[]> {
  if (!isDemo()) throw new AppError("not_found");
  const named = (await ctx.db.adult.findMany({
    where: { externalId: { startsWith: DEMO_PREFIX }, removedAt: null }, select: fields, orderBy: { externalId: "asc" },
  })).map(toPerson);
  const missing = languages.map(({ tag }) => tag).filter((tag) => !named.some((person) => person.language === tag));
  const readers = await ctx.db.adult.findMany({
    where: {
      externalId: { startsWith: READER_PREFIX }, removedAt: null, readingNeed: "reads", readingLanguage: { in: missing },
      links: { some: { confirmedAt: { not: null }, removedAt: null, parentalResponsibility: "yes", restrictions: { none: {} } } },
    },
    select: fields, orderBy: { externalId: "asc" }, distinct: ["readingLanguage"],
  });
  const place = ({ id }: DemoPerson) => (DESIGN_PEOPLE.includes(id) ? DESIGN_PEOPLE.indexOf(id) : DESIGN_PEOPLE.length);
  return [...named.sort((a, b) => place(a) - place(b)), ...readers.map(toPerson)];
}
