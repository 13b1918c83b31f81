import type { Tx } from "../db/client";
import { AppError } from "../errors";
import { keyedHash } from "./tokens";

export interface Limit {
  /** What is counted; two purposes never share a count. */
  purpose: string;
  attempts: number;
  minutes: number;
}

/**
 * Counts one attempt in a fixed window and throws rate_limited, with the moment of the next try (ISO, `retryAt`), when
 * there were too many. One statement that adds and answers, so that a hundred at once are counted one by one. Call it
 * outside a transaction: an attempt counts whatever becomes of it. Only a keyed hash of the value is kept.
 */
export async function countAttempt(db: Tx, input: { schoolId: string; now: Date; limit: Limit; value: string }): Promise<void> {
  const { purpose, attempts, minutes } = input.limit;
  const length = minutes * 60_000;
  const start = new Date(Math.floor(input.now.getTime() / length) * length);
  const key = keyedHash(`limit:${purpose}`, input.value);
  const rows = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_limit (school_id, key, window_start, count) VALUES (${input.schoolId}::uuid, ${key}, ${start}, 1)
    ON CONFLICT (school_id, key, window_start) DO UPDATE SET count = rate_limit.count + 1
    RETURNING count`;
  if ((rows[0]?.count ?? 0) > attempts) throw new AppError("rate_limited", { retryAt: new Date(start.getTime() + length).toISOString() });
}
