import { describe, expect, it } from "vitest";

import { momentIn } from "@/server/lib/clock";

import { alternativesTo, clashesOf, type DateFacts, weightOf } from "./rules";

const facts: DateFacts = { zone: "Europe/London", latitude: 51.51, longitude: -0.13, events: [] };
const slot = (day: string, from: string, to: string) => {
  const [startsAt, endsAt] = [momentIn(facts.zone, day, from), momentIn(facts.zone, day, to)];
  if (!startsAt || !endsAt) throw new Error("no such time");
  return { startsAt, endsAt };
};
const kinds = (day: string, from: string, to: string, more: Partial<DateFacts> = {}) => clashesOf(slot(day, from, to), { ...facts, ...more }).map(({ kind, name }) => (name ? `${kind}:${name}` : kind));

describe("whom a time shuts out", () => {
  it.each([
    ["2026-03-20", "18:00", "19:00", "festival:eid_al_fitr"],
    ["2026-03-19", "16:30", "17:30", "festival:eid_al_fitr"], // the moon may be seen a day before
    ["2026-05-27", "18:00", "19:00", "festival:eid_al_adha"],
    ["2026-04-10", "18:00", "19:00", "festival:orthodox_good_friday"],
    ["2026-04-02", "18:00", "19:00", "festival:passover"],
    ["2026-09-21", "18:00", "19:00", "festival:yom_kippur"],
    ["2026-11-08", "18:00", "19:00", "festival:diwali"],
    ["2026-02-17", "18:00", "19:00", "festival:new_year_lunar"],
    ["2026-05-25", "18:00", "19:00", "bank_holiday"],
    ["2026-12-28", "18:00", "19:00", "bank_holiday"], // Boxing Day's substitute
  ])("%s %s to %s: %s", (day, from, to, expected) => expect(kinds(day, from, to)).toContain(expected));

  it("knows when the sun sets and what that means", () => {
    // London, 10 December: sunset 15:52; 10 July: 21:17.
    expect(kinds("2026-12-10", "15:45", "16:45")).toContain("sunset_prayer");
    expect(kinds("2026-07-09", "18:00", "19:00")).toEqual([]);
    const sunset = clashesOf(slot("2026-12-10", "15:30", "16:30"), facts).find(({ kind }) => kind === "sunset_prayer")?.at;
    expect(Math.abs((sunset?.getTime() ?? 0) - Date.parse("2026-12-10T15:52:00Z"))).toBeLessThan(5 * 60_000);
    expect(kinds("2026-03-05", "18:00", "19:00")).toContain("fast");
    expect(kinds("2026-03-05", "16:30", "17:30")).not.toContain("fast");
    expect(kinds("2026-12-11", "18:00", "19:00")).toContain("sabbath");
    expect(kinds("2026-07-10", "18:00", "19:00")).not.toContain("sabbath");
  });

  it("knows the days of those who work and fetch children", () => {
    expect(kinds("2026-07-07", "15:00", "16:00")).toEqual(["school_run", "working_day"]);
    expect(kinds("2026-07-10", "13:00", "14:00")).toEqual(["friday_prayer", "working_day"]);
    expect(kinds("2026-07-07", "19:30", "20:30")).toEqual(["bedtime"]);
    expect(kinds("2026-07-12", "18:00", "19:00")).toEqual(["weekend"]);
  });

  it("names what the school holds at the same time, and only that", () => {
    const events = [{ ...slot("2026-07-07", "18:00", "19:30"), title: "Music evening" }];
    expect(kinds("2026-07-07", "19:00", "20:00", { events })).toEqual(["own_event:Music evening"]);
    expect(kinds("2026-07-07", "19:30", "20:00", { events })).toEqual([]);
  });
});

describe("better times", () => {
  it("are lighter than the one that was asked for, each on its own day, none in the past", () => {
    const asked = slot("2026-03-20", "15:00", "16:30");
    const now = new Date("2026-03-01T09:00:00Z");
    const better = alternativesTo(asked, facts, now);
    expect(better).toHaveLength(5);
    expect(new Set(better.map(({ startsAt }) => startsAt.toISOString().slice(0, 10))).size).toBe(5);
    for (const { clashes, startsAt, endsAt } of better) {
      expect(weightOf(clashes)).toBeLessThan(weightOf(clashesOf(asked, facts)));
      expect(endsAt.getTime() - startsAt.getTime()).toBe(90 * 60_000);
      expect(startsAt.getTime()).toBeGreaterThan(now.getTime());
    }
  });

  it("keep the school's hour over the clock change", () => {
    const better = alternativesTo(slot("2026-10-23", "18:00", "19:00"), facts, new Date("2026-10-01T09:00:00Z"), 28);
    const hours = new Set(better.map(({ startsAt }) => new Intl.DateTimeFormat("en-GB", { timeZone: facts.zone, hour: "2-digit", minute: "2-digit" }).format(startsAt)));
    expect([...hours].every((hour) => ["09:15", "13:30", "15:45", "16:30", "17:30", "18:00", "18:30"].includes(hour))).toBe(true);
  });
});
