// kill -9 in the middle of an import: afterwards the school's people are as before, or all as in the file, and trying again ends well.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { v7 as uuid } from "uuid";
import { QUIET_ENV, ROOT, TYPESCRIPT } from "../process.mjs";
import { cloneDatabase, dropDatabases, openTestCluster } from "../test-cluster.mjs";

const KILLS = 20;
const PUPILS = 150;

/** Two terms of one school: in the second some have left, some have come, names, addresses and classes have changed. */
function exportOf(term, { carerRow, pupilRow, teacherRow }) {
  const numbers = Array.from({ length: PUPILS }, (_, n) => n + term * 30);
  const carers = numbers.filter((n) => n % 2 === 0);
  const home = (n) => `a${n - (n % 2)}`;
  return {
    users: [
      ...numbers.map((n) => pupilRow({ sourcedId: `p${n}`, familyName: `Pupil ${n} ${n % 5 === 0 ? term : ""}`, agentSourcedIds: home(n) })),
      ...carers.map((n) => carerRow({ sourcedId: `a${n}`, email: `a${n}-${n % 7 === 0 ? term : 0}@family.example`, agentSourcedIds: `p${n},p${n + 1}` })),
      teacherRow({ sourcedId: "t1", email: "t1@school.example" }), teacherRow({ sourcedId: `t${2 + term}`, email: "t2@school.example" }),
    ],
    classes: [{ sourcedId: "c1", title: `Willow ${term}` }, { sourcedId: "c2", title: "Oak" }],
    enrollments: [
      ...numbers.map((n) => ({ sourcedId: `e${n}`, classSourcedId: `c${((n + term) % 2) + 1}`, userSourcedId: `p${n}`, role: "student" })),
      { sourcedId: "t", classSourcedId: "c1", userSourcedId: `t${2 + term}`, role: "teacher" },
    ],
    links: carers.map((n) => ({ adult: `a${n}`, pupil: `p${n}`, relation: term ? "father" : "mother", parental_responsibility: "yes" })),
  };
}

/** In the process that is killed: "import TERM" does it all, "again" takes up what a killed one left, "torn TERM" commits half way. */
async function importer() {
  const { dbFor } = await import("../../server/lib/db/client.ts");
  const { applyImport, startImport } = await import("../../server/features/people/import/commands.ts");
  const { runReading } = await import("../../server/features/people/import/preview/commands.ts");
  const { runApply } = await import("../../server/features/people/import/apply/commands.ts");
  const { countRemovals } = await import("../../server/features/people/import/schema.ts");
  const rows = await import("../../server/testing/factories/oneroster.ts");
  const school = { id: process.env.SUITE_SCHOOL, zone: "Europe/London" };
  const ctx = { db: dbFor(school.id), school, now: new Date(), actor: null };
  await ctx.db.$queryRaw`SELECT 1`;
  let torn = false;
  const query = pg.Client.prototype.query;
  pg.Client.prototype.query = function (...args) {
    writeSync(1, "statement\n"); // heard before the database hears it
    const text = args[0]?.text ?? args[0];
    if (torn && typeof text === "string" && text.startsWith("INSERT INTO adult")) query.call(this, "COMMIT").catch(() => {});
    return query.apply(this, args);
  };
  /** Takes every open run of the school to its end, as its jobs would. */
  const finish = async () => {
    for (;;) {
      const run = await ctx.db.importRun.findFirst({ where: { state: { in: ["reading", "previewed", "applying"] } } });
      if (!run) return;
      if (run.state === "reading") await runReading(ctx, run.id);
      if (run.state === "previewed") await applyImport(ctx, { runId: run.id, removals: countRemovals(run.summary) });
      if (run.state === "applying") await runApply(ctx, run.id);
    }
  };
  writeSync(1, "ready\n");
  for await (const line of createInterface({ input: process.stdin })) {
    const [word, term] = line.split(" ");
    torn = word === "torn";
    try {
      if (word !== "again") {
        const bytes = await rows.makeOneRosterZip(exportOf(Number(term), rows));
        await startImport(ctx, { files: rows.uploadsOf({ name: "export.zip", bytes }) });
      }
      await finish();
    } catch (error) {
      if (!torn) throw error;
    }
    writeSync(1, "done\n");
  }
  process.exit(0);
}

if (process.argv[2] === "importer") await importer();

let passed = 0;
let failed = 0;
function expect(what, found, wanted) {
  if (JSON.stringify(found) === JSON.stringify(wanted)) passed++;
  else console.log(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`, ++failed);
}

const cluster = await openTestCluster();
const name = `test_${process.pid}_kill_import`;
const url = await cloneDatabase(cluster.adminUrl, cluster.template, name);
const owner = new pg.Client({ connectionString: url });
await owner.connect();
const one = async (sql, values) => (await owner.query(sql, values)).rows[0];
const schoolId = uuid();
const running = new Set();

function startImporter() {
  const env = { ...process.env, ...QUIET_ENV, DATABASE_URL: url, AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests", PUBLIC_URL: "http://localhost:3000", SUITE_SCHOOL: schoolId };
  const child = spawn(process.execPath, [...TYPESCRIPT, fileURLToPath(import.meta.url), "importer"], { cwd: ROOT, env, stdio: ["pipe", "pipe", "inherit"] });
  running.add(child);
  const ended = once(child, "exit").then(() => running.delete(child));
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = lines.next();
  return {
    ready,
    /** Resolves when `statement` statements were sent, or all was done. Answers how many were. */
    say: async (words, statement = Infinity) => {
      child.stdin.write(`${words}\n`);
      for (let sent = 0; ; ) {
        const { value, done } = await lines.next();
        if (done) throw new Error("The importer ended by itself.");
        if (value === "statement") sent++;
        if (value === "done" || sent >= statement) return sent;
      }
    },
    kill: async () => (child.kill("SIGKILL"), await ended),
  };
}

let waiting = startImporter();
/** An importer that is ready; meanwhile the next one gets ready. */
async function takeImporter() {
  const importer = waiting;
  waiting = startImporter();
  await importer.ready;
  return importer;
}

/** All that an import writes of the people who are here, without ids and times of ours. */
const peopleNow = async () => (await one(`
  SELECT md5(string_agg(row, '|' ORDER BY row)) AS hash FROM (
    SELECT concat_ws(',', 'p', external_id, given_name, family_name, year_group) AS row FROM pupil WHERE removed_at IS NULL
    UNION ALL SELECT concat_ws(',', 'a', external_id, family_name, email) FROM adult WHERE removed_at IS NULL
    UNION ALL SELECT concat_ws(',', 'c', external_id, name) FROM class_group WHERE removed_at IS NULL
    UNION ALL SELECT concat_ws(',', 's', a.external_id, s.role) FROM staff_post s JOIN adult a ON a.id = s.adult_id WHERE s.ended_at IS NULL
    UNION ALL SELECT concat_ws(',', 'e', c.external_id, p.external_id) FROM enrolment e JOIN class_group c ON c.id = e.class_group_id JOIN pupil p ON p.id = e.pupil_id WHERE e.ended_at IS NULL
    UNION ALL SELECT concat_ws(',', 't', c.external_id, a.external_id) FROM teaching_post t JOIN class_group c ON c.id = t.class_group_id JOIN adult a ON a.id = t.adult_id WHERE t.ended_at IS NULL
    UNION ALL SELECT concat_ws(',', 'l', a.external_id, p.external_id, l.relation, l.confirmed_at) FROM guardian_link l JOIN adult a ON a.id = l.adult_id JOIN pupil p ON p.id = l.pupil_id WHERE l.removed_at IS NULL
  ) x`)).hash;
const fault = async () => (await one("SELECT audit_first_fault($1) AS seq", [schoolId])).seq;
const leftOver = async () => one("SELECT (SELECT count(*)::int FROM import_row) AS rows, (SELECT count(*)::int FROM import_run WHERE state IN ('reading', 'previewed', 'applying')) AS open");

/** Waits until the server has noticed that the killed process is gone. */
async function settled() {
  for (let tries = 0; tries < 1_000; tries++) {
    const { busy } = await one("SELECT count(*)::int AS busy FROM pg_stat_activity WHERE datname = $1 AND application_name = 'kingsgate' AND state <> 'idle'", [name]);
    if (busy === 0) return;
    await sleep(10);
  }
  throw new Error("The database still works for a process that was killed.");
}

try {
  await owner.query("INSERT INTO school (id, slug, name, hosts, is_default, phone, email, address_lines) VALUES ($1, 'suite', 'Suite', '{}', true, '020 7946 0100', 'office@school.example', '{}')", [schoolId]);
  let importer = await takeImporter();
  await importer.say("import 0");
  const hashes = [await peopleNow()];
  const length = await importer.say("import 1");
  hashes.push(await peopleNow());
  expect("the two terms differ", hashes[0] !== hashes[1], true);

  let before = 0;
  for (let n = 0; n < KILLS; n++) {
    const term = n % 2;
    const was = hashes[1 - term];
    // Spread over the whole work: storing, reading, preview, applying, and a little after each statement.
    await importer.say(`import ${term}`, Math.min(length, 1 + Math.floor(((n + Math.random()) * length) / (KILLS - 1))));
    await sleep(Math.random() * 15);
    await importer.kill();
    await settled();
    const found = await peopleNow();
    if (found === was) before++;
    expect("after kill -9", found, found === was ? was : hashes[term]);
    expect("the record after kill -9", await fault(), null);

    importer = await takeImporter();
    await importer.say("again");
    // A kill before the upload was whole leaves no run: then the office sends the file once more.
    if ((await peopleNow()) === was) await importer.say(`import ${term}`);
    expect("in the end", await peopleNow(), hashes[term]);
    expect("left over", await leftOver(), { rows: 0, open: 0 });
  }
  expect("kills that came before the end", before > KILLS / 2, true);

  await importer.say("torn 0");
  await importer.kill();
  await settled();
  const half = await peopleNow();
  expect("a transaction torn in two is seen as half written", hashes.includes(half), false);
  console.log(`${KILLS} kills within ${length} statements, ${before} of them before the end`);
} catch (error) {
  failed++;
  console.log(error);
} finally {
  for (const child of running) child.kill("SIGKILL");
  await owner.end();
  await dropDatabases(cluster.adminUrl, [name]);
  await cluster.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
