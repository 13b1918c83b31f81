import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ContactOutcome, ContactTone } from "@/server/lib/db/generated/enums";

import { byUrgency, type Ranked } from "./calls/rules";
import { beyondMean, isCovered, weightOf } from "./caseloads/rules";
import { balanceOf, familiesOf, isGoodHour, nextTry } from "./rules";
import { noteSchema } from "./schema";

const NOW = new Date("2026-11-23T09:00:00Z"); // a Monday
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const said = (tone: ContactTone, days = 1, outcome: ContactOutcome = "reached") => ({ tone, at: ago(days), outcome });

describe("good news beside concerns", () => {
  it("is low below three to one, and only then", () => {
    expect(balanceOf([], NOW)).toEqual({ praise: 0, concern: 0, low: false });
    expect(balanceOf([said("concern")], NOW)).toEqual({ praise: 0, concern: 1, low: true });
    expect(balanceOf([said("concern"), said("good_news"), said("good_news")], NOW).low).toBe(true);
    expect(balanceOf([said("concern"), said("good_news"), said("good_news"), said("good_news")], NOW)).toEqual({ praise: 3, concern: 1, low: false });
  });

  it("counts good news that the family opened like one that was told, as long as it is of these weeks", () => {
    const opened = (days: number) => ({ at: new Date(NOW.getTime() - days * 86_400_000) });
    expect(balanceOf([said("concern"), said("good_news"), said("good_news")], NOW, [opened(3)])).toEqual({ praise: 3, concern: 1, low: false });
    expect(balanceOf([said("concern")], NOW, [opened(100)]).praise).toBe(0);
  });

  it("counts twelve weeks, and only when the two spoke", () => {
    expect(balanceOf([said("concern", 83), said("concern", 85)], NOW).concern).toBe(1);
    expect(balanceOf([said("good_news", 1, "no_answer"), said("good_news", 1, "wrong_number")], NOW).praise).toBe(0);
  });
});

describe("the next try", () => {
  it("falls into the family's good hours, in the school's own time", () => {
    expect(nextTry(NOW, ["afternoon"], "Europe/London").toISOString()).toBe("2026-11-23T15:00:00.000Z");
    expect(nextTry(NOW, ["morning"], "Europe/London").toISOString()).toBe("2026-11-24T08:00:00.000Z");
    // In summer time 08:00 is 07:00 in UTC.
    expect(nextTry(new Date("2026-06-15T12:00:00Z"), ["morning"], "Europe/London").toISOString()).toBe("2026-06-16T07:00:00.000Z");
  });

  it("never falls on a weekend, and is a day later when nothing is known", () => {
    expect(nextTry(new Date("2026-11-27T18:30:00Z"), ["evening"], "Europe/London").toISOString()).toBe("2026-11-30T17:00:00.000Z");
    expect(nextTry(NOW, [], "Europe/London")).toEqual(ago(-1));
    expect(isGoodHour(NOW, ["morning"], "Europe/London")).toBe(true);
    expect(isGoodHour(NOW, ["evening"], "Europe/London")).toBe(false);
  });
});

describe("families", () => {
  it("are children who share an adult, directly or by another child", () => {
    const families = familiesOf([
      { adultId: "m", pupilId: "b" }, { adultId: "m", pupilId: "a" }, { adultId: "f", pupilId: "b" }, { adultId: "f", pupilId: "c" }, { adultId: "x", pupilId: "d" },
    ]);
    expect([...families].sort()).toEqual([["a", "a"], ["b", "a"], ["c", "a"], ["d", "d"]]);
  });

  it("are the same whatever the order of the links", () => {
    const link = fc.record({ adultId: fc.constantFrom("m", "f", "g", "h"), pupilId: fc.constantFrom("a", "b", "c", "d", "e") });
    fc.assert(fc.property(fc.array(link, { maxLength: 8 }), (links) => {
      const [one, other] = [familiesOf(links), familiesOf([...links].reverse())];
      expect([...one].sort()).toEqual([...other].sort());
      for (const a of links) for (const b of links) if (a.adultId === b.adultId) expect(one.get(a.pupilId)).toBe(one.get(b.pupilId));
    }));
  });

  it("weigh more by what the work with them takes", () => {
    expect(weightOf({ interpreter: false, doesNotRead: false, lookedAfter: false, adults: 1 })).toBe(1);
    expect(weightOf({ interpreter: true, doesNotRead: true, lookedAfter: true, adults: 4 })).toBe(6);
    expect(beyondMean(6, [6, 2])).toBe(50);
    expect(beyondMean(0, [0, 0])).toBe(0);
  });
});

describe("the morning", () => {
  const row = (more: Partial<Ranked>): Ranked => ({ reason: "call", dueAt: NOW, overdue: false, goodNow: false, ...more });

  it("begins with what is overdue, then goes by reason, then by who is good to ring now", () => {
    const rows = [row({ reason: "good_news", dueAt: null }), row({ goodNow: true }), row({}), row({ reason: "visit", overdue: true }), row({ reason: "family_says" })];
    expect(rows.sort(byUrgency).map(({ reason, overdue, goodNow }) => [reason, overdue, goodNow])).toEqual([
      ["visit", true, false], ["family_says", false, false], ["call", false, true], ["call", false, false], ["good_news", false, false],
    ]);
  });

  it("knows when somebody steps in", () => {
    const cover = { coverId: "x", coverFrom: ago(1), coverUntil: ago(-1) };
    expect(isCovered(cover, NOW)).toBe(true);
    expect(isCovered({ ...cover, coverUntil: NOW }, NOW)).toBe(false);
    expect(isCovered({ coverId: null, coverFrom: null, coverUntil: null }, NOW)).toBe(false);
  });
});

describe("a note", () => {
  const id = "018f0000-0000-7000-8000-000000000001";
  const note = { key: id, pupilId: id, adultId: id, channel: "call", language: "ur", outcome: "reached" };
  const fits = (more: object) => noteSchema.safeParse({ ...note, ...more }).success;

  it("has no word for a pupil who interprets", () => {
    expect(fits({ interpreter: "phone_service" })).toBe(true);
    for (const interpreter of ["pupil", "child", "sibling"]) expect(fits({ interpreter })).toBe(false);
  });

  it("names a barrier exactly when one was found, and what was said back when it was understood", () => {
    expect(fits({ outcome: "barrier_found" })).toBe(false);
    expect(fits({ outcome: "barrier_found", barrier: "shift" })).toBe(true);
    expect(fits({ barrier: "shift" })).toBe(false);
    expect(fits({ outcome: "reached_and_understood" })).toBe(false);
    expect(fits({ outcome: "reached_and_understood", theirWords: " " })).toBe(false);
    expect(fits({ outcome: "reached_and_understood", theirWords: "She will read with him." })).toBe(true);
  });
});
