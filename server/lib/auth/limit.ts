import type { Tx } from "../db/client";
import { AppError } from "../errors";
import { keyedHash } from "./tokens";

export interface Limit {
  /** What is counted; two purposes never share a count. */
  purpose: string;
  attempts: number;
  minutes: number;
}

/** One count: of a purpose, in windows of so many minutes, for a value (an address, or a word for all of the school). */
export interface Counted {
  schoolId: string;
  now: Date;
  purpose: string;
  minutes: number;
  value: string;
}

/** The purpose stands in front, so that what many were counted for can be summed; of the value there is a keyed hash. */
const keyOf = ({ purpose, value }: Pick<Counted, "purpose" | "value">) => `${purpose}:${keyedHash(`limit:${purpose}`, value)}`;

/** The beginning of the window in which a moment lies, or of an earlier one. */
function windowOf({ now, minutes }: Pick<Counted, "now" | "minutes">, back = 0): Date {
  const length = minutes * 60_000;
  return new Date((Math.floor(now.getTime() / length) - back) * length);
}

/**
 * Adds one to a count of this window and gives what it is now. One statement that adds and answers, so that a hundred at once are counted
 * one by one. Call it outside a transaction: what happened counts whatever becomes of it. Only a keyed hash of the value is kept.
 */
export async function countUp(db: Tx, input: Counted): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_limit (school_id, key, window_start, count) VALUES (${input.schoolId}::uuid, ${keyOf(input)}, ${windowOf(input)}, 1)
    ON CONFLICT (school_id, key, window_start) DO UPDATE SET count = rate_limit.count + 1
    RETURNING count`;
  return rows[0]?.count ?? 0;
}

/** What some counts are in this window and in the one before: a list of pairs, in the order asked. One statement. */
export async function readCounts(db: Tx, inputs: readonly Counted[]): Promise<{ now: number; before: number }[]> {
  const rows = await db.rateLimit.findMany({ where: { OR: inputs.map((input) => ({ schoolId: input.schoolId, key: keyOf(input), windowStart: { in: [windowOf(input), windowOf(input, 1)] } })) } });
  const at = (input: Counted, back: number) => rows.find(({ key, windowStart }) => key === keyOf(input) && windowStart.getTime() === windowOf(input, back).getTime())?.count ?? 0;
  return inputs.map((input) => ({ now: at(input, 0), before: at(input, 1) }));
}

/**
 * How many values were counted for a purpose in windows that began at a moment or later, and how often altogether. No more than `most` rows
 * are looked at: beyond that both numbers are at least so large. One statement.
 */
export async function sumCounts(db: Tx, input: { schoolId: string; purpose: string; from: Date; most: number }): Promise<{ values: number; count: number }> {
  const [row] = await db.$queryRaw<{ values: number; count: number }[]>`
    SELECT count(DISTINCT key)::int AS values, coalesce(sum(count), 0)::int AS count FROM (
      SELECT key, count FROM rate_limit WHERE school_id = ${input.schoolId}::uuid AND key LIKE ${`${input.purpose}:%`} AND window_start >= ${input.from} LIMIT ${input.most}) AS counted`;
  return row ?? { values: 0, count: 0 };
}

/**
 * Counts one attempt in a fixed window and throws rate_limited, with the moment of the next try (ISO, `retryAt`), when
 * there were too many.
 */
export async function countAttempt(db: Tx, input: { schoolId: string; now: Date; limit: Limit; value: string }): Promise<void> {
  const { schoolId, now, value, limit: { purpose, attempts, minutes } } = input;
  if ((await countUp(db, { schoolId, now, purpose, minutes, value })) > attempts) throw new AppError("rate_limited", { retryAt: windowOf({ now, minutes }, -1).toISOString() });
}
