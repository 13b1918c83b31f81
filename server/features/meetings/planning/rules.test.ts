import { afterAll, describe, expect, it } from "vitest";

import { addMinutes, clockIn, momentIn } from "@/server/lib/clock";
import { closeSolver, solveProgram } from "@/server/lib/solver/thread";

import { startsIn, suitsAdult } from "../rules";
import { explain, layOut, type Plan, planGreedily, type PlanWish, type Problem, scoreOf, takes } from "./rules";
import { planRound } from "./rules.solve";

afterAll(closeSolver);

const ZONE = "Europe/London";
const START = new Date("2026-12-10T16:00:00Z");
const plan = (problem: Problem) => planRound(layOut(problem), solveProgram, performance.now() + 1_500);

const wish = (adultId: string, teacherId: string, more: Partial<PlanWish> = {}): PlanWish => ({
  id: `${adultId}:${teacherId}`, adultId, pupilId: `child-${adultId}`, teacherId, mode: "in_person", language: "en", interpreter: false, suits: [], keeps: [], present: null, ...more,
});
function round(wishes: PlanWish[], more: Partial<Problem> = {}, minutes = 60): Problem {
  const endsAt = addMinutes(START, minutes);
  const teachers = [...new Set(wishes.map(({ teacherId }) => teacherId))];
  return {
    zone: ZONE, now: addMinutes(START, -1_000), minutes: 10, gapMinutes: 5, wishes, taken: new Map(), staying: [], apart: new Map(), pairs: [], interpreters: [],
    sessions: teachers.map((teacherId) => ({ id: `s-${teacherId}`, teacherId, startsAt: START, endsAt, modes: ["in_person" as const] })), ...more,
  };
}
const startsOf = (made: Plan) => made.map((option) => option?.start ?? null);

describe("a plan", () => {
  it("puts nobody in two places, and what one family wished one after the other", async () => {
    const problem = round([wish("a", "t1"), wish("a", "t2"), wish("a", "t3"), wish("b", "t1"), wish("b", "t2"), wish("c", "t3"), wish("c", "t1")]);
    const board = layOut(problem);
    const made = await plan(problem);
    const all = made.flatMap((option) => (option ? takes(board, option) : []));
    expect(all.filter((one, nth) => all.slice(nth + 1).some((other) => other.who === one.who && one.from < other.to && other.from < one.to))).toEqual([]);
    expect(scoreOf(board, made)).toMatchObject({ unplaced: 0 });
    expect(scoreOf(board, made).wait).toBeLessThanOrEqual(scoreOf(board, planGreedily(board)).wait);
  });

  it("gives an interpreter twice the time and says why nobody else has a place", async () => {
    const interpreters = [{ id: "i", languages: ["ur"], startsAt: START, endsAt: addMinutes(START, 60) }];
    const urdu = { interpreter: true, language: "ur" };
    const problem = round([wish("a", "t1", urdu), wish("b", "t2", urdu), wish("c", "t3", urdu), wish("d", "t1", { interpreter: true, language: "so" }), wish("e", "t2", { suits: ["early"] })], { interpreters });
    const board = layOut(problem);
    const made = await plan(problem);
    expect(made.slice(0, 3).filter((option) => option).map((option) => (option?.end ?? 0) - (option?.start ?? 0))).toEqual([20, 20]);
    const lost = made.findIndex((option) => option === null);
    expect(explain(board, made, lost).reason).toBe("interpreter_full");
    expect(explain(board, made, 3).reason).toBe("no_interpreter");
    expect(explain(board, made, 4)).toMatchObject({ reason: "no_common_time", offers: [expect.any(Date), expect.any(Date), expect.any(Date)] });
  });

  it("keeps adults who live apart away from each other", async () => {
    const child = { pupilId: "child" };
    const made = await plan(round([wish("mother", "t1", child), wish("father", "t2", child)], { pairs: [["mother", "father"]] }));
    const [mother, father] = startsOf(made) as [number, number];
    expect(Math.abs(mother - father)).toBeGreaterThanOrEqual(25);
    // Control: without the pair both come at once.
    expect(startsOf(planGreedily(layOut(round([wish("mother", "t1"), wish("father", "t2")]))))).toEqual([0, 0]);
  });

  it("made anew changes little", async () => {
    const at = (minutes: number) => ({ present: { startsAt: addMinutes(START, minutes), interpreterId: null } });
    const made = await plan(round([wish("a", "t1", at(20)), wish("b", "t1", at(40)), wish("c", "t1")]));
    expect(startsOf(made).slice(0, 2)).toEqual([20, 40]);
    expect(startsOf(made)[2]).not.toBeNull();
  });
});

describe("hours", () => {
  it("are what the school's clock shows, on the days when clocks change", () => {
    for (const [day, early] of [["2027-03-28", "2027-03-28T07:00:00.000Z"], ["2026-10-25", "2026-10-25T08:00:00.000Z"]] as const) {
      const startsAt = momentIn(ZONE, day, "08:00") as Date;
      expect(startsAt.toISOString()).toBe(early);
      expect(startsIn({ startsAt, endsAt: addMinutes(startsAt, 30) }, 10, 10).map((each) => clockIn(ZONE, each).minute)).toEqual([480, 490, 500]);
      expect(suitsAdult(ZONE, { startsAt, endsAt: addMinutes(startsAt, 10) }, ["weekend"], [])).toBe(true);
    }
    // The hour that spring skips is no time; the one that autumn has twice has all its starts.
    expect(momentIn(ZONE, "2027-03-28", "01:30")).toBeNull();
    const night = { startsAt: momentIn(ZONE, "2026-10-25", "00:30") as Date, endsAt: momentIn(ZONE, "2026-10-25", "02:00") as Date };
    expect(startsIn(night, 30, 30).length).toBe(5);
  });

  it("keep clear of work at night, of the way to school, and of prayer", () => {
    const fits = (time: string, keeps: string[], day = "2026-12-10") => {
      const startsAt = momentIn(ZONE, day, time) as Date;
      return suitsAdult(ZONE, { startsAt, endsAt: addMinutes(startsAt, 10) }, [], keeps);
    };
    expect([fits("10:00", ["nights"]), fits("13:00", ["nights"]), fits("19:50", ["nights"]), fits("20:00", ["nights"])]).toEqual([false, true, true, false]);
    expect([fits("08:30", ["school_run"]), fits("15:00", ["school_run"]), fits("16:00", ["school_run"])]).toEqual([false, false, true]);
    // Sunset in London on that day is at 15:51; Friday's prayer is at midday.
    expect([fits("15:55", ["prayer"]), fits("16:30", ["prayer"]), fits("13:00", ["prayer"], "2026-12-11"), fits("15:55", [])]).toEqual([false, true, false, true]);
  });
});
