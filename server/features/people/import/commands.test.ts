import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { createCaller } from "@/server/root";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor, poolFor } from "@/server/lib/db/client";
import { staffContext } from "@/server/testing/context";
import { cloneTemplate, resetDatabase, workerDatabase } from "@/server/testing/database";
import { applyRun, importContext, importOneRoster, previewOneRoster, previewUpload } from "@/server/testing/factories/imports";
import { carerRow, type Cells, makeOneRosterZip, type OneRosterData, oneRosterFiles, pupilRow, teacherRow, uploadsOf, zipOf } from "@/server/testing/factories/oneroster";
import { withOwner } from "@/server/testing/factories/owner";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { runApply } from "./apply/commands";
import { applyImport, discardImport, startImport } from "./commands";
import { holdRun, RunBusy, runReading } from "./preview/commands";

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "only-for-tests-only-for-tests-only-for-tests";
});

let school: SchoolFacts;
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
});

const small = (): OneRosterData => ({
  users: [
    pupilRow({ sourcedId: "p1", agentSourcedIds: "a1" }), pupilRow({ sourcedId: "p2", agentSourcedIds: "a1" }), carerRow({ sourcedId: "a1", email: "a1@family.example", agentSourcedIds: "p1,p2" }),
    carerRow({ sourcedId: "a2", email: "a2@family.example" }), teacherRow({ sourcedId: "t1", email: "t1@school.example" }),
  ],
  demographics: [{ sourcedId: "p1", birthDate: "2017-12-01", sex: "female" }],
  classes: [{ sourcedId: "c1", title: "Willow" }],
  enrollments: [{ sourcedId: "e1", classSourcedId: "c1", userSourcedId: "p1", role: "student" }, { sourcedId: "e2", classSourcedId: "c1", userSourcedId: "t1", role: "teacher" }],
  links: [{ adult: "a1", pupil: "p1", relation: "mother", parental_responsibility: "yes", reading_language: "Urdu" }],
});

const upload = async (data = small()) => uploadsOf({ name: "export.zip", bytes: await makeOneRosterZip(data) });

/** One hash over everything that an import may write, as the owner sees it. */
async function hashOfPeople(): Promise<string> {
  const tables = ["pupil", "adult", "guardian_link", "class_group", "enrolment", "teaching_post", "staff_post", "session"];
  return withOwner(async (client) => {
    const all = tables.map((table) => `SELECT '${table}' || t::text AS row FROM ${table} t`).join(" UNION ALL ");
    return (await client.query<{ hash: string }>(`SELECT md5(coalesce(string_agg(row, '|' ORDER BY row), '')) AS hash FROM (${all}) x`)).rows[0]?.hash ?? "";
  });
}

describe("one import at a time in a school", () => {
  it("a second upload is refused while one is open, at the same instant too, and another school is not held up", async () => {
    const ctx = importContext(school);
    const both = await Promise.allSettled([startImport(ctx, { files: await upload() }), startImport(ctx, { files: await upload() })]);
    expect(both.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((end) => end.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    await expect(startImport(ctx, { files: await upload() })).rejects.toMatchObject({ code: "conflict" });
    expect(await dbFor(school.id).importRun.count()).toBe(1);
    expect(await dbFor(school.id).importChunk.groupBy({ by: ["runId"] })).toHaveLength(1);
    const other = await makeSchool();
    await expect(startImport(importContext(other), { files: await upload() })).resolves.toBeDefined();
    const run = await dbFor(school.id).importRun.findFirstOrThrow();
    await discardImport(ctx, { runId: run.id });
    await expect(startImport(ctx, { files: await upload() })).resolves.toBeDefined();
  });

  it("two workers on one run: the second steps back", async () => {
    const ctx = importContext(school);
    const { runId } = await startImport(ctx, { files: await upload() });
    await holdRun(school.id, runId, async () => {
      await expect(runReading(ctx, runId)).rejects.toBeInstanceOf(RunBusy);
    });
    await runReading(ctx, runId);
    expect(await dbFor(school.id).importRun.findFirst()).toMatchObject({ state: "previewed" });
  });
});

describe("uploads", () => {
  it("an empty one, none, three, and one that breaks off leave nothing behind", async () => {
    const ctx = importContext(school);
    const three = ["a", "b", "c"].map((name) => ({ name, bytes: "x" }));
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(700_000);
      throw new Error("the line went dead");
    }
    await expect(startImport(ctx, { files: uploadsOf({ name: "a.csv", bytes: "" }) })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(startImport(ctx, { files: uploadsOf() })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(startImport(ctx, { files: uploadsOf(...three) })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(startImport(ctx, { files: uploadsOf({ name: "a.zip", bytes: breaking() }) })).rejects.toThrow("the line went dead");
    expect(await dbFor(school.id).importChunk.count()).toBe(0);
    expect(await dbFor(school.id).importRun.count()).toBe(0);
  });

  it("a read that is repeated after a kill begins anew and ends the same", async () => {
    const ctx = importContext(school);
    const { runId } = await startImport(ctx, { files: await upload() });
    await poolFor(school.id).query("INSERT INTO import_row (id, school_id, run_id, kind, external_id, line, hash, body) VALUES (gen_random_uuid(), $1, $2, 'user', 'half', 9, '', '{}')", [school.id, runId]);
    await runReading(ctx, runId);
    await runReading(ctx, runId);
    const run = await applyRun(school, runId);
    expect(run.summary.counts.pupil).toMatchObject({ added: 2 });
    await runApply(ctx, runId);
    expect(await dbFor(school.id).pupil.count()).toBe(2);
    expect(await dbFor(school.id).auditEntry.count({ where: { action: "people.importApply" } })).toBe(1);
  });
});

describe("all or nothing", () => {
  const faults: Record<string, (files: Record<string, string | Buffer>, pick: number) => void> = {
    quote: (files) => void (files["users.csv"] = `${String(files["users.csv"])}p7,,,,,student,,,"open`),
    encoding: (files, pick) => {
      const bytes = Buffer.from(files["users.csv"] as string);
      bytes[pick % bytes.length] = 0xff;
      files["users.csv"] = bytes;
    },
    shortLine: (files) => void (files["classes.csv"] = `${String(files["classes.csv"])}c2\r\n`),
    badDate: (files) => void (files["demographics.csv"] = `${String(files["demographics.csv"])}p2,,,2017-13-01,\r\n`),
    language: (files) => void (files["links.csv"] = `${String(files["links.csv"])}a1,p2,,,,,,,Elvish,,,,\r\n`),
    stranger: (files) => void (files["enrollments.csv"] = `${String(files["enrollments.csv"])}e9,,,c1,school,p404,student,,,\r\n`),
    sameId: (files) => void (files["classes.csv"] = `${String(files["classes.csv"])}c1,,,Oak,,,,,,,,,,\r\n`),
    column: (files, pick) => {
      const names = ["sourcedId", "givenName", "familyName", "role"];
      files["users.csv"] = String(files["users.csv"]).replace(names[pick % names.length] as string, "metadata.other");
    },
  };

  it("whatever is wrong with a file, the school's people stay as they are, and the line is named", async () => {
    await importOneRoster(school, { users: [pupilRow({ sourcedId: "p1", givenName: "Before" }), carerRow({ sourcedId: "a1", email: "before@family.example" })] });
    const before = await hashOfPeople();
    await fc.assert(
      fc.asyncProperty(fc.subarray(Object.keys(faults), { minLength: 1, maxLength: 3 }), fc.nat(5_000), async (names, pick) => {
        const files = oneRosterFiles(small());
        for (const name of names) faults[name]?.(files, pick);
        const { run, problems } = await previewUpload(school, uploadsOf({ name: "export.zip", bytes: await zipOf(files) }));
        expect(run.state).toBe("refused");
        expect(problems.some((problem) => problem.fatal && problem.file.endsWith(".csv") && problem.line > 0)).toBe(true);
        await expect(applyImport(importContext(school), { runId: run.id, removals: 0 })).rejects.toMatchObject({ code: "conflict" });
        expect(await hashOfPeople()).toBe(before);
        expect(await dbFor(school.id).importRow.count()).toBe(0);
      }),
      { numRuns: 12, seed: 20261123 },
    );
    // The control: the same file without a fault is taken, and the hash sees it.
    await importOneRoster(school, small());
    expect(await hashOfPeople()).not.toBe(before);
  });

  it("one bad line among thousands", async () => {
    const many = Array.from({ length: 3_000 }, (_, n): Cells => pupilRow({ sourcedId: `p${n}`, grades: n === 2_345 ? "Year 99" : "5" }));
    const { run, problems } = await previewOneRoster(school, { users: many });
    expect([run.state, problems.map((problem) => [problem.line, problem.column, problem.code])]).toEqual(["refused", [[2_347, "grades", "grade_unknown"]]]);
  });

  it("a fault in the middle of applying takes everything back, and the run is tried again", async () => {
    const { run } = await previewOneRoster(school, small());
    const before = await hashOfPeople();
    const ctx = importContext(school);
    await applyImport(ctx, { runId: run.id, removals: 0 });
    await withOwner((client) => client.query("ALTER TABLE guardian_link ADD COLUMN in_the_way int; CREATE FUNCTION pg_temp.x() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER TABLE guardian_link RENAME TO guardian_link_away"));
    await expect(runApply(ctx, run.id)).rejects.toThrow();
    await withOwner((client) => client.query("ALTER TABLE guardian_link_away RENAME TO guardian_link; ALTER TABLE guardian_link DROP COLUMN in_the_way"));
    expect(await hashOfPeople()).toBe(before);
    expect(await dbFor(school.id).importRun.findFirst()).toMatchObject({ state: "applying" });
    await runApply(ctx, run.id);
    expect(await dbFor(school.id).importRun.findFirst()).toMatchObject({ state: "applied" });
    expect(await dbFor(school.id).guardianLink.count()).toBe(2);
  });

  it("somebody who takes an address after the preview stops the import before anything is written", async () => {
    const { run } = await previewOneRoster(school, small());
    await makeAdult(school, { email: "a2@family.example" });
    const before = await hashOfPeople();
    expect(await applyRun(school, run.id)).toMatchObject({ state: "refused", problems: 2 });
    expect(await hashOfPeople()).toBe(before);
  });
});

describe("progress and who may", () => {
  it("is seen by another connection while the people are not there yet", async () => {
    const { run } = await previewOneRoster(school, small());
    const ctx = importContext(school);
    await applyImport(ctx, { runId: run.id, removals: 0 });
    const seen: string[] = [];
    const watched = new Proxy(ctx.db, {
      get: (target, key) => key !== "importRun" ? Reflect.get(target, key) as unknown : new Proxy(target.importRun, {
        get: (model, method) => method !== "update" ? Reflect.get(model, method) as unknown : async (args: Parameters<typeof target.importRun.update>[0]) => {
          const answer = await target.importRun.update(args);
          const [row] = (await withOwner((client) => client.query<{ done: number; state: string; pupils: number }>("SELECT done, state::text, (SELECT count(*)::int FROM pupil) AS pupils FROM import_run"))).rows;
          seen.push(`${row?.state} ${row?.done} ${row?.pupils}`);
          return answer;
        },
      }),
    });
    await runApply({ ...ctx, db: watched }, run.id);
    expect(seen).toEqual(["applying 1 0", "applying 2 0", "applying 7 0", "applying 9 0", "applying 10 0"]);
    expect(await dbFor(school.id).pupil.count()).toBe(2);
  });

  it("the office may; a teacher, a parent and another school see nothing, and HTTP cannot start one", async () => {
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    const teacher = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
    const parent = await staffContext(school, (await makeAdult(school)).id);
    const elsewhere = await makeSchool();
    const stranger = await staffContext(elsewhere, (await makeAdult(elsewhere, { posts: ["head"] })).id);
    const { runId } = await createCaller(office).people.import.start({ files: await upload() });
    expect(await createCaller(office).people.import.get({ runId })).toMatchObject({ state: "reading" });
    for (const ctx of [teacher, parent, stranger]) {
      await expect(createCaller(ctx).people.import.get({ runId })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(createCaller(ctx).people.import.csv({ runId })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(createCaller(ctx).people.import.discard({ runId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(createCaller(office).people.import.start({ files: [] as never })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(createCaller(office).people.import.applyRun({ runId, removals: 0 })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("the list of problems as a file runs no formulas", async () => {
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    const { run } = await previewOneRoster(school, { users: [pupilRow({ sourcedId: "p1", grades: "=1+1" })], raw: { "=evil.csv": "x" } });
    const { csv } = await createCaller(office).people.import.csv({ runId: run.id });
    expect(csv).toContain("'=evil.csv");
    expect(csv).toContain("\u201c=1+1\u201d");
    expect(csv.split("\r\n")[0]).toBe("\ufeffFile,Line,Column,Kind,Problem");
  });
});

it("20,000 pupils and 32,000 carers in less than 300 MB above idle", { timeout: 600_000 }, async () => {
  // A database of its own: what PostgreSQL last counted in the emptied tables of other tests would make it plan for a handful of rows.
  const { url, drop } = await cloneTemplate(`test_${process.env.KINGSGATE_TEST_RUN}_import`);
  const child = spawn(process.execPath, ["--import", "tsx", path.join(process.cwd(), "scripts/bench.mjs"), "--one", path.join(process.cwd(), "bench/import.ts")], { env: { ...process.env, NODE_OPTIONS: "", DATABASE_URL: url } });
  let output = "";
  child.stdout.on("data", (piece: Buffer) => (output += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (output += piece.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  await drop();
  expect(code, output).toBe(0);
  const figure = (name: string) => Number(new RegExp(`^import\\.${name} ([\\d.]+)`, "m").exec(output)?.[1]);
  expect(figure("rows")).toBeGreaterThan(100_000);
  expect(figure("peak_rss_mb")).toBeLessThan(300);
});
