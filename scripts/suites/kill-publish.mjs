// kill -9 in the middle of publishing a round: afterwards everything is out, or nothing is, and in the end each message once.
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { v7 as uuid } from "uuid";
import { cloneDatabase, dropDatabases, openTestCluster } from "../test-cluster.mjs";
import { sayStatement, serveVictim, tally, victims } from "../victims.mjs";

const KILLS = 20;
const PUPILS = 300;
const ADULTS = 2; // a pupil

/** In the process that is killed: publishes what each line names, "once" in its transaction or "apart" without one. */
async function publisher() {
  const { dbFor } = await import("../../server/lib/db/client.ts");
  const { carryOut, runPublication } = await import("../../server/features/reports/publishing/commands.ts");
  const school = { id: process.env.SUITE_SCHOOL };
  const db = dbFor(school.id);
  await db.$queryRaw`SELECT 1`;
  const query = pg.Client.prototype.query;
  pg.Client.prototype.query = function (...args) {
    sayStatement();
    return query.apply(this, args);
  };
  await serveVictim(async (line) => {
    const [mode, publicationId] = line.split(" ");
    const now = new Date();
    if (mode === "apart") await carryOut(db, school, now, publicationId);
    else await runPublication({ db, school, now }, publicationId);
  });
}

if (process.argv[2] === "publisher") await publisher();

const { expect, fail, close } = tally();
const cluster = await openTestCluster();
const name = `test_${process.pid}_kill_publish`;
const url = await cloneDatabase(cluster.adminUrl, cluster.template, name);
const owner = new pg.Client({ connectionString: url });
await owner.connect();
const one = async (sql, values) => (await owner.query(sql, values)).rows[0];
const schoolId = uuid();
const env = { DATABASE_URL: url, AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests", PUBLIC_URL: "http://localhost:3000", SUITE_SCHOOL: schoolId };
const publishers = victims({ file: fileURLToPath(import.meta.url), role: "publisher", env });

/** One round of checked reports for every pupil, and the decision to publish it. */
async function makeRound(n) {
  const { id } = await one(
    `INSERT INTO report_round (id, school_id, term, school_year, year_groups, subjects, opens_on, due_on)
     VALUES ($1, $2, 'summer', $3, '{4}', '{maths}', '2026-01-01', '2026-07-01') RETURNING id`, [uuid(), schoolId, 2100 + n]);
  await owner.query(
    `WITH r AS (INSERT INTO report (id, school_id, round_id, pupil_id, state, sessions_possible, sessions_absent, sessions_late, updated_at)
       SELECT gen_random_uuid(), $1, $2, p.id, 'checked', 120, 4, 1, now() FROM pupil p WHERE p.school_id = $1 RETURNING id)
     INSERT INTO report_entry (id, school_id, report_id, subject, attainment, effort, progress, comments, version, updated_at)
     SELECT gen_random_uuid(), $1, r.id, s, 'secure', 'good', 'expected', '[{"key": "effort.good"}]', 1, now() FROM r, unnest(ARRAY['general', 'maths']) AS s`,
    [schoolId, id]);
  const publication = await one(
    "INSERT INTO report_publication (id, school_id, round_id, publish_at) VALUES ($1, $2, $3, now() - interval '1 minute') RETURNING id", [uuid(), schoolId, id]);
  return { roundId: id, publicationId: publication.id };
}

/** How far the publication of a round has come, in every table that it touches. */
const stateOf = ({ roundId, publicationId }) => one(
  `WITH r AS (SELECT id, state FROM report WHERE round_id = $1), m AS (SELECT id FROM message WHERE subject_id IN (SELECT id FROM r))
   SELECT (SELECT count(*)::int FROM r WHERE state = 'published') AS reports,
     (SELECT count(*)::int FROM report_edition WHERE report_id IN (SELECT id FROM r)) AS editions,
     (SELECT count(*)::int FROM m) AS messages,
     (SELECT count(*)::int FROM delivery WHERE message_id IN (SELECT id FROM m)) AS deliveries,
     (SELECT count(*)::int FROM audit_entry WHERE action = 'reports.publish' AND subject_id IN (SELECT id FROM r)) AS record,
     (SELECT count(*)::int FROM report_publication WHERE id = $2 AND done_at IS NOT NULL) AS done`, [roundId, publicationId]);

const nothing = { reports: 0, editions: 0, messages: 0, deliveries: 0, record: 0, done: 0 };
const everything = { reports: PUPILS, editions: PUPILS, messages: PUPILS * ADULTS, deliveries: PUPILS * ADULTS * 2, record: PUPILS, done: 1 };
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const fault = async () => (await one("SELECT audit_first_fault($1) AS seq", [schoolId])).seq;

/** Waits until the server has noticed that the killed process is gone. */
async function settled() {
  for (let tries = 0; tries < 500; tries++) {
    const { busy } = await one("SELECT count(*)::int AS busy FROM pg_stat_activity WHERE datname = $1 AND application_name = 'kingsgate' AND state <> 'idle'", [name]);
    if (busy === 0) return;
    await sleep(10);
  }
  throw new Error("The database still works for a process that was killed.");
}

try {
  await owner.query("INSERT INTO school (id, slug, name, hosts, is_default, phone, email, address_lines) VALUES ($1, 'suite', 'Suite', '{}', true, '020 7946 0100', 'office@school.example', '{}')", [schoolId]);
  await owner.query("INSERT INTO pupil (id, school_id, given_name, family_name, year_group, updated_at) SELECT gen_random_uuid(), $1, 'Kit', 'Pupil ' || n, 4, now() FROM generate_series(1, $2::int) AS n", [schoolId, PUPILS]);
  await owner.query(
    `INSERT INTO adult (id, school_id, given_name, family_name, email, reading_need, reading_language, updated_at)
     SELECT gen_random_uuid(), $1, 'Sam', 'Adult ' || n, 'a' || n || '@family.example', 'reads', 'pl', now() FROM generate_series(1, $2::int) AS n`, [schoolId, PUPILS * ADULTS]);
  await owner.query(
    `INSERT INTO guardian_link (id, school_id, adult_id, pupil_id, relation, parental_responsibility, confirmed_at)
     SELECT gen_random_uuid(), $1, a.id, p.id, 'mother', 'yes', now()
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM pupil) p JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM adult) a ON (a.n - 1) / $2::int = p.n - 1`, [schoolId, ADULTS]);
  const rounds = [];
  for (let n = 0; n < 2 + KILLS; n++) rounds.push(await makeRound(n));
  await owner.query("ANALYZE");
  const [undisturbed, control, ...disturbed] = rounds;

  let publisher = await publishers.take();
  const length = await publisher.work(`once ${undisturbed.publicationId}`);
  expect("a publication that nobody disturbs", await stateOf(undisturbed), everything);
  await publisher.kill();

  let before = 0;
  for (const [n, round] of disturbed.entries()) {
    publisher = await publishers.take();
    // Spread over the whole work, the last statement (COMMIT) among them, and a little after each.
    await publisher.work(`once ${round.publicationId}`, Math.min(length, 1 + Math.floor(((n + Math.random()) * length) / (KILLS - 1))));
    await sleep(Math.random() * 15);
    await publisher.kill();
    await settled();
    const state = await stateOf(round);
    if (same(state, nothing)) before++;
    expect("after kill -9", state, same(state, nothing) ? nothing : everything);
  }
  expect("kills that came before the end", before > KILLS / 2, true);
  expect("the record after all kills", await fault(), null);

  publisher = await publishers.take();
  await publisher.work(`apart ${control.publicationId}`, Math.floor(length * 0.7));
  await publisher.kill();
  await settled();
  const half = await stateOf(control);
  expect("without its transaction a half-written state is seen", !same(half, nothing) && !same(half, everything), true);

  publisher = await publishers.take();
  for (const round of disturbed) {
    for (let again = 0; again < 2; again++) await publisher.work(`once ${round.publicationId}`);
    expect("in the end", await stateOf(round), everything);
  }
  const twice = await one("SELECT count(*)::int AS n FROM (SELECT adult_id, subject_id FROM message GROUP BY 1, 2 HAVING count(*) > 1) x");
  expect("adults told twice of one report", twice.n, 0);
  expect("the record in the end", await fault(), null);
  console.log(`${KILLS} kills within ${length} statements, ${before} of them before the end; half-written without the transaction: ${JSON.stringify(half)}`);
} catch (error) {
  fail(error);
} finally {
  publishers.killAll();
  await owner.end();
  await dropDatabases(cluster.adminUrl, [name]);
  await cluster.close();
}
close();
