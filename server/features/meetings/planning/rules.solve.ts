import { type Board, Hours, type Option, type Plan, type PlanWish, scoreOf, waitsOf, weights } from "./rules";
import { programFor } from "./rules.program";
import { improve } from "./rules.search";

/** Solves a program; null: no answer in time. */
export type Solve = (program: string, seconds: number) => Promise<string[] | null>;

/** Wishes that one program places anew: more take the solver longer than they gain. */
const AT_ONCE = 60;
/** How long one program may take, in seconds. */
const SECONDS = 1;
/** How many steps are tried for each wish before the solver begins. */
const STEPS = 200;
/** So many programs in a row that gain nothing end the search. */
const PATIENCE = 6;

/** Numbers that are the same at every run: the same round gives the same plan. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What an option adds to the waiting of its family and the idling of its interpreter, given what is placed. */
function added(board: Board, plan: Plan, option: Option): number {
  const { wishes } = board.problem;
  const adultId = (wishes[option.wish] as PlanWish).adultId;
  const sameDay = (other: Option) => Math.floor(other.start / 1_440) === Math.floor(option.start / 1_440);
  const gapTo = (others: Option[]) => (others.length === 0 ? 0 : Math.min(...others.map((each) => Math.max(0, each.start - option.free, option.start - each.free))));
  const family = plan.filter((each): each is Option => each !== null && wishes[each.wish]?.adultId === adultId && sameDay(each));
  const interpreter = option.interpreterId ? plan.filter((each): each is Option => each !== null && each.interpreterId === option.interpreterId && sameDay(each)) : [];
  return option.cost + gapTo(family) * weights.wait + gapTo(interpreter) * weights.idle;
}

/** The order in which a first plan is made: families with an interpreter first, language by language, then those with most wishes. */
function orderOf(board: Board): number[] {
  const { wishes } = board.problem;
  const count = new Map<string, number>();
  for (const { adultId } of wishes) count.set(adultId, (count.get(adultId) ?? 0) + 1);
  return [...wishes.keys()].sort((a, b) => {
    const [one, other] = [wishes[a] as PlanWish, wishes[b] as PlanWish];
    return Number(other.interpreter) - Number(one.interpreter) || (one.interpreter ? one.language.localeCompare(other.language) : 0) || (count.get(other.adultId) ?? 0) - (count.get(one.adultId) ?? 0) || one.adultId.localeCompare(other.adultId) || (board.options[a]?.length ?? 0) - (board.options[b]?.length ?? 0);
  });
}

/** Gives whoever has no place one, where there is one, each where it adds least. The plan grows in place. @param which for whom places are looked for */
function fill(board: Board, plan: Plan, which: (wish: number) => boolean = () => true): Plan {
  const hours = new Hours(board, plan);
  for (const index of orderOf(board)) {
    if (plan[index] || !which(index)) continue;
    let best: { option: Option; cost: number } | null = null;
    for (const option of board.options[index] ?? []) {
      if (hours.blocker(option) !== null) continue;
      const cost = added(board, plan, option);
      if (!best || cost < best.cost) best = { option, cost };
    }
    if (!best) continue;
    plan[index] = best.option;
    hours.add(best.option);
  }
  return plan;
}

const nameOf = ({ adultId, pupilId, teacherId }: PlanWish) => `${adultId}:${pupilId}:${teacherId}`;

/**
 * A plan by what holds now: families ask anew, book, move and call off while the planner thinks. What is still wished and still possible stays where the
 * plan has it; whoever is new, or wished otherwise, or whose time has gone, is placed where it adds least, or has no place.
 * @param from the board for which the plan was made
 * @param to the board as it is now
 */
export function carryOver(from: Board, plan: Plan, to: Board): Plan {
  const hours = new Hours(to);
  const made = new Map(from.problem.wishes.map((wish, index) => [nameOf(wish), plan[index]] as const));
  const minutes = (to.origin.getTime() - from.origin.getTime()) / 60_000;
  const carried: Plan = to.problem.wishes.map((wish, index) => {
    const old = made.get(nameOf(wish));
    const option = old && (to.options[index] ?? []).find((each) => each.sessionId === old.sessionId && each.interpreterId === old.interpreterId && each.start + minutes === old.start);
    if (!option || hours.blocker(option) !== null) return null;
    hours.add(option);
    return option;
  });
  return fill(to, carried);
}

/** The wishes of whole families, until there are enough for one program. */
function gather(board: Board, adults: Iterable<string>, size: number): Set<number> {
  const free = new Set<number>();
  for (const adultId of adults) {
    if (free.size >= size) break;
    for (const [index, wish] of board.problem.wishes.entries()) if (wish.adultId === adultId) free.add(index);
  }
  return free;
}

/** Which families are placed anew in a turn: those without a place with those who sit where they could; those of one interpreter; those who wait longest; any. */
function choose(board: Board, plan: Plan, turn: number, random: () => number): Set<number> {
  const { wishes, interpreters } = board.problem;
  const adultOf = (index: number) => (wishes[index] as PlanWish).adultId;
  const shuffled = <T>(all: T[]): T[] => all.map((each) => [random(), each] as const).sort((a, b) => a[0] - b[0]).map(([, each]) => each);
  const all = shuffled([...new Set(wishes.map(({ adultId }) => adultId))]);
  const lost = shuffled(plan.flatMap((option, index) => (option === null && (board.options[index] ?? []).length > 0 ? [index] : [])));
  if (turn % 2 === 0 && lost.length > 0) {
    const index = lost[0] as number;
    const { teacherId } = wishes[index] as PlanWish;
    const near = shuffled(wishes.flatMap((wish, nth) => (wish.teacherId === teacherId ? [adultOf(nth)] : [])));
    return gather(board, new Set([adultOf(index), ...near, ...all]), AT_ONCE);
  }
  const ids = [...new Set(interpreters.map(({ id }) => id))];
  if (turn % 4 === 1 && ids.length > 0) {
    const id = ids[Math.floor(turn / 4) % ids.length];
    const own = wishes.flatMap((wish, nth) => (wish.interpreter && (plan[nth]?.interpreterId === id || plan[nth] === null) ? [nth] : []));
    const teachers = new Set(own.map((nth) => wishes[nth]?.teacherId));
    // Whoever else meets those teachers makes room for the interpreter.
    const others = shuffled(wishes.flatMap((wish, nth) => (teachers.has(wish.teacherId) && !own.includes(nth) ? [nth] : [])));
    if (own.length > 0) return new Set([...own, ...others].slice(0, AT_ONCE));
  }
  if (turn % 4 === 3) {
    const waits = waitsOf(board, plan);
    return gather(board, [...all].sort((a, b) => (waits.get(b) ?? 0) - (waits.get(a) ?? 0)), AT_ONCE);
  }
  return gather(board, all, AT_ONCE);
}

/** The event loop's other work has its turn. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Plans a round: a first plan by hand, made better step by step (`improve`), then part after part of it solved anew as a mixed integer program, as long as
 * it gets better and there is time. A plan that there was is where it begins, so that a plan made anew changes little.
 * @param until when to stop, by `clock`, in milliseconds
 */
export async function planRound(board: Board, solve: Solve, until: number, clock: () => number = () => performance.now()): Promise<Plan> {
  const { wishes } = board.problem;
  const random = numbers(wishes.length + 1);
  // Of little time a quarter is left for the solver.
  const enough = until - (until - clock()) / 4;
  const goOn = async () => {
    await breathe();
    return clock() < enough;
  };
  // Interpreters first, while all hours are free: all others find their places around them more easily than the other way round.
  const interpreted = (wish: number) => wishes[wish]?.interpreter === true;
  const first = fill(board, wishes.map(() => null), interpreted);
  const fresh = fill(board, await improve(board, first, STEPS * wishes.filter(({ interpreter }) => interpreter).length, random, goOn, interpreted));
  const kept = keep(board);
  let plan = scoreOf(board, kept).total <= scoreOf(board, fresh).total ? kept : fresh;
  plan = await improve(board, plan, STEPS * wishes.length, random, goOn);
  let best = scoreOf(board, plan).total;
  // Of a round of few wishes the same are chosen again and again: until the plan gets better, so is their program, and it is not asked twice.
  const asked = new Set<string>();
  for (let turn = 0, idle = 0; idle < PATIENCE && clock() < until && best > 0; turn += 1) {
    const free = choose(board, plan, turn, random);
    if (free.size === 0) break;
    const those = [...free].sort((a, b) => a - b).join();
    if (asked.has(those)) {
      idle += 1;
      continue;
    }
    asked.add(those);
    const program = programFor(board, plan, free);
    const found = program.options.size > 0 ? await solve(program.text, Math.max(0.1, Math.min(SECONDS, (until - clock()) / 1_000))) : null;
    const next = found ? plan.map((option, index) => (free.has(index) ? null : option)) : plan;
    for (const name of found ?? []) {
      const option = program.options.get(name);
      if (option) next[option.wish] = option;
    }
    const score = scoreOf(board, next).total;
    idle = score < best ? 0 : idle + 1;
    if (score < best) asked.clear();
    if (score <= best) [plan, best] = [next, score];
  }
  return plan;
}

/** The plan that there was, where each place is still possible; who has none gets the first that is free. */
function keep(board: Board): Plan {
  const hours = new Hours(board);
  const plan: Plan = board.problem.wishes.map(() => null);
  const place = (index: number, fits: (option: Option) => boolean) => {
    const option = (board.options[index] ?? []).find((each) => fits(each) && hours.blocker(each) === null);
    if (!option) return;
    plan[index] = option;
    hours.add(option);
  };
  for (const [index, { present }] of board.problem.wishes.entries()) if (present) place(index, (option) => option.cost === 0);
  for (const [index, { present }] of board.problem.wishes.entries()) if (present && !plan[index]) place(index, (option) => option.cost < weights.moved);
  for (const index of board.problem.wishes.keys()) if (!plan[index]) place(index, () => true);
  return plan;
}
