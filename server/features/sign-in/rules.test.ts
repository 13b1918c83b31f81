import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { deriveCode, groupCode, plainDigits, readCode } from "@/server/lib/auth/codes";

import { homeFor, safeNext } from "./rules";

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgres://nowhere";
  process.env.AUTH_SECRET ??= "a-secret-of-tests-that-is-long-enough";
});

describe("codes on letters", () => {
  it("reads back what was printed, however it is typed", () => {
    const mistakes: Record<string, string> = { "0": "o", "1": "l", "2": "Z", "5": "s", "8": "B", V: "u" };
    fc.assert(
      fc.property(fc.uuid(), fc.infiniteStream(fc.boolean()), (id, coins) => {
        const code = deriveCode("letter", id);
        const typed = [...groupCode(code)].map((sign) => (coins.next().value ? (mistakes[sign] ?? sign.toLowerCase()) : sign)).join(coins.next().value ? " " : "");
        expect(readCode(typed)).toBe(code);
      }),
    );
  });

  it("has at least 58 bits and no look-alikes", () => {
    const seen = new Set(Array.from({ length: 2_000 }, (_, n) => deriveCode("letter", `id-${n}`)).join(""));
    expect(Math.log2(seen.size) * 12).toBeGreaterThan(58);
    for (const sign of "OILZSBU") expect(seen.has(sign)).toBe(false);
  });

  it("takes digits of other scripts and refuses what is no code", () => {
    expect(plainDigits("٣۴৫੬7")).toBe("34567");
    expect(readCode("A٠A۱-A২A੩-AAAA")).toBe("A0A1A2A3AAAA");
    for (const typed of ["", "AAAA-AAAA-AAA", "AAAA-AAAA-AAAAA", "ଅଅଅଅ-AAAA-AAAA"]) expect(readCode(typed)).toBeNull();
  });
});

describe("the page after signing in", () => {
  it("stays on this site, in the family and staff pages", () => {
    expect(safeNext("/ur/family/reports/1?lang=en", "en")).toBe("/ur/family/reports/1?lang=en");
    expect(safeNext("/family/reports", "pl")).toBe("/pl/family/reports");
    const refused = [
      "//evil.example/family", "https://evil.example/en/family", "/\\evil.example", "/en/family/../../sign-in", "/en//evil.example/family", "/xx/family",
      "/en", "/en/sign-in", "/api/auth", "javascript:alert(1)", "/en/fam\tily", "/%2f/evil.example", "", "family",
    ];
    for (const wanted of refused) expect(safeNext(wanted, "en"), wanted).toBeNull();
  });

  it("is the staff side for staff and the family side, in their language, for families", () => {
    expect(homeFor({ posts: ["teacher"], language: null }, "en")).toBe("/en/staff");
    expect(homeFor({ posts: [], language: "ur" }, "en")).toBe("/ur/family");
    expect(homeFor({ posts: [], language: "syl" }, "bn")).toBe("/en/family");
    expect(homeFor({ posts: [], language: "ur" }, "en", "/en/staff/people")).toBe("/ur/family");
    expect(homeFor({ posts: ["teacher"], language: "en" }, "en", "/en/family/reports")).toBe("/en/family/reports");
  });
});
