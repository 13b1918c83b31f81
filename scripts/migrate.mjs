// Brings the generated Prisma client and a database's tables up to date, doing nothing when nothing changed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import pg from "pg";
import { ROOT, mustRun, programFile } from "./process.mjs";

const MIGRATIONS = join(ROOT, "prisma", "migrations");
const GENERATED = join(ROOT, "server", "lib", "db", "generated");
const GRANTS = join(ROOT, "prisma", "grants.sql");
const require = createRequire(import.meta.url);

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const versionOf = (name) => JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")).version;

/** The model files' own mark: changes when a model, or Prisma, does. */
function modelsMark() {
  const files = readdirSync(join(ROOT, "prisma"), { recursive: true }).filter((name) => name.endsWith(".prisma")).sort();
  return sha256([versionOf("prisma"), ...files.flatMap((name) => [name, readFileSync(join(ROOT, "prisma", name), "utf8")])].join("\0"));
}

/** Writes the Prisma client anew when a model changed since. Needs no database. Answers true when it did. */
export async function generateClient() {
  const mark = modelsMark();
  const stamp = join(GENERATED, ".made-from");
  const client = statSync(join(GENERATED, "client.ts"), { throwIfNoEntry: false });
  // A client written after the stamp was written by hand, from models we do not know.
  if (client && existsSync(stamp) && statSync(stamp).mtimeMs >= client.mtimeMs && readFileSync(stamp, "utf8") === mark) return false;
  await mustRun("Preparing the database client", [programFile("prisma"), "generate"]);
  writeFileSync(stamp, mark);
  return true;
}

/** Every migration folder with its file's checksum, oldest first. */
function migrationFiles() {
  if (!existsSync(MIGRATIONS)) return [];
  const names = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  return names.map((name) => ({ name, checksum: sha256(readFileSync(join(MIGRATIONS, name, "migration.sql"))) }));
}

/** The mark of all that makes an empty database's tables: our migrations, the grants, the job queue's version. */
export const migrationsMark = () =>
  sha256(JSON.stringify([migrationFiles(), versionOf("graphile-worker"), existsSync(GRANTS) ? readFileSync(GRANTS, "utf8") : ""])).slice(0, 16);

/** Runs `work` with one connection to the database. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const hasTable = async (client, name) => (await client.query("SELECT to_regclass($1) AS name", [name])).rows[0].name !== null;

/** Says whether every migration is applied as its file stands now. */
async function isMigrated(client) {
  if (!(await hasTable(client, "public._prisma_migrations"))) return false;
  const { rows } = await client.query(
    "SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  return migrationFiles().every(({ name, checksum }) => applied.get(name) === checksum);
}

/** Says whether the job queue's tables are those of the installed version. */
async function isQueueMigrated(client) {
  if (!(await hasTable(client, "graphile_worker.migrations"))) return false;
  const { migrations } = require("graphile-worker/dist/generated/sql.js");
  const newest = Math.max(...Object.keys(migrations).map((name) => Number.parseInt(name, 10)));
  return (await client.query("SELECT max(id) AS id FROM graphile_worker.migrations")).rows[0].id >= newest;
}

/**
 * Brings a database up to date: our migrations by `prisma migrate deploy`, the job queue's tables, then the rights of
 * `prisma/grants.sql` (a file that may be run again and again). Answers true when something was done.
 * @param {string} url a connection of the tables' owner
 */
export async function migrateDatabase(url) {
  const [migrated, queueMigrated] = await withClient(url, async (client) => [await isMigrated(client), await isQueueMigrated(client)]);
  if (!migrated) await mustRun("Bringing the database up to date", [programFile("prisma"), "migrate", "deploy"], { DATABASE_URL: url });
  if (!queueMigrated) {
    await mustRun("Preparing the job queue", [programFile("graphile-worker"), "--schema-only", "--connection", url]);
  }
  if (existsSync(GRANTS)) await withClient(url, (client) => client.query(readFileSync(GRANTS, "utf8")));
  return !migrated || !queueMigrated;
}
