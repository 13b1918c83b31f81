import type { Tx } from "./client";

/** Lets one transaction at a time work on what this key names; it is free again when the transaction ends. One statement. */
export async function lockKey(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}
