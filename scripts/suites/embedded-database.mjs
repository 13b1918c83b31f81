// The embedded database: shared, adopted after a kill, stopped by its last user, whole after a crash.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "../migrate.mjs";
import { isAlive, startPostgres } from "../postgres.mjs";
import { clusterFolder, serverAccount } from "../postgres-programs.mjs";

const dataDir = mkdtempSync(join(tmpdir(), "kingsgate-database-"));
const cluster = clusterFolder(dataDir, serverAccount());
const pidFile = join(cluster, "postmaster.pid");
const serverPid = () => (existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8").split("\n")[0]) : null);
const count = (url) => withClient(url, async (client) => Number((await client.query("SELECT count(*) AS n FROM kept")).rows[0].n));

/** Another process that holds the server until it is told to stop. */
async function otherUser() {
  const postgres = new URL("../postgres.mjs", import.meta.url).href;
  const code = `const { startPostgres } = await import(${JSON.stringify(postgres)});
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    process.on("SIGTERM", () => server.stop().then(() => process.exit(0)));
    setInterval(() => {}, 1000);
    console.log(server.adopted ? "adopted" : "started");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => child.once("exit", done));
  const said = await new Promise((done) => child.stdout.once("data", (text) => done(String(text).trim())));
  return { said, kill: async (signal) => (child.kill(signal), await ended) };
}

let passed = 0;
let failed = 0;
function expect(what, found, wanted) {
  if (found === wanted) passed++;
  else console.log(`${what}: ${found}, not ${wanted}`, ++failed);
}

try {
  const first = await otherUser();
  expect("the first start", first.said, "started");
  const pid = serverPid();
  await first.kill("SIGKILL");
  expect("the server after its starter was killed", isAlive(pid), true);

  const second = await startPostgres({ dataDir });
  expect("the next start adopts it", second.adopted, true);
  expect("the same server", serverPid(), pid);
  expect("a new database", await second.ensureDatabase("try"), true);
  expect("a database that is there", await second.ensureDatabase("try"), false);
  await withClient(second.urlFor("try"), (client) => client.query("CREATE TABLE kept AS SELECT 1 AS n"));

  const third = await otherUser();
  expect("a second terminal", third.said, "adopted");
  await second.stop();
  expect("the server while the second terminal uses it", serverPid(), pid);
  await third.kill("SIGTERM");
  await sleep(50);
  expect("the server after its last user", serverPid(), null);

  const fourth = await startPostgres({ dataDir });
  process.kill(serverPid(), "SIGKILL");
  await sleep(300);
  const fifth = await startPostgres({ dataDir });
  expect("rows after the server itself was killed", await count(fifth.urlFor("try")), 1);
  const wrong = new URL(fifth.urlFor("try"));
  wrong.password = "wrong";
  expect("a wrong password", await count(wrong.href).catch((error) => error.code), "28P01");
  await fourth.stop();
  await fifth.stop();
  expect("the server in the end", serverPid(), null);
} catch (error) {
  failed++;
  console.log(error);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(cluster, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
