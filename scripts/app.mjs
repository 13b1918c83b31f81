// The app's own process: its settings, its start and the wait until it answers.
import { createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { builtFront, distDir } from "./build.mjs";
import { generateClient, migrateDatabase, withClient } from "./migrate.mjs";
import { startPostgres } from "./postgres.mjs";
import { ROOT, TYPESCRIPT, exitOf, mustRun, spawnNode } from "./process.mjs";

/** The folder for what this installation keeps: the embedded database, secrets. */
export const dataFolder = () => resolve(process.env.KINGSGATE_DATA ?? join(ROOT, ".data"));

/** Says whether this is the demo: by default with the embedded database, never by default with a server of one's own. */
export const isDemo = () => (process.env.KINGSGATE_DEMO ?? (process.env.DATABASE_URL ? "0" : "1")) === "1";

/**
 * Opens the database that `npm start` uses: DATABASE_URL, or the embedded server, adopted or started.
 * @returns {Promise<{ url: string, close(): Promise<void> }>} `close` stops the embedded server unless others use it
 */
export async function openDatabase() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, close: async () => {} };
  const server = await startPostgres({ dataDir: dataFolder() });
  try {
    await server.ensureDatabase("kingsgate");
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.urlFor("kingsgate"), close: server.stop };
}

/** The secret that signs cookies and links: AUTH_SECRET, or one made at the first start and kept in the data folder. */
export function authSecret() {
  if (process.env.AUTH_SECRET) return process.env.AUTH_SECRET;
  const file = join(dataFolder(), "auth-secret");
  if (!existsSync(file)) {
    mkdirSync(dataFolder(), { recursive: true });
    try {
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}

/** Client and tables up to date. Answers true when something was done. */
export async function prepareDatabase(url) {
  const generated = await generateClient();
  return (await migrateDatabase(url)) || generated;
}

/**
 * Lets the app in as a role that owns nothing (kingsgate_app), not as the owner who only takes that role on: a statement that slipped in
 * could not take it off again. Answers undefined where the school gave its own address, or its owner may not alter roles.
 * @returns {Promise<string | undefined>} the address for APP_DATABASE_URL
 */
export async function openAppRole(ownerUrl, secret) {
  if (process.env.APP_DATABASE_URL) return process.env.APP_DATABASE_URL;
  const password = createHmac("sha256", secret).update("database role kingsgate_app").digest("hex");
  const opened = await withClient(ownerUrl, (client) => client.query(`ALTER ROLE kingsgate_app LOGIN PASSWORD '${password}'`)).catch(() => null);
  if (!opened) return undefined;
  return Object.assign(new URL(ownerUrl), { username: "kingsgate_app", password }).href;
}

/** Which database this is: changes when it is dropped and made again. */
const identityOf = (client) =>
  client
    .query("SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid AS mark FROM pg_database WHERE datname = current_database()")
    .then(({ rows }) => rows[0].mark);

/** Says whether the demo school was filled into this very database before, and is still there. */
export async function isSeeded(url) {
  const stamp = join(dataFolder(), "seeded");
  if (!existsSync(stamp)) return false;
  return withClient(url, async (client) => {
    if (readFileSync(stamp, "utf8") !== (await identityOf(client))) return false;
    const { rows } = await client.query("SELECT quote_ident(relname) AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND lower(relname) IN ('school', 'schools')");
    return rows.length > 0 && (await client.query(`SELECT 1 FROM public.${rows[0].name} LIMIT 1`)).rowCount === 1;
  });
}

/** Fills the demo school into an empty database. The seed itself decides what is empty. */
export async function seedDatabase(url, { scale, remember = false } = {}) {
  const args = [...TYPESCRIPT, join(ROOT, "prisma", "seed.ts"), ...(scale ? ["--scale", String(scale)] : [])];
  await mustRun("Making the demo school", args, { DATABASE_URL: url, KINGSGATE_DEMO: "1", AUTH_SECRET: authSecret() });
  if (remember) writeFileSync(join(dataFolder(), "seeded"), await withClient(url, identityOf));
}

/** Says whether somebody already listens there. */
export const isTaken = (port, host) =>
  new Promise((done) => {
    const socket = connect({ port, host, timeout: 1000 });
    const answer = (taken) => () => (socket.destroy(), done(taken));
    socket.once("connect", answer(true)).once("error", answer(false)).once("timeout", answer(false));
  });

/**
 * Starts the app. It ends when this process ends, whatever ends it.
 * @param {{ databaseUrl: string, port: number, env?: Record<string, string | undefined>, stdio?: "inherit" | "ignore" | number }} options
 */
export function launchApp({ databaseUrl, port, env = {}, stdio = "inherit" }) {
  const leash = pathToFileURL(join(ROOT, "scripts", "leash.mjs")).href;
  // As the build packed it; file by file where there is no build, which is while one develops.
  const built = env.NODE_ENV === "development" ? undefined : builtFront(distDir({ ...process.env, ...env }));
  return spawnNode(["--import", leash, ...(built ? [built] : [...TYPESCRIPT, join(ROOT, "server", "front", "main.ts")])], {
    env: { NODE_ENV: "production", HOST: "localhost", PUBLIC_URL: `http://localhost:${port}`, ...env, DATABASE_URL: databaseUrl, PORT: String(port), KINGSGATE_LEASH: String(process.pid) },
    stdio: ["ignore", stdio, stdio, "pipe"],
    detached: true, // Ctrl-C in a terminal reaches only the script, which then stops the app and after it the database
  });
}

/** Waits until the app answers /api/health with 200. Answers false when it ended, or did not within `withinMs`. */
export async function isReady(child, baseUrl, withinMs = 60_000) {
  let over = false;
  exitOf(child).then(() => (over = true));
  for (const end = Date.now() + withinMs; !over && Date.now() < end; await sleep(50)) {
    const answer = await fetch(`${baseUrl}/api/health`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (answer?.ok) return true;
  }
  return false;
}
