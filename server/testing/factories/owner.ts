import pg from "pg";

import { env } from "@/server/lib/env";

const pools = new Map<string, pg.Pool>();

/** A few connections a database, kept: to open one takes longer than most of what is done with it. They keep no process alive. */
function ownerPool(url: string): pg.Pool {
  let pool = pools.get(url);
  if (!pool) {
    pool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 10_000, allowExitOnIdle: true });
    // The database of a test that has ended is dropped, connections and all.
    pool.on("error", () => undefined);
    pools.set(url, pool);
  }
  return pool;
}

/** Runs statements as the database's owner: setting up schools, and negative controls that step over the walls. Nothing set in one call is found in the next. */
export async function withOwner<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await ownerPool(env().DATABASE_URL).connect();
  try {
    const answer = await work(client);
    await client.query("ROLLBACK");
    await client.query("DISCARD ALL");
    client.release();
    return answer;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
