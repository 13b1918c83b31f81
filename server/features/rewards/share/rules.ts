import { FEWEST } from "./schema";

/** What is counted of one child. */
export interface ShareChild {
  /** The last time that good news about the child was shown, or that the child was celebrated before families; null: never. */
  lastAt: Date | null;
}

/** The later of two moments, where there are two. */
export function latest(one: Date | null, other: Date): Date {
  return one && one > other ? one : other;
}

export interface Share {
  children: number;
  /** Celebrated since the moment that was asked for. */
  lately: number;
  never: number;
  /** Whole per cent of the children who were celebrated lately; 0 where there are none. */
  percent: number;
}

/** How many of these children were celebrated since a moment, and how many never. */
export function shareOf(children: readonly ShareChild[], since: Date): Share {
  const lately = children.filter(({ lastAt }) => lastAt !== null && lastAt >= since).length;
  const never = children.filter(({ lastAt }) => lastAt === null).length;
  return { children: children.length, lately, never, percent: children.length === 0 ? 0 : Math.round((100 * lately) / children.length) };
}

/** The share of a group, or null where it, or what is left beside it, is so small that its number would point at a child. */
export function groupShare(children: readonly ShareChild[], all: number, since: Date): Share | null {
  const rest = all - children.length;
  return children.length < FEWEST || (rest > 0 && rest < FEWEST) ? null : shareOf(children, since);
}
