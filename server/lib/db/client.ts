import { AsyncLocalStorage } from "node:async_hooks";

import { PrismaPg } from "@prisma/adapter-pg";
import { LRUCache } from "lru-cache";
import pg from "pg";

import { env } from "../env";
import { PrismaClient } from "./generated/client";

export type Db = PrismaClient;
/** The client inside a transaction, or the client itself: what a query function needs. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

interface SchoolPool {
  db: Db;
  pool: pg.Pool;
}

/** Work whose statements are the same a thousand times in a rush: the database reads and plans each once a connection, which was about a third of what a booking cost it. */
export const preparing = new AsyncLocalStorage<true>();

/** Every prepared statement keeps its plan on every connection: so many at most, and none but of such work. */
const PREPARED = 120;
const prepared = new Map<string, string>();

/** The name under which a statement is prepared; an empty one: it is read and planned each time. */
function statementName({ sql }: { sql: string }): string {
  if (!preparing.getStore()) return "";
  const known = prepared.get(sql);
  if (known || prepared.size >= PREPARED) return known ?? "";
  const name = `kingsgate_${prepared.size + 1}`;
  prepared.set(sql, name);
  return name;
}

const CONNECTIONS_PER_SCHOOL = 8;
const SCHOOLS_HELD = 40;

/**
 * The school is set once, when a connection of its pool is opened (decision 002): no statement of a request pays for it,
 * and no request can leave another school's id behind on a connection that it shares.
 */
function open(schoolId: string | null): SchoolPool {
  const { DATABASE_URL, APP_DATABASE_URL } = env();
  // The driver writes and reads moments without their offset: in any other zone of the server each would be hours off.
  const settings = ["-c timezone=UTC", ...(APP_DATABASE_URL ? [] : ["-c role=kingsgate_app"]), ...(schoolId ? [`-c app.school_id=${schoolId}`] : [])];
  const pool = new pg.Pool({
    connectionString: APP_DATABASE_URL ?? DATABASE_URL,
    options: settings.join(" "),
    max: schoolId ? CONNECTIONS_PER_SCHOOL : 4,
    idleTimeoutMillis: 30_000,
    application_name: "kingsgate",
  });
  // A connection that dies while idle (the database restarts) must not end the process; the pool opens another.
  pool.on("error", () => undefined);
  return { pool, db: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: statementName }) }) };
}

interface Held {
  bySchool: LRUCache<string, SchoolPool>;
  open?: SchoolPool;
}

// Next's development server loads this module again after each edit; the pools must survive that.
const globalHeld = globalThis as typeof globalThis & { kingsgatePools?: Held };
const held: Held = (globalHeld.kingsgatePools ??= {
  bySchool: new LRUCache<string, SchoolPool>({
    max: SCHOOLS_HELD,
    dispose: (entry) => void entry.db.$disconnect(),
  }),
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function schoolPool(schoolId: string): SchoolPool {
  if (!UUID.test(schoolId)) throw new Error("a school is named by its UUID");
  let entry = held.bySchool.get(schoolId);
  if (!entry) {
    entry = open(schoolId);
    held.bySchool.set(schoolId, entry);
  }
  return entry;
}

/** The database as one school sees it: row-level security hides every other school's rows. */
export function dbFor(schoolId: string): Db {
  return schoolPool(schoolId).db;
}

/** The raw pool behind `dbFor`, for COPY and other work that Prisma does not do. */
export function poolFor(schoolId: string): pg.Pool {
  return schoolPool(schoolId).pool;
}

/** The database without a school: it sees the list of schools and nothing else. */
export function openDb(): Db {
  held.open ??= open(null);
  return held.open.db;
}

/** Closes every pool of this process. */
export async function closeDatabases(): Promise<void> {
  const entries = [...held.bySchool.values()];
  held.bySchool.clear();
  if (held.open) entries.push(held.open);
  held.open = undefined;
  await Promise.allSettled(entries.map((entry) => entry.db.$disconnect()));
}
