import { createHash } from "node:crypto";

/** Moment that stands in ids made for the demo: the first day of its school year. */
const ID_TIME = Date.UTC(2026, 8, 1);

/**
 * A UUID v7 whose time is fixed and whose other bits come from a name: the same name gives the same id at every run.
 * @param name kind and key, such as "pupil:demo-pupil-0001"
 */
export function idOf(name: string): string {
  const bytes = createHash("sha256").update(`kingsgate-demo:${name}`).digest().subarray(0, 16);
  bytes.writeUIntBE(ID_TIME, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A stream of chances that is always the same for the same name. */
export interface Chance {
  /** A number from 0 up to 1. */
  next: () => number;
  /** A whole number from `from` to `to`, both included. */
  whole: (from: number, to: number) => number;
  /** Whether something of this likelihood (0 to 1) happens. */
  happens: (likelihood: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  /** `count` different ones, in the order in which they were drawn. */
  some: <T>(list: readonly T[], count: number) => T[];
  /** One of the entries, each as likely as its weight. */
  weighted: <T>(list: readonly (readonly [T, number])[]) => T;
}

/** Chances by the small generator mulberry32, started from a name. */
export function chanceOf(name: string): Chance {
  let state = createHash("sha256").update(name).digest().readUInt32BE(0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[whole(0, list.length - 1)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  };
  return {
    next, whole, pick,
    happens: (likelihood) => next() < likelihood,
    some: (list, count) => {
      const left = [...list];
      const drawn: typeof left = [];
      while (drawn.length < count && left.length > 0) drawn.push(...left.splice(whole(0, left.length - 1), 1));
      return drawn;
    },
    weighted: (list) => {
      let point = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) if ((point -= weight) < 0) return value;
      const last = list.at(-1);
      if (!last) throw new Error("nothing to pick from");
      return last[0];
    },
  };
}
