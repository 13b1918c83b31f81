import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addMinutes } from "@/server/lib/clock";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { TEST_NOW } from "@/server/testing/context";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { makeSchool } from "@/server/testing/factories/people";

import { countAttempt } from "./limit";

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});
beforeEach(resetDatabase);

const limit = { purpose: "test", attempts: 20, minutes: 15 };

/** How many of n attempts at once were let through. */
async function allowed(schoolId: string, value: string, n: number, now = TEST_NOW): Promise<number> {
  const db = dbFor(schoolId);
  const results = await Promise.allSettled(Array.from({ length: n }, () => countAttempt(db, { schoolId, now, limit, value })));
  for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "rate_limited" });
  return results.filter(({ status }) => status === "fulfilled").length;
}

describe("limits", () => {
  it("lets exactly the limit through under a hundred at once, and still holds after a restart", async () => {
    const school = await makeSchool();
    expect(await allowed(school.id, "a@family.example", 100)).toBe(20);
    await closeDatabases();
    expect(await allowed(school.id, "a@family.example", 10)).toBe(0);
  });

  it("never locks out another value or another school, and opens again in the next window", async () => {
    const [school, other] = [await makeSchool(), await makeSchool()];
    await allowed(school.id, "flooded@family.example", 200);
    expect(await allowed(school.id, "b@family.example", 20)).toBe(20);
    expect(await allowed(other.id, "flooded@family.example", 20)).toBe(20);
    expect(await allowed(school.id, "flooded@family.example", 20, addMinutes(TEST_NOW, 15))).toBe(20);
  });

  it("says when to try again and keeps no value", async () => {
    const school = await makeSchool();
    await allowed(school.id, "a@family.example", 20);
    const refusal = await countAttempt(dbFor(school.id), { schoolId: school.id, now: TEST_NOW, limit, value: "a@family.example" }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect((refusal as AppError).fields.retryAt).toBe("2026-11-23T09:15:00.000Z");
    const rows = await dbFor(school.id).rateLimit.findMany();
    expect(JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain("family.example");
  });
});
