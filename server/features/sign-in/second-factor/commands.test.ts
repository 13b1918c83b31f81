import { Secret, TOTP } from "otpauth";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { loadActor } from "@/server/features/people/queries";
import { ticketCookie } from "@/server/lib/auth/ticket";
import { hashToken, unseal } from "@/server/lib/auth/tokens";
import { addMinutes } from "@/server/lib/clock";
import type { PersonCtx } from "@/server/lib/context";
import { contextFor, contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import type { SignedIn } from "../schema";
import { confirmFactor, giveFactor, renewRecoveryCodes, resetFactor, startFactor, useRecoveryCode } from "./commands";
import { listStaffFactors, readFactor } from "./queries";

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});
beforeEach(resetDatabase);

const at = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);

async function secretOf(ctx: PersonCtx): Promise<string> {
  return unseal((await ctx.db.secondFactor.findUniqueOrThrow({ where: { adultId: ctx.actor.adultId } })).secretSealed);
}

async function codeOf(ctx: PersonCtx, moment: Date): Promise<string> {
  return TOTP.generate({ secret: Secret.fromBase32(await secretOf(ctx)), timestamp: moment.getTime() });
}

/** The context of the same person after a command gave a new session cookie. */
async function after(ctx: PersonCtx, signedIn: SignedIn, now = TEST_NOW): Promise<PersonCtx> {
  const token = ticketCookie(signedIn.ticket, now)[1];
  return contextOf(ctx.school, await loadActor(ctx.db, hashToken(token), now), { now }) as PersonCtx;
}

async function enrolled() {
  const school = await makeSchool();
  const teacher = await makeAdult(school, { posts: ["teacher"] });
  const ctx = await contextFor(school, teacher.id, { secondFactor: false });
  await startFactor(ctx);
  const confirmed = await confirmFactor(ctx, { code: await codeOf(ctx, TEST_NOW) });
  const again = () => contextFor(school, teacher.id, { secondFactor: false, now: at(120) });
  return { school, teacher, ctx, confirmed, again };
}

describe("the second factor", () => {
  it("is set up by a first code; until then no role works", async () => {
    const school = await makeSchool();
    const teacher = await makeAdult(school, { posts: ["teacher"] });
    const ctx = await contextFor(school, teacher.id, { secondFactor: false });
    expect(ctx.actor).toMatchObject({ posts: ["teacher"], roles: [] });
    expect(await readFactor(ctx)).toEqual({ step: "start" });
    await startFactor(ctx);
    const secret = await secretOf(ctx);
    await startFactor(ctx);
    expect(await secretOf(ctx)).toBe(secret);
    expect(await readFactor(ctx)).toMatchObject({ step: "confirm", secret, address: expect.stringContaining("otpauth://totp/"), qrSvg: expect.stringContaining("<svg") });
    await expect(giveFactor(ctx, { code: await codeOf(ctx, TEST_NOW) })).rejects.toMatchObject({ code: "conflict" });
    await expect(confirmFactor(ctx, { code: "12345" })).rejects.toMatchObject({ fields: { code: "wrong" } });
    const confirmed = await confirmFactor(ctx, { code: await codeOf(ctx, TEST_NOW) });
    expect(new Set(confirmed.recoveryCodes).size).toBe(10);
    const raised = await after(ctx, confirmed);
    expect(raised.actor.roles).toEqual(["teacher"]);
    expect(raised.actor.sessionId).toBe(ctx.actor.sessionId);
    expect(await readFactor(raised)).toEqual({ step: "done", recoveryCodesLeft: 10 });
    const stored = JSON.stringify(await ctx.db.recoveryCode.findMany());
    for (const code of confirmed.recoveryCodes) expect(stored).not.toContain(code.replace("-", ""));
  });

  it("gives the session a new token, so that the old one is worth nothing", async () => {
    const { ctx, confirmed } = await enrolled();
    const sessions = await ctx.db.session.findMany();
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.tokenHash).toBe(hashToken(ticketCookie(confirmed.ticket, TEST_NOW)[1]));
  });

  it("takes a code one step early or late, never twice, never an older one", async () => {
    const { again } = await enrolled();
    const ctx = await again();
    await expect(giveFactor(ctx, { code: await codeOf(ctx, at(120 + 61)) })).rejects.toMatchObject({ fields: { code: "wrong" } });
    await expect(giveFactor(ctx, { code: await codeOf(ctx, at(120 - 61)) })).rejects.toMatchObject({ fields: { code: "wrong" } });
    const early = await codeOf(ctx, at(120 + 30));
    await giveFactor(ctx, { code: ` ${early.slice(0, 3)} ${early.slice(3)} ` });
    await expect(giveFactor(await again(), { code: early })).rejects.toMatchObject({ fields: { code: "used" } });
    await expect(giveFactor(await again(), { code: await codeOf(ctx, at(120)) })).rejects.toMatchObject({ fields: { code: "used" } });
  });

  it("lets one of nine through with the same code at once", async () => {
    const { again } = await enrolled();
    const contexts = await Promise.all(Array.from({ length: 9 }, again));
    const code = await codeOf(contexts[0] as PersonCtx, at(120));
    const answers = await Promise.allSettled(contexts.map((ctx) => giveFactor(ctx, { code })));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("stops after ten tries, for this person only", async () => {
    const { school, again } = await enrolled();
    const ctx = await again();
    for (let n = 1; n < 10; n += 1) await expect(giveFactor(ctx, { code: "000000" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(giveFactor(ctx, { code: await codeOf(ctx, at(120)) })).rejects.toMatchObject({ code: "rate_limited" });
    const other = await contextFor(school, (await makeAdult(school, { posts: ["head"] })).id, { secondFactor: false });
    await startFactor(other);
    await expect(confirmFactor(other, { code: await codeOf(other, TEST_NOW) })).resolves.toBeDefined();
    await expect(giveFactor({ ...ctx, now: addMinutes(TEST_NOW, 20) }, { code: await codeOf(ctx, addMinutes(TEST_NOW, 20)) })).resolves.toBeDefined();
  });

  it("is not there for families", async () => {
    const school = await makeSchool();
    const ctx = await contextFor(school, (await makeAdult(school)).id);
    for (const answer of [readFactor(ctx), startFactor(ctx), giveFactor(ctx, { code: "000000" }), useRecoveryCode(ctx, { code: "AAAAA-AAAAA" })]) {
      await expect(answer).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("recovery codes", () => {
  it("work once each, for their owner only, until they are renewed", async () => {
    const { school, confirmed, again } = await enrolled();
    const [first = "", second = "", third = ""] = confirmed.recoveryCodes;
    const raised = await after(await again(), await useRecoveryCode(await again(), { code: first.toLowerCase().replace("-", " ") }), at(120));
    expect(raised.actor.roles).toEqual(["teacher"]);
    await expect(useRecoveryCode(await again(), { code: first })).rejects.toMatchObject({ fields: { code: "wrong" } });
    const other = await contextFor(school, (await makeAdult(school, { posts: ["head"] })).id, { secondFactor: false });
    await expect(useRecoveryCode(other, { code: second })).rejects.toMatchObject({ fields: { code: "wrong" } });
    const contexts = await Promise.all(Array.from({ length: 6 }, again));
    const answers = await Promise.allSettled(contexts.map((ctx) => useRecoveryCode(ctx, { code: second })));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { recoveryCodes } = await renewRecoveryCodes(raised as Awaited<ReturnType<typeof staffContext>>);
    const later = { ...(await again()), now: addMinutes(TEST_NOW, 30) };
    await expect(useRecoveryCode(later, { code: third })).rejects.toMatchObject({ fields: { code: "wrong" } });
    await expect(useRecoveryCode(later, { code: recoveryCodes[0] as string })).resolves.toBeDefined();
  });
});

describe("a lost phone", () => {
  it("is cleared by the office, not by oneself; sessions end and the deed is on record", async () => {
    const { school, teacher, ctx } = await enrolled();
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    expect(await listStaffFactors(office)).toMatchObject([{ adultId: teacher.id, setUpAt: TEST_NOW }]);
    await resetFactor(office, { adultId: teacher.id });
    expect(await ctx.db.session.count({ where: { adultId: teacher.id } })).toBe(0);
    expect(await ctx.db.recoveryCode.count()).toBe(0);
    expect(await readFactor(await contextFor(school, teacher.id, { secondFactor: false }))).toEqual({ step: "start" });
    const line = await ctx.db.auditEntry.findFirstOrThrow({ where: { action: "sign-in.resetSecondFactor" } });
    expect(line).toMatchObject({ actorId: office.actor.adultId, subjectId: teacher.id });
    await expect(resetFactor(office, { adultId: office.actor.adultId })).rejects.toMatchObject({ code: "not_allowed" });
    const parent = await makeAdult(school);
    await expect(resetFactor(office, { adultId: parent.id })).rejects.toMatchObject({ code: "not_found" });
  });
});
