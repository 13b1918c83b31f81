import { APART_MINUTES } from "../schema";
import { type Board, Hours, type Option, type Plan, type PlanWish, takes, weights } from "./rules";

/** Meetings begin and end on a grid of so many minutes. */
const UNIT = 5;
const DAY = 24 * 60;

type Row = Map<string, string[]>;

const push = (rows: Row, key: string, name: string) => rows.set(key, [...(rows.get(key) ?? []), name]);
const sum = (terms: readonly string[]) => terms.join(" + ");

/** A program in CPLEX's LP format, and what its variables mean. */
export interface Program {
  text: string;
  options: Map<string, Option>;
}

/** Where the meetings of a family or an interpreter on a day are drawn to: the middle of a family's, the first of an interpreter's. */
function anchorsOf(board: Board, plan: Plan): Map<string, number> {
  const starts = new Map<string, number[]>();
  for (const option of plan) {
    if (!option) continue;
    const day = Math.floor(option.start / DAY);
    const keys = [`a:${board.problem.wishes[option.wish]?.adultId}:${day}`, ...(option.interpreterId ? [`i:${option.interpreterId}:${day}`] : [])];
    for (const key of keys) starts.set(key, [...(starts.get(key) ?? []), option.start]);
  }
  return new Map([...starts].map(([key, those]) => {
    const sorted = those.sort((x, y) => x - y);
    return [key, (key.startsWith("i:") ? sorted[0] : sorted[Math.floor(sorted.length / 2)]) ?? 0];
  }));
}

/** How far an option is from where its family and its interpreter are drawn to, weighed. */
function pull(board: Board, anchors: Map<string, number>, option: Option): number {
  const day = Math.floor(option.start / DAY);
  const from = (key: string) => Math.abs(option.start - (anchors.get(key) ?? option.start));
  const family = from(`a:${board.problem.wishes[option.wish]?.adultId}:${day}`) * weights.wait;
  return option.interpreterId ? family / 4 + from(`i:${option.interpreterId}:${day}`) * weights.idle : family;
}

/**
 * The mixed integer program of some wishes, all other places of the plan staying as they are: one variable for each option that is free. It places as
 * many as it can; then meetings of one family are drawn together, those of an interpreter to the first of them, and little moves. To count first and
 * last exactly was tried: the program takes ten times as long, and the parts that can be solved in time are too small to gain anything.
 * @param free indices of wishes that may be placed anew
 */
export function programFor(board: Board, plan: Plan, free: ReadonlySet<number>): Program {
  const rest = new Hours(board, plan.filter((_, index) => !free.has(index)));
  const anchors = anchorsOf(board, plan);
  const options = new Map<string, Option>();
  const [once, units, apart, objective]: [Row, Row, string[], string[]] = [new Map(), new Map(), [], []];
  for (const index of free) {
    for (const [nth, option] of (board.options[index] ?? []).entries()) {
      if (rest.blocker(option) !== null) continue;
      const name = `x${index}_${nth}`;
      options.set(name, option);
      push(once, `w${index}`, name);
      for (const { who, from, to } of takes(board, option)) for (let at = Math.floor(from / UNIT); at * UNIT < to; at += 1) push(units, `${who}:${at}`, name);
      objective.push(`+ ${Math.round(weights.unplaced - option.cost - pull(board, anchors, option))} ${name}`);
    }
  }
  separate(board, options, apart);
  const crowded = new Set([...units.values()].filter((names) => names.length > 1).map(sum));
  const rows = [...[...once.values()].map(sum), ...crowded].map((names) => `${names} <= 1`);
  const text = ["Maximize", ` obj: ${objective.join(" ")}`, "Subject To", ...[...rows, ...apart].map((row, at) => ` c${at}: ${row}`), "Binary", ` ${[...options.keys()].join(" ")}`, "End"].join("\n");
  return { text, options };
}

/** Adults who live apart are not placed near each other: a row for each two options that are too near. */
function separate(board: Board, options: Map<string, Option>, rows: string[]): void {
  if (board.apart.size === 0) return;
  const all = [...options].filter(([, option]) => board.apart.has((board.problem.wishes[option.wish] as PlanWish).adultId));
  const adultOf = (option: Option) => (board.problem.wishes[option.wish] as PlanWish).adultId;
  for (const [nth, [name, option]] of all.entries()) {
    for (const [other, theirs] of all.slice(nth + 1)) {
      if (board.apart.get(adultOf(option))?.has(adultOf(theirs)) && option.start - APART_MINUTES < theirs.free && theirs.start < option.free + APART_MINUTES) rows.push(`${name} + ${other} <= 1`);
    }
  }
}
