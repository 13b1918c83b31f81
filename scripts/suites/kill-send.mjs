// kill -9 in the middle of sending, 60 times. First of the real app: two of them as `npm start` runs it, web and worker in one process, with letters written
// through their doors; one of them, PostgreSQL, or everything at once. Then, faster, of processes of which each does one part with the same code: the one that sends,
// the one that writes, PostgreSQL. Every message that whoever wrote was told is taken arrives, none twice beyond one for each connection that the killed
// had open, always with the same Message-ID, and nothing is left half sent.
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
import { startApps, writeThrough } from "../app-victims.mjs";
import { startPostgres } from "../postgres.mjs";
import { clusterFolder, serverAccount } from "../postgres-programs.mjs";
import { QUIET_ENV, ROOT, TYPESCRIPT } from "../process.mjs";

/** Of the real app, in turn. "app" is one of two, "database" one of the server's processes, after which it ends all others and recovers; "all" is everything at once. */
const APP_KILLS = ["app", "app", "database", "app", "app", "app", "all", "app", "app", "app", "database", "app"];
/** So many letters are written for each of them. */
const A_KILL = 50;
const APP_CONTROL = ["app"];
const MAILS = 2_000;
/** Of the parts, in turn until there were 60 in all. */
const TURN = ["sender", "database", "database", "writer", "database", "database"];
const KILLS = 60 - APP_KILLS.length;
const CONTROL = { count: 200, kills: ["sender", "sender", "sender"] };
const LEASE_MS = 1_500;
/** The writer is so far ahead of the sender. */
const AHEAD = 150;
const BATCH = 10;

/** In a process of its own: a school with so many readers, and somebody of its office who is signed in. Prints its id and the cookie. */
async function prepare(count) {
  const { makeReaders } = await import("../../server/testing/factories/delivery.ts");
  const { makeAdult, makeSchool, makeSession } = await import("../../server/testing/factories/people.ts");
  const { dbFor } = await import("../../server/lib/db/client.ts");
  const { sessionCookieName } = await import("../../server/lib/auth/cookie.ts");
  const school = await makeSchool({ slug: `kill-send-${process.pid}`, isDefault: true });
  await makeReaders(school, Number(count));
  const office = await makeAdult(school, { posts: ["office"], email: null });
  process.stdout.write(`${school.id} ${sessionCookieName()}=${await makeSession(dbFor(school.id), school, office.id)}\n`);
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

/** A mail server that writes down each mail when it has come in whole, before it says so. One that is held greets nobody until it is released. */
async function startSink({ held = false } = {}) {
  const received = [];
  const ids = new Set();
  const open = new Set();
  const waiting = [];
  const server = createServer((socket) => {
    open.add(socket);
    let inData = false;
    let rest = "";
    let to = "";
    socket.setNoDelay(true).on("error", () => {}).on("close", () => open.delete(socket));
    const greet = () => socket.write("220 sink\r\n");
    if (held) waiting.push(greet);
    else greet();
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
  const release = () => {
    held = false;
    waiting.splice(0).forEach((greet) => greet());
  };
  return { received, ids, open, release, port: server.address().port, stop: () => (open.forEach((socket) => socket.destroy()), server.close()) };
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
  };
}

/** A server of PostgreSQL of this suite's own, to be killed; the parts and the app have databases of their own in it. */
async function ownDatabase(dataDir) {
  let server = await startPostgres({ dataDir });
  const ownPid = () => Number(readFileSync(join(clusterFolder(dataDir, serverAccount()), "postmaster.pid"), "utf8").split("\n")[0]);
  return {
    url: (name) => server.urlFor(name),
    create: async (name) => {
      await server.ensureDatabase(name);
      await migrateDatabase(server.urlFor(name));
    },
    stop: () => server.stop(),
    /** One of the processes that serve one of them. The server ends the others and recovers by itself. */
    killOne: async (name) => {
      const { rows } = await withClient(server.urlFor(name), (client) => client.query("SELECT pid FROM pg_stat_activity WHERE application_name = 'kingsgate' AND datname = $1 ORDER BY random() LIMIT 1", [name]));
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

/** A school with so many readers: its id, and the cookie of somebody of its office. */
async function makeSchool(env, count) {
  const preparing = run(env, ["prepare", String(count)]);
  const [line] = await Promise.race([once(createInterface({ input: preparing.stdout }), "line"), once(preparing, "exit").then(async () => (await sleep(1_000), []))]);
  if (!line) throw new Error("The school could not be made.");
  return line.split(" ");
}

const handedOver = async (url, schoolId) => (await withClient(url, (client) => client.query(
  "SELECT count(*)::int AS n FROM delivery WHERE school_id = $1 AND channel = 'email' AND state = 'handed_over'", [schoolId]))).rows[0].n;

/** What the records say beside what came in. */
async function compare({ url, schoolId, sink, host }) {
  const [states, expected] = await patiently(() => withClient(url, async (client) => [
    await client.query("SELECT state::text, count(*)::int AS n FROM delivery WHERE school_id = $1 AND channel = 'email' GROUP BY 1", [schoolId]),
    await client.query("SELECT id FROM message WHERE school_id = $1", [schoolId]),
  ]));
  const known = expected.rows.filter(({ id }) => sink.ids.has(`${id}.email@${host}`)).length;
  return {
    messages: expected.rows.length, states: Object.fromEntries(states.rows.map((row) => [row.state, row.n])),
    lost: expected.rows.length - known, foreign: sink.ids.size - known, twice: sink.received.length - sink.ids.size, addresses: new Set(sink.received.map((mail) => mail.to)).size,
  };
}

/**
 * Letters are written through the doors of two real apps while these are killed. At last both are, and one starts a minute later by its clock: by then what the dead
 * had in hand is anybody's (their lease). With `fault` the database of one app alone marks a mail as sent when it is taken.
 */
async function appRound({ database, name, base, sink, kills, folder, fault = false }) {
  await database.create(name);
  const url = () => database.url(name);
  const env = { ...base, SMTP_URL: `smtp://127.0.0.1:${sink.port}`, NEXT_DIST_DIR: process.env.NEXT_DIST_DIR, KINGSGATE_DATA: join(folder, `data-${name}`) };
  const count = kills.length * A_KILL;
  const [schoolId, cookie] = await makeSchool({ ...env, DATABASE_URL: url() }, count);
  const { rows: readers } = await withClient(url(), (client) => client.query("SELECT l.adult_id, l.pupil_id FROM guardian_link l JOIN adult a ON a.id = l.adult_id WHERE a.email IS NOT NULL ORDER BY l.id"));
  if (fault) {
    await withClient(url(), (client) => client.query(`
      CREATE FUNCTION mark_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'sending' THEN NEW.state := 'handed_over'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER mark_first BEFORE UPDATE ON delivery FOR EACH ROW EXECUTE FUNCTION mark_first()`));
  }
  const apps = await startApps({ count: fault ? 1 : 2, databaseUrl: url, env, log: join(folder, `app-${name}.log`) });
  const done = { app: 0, database: 0, all: 0 };
  let openAtKills = 0;
  const kill = {
    app: () => ((openAtKills += sink.open.size), apps.killOne()),
    database: () => patiently(async () => { if (!(await database.killOne(name))) throw new Error("nobody is served"); }),
    all: () => ((openAtKills += sink.open.size), apps.killAll(database.killAll)),
  };
  const writing = writeThrough({ apps, cookie, readers });
  try {
    for (const [nth, what] of kills.entries()) {
      await apps.ready();
      const goal = sink.ids.size + 1 + Math.floor(Math.random() * (A_KILL - 15));
      writing.allow((nth + 1) * A_KILL);
      // With the fault: as soon as something counts as sent that nobody can have got.
      if (fault) for (const latest = Date.now() + 60_000; Date.now() < latest && (await handedOver(url(), schoolId)) === 0; ) await sleep(20);
      else for (const latest = Date.now() + 6_000; sink.ids.size < goal && Date.now() < latest; ) await sleep(1); // a slow machine: then it is killed where it stands
      await sleep(Math.random() * 8);
      await kill[what]();
      done[what] += 1;
      sink.release();
    }
    if (!fault) {
      openAtKills += sink.open.size;
      await apps.leaveOne({ KINGSGATE_CLOCK_OFFSET_MS: "60000" });
    }
    const isOver = async () => writing.taken() === count && (await patiently(() => handedOver(url(), schoolId))) === count;
    for (const end = Date.now() + (fault ? 20_000 : 75_000); Date.now() < end && !(await isOver()); ) await sleep(50);
    return { done, written: writing.taken(), openAtKills, ...(await compare({ url: url(), schoolId, sink, host: "localhost" })) };
  } finally {
    await Promise.all([writing.stop(), apps.stop()]);
    sink.stop();
  }
}

/** Writes and sends a school's mails while its parts are killed at random moments, and then until all have arrived. */
async function round({ database, base, sink, mode, count, kills }) {
  const env = () => ({ ...base, DATABASE_URL: database.url("parts"), SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
  const [schoolId] = await makeSchool(env(), count);
  let written = 0; // as far as a writer said so: from then on nothing may be lost
  const writers = partOf(env, ["writer", schoolId], (line) => (written = Math.max(written, Number(line))));
  const senders = partOf(env, ["sender", schoolId, mode]);
  const pace = setInterval(() => writers.tell(`${written} ${sink.ids.size + AHEAD}`), 10);
  const done = { sender: 0, writer: 0, database: 0 };
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
    database: () => patiently(async () => { if (!(await database.killOne("parts"))) throw new Error("nobody is served"); }),
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
    for (const end = Date.now() + 60_000; Date.now() < end && (await patiently(() => handedOver(env().DATABASE_URL, schoolId))) < count; ) await sleep(50);
  } finally {
    clearInterval(pace);
    await Promise.all([writers.killBoth(), senders.killBoth()]);
  }
  return { done, written, openAtKills, ...(await compare({ url: env().DATABASE_URL, schoolId, sink, host: "kingsgate.example" })) };
}

/** What must hold after the kills, whoever was killed. */
function judge(who, result, count) {
  expect(`${who}: letters of which whoever wrote was told that they are taken`, result.written === count, result.written);
  expect(`${who}: messages, each once`, result.messages === count, result.messages);
  expect(`${who}: messages lost`, result.lost === 0, result.lost);
  expect(`${who}: messages with another Message-ID`, result.foreign === 0, result.foreign);
  expect(`${who}: messages sent twice beyond the open connections`, result.twice <= result.openAtKills, `${result.twice} of ${result.openAtKills}`);
  expect(`${who}: addresses reached`, result.addresses === count, result.addresses);
  expect(`${who}: states`, JSON.stringify(result.states) === JSON.stringify({ handed_over: count }), JSON.stringify(result.states));
}

const sumOf = (done) => Object.values(done).reduce((sum, each) => sum + each, 0);

async function suite() {
  const folder = mkdtempSync(join(tmpdir(), "kingsgate-kill-send-"));
  const database = await ownDatabase(join(folder, "database"));
  const began = Date.now();
  const say = (what, result) => console.log(`${what} (${((Date.now() - began) / 1_000).toFixed(1)} s): ${JSON.stringify(result)}`);
  try {
    const base = {
      ...process.env, ...QUIET_ENV, NODE_ENV: "production", KINGSGATE_DEMO: "0",
      AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests", PUBLIC_URL: "http://kingsgate.example",
    };
    const real = await appRound({ database, name: "app", base, sink: await startSink(), kills: APP_KILLS, folder });
    say("the real app, front, pages and worker in one process", real);
    judge("real app", real, APP_KILLS.length * A_KILL);
    const attempt = async (input) => {
      const sink = await startSink();
      const result = await round({ ...input, database, base, sink });
      sink.stop();
      return result;
    };
    await database.create("parts");
    const parts = await attempt({ mode: "as-it-is", count: MAILS, kills: Array.from({ length: KILLS }, (_, nth) => TURN[nth % TURN.length]) });
    say("parts of it with the same code", parts);
    judge("parts", parts, MAILS);
    // Negative controls: with the fault put in, the same kills lose messages and the suite sees it.
    const control = await attempt({ mode: "mark-first", ...CONTROL });
    say("(control) parts that mark before they send", control);
    expect("parts: messages lost by marking before sending", control.lost > 0, control.lost);
    const lossy = await appRound({ database, name: "control", base, sink: await startSink({ held: true }), kills: APP_CONTROL, folder, fault: true });
    say("(control) a real app whose database marks before it sends", lossy);
    expect("real app: messages lost by marking before sending", lossy.lost > 0, lossy.lost);
    const [apps, others] = [sumOf(real.done), sumOf(parts.done)];
    console.log(`kills: ${apps} with the real app (${JSON.stringify(real.done)}), ${others} with its parts (${JSON.stringify(parts.done)})`);
    expect("kills in the middle of sending", apps + others === KILLS + APP_KILLS.length && apps + others >= 60 && apps >= 12, `${apps} + ${others}`);
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
