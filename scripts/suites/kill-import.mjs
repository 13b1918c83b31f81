// kill -9 in the middle of an import: afterwards the school is as it was or as the file says, never between; and the run can go on.
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { v7 as uuid } from "uuid";
import { cloneDatabase, dropDatabases, openTestCluster } from "../test-cluster.mjs";
import { sayStatement, serveVictim, tally, victims } from "../victims.mjs";

const KILLS = 20;
const PUPILS = 150;
const SECRET = "only-for-tests-only-for-tests-only-for-tests";
// What an import writes. Its own rows (run, problems, staged rows) are not the school.
const DOMAIN = ["pupil", "adult", "staff_post", "class_group", "enrolment", "teaching_post", "guardian_link"];

/** A file in which generation n renames everyone, so that each import changes every row and adds and removes some. */
function exportOf(n) {
  const pupils = Array.from({ length: PUPILS }, (_, i) => i + n * 10);
  return {
    users: pupils.flatMap((i) => [
      { sourcedId: `p${i}`, enabledUser: "true", orgSourcedIds: "s", role: "student", givenName: `Kit ${n}`, familyName: `Pupil ${i}`, grades: "04", agentSourcedIds: `a${i}` },
      { sourcedId: `a${i}`, enabledUser: "true", orgSourcedIds: "s", role: "parent", givenName: `Sam ${n}`, familyName: `Adult ${i}`, email: `a${i}@family.example`, agentSourcedIds: `p${i}` },
    ]),
    classes: [{ sourcedId: "c1", title: `Oak ${n}`, classType: "homeroom", schoolSourcedId: "s" }],
    enrollments: pupils.map((i) => ({ sourcedId: `e${i}`, classSourcedId: "c1", schoolSourcedId: "s", userSourcedId: `p${i}`, role: "student" })),
  };
}

/** In the process that is killed: "read RUN" or "apply RUN"; with `apart` the transaction is taken away, as a control. */
async function importer() {
  const { dbFor } = await import("../../server/lib/db/client.ts");
  const { runReading } = await import("../../server/features/people/import/preview/commands.ts");
  const { runApply } = await import("../../server/features/people/import/apply/commands.ts");
  const { findSchoolById } = await import("../../server/features/people/queries.ts");
  const school = await findSchoolById(process.env.SUITE_SCHOOL);
  const db = dbFor(school.id);
  let apart = false;
  const query = pg.Client.prototype.query;
  pg.Client.prototype.query = function (first, ...rest) {
    const text = typeof first === "string" ? first : first?.text;
    if (text) sayStatement();
    if (!apart || !text) return query.call(this, first, ...rest);
    // Without its transaction: nothing opens or ends one, and what would end with it stays.
    const loose = /^(BEGIN|COMMIT)/i.test(text) ? "SELECT 1" : text.replace(/, true\)/g, ", false)").replace(/ON COMMIT DROP/gi, "");
    return query.call(this, typeof first === "string" ? loose : Object.assign(first, { text: loose }), ...rest);
  };
  await serveVictim(async (line) => {
    const [what, runId, mode] = line.split(" ");
    apart = mode === "apart";
    const ctx = { db, school, now: new Date(), actor: null };
    if (what === "read") await runReading(ctx, runId);
    else await runApply(ctx, runId);
  });
}

if (process.argv[2] === "importer") await importer();

const { expect, fail, close } = tally();
const cluster = await openTestCluster();
const name = `test_${process.pid}_kill_import`;
const url = await cloneDatabase(cluster.adminUrl, cluster.template, name);
Object.assign(process.env, { DATABASE_URL: url, AUTH_SECRET: SECRET, PUBLIC_URL: "http://localhost:3000" });
const owner = new pg.Client({ connectionString: url });
await owner.connect();
const one = async (sql, values) => (await owner.query(sql, values)).rows[0];
const schoolId = uuid();
const importers = victims({ file: fileURLToPath(import.meta.url), role: "importer", env: { DATABASE_URL: url, AUTH_SECRET: SECRET, SUITE_SCHOOL: schoolId } });

async function fingerprint() {
  const parts = [];
  for (const table of DOMAIN) parts.push((await one(`SELECT md5(coalesce(string_agg((to_jsonb(t) - 'updated_at')::text, '|' ORDER BY id), '')) AS sum FROM "${table}" t`)).sum);
  return parts.join();
}

async function settled() {
  for (let tries = 0; tries < 1000; tries++) {
    const { busy } = await one("SELECT count(*)::int AS busy FROM pg_stat_activity WHERE datname = $1 AND application_name = 'kingsgate' AND state <> 'idle'", [name]);
    if (busy === 0) return;
    await sleep(10);
  }
}

try {
  await owner.query("INSERT INTO school (id, slug, name, hosts, is_default, phone, email, address_lines) VALUES ($1, 'suite', 'Suite', '{}', true, '020 7946 0100', 'office@school.example', '{}')", [schoolId]);
  const { makeOneRosterZip, uploadsOf } = await import("../../server/testing/factories/oneroster.ts");
  const { startImport, applyImport } = await import("../../server/features/people/import/commands.ts");
  const { getRun } = await import("../../server/features/people/import/queries.ts");
  const { countRemovals } = await import("../../server/features/people/import/schema.ts");
  const { dbFor } = await import("../../server/lib/db/client.ts");
  const { findSchoolById } = await import("../../server/features/people/queries.ts");
  const ctx = () => ({ db: dbFor(schoolId), school: { id: schoolId }, now: new Date(), actor: null });
  const school = await findSchoolById(schoolId);
  const upload = async (n) => (await startImport({ ...ctx(), school }, { files: uploadsOf({ name: "export.zip", bytes: await makeOneRosterZip(exportOf(n)) }) })).runId;
  const approve = async (runId) => {
    const run = await getRun({ ...ctx(), school }, { runId });
    await applyImport({ ...ctx(), school }, { runId, removals: countRemovals(run.summary) });
  };
  const stateOf = async (runId) => (await one("SELECT state::text FROM import_run WHERE id = $1", [runId])).state;

  let importer = await importers.take();
  const first = await upload(0);
  const readLength = await importer.work(`read ${first}`);
  await approve(first);
  const applyLength = await importer.work(`apply ${first}`);
  expect("an import that nobody disturbs", await stateOf(first), "applied");

  let before = 0;
  for (let n = 1; n <= KILLS; n++) {
    const was = await fingerprint();
    const runId = await upload(n);
    if (n % 4 === 0) {
      // Killed while it reads: the school is untouched, and reading again gives the same preview.
      await importer.work(`read ${runId}`, 1 + Math.floor(Math.random() * readLength));
      await importer.kill();
      await settled();
      expect("the school after kill -9 while reading", await fingerprint(), was);
      importer = await importers.take();
    }
    await importer.work(`read ${runId}`);
    await approve(runId);
    expect("the school after the preview", await fingerprint(), was);
    await importer.work(`apply ${runId}`, Math.min(applyLength, 1 + Math.floor(((n - 1 + Math.random()) * applyLength) / (KILLS - 1))));
    await sleep(Math.random() * 15);
    await importer.kill();
    await settled();
    const state = await stateOf(runId);
    if (state === "applied") expect("a run that is applied changed the school", (await fingerprint()) === was, false);
    else {
      before++;
      expect(`the school after kill -9 in a run that is ${state}`, await fingerprint(), was);
    }
    importer = await importers.take();
    await importer.work(`apply ${runId}`);
    expect("the run taken up again", await stateOf(runId), "applied");
    const { here } = await one("SELECT count(*)::int AS here FROM pupil WHERE removed_at IS NULL AND given_name = $1", [`Kit ${n}`]);
    expect("pupils as the file says", here, PUPILS);
  }
  expect("kills that came before the end", before > KILLS / 2, true);
  expect("the record after all kills", (await one("SELECT audit_first_fault($1) AS seq", [schoolId])).seq, null);

  // The control: without its transaction an import that is killed leaves the school between two files.
  let torn = false;
  for (let tries = 0; tries < 6 && !torn; tries++) {
    const runId = await upload(KILLS + 1 + tries);
    await importer.work(`read ${runId}`);
    await approve(runId);
    const was = await fingerprint();
    await importer.work(`apply ${runId} apart`, Math.floor(applyLength * (0.5 + tries * 0.07)));
    await importer.kill();
    await settled();
    torn = (await fingerprint()) !== was && (await stateOf(runId)) !== "applied";
    importer = await importers.take();
    await owner.query("UPDATE import_run SET state = 'discarded', finished_at = now() WHERE id = $1", [runId]);
    await owner.query("DELETE FROM import_row WHERE run_id = $1", [runId]);
  }
  expect("without its transaction a half-written school is seen", torn, true);
  console.log(`${KILLS} kills within ${readLength} and ${applyLength} statements, ${before} of them before the end`);
} catch (error) {
  fail(error);
} finally {
  importers.killAll();
  await owner.end();
  await dropDatabases(cluster.adminUrl, [name]);
  await cluster.close();
}
close();
