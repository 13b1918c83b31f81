import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import type { Person } from "@/server/lib/auth/actor";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { AccessScope } from "@/server/lib/db/generated/enums";
import { TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { decideAccess, familyVisible, type LinkFacts, linkAllows } from "./policy";

const scopes: AccessScope[] = ["reports", "attendance", "messages", "meetings", "events", "media"];
const day = 86_400_000;
const fact = (facts: Partial<LinkFacts>): LinkFacts => ({
  relation: "mother", parentalResponsibility: "yes", hasCare: false, confirmedAt: TEST_NOW, removedAt: null, restrictions: [], ...facts,
});

describe("who may know of a child", () => {
  it.each([
    ["a stranger", null, false, "no_link"],
    ["an adult whom the school has not confirmed", fact({ confirmedAt: null }), false, "not_confirmed"],
    ["an adult whose link was removed", fact({ removedAt: TEST_NOW }), false, "link_removed"],
    ["a mother with parental responsibility", fact({}), true, "parental_responsibility"],
    ["a grandmother who has care", fact({ relation: "grandparent", parentalResponsibility: "no", hasCare: true }), true, "has_care"],
    ["a foster carer who has care", fact({ relation: "foster_carer", parentalResponsibility: "no", hasCare: true }), true, "has_care"],
    ["a father by birth without parental responsibility", fact({ relation: "father", parentalResponsibility: "no" }), true, "birth_parent"],
    ["a step-parent without care", fact({ relation: "step_parent", parentalResponsibility: "no" }), false, "no_responsibility_no_care"],
    ["a neighbour for emergencies", fact({ relation: "emergency_contact", parentalResponsibility: "no" }), false, "no_responsibility_no_care"],
    ["a father of whom nobody knows", fact({ relation: "father", parentalResponsibility: "unknown" }), false, "responsibility_unknown"],
    ["a social worker whose authority shares responsibility", fact({ relation: "social_worker" }), true, "parental_responsibility"],
    ["a mother under an order", fact({ restrictions: [{ scopes: ["reports"], startsOn: new Date(TEST_NOW.getTime() - day), liftedAt: null }] }), false, "restricted"],
    ["a mother whose order was lifted", fact({ restrictions: [{ scopes: ["reports"], startsOn: new Date(0), liftedAt: TEST_NOW }] }), true, "parental_responsibility"],
    ["a mother whose order begins tomorrow", fact({ restrictions: [{ scopes: ["reports"], startsOn: new Date(TEST_NOW.getTime() + day), liftedAt: null }] }), true, "parental_responsibility"],
    ["a mother under an order about photographs", fact({ restrictions: [{ scopes: ["media"], startsOn: new Date(0), liftedAt: null }] }), true, "parental_responsibility"],
  ] as const)("%s", (_, link, allowed, rule) => {
    expect(decideAccess(link, "reports", TEST_NOW)).toEqual({ allowed, rule });
  });

  it("denies before it allows, whatever else is true", () => {
    const anything = fc.record({
      relation: fc.constantFrom("mother" as const, "father" as const, "foster_carer" as const, "social_worker" as const),
      parentalResponsibility: fc.constantFrom("yes" as const, "no" as const, "unknown" as const),
      hasCare: fc.boolean(),
    });
    fc.assert(fc.property(anything, fc.constantFrom(...scopes), (facts, scope) => {
      const restricted = fact({ ...facts, restrictions: [{ scopes: [scope], startsOn: new Date(0), liftedAt: null }] });
      return !decideAccess(restricted, scope, TEST_NOW).allowed;
    }));
  });
});

describe("the rule as a filter", () => {
  let school: SchoolFacts;
  const actor = (adultId: string): Person => ({
    kind: "person", adultId, sessionId: "", language: "en", displayName: "", easyRead: false, largePrint: false, roles: [], posts: [], classIds: [], linkedPupilIds: [],
  });

  beforeAll(async () => {
    await prepareEnvironment();
    await resetDatabase();
    school = await makeSchool();
  });

  it("finds exactly the children that the predicate allows, for two hundred families made at random", async () => {
    const db = dbFor(school.id);
    const random = fc.sample(fc.record({
      relation: fc.constantFrom("mother" as const, "father" as const, "step_parent" as const, "grandparent" as const, "emergency_contact" as const),
      parentalResponsibility: fc.constantFrom("yes" as const, "no" as const, "unknown" as const),
      hasCare: fc.boolean(),
      confirmedAt: fc.constantFrom(null, new Date(0)),
      removedAt: fc.constantFrom(null, null, null, new Date(0)),
      restriction: fc.option(fc.record({
        scopes: fc.uniqueArray(fc.constantFrom(...scopes), { minLength: 1 }),
        startsOn: fc.constantFrom(new Date(0), TEST_NOW, new Date(TEST_NOW.getTime() + day)),
        liftedAt: fc.constantFrom(null, null, new Date(0)),
      })),
    }), { numRuns: 200, seed: 7 });
    const counts = { allowed: 0, denied: 0 };
    for (const { restriction, ...facts } of random) {
      const [adult, pupil] = [await makeAdult(school), await makePupil(school)];
      const link = await linkGuardian(school, adult.id, pupil.id, facts);
      if (restriction) await makeRestriction(school, link.id, restriction.scopes, restriction);
      for (const scope of scopes) {
        const expected = decideAccess({ ...facts, restrictions: restriction ? [restriction] : [] }, scope, TEST_NOW).allowed;
        counts[expected ? "allowed" : "denied"] += 1;
        const found = await db.pupil.count({ where: familyVisible(actor(adult.id), scope, TEST_NOW) });
        expect(found, JSON.stringify({ facts, restriction, scope })).toBe(expected ? 1 : 0);
        expect(await db.guardianLink.count({ where: { id: link.id, ...linkAllows(scope, TEST_NOW) } })).toBe(expected ? 1 : 0);
      }
    }
    // The sample would prove nothing if it held only one kind.
    expect(counts.allowed).toBeGreaterThan(100);
    expect(counts.denied).toBeGreaterThan(100);
  }, 120_000);
});
