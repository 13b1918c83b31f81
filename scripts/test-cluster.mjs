// The databases of tests: a throw-away cluster, kept between runs, with a migrated template that every suite clones.
import { join } from "node:path";
import pg from "pg";
import { migrateDatabase, migrationsMark, withClient } from "./migrate.mjs";
import { isAlive, startPostgres } from "./postgres.mjs";
import { ROOT } from "./process.mjs";

const KEPT_TEMPLATES = 3;
const LOCK = 7_140_251; // any number of our own: one process at a time makes a template

/** The same server, another database. */
export const urlOf = (adminUrl, name) => Object.assign(new URL(adminUrl), { pathname: `/${encodeURIComponent(name)}` }).href;

const exists = async (client, name) => (await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])).rowCount === 1;
const drop = (client, name) => client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);

/**
 * Makes sure that template `name` exists. `fill` gets the address of an empty database (or of a copy of `from`) and fills it;
 * a template that could not be filled is not kept.
 */
async function ensureTemplate(adminUrl, name, fill, from = "template0") {
  await withClient(adminUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    if (await exists(client, name)) return;
    const half = `${name}_half`;
    await drop(client, half);
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(half)} TEMPLATE ${pg.escapeIdentifier(from)}`);
    await fill(urlOf(adminUrl, half));
    // Nobody may be connected to a template, and a program that just ended may still be going.
    await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [half]);
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(half)} RENAME TO ${pg.escapeIdentifier(name)}`);
  });
}

/** Tables that the migrations themselves filled: emptying a test's database leaves them alone. */
const filledTables = (url) =>
  withClient(url, async (client) => {
    const { rows } = await client.query("SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'");
    const filled = [];
    for (const { name } of rows) if ((await client.query(`SELECT 1 FROM public.${name} LIMIT 1`)).rowCount) filled.push(name);
    return filled;
  });

/** Makes sure of the migrated, empty template of the migrations as they stand, and answers its name. */
export async function ensureMigratedTemplate(adminUrl) {
  const name = `template_${migrationsMark()}`;
  await ensureTemplate(adminUrl, name, async (url) => {
    await migrateDatabase(url);
    const filled = await filledTables(url);
    await withClient(url, async (client) => {
      await client.query(`COMMENT ON DATABASE ${pg.escapeIdentifier(decodeURIComponent(new URL(url).pathname.slice(1)))} IS ${pg.escapeLiteral(JSON.stringify(filled))}`);
    });
  });
  return name;
}

/** Makes sure of a template with the demo school in it, by `seed(url)`; `mark` says what the seed was made from. */
export async function ensureSeededTemplate(adminUrl, mark, seed) {
  const from = await ensureMigratedTemplate(adminUrl);
  const name = `template_demo_${migrationsMark()}_${mark}`;
  await ensureTemplate(adminUrl, name, seed, from);
  return name;
}

/** Makes database `name` anew as a copy of the template, and answers its address. */
export async function cloneDatabase(adminUrl, template, name) {
  await withClient(adminUrl, async (client) => {
    await drop(client, name);
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`);
  });
  return urlOf(adminUrl, name);
}

/** Drops these databases. */
export const dropDatabases = (adminUrl, names) =>
  withClient(adminUrl, async (client) => {
    for (const name of names) await drop(client, name);
  });

/** Drops what runs that were killed left behind, and templates of migrations long past. */
async function tidy(adminUrl) {
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query("SELECT datname AS name FROM pg_database ORDER BY oid DESC");
    for (const { name } of rows) {
      const owner = /^test_(\d+)_/.exec(name)?.[1];
      if (owner && !isAlive(Number(owner))) await drop(client, name);
    }
    for (const kind of [/^template_[0-9a-f]{16}$/, /^template_demo_/]) {
      const old = rows.map(({ name }) => name).filter((name) => kind.test(name)).slice(KEPT_TEMPLATES);
      for (const name of old) await drop(client, name);
    }
  });
}

/**
 * Opens the cluster of tests: the one that KINGSGATE_TEST_ADMIN_URL names, or our own, shared by all test runs at once.
 * Its databases may be lost in a power cut and are worth nothing.
 * @returns {Promise<{ adminUrl: string, template: string, close(): Promise<void> }>} `template` is migrated and empty
 */
export async function openTestCluster() {
  const given = process.env.KINGSGATE_TEST_ADMIN_URL;
  const server = given ? { adminUrl: given, stop: async () => {} } : await startPostgres({ dataDir: join(ROOT, ".cache", "test-database"), durable: false });
  try {
    if (!given) await tidy(server.adminUrl);
    return { adminUrl: server.adminUrl, template: await ensureMigratedTemplate(server.adminUrl), close: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
