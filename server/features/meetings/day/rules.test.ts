import { describe, expect, it } from "vitest";

import { addMinutes } from "@/server/lib/clock";

import { delaysOf, expectedStarts, lateMinutes, tapMoment, type Turn, waitingOf } from "./rules";

const AT = new Date("2026-11-30T16:00:00Z");
const at = (minutes: number) => addMinutes(AT, minutes);
/** A meeting of ten minutes that begins so many minutes after four. */
const turn = (minutes: number, more: Partial<Turn> = {}): Turn => ({ id: String(minutes), startsAt: at(minutes), endsAt: at(minutes + 10), startedAt: null, finishedAt: null, state: "booked", ...more });
const begins = (turns: Turn[], now: number) => Object.fromEntries([...expectedStarts(turns, at(now))].map(([id, when]) => [id, (when.getTime() - AT.getTime()) / 60_000]));

describe("who waits, and for how long", () => {
  it("the plan stands where nobody tapped: no delay is made up, and what is over by the plan waits no more", () => {
    expect(begins([turn(0), turn(10), turn(20)], 5)).toEqual({ 0: 0, 10: 10, 20: 20 });
    expect(begins([turn(0), turn(10), turn(20)], 15)).toEqual({ 10: 10, 20: 20 });
  });

  it("one that goes on has its whole time, and longer where it takes longer; the delay goes on to the next and melts in a break", () => {
    const running = turn(0, { startedAt: at(4) });
    expect(begins([running, turn(10), turn(20), turn(40)], 5)).toEqual({ 10: 14, 20: 24, 40: 40 });
    expect(begins([running, turn(10), turn(20), turn(40)], 22)).toEqual({ 10: 22, 20: 32, 40: 42 });
  });

  it("whoever waits behind a teacher who is late waits still after the planned end; a tap that was forgotten blocks nobody", () => {
    const late = [turn(0, { startedAt: at(0), finishedAt: at(25), state: "held" }), turn(10), turn(20)];
    expect(waitingOf(late, at(26)).map(({ id }) => id)).toEqual(["10", "20"]);
    expect(begins(late, 31)).toEqual({ 10: 31, 20: 41 });
    const forgotten = [turn(0), turn(10, { startedAt: at(10) }), turn(20)];
    expect(waitingOf(forgotten, at(16)).map(({ id }) => id)).toEqual(["20"]);
    // An end that nobody taps does not go on for ever.
    expect(begins([turn(0, { startedAt: at(0) }), turn(200)], 190)).toEqual({ 200: 200 });
  });

  it("a delay is told in steps, a small one not at all, and each teacher's by itself", () => {
    expect([4, 5, 6, 11].map((minutes) => lateMinutes(AT, at(minutes)))).toEqual([0, 5, 10, 15]);
    const two = [{ ...turn(0, { startedAt: at(0) }), teacherId: "a" }, { ...turn(10), teacherId: "a" }, { ...turn(10), id: "other", teacherId: "b" }];
    expect(Object.fromEntries(delaysOf(two, at(17)))).toEqual({ 10: 10, other: 0 });
  });

  it("a tap stands for its own moment, within what can be", () => {
    const [meeting, now] = [{ startsAt: AT }, at(60)];
    expect([undefined, at(20), at(90), at(-600)].map((said) => tapMoment(said?.toISOString(), meeting, now))).toEqual([now, at(20), now, at(-30)]);
  });
});
