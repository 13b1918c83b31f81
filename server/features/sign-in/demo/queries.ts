import type { Ctx } from "@/server/lib/context";
import { isDemo } from "@/server/lib/env";
import { AppError } from "@/server/lib/errors";

import { DEMO_PREFIX, type DemoPerson, DESIGN_PEOPLE } from "./schema";

/** The demo's people: those of the design first, then the others by id. Throws not_found outside demo mode. */
export async function listDemoPeople(ctx: Ctx): Promise<DemoPerson[]> {
  if (!isDemo()) throw new AppError("not_found");
  const adults = await ctx.db.adult.findMany({
    where: { externalId: { startsWith: DEMO_PREFIX }, removedAt: null },
    select: {
      externalId: true, title: true, givenName: true, familyName: true, readingLanguage: true,
      posts: { where: { endedAt: null }, select: { role: true }, orderBy: { role: "desc" }, take: 1 },
      links: { where: { removedAt: null }, select: { relation: true }, orderBy: { createdAt: "asc" }, take: 1 },
      spokenLanguages: true,
    },
    orderBy: { externalId: "asc" },
  });
  const people = adults.map((adult) => ({
    id: (adult.externalId as string).slice(DEMO_PREFIX.length),
    name: adult.title ? `${adult.title} ${adult.familyName}` : `${adult.givenName} ${adult.familyName}`,
    role: adult.posts[0]?.role ?? adult.links[0]?.relation ?? "other",
    language: adult.readingLanguage ?? adult.spokenLanguages[0] ?? "en",
  }));
  const place = ({ id }: DemoPerson) => (DESIGN_PEOPLE.includes(id) ? DESIGN_PEOPLE.indexOf(id) : DESIGN_PEOPLE.length);
  return people.sort((a, b) => place(a) - place(b));
}
