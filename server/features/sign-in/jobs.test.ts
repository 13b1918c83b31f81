import { randomInt } from "node:crypto";
import { performance } from "node:perf_hooks";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { deriveToken, hashToken } from "@/server/lib/auth/tokens";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { contextOf, TEST_NOW } from "@/server/testing/context";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makePupil, makeSchool, makeSession } from "@/server/testing/factories/people";

import { requestLink, useLink } from "./commands";
import { clean, sendLink } from "./jobs";

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});
beforeEach(resetDatabase);

const KNOWN = "known@family.example";
const UNKNOWN = "nobody@family.example";

async function makeParent(school: SchoolFacts, email = KNOWN) {
  const adult = await makeAdult(school, { email });
  await linkGuardian(school, adult.id, (await makePupil(school)).id);
  return adult;
}

/** The waiting jobs of a name, with their payloads. */
async function waitingJobs(task: string): Promise<Record<string, unknown>[]> {
  return withOwner(async (client) => {
    const { rows } = await client.query<{ payload: Record<string, unknown> }>(
      `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = $1 ORDER BY j.id`, [task]);
    return rows.map(({ payload }) => payload);
  });
}

const jobCtx = (school: SchoolFacts, now = TEST_NOW) => ({ db: dbFor(school.id), school, now, signal: undefined });

describe("asking for a link", () => {
  it("does the same for known and unknown addresses; only the known one's job writes a message, once", async () => {
    const school = await makeSchool();
    const parent = await makeParent(school);
    expect(await requestLink(contextOf(school), { email: KNOWN })).toEqual(await requestLink(contextOf(school), { email: UNKNOWN }));
    const waiting = await waitingJobs("sign-in.sendLink");
    expect(waiting.map((payload) => Object.keys(payload).sort())).toEqual([["address", "schoolId", "tokenId"], ["address", "schoolId", "tokenId"]]);
    for (const payload of waiting) await sendLink(jobCtx(school), payload);
    for (const payload of waiting) await sendLink(jobCtx(school), payload);
    const db = dbFor(school.id);
    const tokens = await db.signInToken.findMany();
    expect(tokens).toMatchObject([{ adultId: parent.id, kind: "email", expiresAt: addMinutes(TEST_NOW, 15) }]);
    expect(await db.message.findMany()).toMatchObject([{ adultId: parent.id, kind: "sign_in_link", subjectId: tokens[0]?.id, urgency: 0 }]);
    await expect(useLink(contextOf(school), { token: deriveToken("sign-in", tokens[0]?.id as string) })).resolves.toBeDefined();
  });

  it("sends nothing to people who are not confirmed, removed or another school's; staff get theirs", async () => {
    const [school, other] = [await makeSchool(), await makeSchool()];
    const waiting = await makeAdult(school, { email: "waiting@family.example" });
    await linkGuardian(school, waiting.id, (await makePupil(school)).id, { confirmedAt: null });
    await makeAdult(school, { email: "gone@family.example", posts: ["teacher"], removedAt: TEST_NOW });
    await makeParent(other, "elsewhere@family.example");
    await makeAdult(school, { email: "teacher@school.example", posts: ["teacher"] });
    for (const email of ["waiting@family.example", "gone@family.example", "elsewhere@family.example", "teacher@school.example"]) {
      await requestLink(contextOf(school), { email });
    }
    for (const payload of await waitingJobs("sign-in.sendLink")) await sendLink(jobCtx(school), payload);
    expect(await dbFor(school.id).signInToken.count()).toBe(1);
    expect(await dbFor(other.id).signInToken.count()).toBe(0);
  });

  it("keeps no token, no session and no address readable outside the register", async () => {
    const school = await makeSchool();
    await makeParent(school);
    await requestLink(contextOf(school), { email: KNOWN });
    await requestLink(contextOf(school), { email: UNKNOWN });
    for (const payload of await waitingJobs("sign-in.sendLink")) await sendLink(jobCtx(school), payload);
    const [token] = await dbFor(school.id).signInToken.findMany();
    const secret = deriveToken("sign-in", token?.id as string);
    await useLink(contextOf(school), { token: secret });
    const session = await makeSession(dbFor(school.id), school, token?.adultId as string);
    const secrets = [secret, session, KNOWN, UNKNOWN];
    expect(secrets.filter((value) => value === KNOWN || value === UNKNOWN)).toHaveLength(2);
    const before = await dumpTables();
    expect(before).toContain(hashToken(session));
    for (const value of secrets) expect(before).not.toContain(value);
    // The control: the same search finds a secret that stands in a row.
    await dbFor(school.id).rateLimit.create({ data: { schoolId: school.id, key: secret, windowStart: TEST_NOW } });
    expect(await dumpTables()).toContain(secret);
  });
});

/** Every row of every table as text, the job queue too; of the register's adults all but the address itself. */
async function dumpTables(): Promise<string> {
  return withOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')`);
    const texts: string[] = [];
    for (const { name } of rows) {
      const row = name === "public.adult" ? "to_jsonb(x) - 'email'" : "to_jsonb(x)";
      const dump = await client.query<{ text: string | null }>(`SELECT string_agg((${row})::text, E'\n') AS text FROM ${name} x`);
      texts.push(dump.rows[0]?.text ?? "");
    }
    return texts.join("\n");
  });
}

const PAIRS = 400;

/** Milliseconds of requests for the two addresses, in random order, each in a window of its own so that no limit is met. */
async function timeRequests(school: SchoolFacts, extra: (email: string) => Promise<unknown>): Promise<{ known: number[]; unknown: number[] }> {
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
  for (let n = 0; n < PAIRS; n += 1) {
    const order = randomInt(2) === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
    for (const side of order) {
      const email = side === "known" ? KNOWN : UNKNOWN;
      const ctx = contextOf(school, undefined, { now: addMinutes(TEST_NOW, n * 15), client: `client-${n}` });
      const start = performance.now();
      await requestLink(ctx, { email });
      await extra(email);
      times[side].push(performance.now() - start);
    }
  }
  return times;
}

/** How often chance alone gives as great a mean difference of ranks as this one: a permutation test, two-sided. */
function chance({ known, unknown }: { known: number[]; unknown: number[] }): number {
  const all = [...known, ...unknown];
  const rank = new Map(all.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value).map(({ index }, place) => [index, place]));
  const ranks = all.map((_, index) => rank.get(index) as number);
  const total = ranks.reduce((sum, place) => sum + place, 0);
  const off = (places: number[]) => Math.abs(places.slice(0, known.length).reduce((sum, place) => sum + place, 0) - total / 2);
  const seen = off(ranks);
  let asGreat = 0;
  for (let round = 0; round < 2_000; round += 1) {
    for (let at = ranks.length - 1; at > 0; at -= 1) {
      const to = Math.floor(Math.random() * (at + 1));
      [ranks[at], ranks[to]] = [ranks[to] as number, ranks[at] as number];
    }
    if (off(ranks) >= seen) asGreat += 1;
  }
  return (asGreat + 1) / 2_001;
}

describe("timing", () => {
  it("tells nothing of an address; a look-up in the request would", { timeout: 120_000 }, async () => {
    const school = await makeSchool();
    const parent = await makeParent(school);
    await timeRequests(school, async () => undefined);
    await dbFor(school.id).rateLimit.deleteMany();
    // One run in a hundred differs by chance; two after each other, one in ten thousand.
    let p = chance(await timeRequests(school, async () => undefined));
    if (p <= 0.01) {
      await dbFor(school.id).rateLimit.deleteMany();
      p = chance(await timeRequests(school, async () => undefined));
    }
    expect(p).toBeGreaterThan(0.01);
    await dbFor(school.id).rateLimit.deleteMany();
    const leaky = await timeRequests(school, async (email) => email === KNOWN && dbFor(school.id).adult.findUnique({ where: { id: parent.id } }));
    expect(chance(leaky)).toBeLessThanOrEqual(0.01);
  });
});

describe("cleaning", () => {
  it("takes away what is long over and nothing else", async () => {
    const school = await makeSchool();
    const parent = await makeParent(school);
    const db = dbFor(school.id);
    await requestLink(contextOf(school, undefined, { now: addDays(TEST_NOW, -2) }), { email: KNOWN });
    await requestLink(contextOf(school), { email: KNOWN });
    await makeSession(db, school, parent.id, { expiresAt: addDays(TEST_NOW, -8) });
    await makeSession(db, school, parent.id, { expiresAt: addDays(TEST_NOW, -6) });
    expect([await db.rateLimit.count(), await db.session.count()]).toEqual([4, 2]);
    await clean(jobCtx(school));
    expect([await db.rateLimit.count(), await db.session.count()]).toEqual([2, 1]);
  });
});
