import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { loadActor } from "@/server/features/people/queries";
import { deriveCode, groupCode } from "@/server/lib/auth/codes";
import { hashSignInToken } from "@/server/lib/auth/core";
import { sessionCookieName } from "@/server/lib/auth/cookie";
import { ticketCookie } from "@/server/lib/auth/ticket";
import { deriveToken, hashToken } from "@/server/lib/auth/tokens";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { SignInTokenKind } from "@/server/lib/db/generated/enums";
import { contextFor, contextOf, TEST_NOW } from "@/server/testing/context";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { linkGuardian, makeAdult, makePupil, makeSchool, makeSession } from "@/server/testing/factories/people";

import { signOut, signOutEverywhere, useCode, useLink } from "./commands";

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});
beforeEach(resetDatabase);

async function makeParent(school: SchoolFacts, input: Parameters<typeof makeAdult>[1] = {}) {
  const adult = await makeAdult(school, input);
  await linkGuardian(school, adult.id, (await makePupil(school)).id);
  return adult;
}

async function makeToken(school: SchoolFacts, adultId: string, kind: SignInTokenKind = "email", expiresAt = addMinutes(TEST_NOW, 15)) {
  const id = uuid();
  const token = kind === "email" ? deriveToken("sign-in", id) : deriveCode("letter", id);
  await dbFor(school.id).signInToken.create({ data: { id, schoolId: school.id, adultId, kind, tokenHash: hashSignInToken(token), expiresAt } });
  return token;
}

describe("a link", () => {
  it("opens a session of the one who got it, and goes home in their language", async () => {
    const school = await makeSchool();
    const parent = await makeParent(school, { readingLanguage: "ur" });
    const { ticket, home } = await useLink(contextOf(school), { token: await makeToken(school, parent.id) });
    expect(home).toBe("/ur/family");
    const [name, value, options] = ticketCookie(ticket, TEST_NOW);
    expect(name).toBe(sessionCookieName());
    expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/" });
    const actor = await loadActor(dbFor(school.id), hashToken(value), TEST_NOW);
    expect(actor).toMatchObject({ kind: "person", adultId: parent.id, roles: [] });
    expect(ticket).not.toContain(value);
  });

  it("opens exactly one session of fifty presses at once", async () => {
    const school = await makeSchool();
    const parent = await makeParent(school);
    const token = await makeToken(school, parent.id);
    const answers = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => useLink(contextOf(school, undefined, { client: `client-${n}` }), { token })));
    const refusals = answers.filter((answer) => answer.status === "rejected");
    expect(answers.length - refusals.length).toBe(1);
    for (const refusal of refusals) expect(refusal.reason).toMatchObject({ code: "expired" });
    expect(await dbFor(school.id).session.count()).toBe(1);
  });

  it("is refused alike when it is old, used, unknown, another school's or another kind's", async () => {
    const [school, other] = [await makeSchool(), await makeSchool()];
    const parent = await makeParent(school);
    const used = await makeToken(school, parent.id);
    await useLink(contextOf(school), { token: used });
    const refused = [
      used,
      await makeToken(school, parent.id, "email", TEST_NOW),
      await makeToken(other, (await makeParent(other)).id),
      await makeToken(school, parent.id, "letter"),
      "no-such-token",
      "x".repeat(500),
    ];
    const errors = await Promise.all(refused.map((token) => useLink(contextOf(school), { token }).catch((error: unknown) => error)));
    for (const error of errors) expect(error).toMatchObject({ code: "expired", fields: {} });
    expect(await dbFor(school.id).session.count()).toBe(1);
  });

  it("does not work for somebody removed or no longer confirmed, and is not used up by the try", async () => {
    const school = await makeSchool();
    const parent = await makeParent(school);
    const token = await makeToken(school, parent.id);
    const db = dbFor(school.id);
    await db.guardianLink.updateMany({ data: { confirmedAt: null } });
    await expect(useLink(contextOf(school), { token })).rejects.toMatchObject({ code: "expired" });
    await db.guardianLink.updateMany({ data: { confirmedAt: TEST_NOW } });
    await db.adult.updateMany({ data: { removedAt: TEST_NOW } });
    await expect(useLink(contextOf(school), { token })).rejects.toMatchObject({ code: "expired" });
    await db.adult.updateMany({ data: { removedAt: null } });
    await expect(useLink(contextOf(school), { token })).resolves.toBeDefined();
  });

  it("always opens a new session in place of the one that the browser had", async () => {
    const school = await makeSchool();
    const parent = await makeParent(school);
    const before = await contextFor(school, parent.id);
    await useLink(before, { token: await makeToken(school, parent.id) });
    const sessions = await dbFor(school.id).session.findMany();
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.id).not.toBe(before.actor.sessionId);
  });
});

describe("a letter's code", () => {
  it("works once, typed as people type", async () => {
    const school = await makeSchool();
    const parent = await makeParent(school, { email: null });
    const code = await makeToken(school, parent.id, "letter", addDays(TEST_NOW, 28));
    const typed = groupCode(code).toLowerCase().replaceAll("-", "  ").replaceAll("0", "o");
    await expect(useCode(contextOf(school), { code: typed })).resolves.toMatchObject({ home: "/en/family" });
    await expect(useCode(contextOf(school), { code: typed })).rejects.toMatchObject({ code: "expired" });
  });

  it("is refused by its shape, and by number of tries from one place only", async () => {
    const school = await makeSchool();
    await expect(useCode(contextOf(school), { code: "ABC" })).rejects.toMatchObject({ code: "invalid_input", fields: { code: "shape" } });
    for (let n = 1; n < 20; n += 1) await expect(useCode(contextOf(school), { code: "AAAA-AAAA-AAAA" })).rejects.toMatchObject({ code: "expired" });
    await expect(useCode(contextOf(school), { code: "AAAA-AAAA-AAAA" })).rejects.toMatchObject({ code: "rate_limited" });
    await expect(useCode(contextOf(school, undefined, { client: "elsewhere" }), { code: "AAAA-AAAA-AAAA" })).rejects.toMatchObject({ code: "expired" });
  });
});

describe("sessions", () => {
  it("last twelve hours for staff, and for families thirty days after each visit", async () => {
    const school = await makeSchool();
    const [parent, teacher] = [await makeParent(school), await makeAdult(school, { posts: ["teacher"] })];
    const db = dbFor(school.id);
    const open = async (adultId: string) => {
      const { ticket } = await useLink(contextOf(school), { token: await makeToken(school, adultId) });
      return hashToken(ticketCookie(ticket, TEST_NOW)[1]);
    };
    const [family, staff] = [await open(parent.id), await open(teacher.id)];
    const kind = async (hash: string, at: Date) => (await loadActor(db, hash, at)).kind;
    expect(await kind(staff, addMinutes(TEST_NOW, 12 * 60 - 1))).toBe("person");
    expect(await kind(staff, addMinutes(TEST_NOW, 12 * 60))).toBe("visitor");
    expect(await kind(family, addDays(TEST_NOW, 29))).toBe("person");
    expect(await kind(family, addDays(TEST_NOW, 58))).toBe("person");
    expect(await kind(family, addDays(TEST_NOW, 88))).toBe("visitor");
  });

  it("end here, or everywhere with every unused link and code", async () => {
    const school = await makeSchool();
    const [parent, other] = [await makeParent(school), await makeParent(school)];
    const db = dbFor(school.id);
    const token = await makeToken(school, parent.id);
    const ctx = await contextFor(school, parent.id);
    const elsewhere = await makeSession(db, school, parent.id);
    const others = await makeSession(db, school, other.id);
    await signOut(await contextFor(school, parent.id));
    expect(await db.session.count({ where: { adultId: parent.id } })).toBe(2);
    expect(await signOutEverywhere(ctx)).toEqual({ ended: 2 });
    expect((await loadActor(db, hashToken(elsewhere), TEST_NOW)).kind).toBe("visitor");
    expect((await loadActor(db, hashToken(others), TEST_NOW)).kind).toBe("person");
    await expect(useLink(contextOf(school), { token })).rejects.toMatchObject({ code: "expired" });
  });

  it("end with the adult's removal", async () => {
    const school = await makeSchool();
    const parent = await makeParent(school);
    const db = dbFor(school.id);
    const token = hashToken(await makeSession(db, school, parent.id));
    expect((await loadActor(db, token, TEST_NOW)).kind).toBe("person");
    await db.adult.update({ where: { id: parent.id }, data: { removedAt: TEST_NOW } });
    expect((await loadActor(db, token, TEST_NOW)).kind).toBe("visitor");
  });
});
