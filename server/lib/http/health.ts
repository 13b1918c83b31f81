import { readdirSync } from "node:fs";
import path from "node:path";

import pg from "pg";

import { env } from "@/server/lib/env";

export interface Health {
  ok: boolean;
  database: "ok" | "down";
  migrations: { applied: number; pending: number };
  jobs: { waiting: number; oldestSeconds: number; worker: "inside" | "off" };
}

// Its own small pool: health must not wait for a connection that pages hold, and it sees the tables' owner's tables.
const globalPool = globalThis as typeof globalThis & { kingsgateHealthPool?: pg.Pool };

function pool(): pg.Pool {
  if (!globalPool.kingsgateHealthPool) {
    globalPool.kingsgateHealthPool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 1, idleTimeoutMillis: 5_000, connectionTimeoutMillis: 2_000, query_timeout: 2_000, allowExitOnIdle: true, application_name: "kingsgate-health" });
    globalPool.kingsgateHealthPool.on("error", () => undefined);
  }
  return globalPool.kingsgateHealthPool;
}

/** The names of the migrations that this build brings. */
function migrationNames(): string[] {
  return readdirSync(path.join(process.cwd(), "prisma", "migrations"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

interface Row {
  applied: string[];
  waiting: number;
  oldest: number;
}

const QUERY = `SELECT
  (SELECT coalesce(array_agg(migration_name::text), '{}') FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS applied,
  count(*)::int AS waiting, coalesce(greatest(0, extract(epoch FROM now() - min(run_at))), 0)::int AS oldest
  FROM graphile_worker.jobs WHERE run_at <= now() AND locked_at IS NULL AND attempts < max_attempts`;

/**
 * Asks the database once: is it there, has it all migrations of this build, how many jobs are due and for how long (in
 * seconds) the oldest has been. Not ok when the database is away or lacks a migration.
 */
export async function checkHealth(): Promise<Health> {
  const worker = env().WORKER;
  const names = migrationNames();
  try {
    const { rows } = await pool().query<Row>(QUERY);
    const row = rows[0] as Row;
    const applied = new Set(row.applied);
    const pending = names.filter((name) => !applied.has(name)).length;
    return { ok: pending === 0, database: "ok", migrations: { applied: applied.size, pending }, jobs: { waiting: row.waiting, oldestSeconds: row.oldest, worker } };
  } catch {
    return { ok: false, database: "down", migrations: { applied: 0, pending: names.length }, jobs: { waiting: 0, oldestSeconds: 0, worker } };
  }
}
