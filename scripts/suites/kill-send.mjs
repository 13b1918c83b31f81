// kill -9 in the middle of sending: every message arrives, none twice beyond one for each connection open at a kill, always
// with the same Message-ID, and nothing is left half sent.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { withClient } from "../migrate.mjs";
import { QUIET_ENV, ROOT, TYPESCRIPT } from "../process.mjs";
import { cloneDatabase, dropDatabases, openTestCluster } from "../test-cluster.mjs";

const MAILS = 2_000;
const KILLS = 20;
const CONTROL_MAILS = 200;
const CONTROL_KILLS = 3;
const LEASE_MS = 1_500;
const SPARE = 2;

/** In a process of its own: a school whose readers wait for so many e-mails. Prints its id. */
async function prepare(count) {
  const { makeReaders, queueReports } = await import("../../server/testing/factories/delivery.ts");
  const { makeSchool } = await import("../../server/testing/factories/people.ts");
  const school = await makeSchool({ slug: `kill-send-${process.pid}` });
  await queueReports(school, await makeReaders(school, Number(count)), new Date());
  process.stdout.write(`${school.id}\n`);
  process.exit(0);
}

/** In the process that is killed: sends until nothing waits. "mark-first" is the fault that the suite must be able to see. */
async function sender(mode, schoolId) {
  const { drainOutbox } = await import("../../server/features/delivery/sending/jobs.ts");
  const { findSchoolById } = await import("../../server/features/people/queries.ts");
  const { dbFor } = await import("../../server/lib/db/client.ts");
  const { openMailTransport } = await import("../../server/lib/mail/transport.ts");
  const db = dbFor(schoolId);
  const school = await findSchoolById(schoolId);
  await db.$queryRaw`SELECT 1`;
  const pool = openMailTransport(20);
  const transport = mode === "mark-first" ? { ...pool, send: async (mail) => {
    const messageId = mail.messageId.slice(1, 37);
    await db.delivery.updateMany({ where: { messageId, channel: "email" }, data: { state: "handed_over" } });
    await pool.send(mail);
  } } : pool;
  process.stdout.write("ready\n");
  await once(createInterface({ input: process.stdin }), "line");
  for (;;) {
    const next = await drainOutbox({ db, school, now: new Date() }, { leaseMs: LEASE_MS, transport });
    if (!next) break;
    await sleep(Math.min(Math.max(next - Date.now(), 10), 200));
  }
  process.stdout.write("done\n");
  process.exit(0);
}

/** A mail server that writes down each mail when it has come in whole, before it says so. */
async function startSink() {
  const received = [];
  const open = new Set();
  const server = createServer((socket) => {
    open.add(socket);
    let inData = false;
    let rest = "";
    let to = "";
    socket.setNoDelay(true).on("error", () => {}).on("close", () => open.delete(socket));
    socket.write("220 sink\r\n");
    socket.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      for (;;) {
        const end = rest.indexOf(inData ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = rest.slice(0, end);
        rest = rest.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          received.push({ to, id: /^Message-ID: <(.+)>\r?$/im.exec(part)?.[1] });
          socket.write("250 taken\r\n");
        } else if (/^DATA/i.test(part)) {
          inData = true;
          socket.write("354 go\r\n");
        } else {
          to = /^RCPT TO:<(.+?)>/i.exec(part)?.[1] ?? to;
          socket.write("250 ok\r\n");
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { received, open, port: server.address().port, stop: () => (open.forEach((socket) => socket.destroy()), server.close()) };
}

let passed = 0;
let failed = 0;
function expect(what, holds, found) {
  if (holds) passed += 1;
  else console.log(`${what}: ${found}`, ++failed);
}

/** Sends a school's mails by processes that are killed at random moments, and by a last one that is not. */
async function round({ env, sink, mode, count, kills }) {
  const self = fileURLToPath(import.meta.url);
  const run = (args) => spawn(process.execPath, [...TYPESCRIPT, self, ...args], { cwd: ROOT, env, stdio: ["pipe", "pipe", "inherit"] });
  const preparing = run(["prepare", String(count)]);
  const [schoolId] = await Promise.race([once(createInterface({ input: preparing.stdout }), "line"), once(preparing, "exit").then(async () => (await sleep(1_000), []))]);
  if (!schoolId) throw new Error("The school could not be made.");
  const make = () => {
    const child = run(["sender", mode, schoolId]);
    const lines = createInterface({ input: child.stdout });
    return { child, lines, ready: once(lines, "line"), ended: once(child, "exit") };
  };
  let toMake = kills + 1; // the last one is not killed
  const spares = [];
  const next = () => {
    while (toMake > 0 && spares.length <= SPARE) {
      toMake -= 1;
      spares.push(make());
    }
    return spares.shift();
  };
  let openAtKills = 0;
  let killed = 0;
  while (killed < kills) {
    const { child, ready, ended } = next();
    await ready;
    const goal = sink.received.length + 1 + Math.floor(Math.random() * (count / kills));
    const latest = Date.now() + 10_000; // of a slow machine: then it is killed where it stands
    child.stdin.write("go\n");
    while (sink.received.length < goal && Date.now() < latest && child.exitCode === null) await sleep(1);
    await sleep(Math.random() * 8);
    if (child.exitCode !== null) break;
    openAtKills += sink.open.size;
    child.kill("SIGKILL");
    await ended;
    killed += 1;
  }
  const { child, ready, ended } = next();
  await ready;
  child.stdin.write("go\n");
  await ended;
  for (const spare of spares) spare.child.kill("SIGKILL");
  const states = await withClient(env.DATABASE_URL, (client) => client.query(
    "SELECT state::text, count(*)::int AS n FROM delivery WHERE school_id = $1 AND channel = 'email' GROUP BY 1", [schoolId]));
  const expected = await withClient(env.DATABASE_URL, (client) => client.query("SELECT id FROM message WHERE school_id = $1", [schoolId]));
  const ids = new Set(sink.received.map((mail) => mail.id));
  return {
    killed, openAtKills, states: Object.fromEntries(states.rows.map((row) => [row.state, row.n])),
    lost: expected.rows.filter(({ id }) => !ids.has(`${id}.email@kingsgate.example`)).length,
    foreign: ids.size - expected.rows.filter(({ id }) => ids.has(`${id}.email@kingsgate.example`)).length,
    twice: sink.received.length - ids.size,
    addresses: new Set(sink.received.map((mail) => mail.to)).size,
  };
}

async function suite() {
  const cluster = await openTestCluster();
  const name = `test_${process.pid}_kill_send`;
  const url = await cloneDatabase(cluster.adminUrl, cluster.template, name);
  try {
    const base = {
      ...process.env, ...QUIET_ENV, NODE_ENV: "production", KINGSGATE_DEMO: "0", DATABASE_URL: url,
      AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests", PUBLIC_URL: "http://kingsgate.example",
    };
    const attempt = async (input) => {
      const sink = await startSink();
      const result = await round({ ...input, sink, env: { ...base, SMTP_URL: `smtp://127.0.0.1:${sink.port}` } });
      sink.stop();
      return result;
    };
    const result = await attempt({ mode: "as-it-is", count: MAILS, kills: KILLS });
    console.log(JSON.stringify(result));
    expect("kills in the middle of sending", result.killed === KILLS, result.killed);
    expect("messages lost", result.lost === 0, result.lost);
    expect("messages with another Message-ID", result.foreign === 0, result.foreign);
    expect("messages sent twice beyond the open connections", result.twice <= result.openAtKills, `${result.twice} of ${result.openAtKills}`);
    expect("addresses reached", result.addresses === MAILS, result.addresses);
    expect("states", JSON.stringify(result.states) === JSON.stringify({ handed_over: MAILS }), JSON.stringify(result.states));
    // Negative control: with the fault put in, the same kills lose messages and the suite sees it.
    const control = await attempt({ mode: "mark-first", count: CONTROL_MAILS, kills: CONTROL_KILLS });
    console.log(JSON.stringify(control));
    expect("messages lost by marking before sending", control.lost > 0, control.lost);
  } finally {
    await dropDatabases(cluster.adminUrl, [name]);
    await cluster.close();
  }
}

const [role, ...args] = process.argv.slice(2);
if (role === "prepare") await prepare(...args);
else if (role === "sender") await sender(...args);
else {
  await suite().catch((error) => console.log(error, ++failed));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
