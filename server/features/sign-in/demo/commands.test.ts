import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { loadActor } from "@/server/features/people/queries";
import { ticketCookie } from "@/server/lib/auth/ticket";
import { hashToken } from "@/server/lib/auth/tokens";
import { contextOf, TEST_NOW } from "@/server/testing/context";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { signInAsDemo } from "./commands";
import { listDemoPeople } from "./queries";

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});
beforeEach(resetDatabase);
afterEach(() => delete process.env.KINGSGATE_DEMO);

async function demoSchool() {
  const school = await makeSchool();
  const amina = await makeAdult(school, { externalId: "demo-person-amina", givenName: "Amina", familyName: "A", readingLanguage: "ur" });
  await linkGuardian(school, amina.id, (await makePupil(school)).id);
  const patel = await makeAdult(school, { externalId: "demo-person-patel", title: "Ms", familyName: "Patel", posts: ["teacher"] });
  await makeAdult(school, { externalId: "from-the-register" });
  return { school, amina, patel };
}

describe("the demo", () => {
  it("lists the design's people and signs in as them, staff with their second factor", async () => {
    process.env.KINGSGATE_DEMO = "1";
    const { school, amina, patel } = await demoSchool();
    const ctx = contextOf(school);
    expect(await listDemoPeople(ctx)).toEqual([
      { id: "amina", name: "Amina A", role: "mother", language: "ur" },
      { id: "patel", name: "Ms Patel", role: "teacher", language: "en" },
    ]);
    const family = await signInAsDemo(ctx, { id: "amina" });
    const staff = await signInAsDemo(ctx, { id: "patel" });
    expect([family.home, staff.home]).toEqual(["/ur/family", "/en/staff"]);
    const actorOf = (ticket: string) => loadActor(ctx.db, hashToken(ticketCookie(ticket, TEST_NOW)[1]), TEST_NOW);
    expect(await actorOf(family.ticket)).toMatchObject({ adultId: amina.id, roles: [] });
    expect(await actorOf(staff.ticket)).toMatchObject({ adultId: patel.id, roles: ["teacher"] });
    await expect(signInAsDemo(ctx, { id: "from-the-register" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("offers a parent for each language that none of the named people reads", async () => {
    process.env.KINGSGATE_DEMO = "1";
    const { school } = await demoSchool();
    const reader = async (externalId: string, readingLanguage: string, confirmedAt: Date | null = TEST_NOW) => {
      const adult = await makeAdult(school, { externalId, readingLanguage, readingNeed: "reads" });
      await linkGuardian(school, adult.id, (await makePupil(school)).id, { confirmedAt });
    };
    await reader("demo-adult-a-1", "bn", null);
    await reader("demo-adult-a-2", "bn");
    await reader("demo-adult-a-3", "bn");
    await reader("demo-adult-a-4", "ur"); // Amina reads it
    expect((await listDemoPeople(contextOf(school))).map(({ id, language }) => `${id} ${language}`)).toEqual(["amina ur", "patel en", "demo-adult-a-2 bn"]);
    expect((await signInAsDemo(contextOf(school), { id: "demo-adult-a-2" })).home).toBe("/bn/family");
  });

  it("is not there outside demo mode", async () => {
    const { school } = await demoSchool();
    await expect(listDemoPeople(contextOf(school))).rejects.toMatchObject({ code: "not_found" });
    await expect(signInAsDemo(contextOf(school), { id: "amina" })).rejects.toMatchObject({ code: "not_found" });
    expect(await contextOf(school).db.session.count()).toBe(0);
  });
});
