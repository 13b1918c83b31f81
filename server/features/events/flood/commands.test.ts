import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { countAttempt } from "@/server/lib/auth/limit";
import { addMinutes } from "@/server/lib/clock";
import type { Ctx, SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { AppError } from "@/server/lib/errors";
import { TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { bookingOf, makeEvent, visitorContext } from "@/server/testing/factories/events";
import { makeSchool } from "@/server/testing/factories/people";

import { bookPlace } from "../booking/commands";
import type { Book } from "../schema";
import { byClient, isUnderAttack, makePass, makeSum, prepareForm } from "./queries";
import { ATTACK, isAttack, OPEN_MINUTES, ripenSeconds, SUM } from "./rules";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let sessionId: string;
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  ({ sessionId } = await makeEvent(school, { sessions: [{ capacity: 400, inDays: 30 }] }));
});

/** Somebody asks: it counts, whether or not the limit of one address lets it through. */
const ask = (client: string, now = TEST_NOW) => countAttempt(dbFor(school.id), { schoolId: school.id, now, limit: byClient, value: client }).catch(() => undefined);

/** A flood as the counts see it: so many asks from so many addresses. */
async function flood(asks: number = ATTACK.asks, clients: number = ATTACK.clients, now = TEST_NOW): Promise<void> {
  for (let nth = 0; nth < asks; nth += 1) await ask(`flood-${nth % clients}`, now);
}

const later = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1_000);
const tried = (ctx: Ctx, input: Book) => bookPlace(ctx, input).then(({ state }) => ({ state, fields: {} as Record<string, string> }), (error: AppError) => ({ state: error.code, fields: error.fields }));

/** What a browser sends when it has done the sum. */
async function solved(sum: string): Promise<string> {
  const challenge = JSON.parse(sum) as Parameters<typeof solveChallenge>[0]["challenge"];
  const solution = await solveChallenge({ challenge, deriveKey });
  return JSON.stringify({ challenge, solution });
}

describe("what counts as a flood", () => {
  it("is many asks from many addresses", () => {
    expect(isAttack({ asks: ATTACK.asks, clients: ATTACK.clients })).toBe(true);
    expect([isAttack({ asks: ATTACK.asks - 1, clients: ATTACK.clients }), isAttack({ asks: ATTACK.asks * 9, clients: ATTACK.clients - 1 })]).toEqual([false, false]);
  });

  it("is counted at the school that it meets, and ends by itself when it is over", async () => {
    const ctx = visitorContext(school);
    await flood(ATTACK.asks - 1);
    expect(await isUnderAttack(ctx)).toBe(false);
    await ask("flood-0");
    expect(await isUnderAttack(ctx)).toBe(true);
    expect(await isUnderAttack(visitorContext(await makeSchool()))).toBe(false);
    expect([await isUnderAttack({ ...ctx, now: addMinutes(TEST_NOW, 60) }), await isUnderAttack({ ...ctx, now: addMinutes(TEST_NOW, 120) })]).toEqual([true, false]);
  });

  it("is not one busy address", async () => {
    await flood(ATTACK.asks + 20, 3);
    expect(await isUnderAttack(visitorContext(school))).toBe(false);
  });
});

describe("a quiet day", () => {
  it("asks nothing: no sum, no pass, no wait", async () => {
    const ctx = visitorContext(school);
    expect(await prepareForm(ctx, { key: uuid() })).toBeNull();
    expect((await tried(ctx, bookingOf(sessionId))).state).toBe("booked");
  });
});

describe("while a flood comes in", () => {
  beforeEach(() => flood());

  it("books nothing for a form that has cost nothing, and gives it a pass; the control: without the flood the same form books", async () => {
    const booking = bookingOf(sessionId);
    const answer = await tried(visitorContext(school), booking);
    expect(answer).toMatchObject({ state: "rate_limited", fields: { guard: "wait", retryAt: later(8).toISOString() } });
    expect(await dbFor(school.id).eventBooking.count()).toBe(0);
    await dbFor(school.id).rateLimit.deleteMany();
    expect((await tried(visitorContext(school), booking)).state).toBe("booked");
  });

  it("books for a browser that has done the sum, at once; the same form again is the same place", async () => {
    const booking = bookingOf(sessionId);
    const form = await prepareForm(visitorContext(school), { key: booking.key });
    const proof = await solved(form?.sum ?? "");
    expect((await tried(visitorContext(school), { ...booking, proof })).state).toBe("booked");
    expect((await tried(visitorContext(school), { ...booking, proof })).state).toBe("booked");
    expect(await dbFor(school.id).eventBooking.count()).toBe(1);
  });

  it("takes no sum for a second form, of another school, too old, too easy, unsolved or made elsewhere", async () => {
    const booking = bookingOf(sessionId);
    const ctx = visitorContext(school);
    const good = await solved(await makeSum(ctx, booking.key));
    const refusedWith = async (proof: string, more: { now?: Date } = {}) => (await tried(visitorContext(school, more), { ...booking, proof })).state;
    const of = (change: (sum: { challenge: { parameters: { cost: number; data: Record<string, unknown> }; signature: string }; solution: { counter: number; derivedKey: string } }) => void) => {
      const sum = JSON.parse(good);
      change(sum);
      return JSON.stringify(sum);
    };
    const other = await makeSchool();
    const wrong = {
      "of another form": await solved(await makeSum(ctx, uuid())),
      "of another school": await solved(await makeSum({ ...ctx, school: other }, booking.key)),
      "too easy, though signed here": await solved(await makeSum(ctx, booking.key, { ...SUM, cost: 1 })),
      "with a counter beyond the hardest": await solved(await makeSum(ctx, booking.key, { cost: SUM.cost, least: SUM.most + 1, most: SUM.most + 1 })),
      unsolved: JSON.stringify({ challenge: JSON.parse(await makeSum(ctx, booking.key)), solution: { counter: 1, derivedKey: "0".repeat(64) } }),
      "made easier by hand": of((sum) => { sum.challenge.parameters.cost = 1; }),
      "given to another form by hand": of((sum) => { sum.challenge.parameters.data.form = uuid(); }),
      "with a made-up signature": of((sum) => { sum.challenge.signature = "0".repeat(64); }),
      nonsense: "{", nothing: "",
    };
    for (const [name, proof] of Object.entries(wrong)) expect(await refusedWith(proof), name).toBe("rate_limited");
    expect(await refusedWith(good, { now: addMinutes(TEST_NOW, OPEN_MINUTES + 1) }), "too old").toBe("rate_limited");
    expect(await dbFor(school.id).eventBooking.count()).toBe(0);
    // The control: the sum from which the wrong ones were made is good.
    expect(await refusedWith(good)).toBe("booked");
  });

  it("books without script once the form's pass is ripe, and lets nobody use it twice", async () => {
    const booking = bookingOf(sessionId);
    const { fields } = await tried(visitorContext(school, { client: "phone" }), booking);
    const withPass = (seconds: number, more: Partial<Book> = {}) => tried(visitorContext(school, { client: "phone", now: later(seconds) }), { ...booking, pass: fields.pass ?? "", ...more });
    expect(await withPass(7)).toMatchObject({ state: "rate_limited", fields: { pass: fields.pass, retryAt: later(8).toISOString() } });
    expect((await withPass(9)).state).toBe("booked");
    // Another form with the same pass, a pass of another school, one made up, one too old.
    const second = bookingOf(sessionId);
    const refusedPass = async (pass: string, now = later(90)) => (await tried(visitorContext(school, { client: "other", now }), { ...second, pass })).state;
    expect(await refusedPass(fields.pass ?? "")).toBe("rate_limited");
    expect(await refusedPass(makePass(visitorContext(await makeSchool()), second.key))).toBe("rate_limited");
    expect(await refusedPass(`${TEST_NOW.getTime()}.${"a".repeat(43)}`)).toBe("rate_limited");
    expect(await refusedPass(makePass(visitorContext(school, { now: later(9_000) }), second.key))).toBe("rate_limited");
    expect(await refusedPass(makePass(visitorContext(school), second.key), addMinutes(TEST_NOW, OPEN_MINUTES + 1))).toBe("rate_limited");
    expect(await dbFor(school.id).eventBooking.count()).toBe(1);
    // The control.
    expect(await refusedPass(makePass(visitorContext(school), second.key))).toBe("booked");
  });

  it("lets one network through a form at a time, each after the one before, and shuts nobody out", async () => {
    const forms = Array.from({ length: 6 }, () => bookingOf(sessionId));
    const at = (seconds: number) => Promise.all(forms.map((form) => tried(visitorContext(school, { client: "hall", now: later(seconds) }), { ...form, pass: makePass(visitorContext(school), form.key) })));
    const through = async () => dbFor(school.id).eventBooking.count();
    await at(10);
    expect(await through()).toBe(1);
    await at(30);
    expect(await through()).toBeLessThanOrEqual(3);
    expect([0, 1, 6, 7, 8, 500].map(ripenSeconds)).toEqual([8, 16, 56, 64, 64, 64]);
    for (let turn = 0; turn < forms.length; turn += 1) await at(65);
    expect(await through()).toBe(forms.length);
    // Another network waits for nobody.
    const form = bookingOf(sessionId);
    expect((await tried(visitorContext(school, { client: "home", now: later(9) }), { ...form, pass: makePass(visitorContext(school), form.key) })).state).toBe("booked");
  });

  it("keeps of those who ask nothing but counts", async () => {
    const ctx = visitorContext(school, { client: "secret-address" });
    await ask(ctx.client);
    expect(await ctx.db.rateLimit.count()).toBeGreaterThan(0);
    expect(JSON.stringify(await ctx.db.rateLimit.findMany())).not.toContain("secret-address");
  });
});
