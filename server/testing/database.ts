import pg from "pg";
import { cloneDatabase, dropDatabases, urlOf } from "@/scripts/test-cluster.mjs";

let opened: Promise<{ url: string }> | undefined;
let client: pg.Client | undefined;

/** The name of this worker's database. The run's process id keeps two test runs at once apart. */
const workerName = (): string => `test_${process.env.KINGSGATE_TEST_RUN ?? process.pid}_${process.env.VITEST_POOL_ID ?? "0"}`;

/** Where the cluster of tests is. Throws with the reason when it could not be opened. */
function cluster(): { adminUrl: string; template: string } {
  const { KINGSGATE_TEST_ADMIN_URL: adminUrl, KINGSGATE_TEST_TEMPLATE: template, KINGSGATE_TEST_PROBLEM: problem } = process.env;
  if (!adminUrl || !template) throw new Error(problem ?? "The test database is opened by vitest's global setup, npm test or npm run bench.");
  return { adminUrl, template };
}

/**
 * A migrated, empty database of this test worker's own, made at the first call. The address is that of the tables' owner,
 * who is also superuser: row-level security does not bind it.
 * @returns `url`, the same for every call in a worker
 */
export function workerDatabase(): Promise<{ url: string }> {
  opened ??= (async () => {
    const { adminUrl, template } = cluster();
    return { url: await cloneDatabase(adminUrl, template, workerName()) };
  })();
  return opened;
}

/** One connection a worker for emptying, closed by itself when the worker ends. */
async function ownerClient(): Promise<pg.Client> {
  const { url } = await workerDatabase();
  if (!client) {
    client = new pg.Client({ connectionString: url });
    client.on("error", () => (client = undefined));
    await client.connect();
    await client.query("SET session_replication_role = replica"); // no trigger may refuse, no foreign key may ask for an order
    await client.query(await emptyingFunction(client));
  }
  return client;
}

/** The tables that migrations filled, written down when the template was made. */
async function filledByMigrations(connection: pg.Client): Promise<string[]> {
  const { rows } = await connection.query<{ note: string | null }>(
    "SELECT shobj_description(oid, 'pg_database') AS note FROM pg_database WHERE datname = $1",
    [cluster().template],
  );
  return JSON.parse(rows[0]?.note ?? "[]") as string[];
}

/**
 * SQL of a function, private to this connection, that empties every table in use. Deleting the few rows of a test is
 * several times quicker than TRUNCATE, which makes new files for every table and index.
 */
async function emptyingFunction(connection: pg.Client): Promise<string> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' OR (schemaname = 'graphile_worker' AND tablename IN ('_private_jobs', '_private_job_queues', '_private_known_crontabs'))`,
  );
  const kept = new Set(["_prisma_migrations", ...(await filledByMigrations(connection))].map((name) => `public.${name}`));
  const deletes = rows.map(({ name }) => name).filter((name) => !kept.has(name)).map((name) => `DELETE FROM ${name};`);
  return `CREATE FUNCTION pg_temp.empty_all() RETURNS void LANGUAGE plpgsql AS $empty$
    DECLARE s record;
    BEGIN
      ${deletes.join("\n      ")}
      FOR s IN SELECT schemaname, sequencename, start_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        PERFORM setval(format('%I.%I', s.schemaname, s.sequencename), s.start_value, false);
      END LOOP;
    END $empty$`;
}

/**
 * Empties this worker's database, the record and the job queue too, and starts all numbers at one again.
 * Tables that migrations fill keep their rows. Takes a few milliseconds; call it before each test that writes.
 */
export async function resetDatabase(): Promise<void> {
  await (await ownerClient()).query("SELECT pg_temp.empty_all()");
}

/**
 * A migrated, empty database of any name, for browser tests and benchmarks; one of the same name is dropped first.
 * @param name lower-case letters, digits and underscores
 * @returns its owner's `url`, and `drop`
 */
export async function cloneTemplate(name: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const { adminUrl, template } = cluster();
  await cloneDatabase(adminUrl, template, name);
  return { url: urlOf(adminUrl, name), drop: () => dropDatabases(adminUrl, [name]) };
}
