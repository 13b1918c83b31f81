import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ReadingNeed } from "@/server/lib/db/generated/enums";

import { chooseChannels, type DomainHealth, emailMessageId, judgeFailure, mayStart, nextTry, type Reader } from "./rules";

const news = ["report_published", "report_corrected", "report_withdrawn"] as const;
const needs: ReadingNeed[] = ["reads", "reads_with_help", "does_not_read", "unknown"];

describe("the choice of channels", () => {
  const table: [string, Partial<Reader>, string[]][] = [
    ["reads and has an address", {}, ["in_app", "email"]],
    ["reads Urdu and has an address", { readingLanguage: "ur" }, ["in_app", "email"]],
    ["reads with help", { readingNeed: "reads_with_help" }, ["in_app", "email"]],
    ["is not known to read or not", { readingNeed: "unknown", readingLanguage: null }, ["in_app", "email"]],
    ["does not read", { readingNeed: "does_not_read" }, ["in_app", "call"]],
    ["does not read and has no address", { readingNeed: "does_not_read", hasEmail: false }, ["in_app", "call"]],
    ["reads and has no address", { hasEmail: false }, ["in_app", "call"]],
    ["reads a language without words here", { readingLanguage: "ta" }, ["in_app", "email", "call"]],
  ];
  it.each(table)("for an adult who %s", (_who, reader, channels) => {
    const whole: Reader = { hasEmail: true, readingNeed: "reads", readingLanguage: "en", ...reader };
    for (const kind of news) expect(chooseChannels(kind, whole)).toEqual(channels);
  });

  it("sends a sign-in link to the address that asked and nowhere else", () => {
    for (const readingNeed of needs) {
      expect(chooseChannels("sign_in_link", { hasEmail: true, readingNeed, readingLanguage: null })).toEqual(["email"]);
      expect(chooseChannels("sign_in_link", { hasEmail: false, readingNeed, readingLanguage: null })).toEqual([]);
    }
  });

  const readers = fc.record({
    hasEmail: fc.boolean(),
    readingNeed: fc.constantFrom(...needs),
    readingLanguage: fc.option(fc.constantFrom("en", "ur", "so", "ta", "bfi", "xx"), { nil: null }),
  });

  it("never leaves an adult who reads nothing with text as the only channel", () => {
    const textOnly = (reader: Reader) => chooseChannels("report_published", reader).every((channel) => channel !== "call");
    fc.assert(fc.property(readers, (reader) => reader.readingNeed !== "does_not_read" || !textOnly(reader)));
    // Negative control: the property does find those who read.
    expect(textOnly({ hasEmail: true, readingNeed: "reads", readingLanguage: "en" })).toBe(true);
  });

  it("always finds somebody outside the app: a mailbox or a phone", () => {
    fc.assert(fc.property(fc.constantFrom(...news), readers, (kind, reader) => chooseChannels(kind, reader).some((channel) => channel !== "in_app")));
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
