// Runs a real PostgreSQL server from npm beside the app: started once, shared by every process that asks, stopped by the last.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { clusterFolder, findPrograms, serverAccount } from "./postgres-programs.mjs";

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;

/** Says whether a process of that id exists. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** A TCP port on 127.0.0.1 that nobody listens on. */
export function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** The process id in `postmaster.pid`, or null when there is none or it belongs to something else (a restarted container). */
function serverPid(cluster) {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!(pid > 0) || !isAlive(pid)) return null;
  if (process.platform === "win32") return pid;
  const name = spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" });
  const comm = existsSync(`/proc/${pid}/comm`) ? readFileSync(`/proc/${pid}/comm`, "utf8") : (name.stdout ?? "postgres");
  return /postgres/.test(comm) ? pid : null;
}

/** Asks the server which folder it serves; null when it does not answer or does not know our password. */
async function servedFolder(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return resolve((await client.query("SHOW data_directory")).rows[0].data_directory);
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Runs `work` while no other process runs it for the same folder. A lock whose holder died does not count. */
async function alone(folder, work) {
  const file = join(folder, "starting.lock");
  for (const end = Date.now() + READY_WITHIN_MS; ; await sleep(50)) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      let holder = "";
      try {
        holder = readFileSync(file, "utf8");
      } catch {
        continue; // released between the two calls
      }
      if (holder !== "" && !isAlive(Number(holder))) rmSync(file, { force: true });
      else if (Date.now() > end) throw new Error(`Another process has been starting the database for a minute. If none is, delete ${file}.`);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Makes the cluster on the first start: its files, the superuser's random password, no trust for anybody. */
function createCluster({ programs, account, cluster, folder, durable, password }) {
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  const passwordFile = join(dirname(cluster), `.first-password-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [cluster, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    const made = spawnSync(
      join(programs, "bin", "initdb"),
      ["-D", cluster, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", `--pwfile=${passwordFile}`, ...(durable ? [] : ["--no-sync"])],
      { ...account, cwd: "/", env: { ...process.env, LC_ALL: "C" }, encoding: "utf8" },
    );
    if (made.status !== 0) throw new Error(`The database could not be created in ${folder}.\n${made.error?.message ?? made.stderr}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A cluster without its password: set aside when the project's data folder was deleted around it, an error otherwise. */
function setAside({ cluster, folder, settingsFile }) {
  if (cluster.startsWith(folder)) throw new Error(`${settingsFile} is lost; without it the database in ${cluster} cannot be opened.`);
  rmSync(`${cluster}.before`, { recursive: true, force: true });
  renameSync(cluster, `${cluster}.before`);
}

/** Starts the server and returns its port once it accepts connections. It outlives us: the next start adopts it. */
async function startServer({ programs, account, cluster, folder, durable, urlAt }) {
  const port = await freePort();
  const sharedBuffers = Math.max(64, Math.min(256, Math.floor(totalmem() / 8 / 1024 / 1024)));
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: `${sharedBuffers}MB`,
    log_min_messages: "warning",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", synchronous_commit: "off", autovacuum_naptime: "20s" }),
  };
  const logFile = join(folder, "postgres.log");
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(join(programs, "bin", "postgres"), ["-D", cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])], {
    ...account,
    cwd: "/",
    detached: true, // Ctrl-C in a terminal must reach the app first, the database last
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let failure = null;
  child.once("error", (error) => (failure = error.message));
  child.once("exit", () => (failure ??= readFileSync(logFile, "utf8")));
  child.unref();
  for (const end = Date.now() + READY_WITHIN_MS; failure === null; await sleep(25)) {
    if (await servedFolder(urlAt(port))) return port;
    if (Date.now() > end) failure = "It did not answer within a minute.";
  }
  throw new Error(`The database did not start (${folder}).\n${failure}`);
}

/** Asks a server to shut down at once but cleanly (SIGINT), and waits for it. */
async function stopServer(cluster) {
  const pid = serverPid(cluster);
  if (!pid) return;
  process.kill(pid, "SIGINT");
  for (const end = Date.now() + STOP_WITHIN_MS; Date.now() < end; await sleep(20)) {
    if (!existsSync(join(cluster, "postmaster.pid")) || !isAlive(pid)) return;
  }
  process.kill(pid, "SIGQUIT");
}

/**
 * Gives a running PostgreSQL server whose files are in `dataDir`: shares the one that runs there (a second terminal, or one
 * left behind by a killed process), or starts it, creating its files the first time.
 * @param {{ dataDir: string, durable?: boolean }} options durable: false is for tests only; a power cut may then lose data
 * @returns {Promise<{ adminUrl: string, urlFor(name: string): string, ensureDatabase(name: string): Promise<boolean>, adopted: boolean, stop(): Promise<void> }>}
 *   `ensureDatabase` answers true when it created it; `stop` leaves the server running while another process still uses it
 */
export async function startPostgres({ dataDir, durable = true }) {
  const folder = resolve(dataDir);
  const users = join(folder, "users");
  mkdirSync(users, { recursive: true });
  const account = serverAccount();
  const cluster = clusterFolder(folder, account);
  const settingsFile = join(folder, "postgres.json");
  const readSettings = () => (existsSync(settingsFile) ? JSON.parse(readFileSync(settingsFile, "utf8")) : {});
  const saveSettings = (settings) => writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 });
  const me = join(users, `${process.pid}-${randomBytes(4).toString("hex")}`);

  const { adopted, port, password } = await alone(folder, async () => {
    let { port, password } = readSettings();
    const urlAt = (number) => `postgresql://postgres:${password}@127.0.0.1:${number}/postgres`;
    for (const end = Date.now() + READY_WITHIN_MS; password && serverPid(cluster); await sleep(100)) {
      if ((await servedFolder(urlAt(port))) === cluster) {
        writeFileSync(me, "");
        return { adopted: true, port, password };
      }
      if (Date.now() > end) throw new Error(`A database server runs in ${cluster} but does not answer.`);
    }
    const programs = findPrograms(account);
    const create = () => {
      password = randomBytes(24).toString("hex");
      createCluster({ programs, account, cluster, folder, durable, password });
      saveSettings({ password });
    };
    if (!existsSync(join(cluster, "PG_VERSION")) || !password) {
      if (durable && existsSync(join(cluster, "PG_VERSION"))) setAside({ cluster, folder, settingsFile });
      create();
    }
    rmSync(join(cluster, "postmaster.pid"), { force: true }); // its process is gone, or is not PostgreSQL: looked at above
    const start = () => startServer({ programs, account, cluster, folder, durable, urlAt });
    port = await start().catch((error) => {
      if (durable) throw error;
      create(); // a throw-away cluster that a power cut spoiled
      return start();
    });
    saveSettings({ port, password });
    for (const name of readdirSync(users)) rmSync(join(users, name), { force: true }); // of a server that ended without its users
    writeFileSync(me, "");
    return { adopted: false, port, password };
  });

  const urlFor = (name) => `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
  const adminUrl = urlFor("postgres");
  const stop = () =>
    alone(folder, async () => {
      rmSync(me, { force: true });
      for (const name of readdirSync(users)) if (!isAlive(Number.parseInt(name, 10))) rmSync(join(users, name), { force: true });
      if (readdirSync(users).length === 0) await stopServer(cluster);
    });
  return { adminUrl, urlFor, ensureDatabase: (name) => ensureDatabase(adminUrl, name), adopted, stop };
}

/** Creates database `name` on the server of `adminUrl` unless it is there. Answers true when it created it. */
export async function ensureDatabase(adminUrl, name) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    if ((await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])).rowCount) return false;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    return true;
  } catch (error) {
    if (error.code === "42P04" || error.code === "23505") return false; // another start was quicker
    throw error;
  } finally {
    await client.end();
  }
}
