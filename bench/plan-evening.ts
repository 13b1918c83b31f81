/** Plans an evening of 25 teachers, 4 interpreters and 120 families with 480 wishes, and by first come, first served in the same run. */
import { type Board, layOut, type Plan, planGreedily, type Problem, type PlanWish, scoreOf, takes } from "@/server/features/meetings/planning/rules";
import { planRound } from "@/server/features/meetings/planning/rules.solve";
import { addMinutes } from "@/server/lib/clock";
import { closeSolver, solveProgram } from "@/server/lib/solver/thread";

const [TEACHERS, FAMILIES, WISHES] = [25, 120, 480];
const LANGUAGES = ["ur", "so", "pl", "ar"];
/** Families with an interpreter; each has three wishes, the others share the rest. */
const INTERPRETED = 8;
const HOURS = 3.5;
const START = new Date("2026-12-10T15:30:00Z");

/** Numbers that are the same at every run. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** An evening that is nearly full: 456 talks of ten minutes and 24 of twenty in 525 places. */
function evening(): Problem {
  const random = numbers(7);
  const endsAt = addMinutes(START, HOURS * 60);
  const load = new Array<number>(TEACHERS).fill(0);
  const most = HOURS * 6;
  const wishes: PlanWish[] = [];
  const families = Array.from({ length: FAMILIES }, (_, nth) => nth);
  const wanted: number[] = families.map((nth) => (nth < INTERPRETED ? 3 : 4));
  for (let rest = WISHES - wanted.reduce((a, b) => a + b, 0), nth = INTERPRETED; rest > 0; rest -= 1, nth += 1) wanted[nth] = (wanted[nth] ?? 0) + 1;
  for (const nth of families) {
    const interpreter = nth < INTERPRETED;
    const chosen = new Set<number>();
    while (chosen.size < (wanted[nth] ?? 0)) {
      const teacher = Math.floor(random() * TEACHERS);
      const least = Math.min(...load.filter((_, each) => !chosen.has(each)));
      if (chosen.has(teacher) || ((load[teacher] ?? 0) + (interpreter ? 2 : 1) > most && (load[teacher] ?? 0) > least)) continue;
      chosen.add(teacher);
      load[teacher] = (load[teacher] ?? 0) + (interpreter ? 2 : 1);
    }
    const evenings = random() < 0.25 ? ["evening"] : [];
    for (const teacher of chosen) {
      wishes.push({
        id: `${nth}:${teacher}`, adultId: `family${nth}`, pupilId: `child${nth}`, teacherId: `teacher${teacher}`, mode: "in_person", language: interpreter ? (LANGUAGES[nth % LANGUAGES.length] ?? "ur") : "en", interpreter, suits: interpreter ? [] : evenings, keeps: [], present: null,
      });
    }
  }
  // In the order in which families ask, which is none.
  const order = wishes.map((wish) => [random(), wish] as const).sort((a, b) => a[0] - b[0]).map(([, wish]) => wish);
  return {
    zone: "Europe/London", now: addMinutes(START, -9_000), minutes: 10, gapMinutes: 5, wishes: order, taken: new Map(), staying: [], apart: new Map(), pairs: [],
    sessions: Array.from({ length: TEACHERS }, (_, nth) => ({ id: `s${nth}`, teacherId: `teacher${nth}`, startsAt: START, endsAt, modes: ["in_person" as const] })),
    interpreters: LANGUAGES.map((language) => ({ id: `interpreter-${language}`, languages: [language], startsAt: START, endsAt })),
  };
}

/** Nobody is in two places: what the planner promises, counted apart from it. */
function check(board: Board, plan: Plan): void {
  const all = plan.flatMap((option) => (option ? takes(board, option) : []));
  for (const [nth, one] of all.entries()) {
    if (all.slice(nth + 1).some((other) => other.who === one.who && one.from < other.to && other.from < one.to)) throw new Error(`${one.who} is in two places`);
  }
}

export default async function bench(): Promise<string[]> {
  const board = layOut(evening());
  await solveProgram("Maximize\n obj: x\nSubject To\n c: x <= 1\nBinary\n x\nEnd", 1);
  const began = performance.now();
  const plan = await planRound(board, solveProgram, began + 8_000);
  const seconds = (performance.now() - began) / 1_000;
  const greedy = planGreedily(board);
  check(board, plan);
  check(board, greedy);
  const [own, first] = [scoreOf(board, plan), scoreOf(board, greedy)];
  closeSolver();
  return [
    `plan-evening.seconds ${seconds.toFixed(2)} s`,
    `plan-evening.unplaced ${own.unplaced} wishes`, `plan-evening.unplaced-greedy ${first.unplaced} wishes`,
    `plan-evening.idle ${own.idle} min`, `plan-evening.idle-greedy ${first.idle} min`,
    `plan-evening.wait ${(own.wait / FAMILIES).toFixed(1)} min/family`, `plan-evening.wait-greedy ${(first.wait / FAMILIES).toFixed(1)} min/family`,
  ];
}
