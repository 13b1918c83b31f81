// kill -9 in the middle of sending, 60 times: of the process that sends, of the one that writes (the web's part), of PostgreSQL, and of all
// three at once. Every message that a writer was told is written arrives, none twice beyond one for each connection that the killed sender had
// open, always with the same Message-ID, and nothing is left half sent.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { migrateDatabase, withClient } from "../migrate.mjs";
import { startPostgres } from "../postgres.mjs";
import { clusterFolder, serverAccount } from "../postgres-programs.mjs";
import { QUIET_ENV, ROOT, TYPESCRIPT } from "../process.mjs";

const MAILS = 3_000;
/** In turn until there were 60. "database" is one of the server's processes, after which it ends all others and recovers; "all" is everything at once. */
const TURN = ["sender", "database", "writer", "database", "sender", "database", "writer", "database", "sender", "database", "writer", "database", "sender", "database",
  "writer", "database", "sender", "database", "writer", "all"];
const KILLS = 60;
const CONTROL = { count: 200, kills: ["sender", "sender", "sender"] };
const LEASE_MS = 1_500;
/** The writer is so far ahead of the sender. */
const AHEAD = 150;
const BATCH = 10;

/** In a process of its own: a school with so many readers. Prints its id. */
async function prepare(count) {
  const { makeReaders } = await import("../../server/testing/factories/delivery.ts");
  const { makeSchool } = await import("../../server/testing/factories/people.ts");
  const school = await makeSchool({ slug: `kill-send-${process.pid}` });
  await makeReaders(school, Number(count));
  process.stdout.write(`${school.id}\n`);
  process.exit(0);
}

const again = async (work) => {
  for (;;) {
    try {
      return await work();
    } catch {
      await sleep(30); // the database is being killed: a job is taken again, and a page asked for again
    }
  }
};

/** In the process that is killed: tells readers of a report, ten a transaction, up to the number that it was last told; says how far it has come. */
async function writer(schoolId) {
  const { queueReports } = await import("../../server/testing/factories/delivery.ts");
  const { dbFor } = await import("../../server/lib/db/client.ts");
  const school = { id: schoolId };
  const readers = await again(() => dbFor(schoolId).guardianLink.findMany({ where: { adult: { email: { not: null } } }, orderBy: { id: "asc" }, select: { adultId: true, pupilId: true } }));
  process.stdout.write("ready\n");
  let next = -1;
  for await (const line of createInterface({ input: process.stdin })) {
    const [from, upTo] = line.split(" ").map(Number);
    if (next < 0) next = from;
    while (next < Math.min(upTo, readers.length)) {
      const batch = readers.slice(next, next + BATCH);
      await again(() => queueReports(school, batch, new Date(), {}, "kill"));
      next += batch.length;
      process.stdout.write(`${next}\n`);
    }
  }
}

/** In the process that is killed: sends for as long as it lives. "mark-first" is the fault that the suite must be able to see. */
async function sender(schoolId, mode) {
  const { drainOutbox } = await import("../../server/features/delivery/sending/jobs.ts");
  const { findSchoolById } = await import("../../server/features/people/queries.ts");
  const { dbFor } = await import("../../server/lib/db/client.ts");
  const { openMailTransport } = await import("../../server/lib/mail/transport.ts");
  const db = dbFor(schoolId);
  const school = await again(() => findSchoolById(schoolId));
  const pool = openMailTransport(20);
  const transport = mode === "mark-first" ? { ...pool, send: async (mail) => {
    const messageId = mail.messageId.slice(1, 37);
    await db.delivery.updateMany({ where: { messageId, channel: "email" }, data: { state: "handed_over" } });
    await pool.send(mail);
  } } : pool;
  process.stdout.write("ready\n");
  await once(createInterface({ input: process.stdin }), "line");
  for (;;) {
    await again(() => drainOutbox({ db, school, now: new Date() }, { leaseMs: LEASE_MS, transport }));
    await sleep(10);
  }
}

/** A mail server that writes down each mail when it has come in whole, before it says so. */
async function startSink() {
  const received = [];
  const ids = new Set();
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
          const id = /^Message-ID: <(.+)>\r?$/im.exec(part)?.[1];
          received.push({ to, id });
          ids.add(id);
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
  return { received, ids, open, port: server.address().port, stop: () => (open.forEach((socket) => socket.destroy()), server.close()) };
}

let passed = 0;
let failed = 0;
function expect(what, holds, found) {
  if (holds) passed += 1;
  else console.log(`${what}: ${found}`, ++failed);
}

const run = (env, args) => spawn(process.execPath, [...TYPESCRIPT, fileURLToPath(import.meta.url), ...args], { cwd: ROOT, env, stdio: ["pipe", "pipe", "inherit"] });

/** Processes of one part, one at work and the next getting ready. `said` gets each line that the one at work says. */
function partOf(env, args, said) {
  const make = () => {
    const child = run(env(), args);
    const part = { child, ended: once(child, "exit"), at: "" };
    part.ready = new Promise((done) => createInterface({ input: child.stdout }).on("line", (line) => (line === "ready" ? done() : said?.(line))));
    child.stdin.on("error", () => {});
    return part;
  };
  let [working, spare] = [make(), make()];
  const kill = (part) => (part.child.kill("SIGKILL"), part.ended);
  return {
    ready: () => working.ready,
    tell: (line) => working.child.stdin.write(`${line}\n`),
    kill: async () => {
      await kill(working);
      [working, spare] = [spare, make()];
    },
    killBoth: () => Promise.all([kill(working), kill(spare)]),
    make: () => ([working, spare] = [make(), make()]),
  };
}

/** A server of PostgreSQL of this suite's own, to be killed. */
async function ownDatabase(dataDir) {
  let server = await startPostgres({ dataDir });
  const ownPid = () => Number(readFileSync(join(clusterFolder(dataDir, serverAccount()), "postmaster.pid"), "utf8").split("\n")[0]);
  return {
    url: () => server.urlFor("kill"),
    create: () => server.ensureDatabase("kill"),
    stop: () => server.stop(),
    /** One of the processes that serve us. The server ends the others and recovers by itself. */
    killOne: async () => {
      const { rows } = await withClient(server.urlFor("kill"), (client) => client.query("SELECT pid FROM pg_stat_activity WHERE application_name = 'kingsgate' ORDER BY random() LIMIT 1"));
      if (rows[0]) process.kill(rows[0].pid, "SIGKILL");
      return rows.length === 1;
    },
    /** The server with all its processes, as when the power goes; then it is started anew on its files. */
    killAll: async () => {
      const pid = ownPid();
      const { stdout } = spawnSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" });
      const children = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number)).filter(([, parent]) => parent === pid).map(([child]) => child);
      for (const each of [pid, ...children]) try { process.kill(each, "SIGKILL"); } catch { /* it has just ended by itself */ }
      await sleep(20);
      server = await startPostgres({ dataDir });
    },
  };
}

const patiently = async (work) => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries > 400) throw error;
      await sleep(25);
    }
  }
};

/** Writes and sends a school's mails while its parts are killed at random moments, and then until all have arrived. */
async function round({ database, base, sink, mode, count, kills }) {
  const env = () => ({ ...base, DATABASE_URL: database.url(), SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
  const preparing = run(env(), ["prepare", String(count)]);
  const [schoolId] = await Promise.race([once(createInterface({ input: preparing.stdout }), "line"), once(preparing, "exit").then(async () => (await sleep(1_000), []))]);
  if (!schoolId) throw new Error("The school could not be made.");
  let written = 0; // as far as a writer said so: from then on nothing may be lost
  const writers = partOf(env, ["writer", schoolId], (line) => (written = Math.max(written, Number(line))));
  const senders = partOf(env, ["sender", schoolId, mode]);
  const pace = setInterval(() => writers.tell(`${written} ${sink.ids.size + AHEAD}`), 10);
  const done = { sender: 0, writer: 0, database: 0, all: 0 };
  let openAtKills = 0;
  const kill = {
    sender: async () => {
      openAtKills += sink.open.size;
      await senders.kill();
      await senders.ready();
      senders.tell("go");
    },
    writer: async () => {
      await writers.kill();
      await writers.ready();
    },
    database: () => patiently(async () => { if (!(await database.killOne())) throw new Error("nobody is served"); }),
    all: async () => {
      openAtKills += sink.open.size;
      await Promise.all([senders.killBoth(), writers.killBoth(), database.killAll()]);
      for (const part of [senders, writers]) part.make(); // the spares too knew the old database's port
      await Promise.all([senders.ready(), writers.ready()]);
      senders.tell("go");
    },
  };
  try {
    await Promise.all([writers.ready(), senders.ready()]);
    senders.tell("go");
    for (const [nth, what] of kills.entries()) {
      const goal = Math.min(sink.ids.size + 1 + Math.floor(Math.random() * (count / kills.length)), count - kills.length + nth);
      const latest = Date.now() + 10_000; // of a slow machine: then it is killed where it stands
      while (sink.ids.size < goal && Date.now() < latest) await sleep(1);
      await sleep(Math.random() * 8);
      if (sink.ids.size >= count) break;
      await kill[what]();
      done[what] += 1;
    }
    const settled = async () => (await withClient(database.url(), (client) => client.query(
      "SELECT count(*)::int AS n FROM delivery WHERE school_id = $1 AND channel = 'email' AND state = 'handed_over'", [schoolId]))).rows[0].n;
    for (const end = Date.now() + 60_000; Date.now() < end && (await patiently(settled)) < count; ) await sleep(50);
  } finally {
    clearInterval(pace);
    await Promise.all([writers.killBoth(), senders.killBoth()]);
  }
  const [states, expected] = await patiently(() => withClient(database.url(), async (client) => [
    await client.query("SELECT state::text, count(*)::int AS n FROM delivery WHERE school_id = $1 AND channel = 'email' GROUP BY 1", [schoolId]),
    await client.query("SELECT id FROM message WHERE school_id = $1", [schoolId]),
  ]));
  const known = expected.rows.filter(({ id }) => sink.ids.has(`${id}.email@kingsgate.example`)).length;
  return {
    done, written, messages: expected.rows.length, openAtKills, states: Object.fromEntries(states.rows.map((row) => [row.state, row.n])),
    lost: expected.rows.length - known, foreign: sink.ids.size - known, twice: sink.received.length - sink.ids.size, addresses: new Set(sink.received.map((mail) => mail.to)).size,
  };
}

async function suite() {
  const folder = mkdtempSync(join(tmpdir(), "kingsgate-kill-send-"));
  const database = await ownDatabase(join(folder, "database"));
  try {
    await database.create();
    await migrateDatabase(database.url());
    const base = {
      ...process.env, ...QUIET_ENV, NODE_ENV: "production", KINGSGATE_DEMO: "0",
      AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests", PUBLIC_URL: "http://kingsgate.example",
    };
    const attempt = async (input) => {
      const sink = await startSink();
      const result = await round({ ...input, database, base, sink });
      sink.stop();
      console.log(JSON.stringify(result));
      return result;
    };
    const kills = Array.from({ length: KILLS }, (_, nth) => TURN[nth % TURN.length]);
    const result = await attempt({ mode: "as-it-is", count: MAILS, kills });
    const { sender: senders, writer: writers, database: databases, all } = result.done;
    expect("kills in the middle of sending", senders + writers + databases + all === KILLS, JSON.stringify(result.done));
    expect("messages of which a writer was told that they are written", result.written === MAILS, result.written);
    expect("messages, each once", result.messages === MAILS, result.messages);
    expect("messages lost", result.lost === 0, result.lost);
    expect("messages with another Message-ID", result.foreign === 0, result.foreign);
    expect("messages sent twice beyond the open connections", result.twice <= result.openAtKills, `${result.twice} of ${result.openAtKills}`);
    expect("addresses reached", result.addresses === MAILS, result.addresses);
    expect("states", JSON.stringify(result.states) === JSON.stringify({ handed_over: MAILS }), JSON.stringify(result.states));
    // Negative control: with the fault put in, the same kills lose messages and the suite sees it.
    const control = await attempt({ mode: "mark-first", ...CONTROL });
    expect("messages lost by marking before sending", control.lost > 0, control.lost);
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const [role, ...args] = process.argv.slice(2);
if (role === "prepare") await prepare(...args);
else if (role === "writer") await writer(...args);
else if (role === "sender") await sender(...args);
else {
  await suite().catch((error) => console.log(error, ++failed));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
