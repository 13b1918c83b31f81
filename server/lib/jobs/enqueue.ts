import type { Tx } from "../db/client";

export interface JobOptions {
  /** Not before this moment. */
  runAt?: Date;
  /** A job with the same key replaces the one that waits; the school is added to it. */
  key?: string;
  /** Jobs of one queue run one after another. */
  queue?: string;
}

/**
 * Adds a job in the caller's transaction: it exists only if the transaction commits. The name is "<feature>.<verb>" and
 * its payload always gets the connection's schoolId from the database, so that no job can act for another school.
 */
export async function enqueueJob(
  tx: Tx,
  task: string,
  payload: Record<string, string | number | boolean | string[]> = {},
  options: JobOptions = {},
): Promise<void> {
  await tx.$executeRaw`SELECT enqueue_job(${task}, ${JSON.stringify(payload)}::jsonb, ${options.runAt ?? null}::timestamptz, ${options.key ?? null}, ${options.queue ?? null})`;
}
