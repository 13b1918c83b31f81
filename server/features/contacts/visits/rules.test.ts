import { describe, expect, it } from "vitest";

import { addMinutes } from "@/server/lib/clock";

import { alarmDue, daysAsBusy, isKeptFree, suggestTimes, twoPeopleFor } from "./rules";

const ZONE = "Europe/London";
const at = (text: string) => new Date(text);

describe("two people", () => {
  it("go on a first visit, and wherever somebody wrote that nobody goes alone", () => {
    expect([twoPeopleFor(0, false), twoPeopleFor(1, false), twoPeopleFor(5, true)]).toEqual(["first", null, "noted"]);
  });
});

describe("an alarm", () => {
  it("is due a quarter of an hour after a time at which nobody went in, and at the minute at which nobody came out", () => {
    const start = at("2026-11-30T10:00:00Z");
    expect(alarmDue({ state: "booked", startsAt: start, outBy: null })).toEqual({ kind: "not_in", dueAt: at("2026-11-30T10:15:00Z") });
    expect(alarmDue({ state: "under_way", startsAt: start, outBy: at("2026-11-30T10:40:00Z") })).toEqual({ kind: "not_out", dueAt: at("2026-11-30T10:40:00Z") });
    for (const state of ["asked", "offered", "done", "cancelled"]) expect(alarmDue({ state, startsAt: start, outBy: start })).toBeNull();
  });
});

describe("times that are suggested", () => {
  const ask = (more: Partial<Parameters<typeof suggestTimes>[0]> = {}) =>
    suggestTimes({ now: at("2026-11-27T12:00:00Z"), zone: ZONE, minutes: 30, hours: [], busy: [], count: 4, ...more }).map((time) => time.toISOString());

  it("lie on school days from tomorrow on, two a day, in the family's good hours where they are known", () => {
    // A Friday: the next are Monday's.
    expect(ask()).toEqual(["2026-11-30T09:00:00.000Z", "2026-11-30T16:30:00.000Z", "2026-12-01T09:00:00.000Z", "2026-12-01T16:30:00.000Z"]);
    expect(ask({ hours: ["evening"], count: 2 })).toEqual(["2026-11-30T17:00:00.000Z", "2026-11-30T18:30:00.000Z"]);
    // In summer the school's nine is eight in Greenwich.
    expect(ask({ now: at("2026-06-12T12:00:00Z"), count: 1 })).toEqual(["2026-06-15T08:00:00.000Z"]);
  });

  it("never touch a time at which somebody who goes is taken", () => {
    const busy = [{ from: at("2026-11-30T08:00:00Z"), to: at("2026-11-30T12:05:00Z") }];
    expect(ask({ busy, count: 2 })).toEqual(["2026-11-30T13:00:00.000Z", "2026-11-30T16:30:00.000Z"]);
    for (const time of ask({ busy, count: 8 })) expect(at(time) >= busy[0]!.to || addMinutes(at(time), 30) <= busy[0]!.from).toBe(true);
    expect(ask({ busy: [{ from: at("2026-11-01T00:00:00Z"), to: at("2027-11-01T00:00:00Z") }] })).toEqual([]);
  });

  it("never lie on a day on which somebody who goes is away, by the school's midnights", () => {
    // Monday and Tuesday away.
    const busy = daysAsBusy([{ fromDay: "2026-11-30", untilDay: "2026-12-01" }], ZONE);
    expect(busy).toEqual([{ from: at("2026-11-30T00:00:00Z"), to: at("2026-12-02T00:00:00Z") }]);
    expect(ask({ busy, count: 1 })).toEqual(["2026-12-02T09:00:00.000Z"]);
    // In summer the school's midnight is eleven in Greenwich; on the day on which clocks change a day has 25 hours.
    expect(daysAsBusy([{ fromDay: "2026-10-25", untilDay: "2026-10-25" }], ZONE)).toEqual([{ from: at("2026-10-24T23:00:00Z"), to: at("2026-10-26T00:00:00Z") }]);
  });

  it("leave out the hours that the family or a visitor keeps free, over midnight too", () => {
    // A father on nights sleeps until two.
    expect(ask({ kept: [{ from: 22 * 60, to: 14 * 60 }], count: 2 })).toEqual(["2026-11-30T14:00:00.000Z", "2026-11-30T16:30:00.000Z"]);
    expect(ask({ kept: [{ from: 9 * 60, to: 16 * 60 + 30 }], count: 2 })).toEqual(["2026-11-30T16:30:00.000Z", "2026-12-01T16:30:00.000Z"]);
    expect([isKeptFree(600, 30, [{ from: 630, to: 700 }]), isKeptFree(601, 30, [{ from: 630, to: 700 }]), isKeptFree(600, 30, [{ from: 0, to: 0 }])]).toEqual([false, true, false]);
  });
});
