import { describe, expect, it } from "vitest";

import { keptBetween, linesOf, schoolYearOf, seasonOf } from "../rules";
import { hintsOf, usualYear, yearLater } from "./rules";

const nations = ["england", "wales", "scotland", "northern_ireland"] as const;

describe("a school year", () => {
  it.each(nations)("usually has three terms in %s, in their order, on weekdays, with its breaks inside them", (nation) => {
    for (const year of [2025, 2026, 2027, 2028, 2030]) {
      const spans = usualYear(nation, year);
      const terms = spans.filter(({ kind }) => kind === "term");
      expect(terms.map(({ startsOn }) => seasonOf(startsOn))).toEqual(["autumn", "spring", "summer"]);
      expect(terms.every((term, nth) => nth === 0 || (terms[nth - 1]?.endsOn ?? "") < term.startsOn)).toBe(true);
      for (const { startsOn, endsOn } of spans) for (const day of [startsOn, endsOn]) expect([1, 2, 3, 4, 5]).toContain(new Date(day).getUTCDay());
      for (const pause of spans.filter(({ kind }) => kind === "half_term")) expect(terms.some(({ startsOn, endsOn }) => startsOn < pause.startsOn && pause.endsOn < endsOn)).toBe(true);
      expect(terms.every(({ startsOn }) => schoolYearOf(startsOn) === year)).toBe(true);
    }
  });

  it("in England 2026 lies where most authorities have it", () => {
    expect(usualYear("england", 2026).map(({ kind, startsOn, endsOn }) => `${kind} ${startsOn} ${endsOn}`)).toEqual([
      "term 2026-09-01 2026-12-18", "half_term 2026-10-26 2026-10-30", "term 2027-01-04 2027-03-25", "half_term 2027-02-15 2027-02-19", "term 2027-04-12 2027-07-21", "half_term 2027-05-31 2027-06-04",
    ]);
  });

  it("begins in August, and a year later is the same weekday", () => {
    expect([schoolYearOf("2026-07-31"), schoolYearOf("2026-08-01"), schoolYearOf("2027-01-01")]).toEqual([2025, 2026, 2026]);
    expect(new Date(yearLater("2026-11-30")).getUTCDay()).toBe(new Date("2026-11-30").getUTCDay());
  });
});

describe("what a day falls on", () => {
  const terms = usualYear("england", 2026);
  it.each([
    ["inset", "2026-11-30", []], ["own", "2027-04-14", ["vaisakhi"]], ["inset", "2027-05-03", ["bank_holiday"]], ["inset", "2026-11-28", ["weekend"]], ["inset", "2026-12-29", ["outside_term"]],
  ] as const)("%s on %s: %j", (kind, day, codes) => {
    expect(hintsOf({ kind, startsOn: day, endsOn: day }, terms, "england").map(({ code }) => code)).toEqual(codes);
  });

  it("is another bank holiday in each nation", () => {
    const hint = (nation: (typeof nations)[number], day: string) => hintsOf({ kind: "own", startsOn: day, endsOn: day }, terms, nation).some(({ kind }) => kind === "bank_holiday");
    expect([hint("scotland", "2026-11-30"), hint("england", "2026-11-30"), hint("northern_ireland", "2027-03-17"), hint("wales", "2027-03-17")]).toEqual([true, false, true, false]);
  });
});

describe("days that families keep", () => {
  it("are there when they are wanted, one entry for days one after another; bank holidays always", () => {
    const year = ["2027-01-01", "2027-12-31"] as const;
    const with_ = keptBetween(...year, "england", true);
    const without = keptBetween(...year, "england", false);
    expect(with_.filter(({ code }) => code === "eid_al_fitr")).toHaveLength(1);
    expect(with_.some(({ code }) => code === "diwali")).toBe(true);
    expect(without.every(({ kind }) => kind === "bank_holiday")).toBe(true);
    expect(without.map(({ startsOn }) => startsOn)).toContain("2027-03-26");
  });
});

describe("lines of a calendar", () => {
  it("make of a term its first and its last day, and carry what is taken back", () => {
    const date = { id: "t", kind: "term" as const, startsOn: "2026-09-01", endsOn: "2026-12-18", title: null, yearGroups: [], off: true, changedAt: new Date(0), sequence: 0 };
    expect(linesOf([date], "en").map(({ id, startsOn, endsOn, words, off }) => [id, startsOn, endsOn, words, off])).toEqual([
      ["t-begins", "2026-09-01", "2026-09-01", "Autumn term begins", true], ["t-ends", "2026-12-18", "2026-12-18", "Autumn term ends", true],
    ]);
  });
});
