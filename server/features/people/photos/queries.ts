import { familyVisible, staffVisible } from "@/server/features/people/policy";
import { nameFields, nameOf } from "@/server/features/people/rules";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Relation } from "@/server/lib/db/generated/enums";

import { allHolders, holders } from "./policy";
import { type Consents, consentsOf, nothingSaid } from "./rules";
import { type Use, uses } from "./schema";

/** What holds for photos of these children now: asked at each showing, so that a no, an order or the end of a link counts at once. Three statements. */
export async function findConsents(db: Tx, pupilIds: readonly string[], now: Date): Promise<Map<string, Consents>> {
  const ids = [...new Set(pupilIds)];
  if (ids.length === 0) return new Map();
  const [all, counted, answers] = await Promise.all([
    db.guardianLink.findMany({ where: { pupilId: { in: ids }, ...allHolders }, select: { adultId: true, pupilId: true } }),
    db.guardianLink.findMany({ where: { pupilId: { in: ids }, ...holders(now) }, select: { adultId: true, pupilId: true } }),
    db.photoConsent.findMany({ where: { pupilId: { in: ids } }, select: { adultId: true, pupilId: true, use: true, given: true } }),
  ]);
  const keyOf = ({ adultId, pupilId }: { adultId: string; pupilId: string }) => `${adultId}:${pupilId}`;
  const [known, counting] = [new Set(all.map(keyOf)), new Set(counted.map(keyOf))];
  return new Map(ids.map((id) => [id, consentsOf(answers.filter((each) => each.pupilId === id && known.has(keyOf(each))).map((each) => ({ ...each, counts: counting.has(keyOf(each)) })))]));
}

/** A child about whose photos the signed-in adult decides, with this adult's own answers and nobody else's. */
export interface OwnConsent {
  pupilId: string;
  child: string;
  answers: Record<Use, boolean | null>;
}

/** The children for whom this adult holds parental responsibility, with what the adult said. Two statements. */
export async function listOwnConsents(ctx: PersonCtx): Promise<OwnConsent[]> {
  const pupils = await ctx.db.pupil.findMany({
    where: { AND: [familyVisible(ctx.actor, "media", ctx.now), { links: { some: { adultId: ctx.actor.adultId, ...holders(ctx.now) } } }] }, orderBy: [{ yearGroup: "asc" }, { id: "asc" }],
    select: { id: true, givenName: true, photoConsents: { where: { adultId: ctx.actor.adultId }, select: { use: true, given: true } } },
  });
  return pupils.map(({ id, givenName, photoConsents }) => ({
    pupilId: id, child: givenName, answers: Object.fromEntries(uses.map((use) => [use, photoConsents.find((each) => each.use === use)?.given ?? null])) as OwnConsent["answers"],
  }));
}

/** One child in the staff's list: what holds, and what each holder said. */
export interface ConsentRow {
  pupilId: string;
  name: string;
  consents: Consents;
  adults: { id: string; name: string; relation: Relation; counts: boolean; answers: Record<Use, boolean | null> }[];
}

/** Who has said what about photos of a class. For staff who may know the children. */
export async function listConsents(ctx: StaffCtx, input: { classGroupId?: string }): Promise<ConsentRow[]> {
  if (!input.classGroupId) return [];
  const pupils = await ctx.db.pupil.findMany({
    where: { AND: [staffVisible(ctx.actor, ctx.now), { enrolments: { some: { endedAt: null, classGroupId: input.classGroupId } } }] }, orderBy: [{ givenName: "asc" }, { familyName: "asc" }, { id: "asc" }],
    select: {
      id: true, givenName: true, familyName: true, photoConsents: { select: { adultId: true, use: true, given: true } },
      links: { where: allHolders, orderBy: [{ contactOrder: "asc" }, { id: "asc" }], select: { relation: true, adultId: true, adult: { select: nameFields } } },
    },
  });
  const ids = pupils.map(({ id }) => id);
  const [consents, counted] = await Promise.all([
    findConsents(ctx.db, ids, ctx.now), ctx.db.guardianLink.findMany({ where: { pupilId: { in: ids }, ...holders(ctx.now) }, select: { adultId: true, pupilId: true } }),
  ]);
  return pupils.map(({ id, givenName, familyName, photoConsents, links }) => ({
    pupilId: id, name: `${givenName} ${familyName}`, consents: consents.get(id) ?? nothingSaid,
    adults: links.map(({ relation, adultId, adult }) => ({
      id: adultId, name: nameOf(adult), relation, counts: counted.some((link) => link.adultId === adultId && link.pupilId === id),
      answers: Object.fromEntries(uses.map((use) => [use, photoConsents.find((each) => each.adultId === adultId && each.use === use)?.given ?? null])) as Record<Use, boolean | null>,
    })),
  }));
}
