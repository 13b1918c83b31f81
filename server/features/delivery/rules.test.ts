import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { reachPlan, type UnderstandingProfile } from "@/server/features/people/profile/rules";

import { chooseChannels, type DomainHealth, emailMessageId, judgeFailure, mayStart, nextTry } from "./rules";

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgres://nowhere";
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});

const profile = (more: Partial<UnderstandingProfile> = {}): UnderstandingProfile => ({
  spokenLanguages: ["en"], readingLanguage: "en", readingNeed: "reads", prefers: [], needsInterpreter: false, ...more,
});
const plan = (more: Partial<UnderstandingProfile>, hasEmail: boolean) => reachPlan(profile(more), { hasEmail, hasPhone: true, hasAddress: true });

describe("the choice of channels", () => {
  it("is the plan's for every kind of news", () => {
    for (const kind of ["report_published", "report_corrected", "report_withdrawn"] as const) {
      expect(chooseChannels(kind, plan({}, true), { hasEmail: true })).toEqual(["in_app", "email"]);
      expect(chooseChannels(kind, plan({ readingNeed: "does_not_read" }, true), { hasEmail: true })).toEqual(["call", "in_app"]);
      expect(chooseChannels(kind, { ...plan({}, true), channels: ["text", "letter", "in_app"] }, { hasEmail: true })).toEqual(["text", "letter", "in_app"]);
    }
  });

  it("sends a sign-in link to the address that asked and nowhere else, and has an adult who reads nothing rung", () => {
    for (const readingNeed of ["reads", "reads_with_help", "unknown"] as const) {
      expect(chooseChannels("sign_in_link", plan({ readingNeed }, true), { hasEmail: true })).toEqual(["email"]);
      expect(chooseChannels("sign_in_link", plan({ readingNeed }, false), { hasEmail: false })).toEqual([]);
    }
    expect(chooseChannels("sign_in_link", plan({ readingNeed: "does_not_read" }, true), { hasEmail: true })).toEqual(["email", "call"]);
  });
});

describe("trying again", () => {
  const createdAt = new Date("2026-11-23T09:00:00Z");
  const moments = (deliveryId: string, kind = "report_published"): number[] => {
    const tries: number[] = [];
    for (let now = createdAt, attempts = 1; ; attempts += 1) {
      const next = nextTry({ kind, deliveryId, attempts, createdAt, now });
      if (!next) return tries;
      tries.push(next.getTime() - createdAt.getTime());
      now = next;
    }
  };
  const HOUR = 3_600_000;

  it("spreads over 72 hours with growing gaps and then ends", () => {
    fc.assert(fc.property(fc.uuid(), (id) => {
      const tries = moments(id);
      const gaps = tries.map((at, i) => at - (tries[i - 1] ?? 0));
      expect(tries.at(-1)).toBe(72 * HOUR);
      expect(tries.length).toBeGreaterThan(10);
      expect(tries.length).toBeLessThan(20);
      // Until the longest gap is reached every gap is longer than the one before.
      const growing = gaps.slice(0, 10);
      expect(growing.every((gap, i) => i === 0 || gap > (growing[i - 1] ?? 0))).toBe(true);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(12 * HOUR * 1.2);
    }));
  });

  it("is the same for the same delivery and another for another", () => {
    expect(moments("a")).toEqual(moments("a"));
    expect(moments("a")).not.toEqual(moments("b"));
  });

  it("tries a sign-in link no longer than it works", () => {
    expect(moments("a", "sign_in_link").at(-1)).toBe(15 * 60_000);
  });
});

describe("what a refusal means", () => {
  it.each([
    [{ responseCode: 550 }, true, "smtp_550"],
    [{ responseCode: 421 }, false, "smtp_421"],
    [{ responseCode: 452, code: "EENVELOPE" }, false, "smtp_452"],
    [{ responseCode: 550, code: "EENVELOPE" }, true, "smtp_550"],
    [{ code: "EENVELOPE" }, true, "address_refused"],
    [{ code: "ETIMEDOUT" }, false, "etimedout"],
    [{ code: "ECONNECTION" }, false, "econnection"],
    [{}, false, "no_answer"],
  ])("%j", (error, final, code) => {
    expect(judgeFailure(error)).toEqual({ final, code });
  });
});

describe("how many sends a domain may hold", () => {
  const health = (input: Partial<DomainHealth>): DomainHealth => ({ busy: 0, averageMs: null, oldestSince: null, ...input });
  it.each([
    ["an unseen one", undefined, true],
    ["an unknown one with two", health({ busy: 2, oldestSince: 9_900 }), true],
    ["an unknown one with three", health({ busy: 3, oldestSince: 9_900 }), false],
    ["a good one with nine", health({ busy: 9, averageMs: 20, oldestSince: 9_900 }), true],
    ["a good one that has got stuck", health({ busy: 1, averageMs: 20, oldestSince: 5_000 }), false],
    ["a slow one with one", health({ busy: 1, averageMs: 3_000, oldestSince: 9_900 }), false],
    ["a slow one with none", health({ averageMs: 3_000 }), true],
  ])("%s", (_who, given, may) => {
    expect(mayStart(given, 10_000)).toBe(may);
  });
});

it("names an e-mail after its message, always the same", () => {
  expect(emailMessageId("0190", "https://school.example:8443/")).toBe("<0190.email@school.example>");
});
