import pg from "pg";

import { env } from "@/server/lib/env";

/** Runs statements as the database's owner: setting up schools, and negative controls that step over the walls. */
export async function withOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
