import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { makeSchool } from "@/server/testing/factories/people";

import type { SchoolFacts } from "../context";
import { dbFor } from "../db/client";
import { enqueueJob } from "./enqueue";
import { type JobTable, type RunningWorker, startWorker, withoutWords } from "./worker";

let url: string;
let school: SchoolFacts;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  ({ url } = await prepareEnvironment());
});
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

const start = async (table: JobTable, sweeps: string[] = [], slow: string[] = []) => {
  worker = await startWorker(table, {
    connectionString: url,
    loadSchool: async (id) => (id === school.id ? school : null),
    listSchoolIds: async () => [school.id],
    sweeps: sweeps.map((task) => ({ task, pattern: "0 0 1 1 *" })),
    slow,
  });
};
const until = async (holds: () => boolean | Promise<boolean>) => {
  const end = Date.now() + 15_000;
  while (!(await holds()) && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
  expect(await holds()).toBe(true);
};
const waiting = () => withOwner(async (owner) => (await owner.query("SELECT task_identifier, last_error, locked_by FROM graphile_worker.jobs")).rows);

describe("the worker", () => {
  it("does a job with its school's database and its payload", async () => {
    const seen: unknown[] = [];
    await start({ "test.look": async (ctx, payload) => void seen.push([ctx.school.name, await ctx.db.adult.count(), payload.n]) });
    await enqueueJob(dbFor(school.id), "test.look", { n: 3 });
    await until(() => seen.length === 1);
    expect(seen).toEqual([[school.name, 0, 3]]);
    await until(async () => (await waiting()).length === 0);
  });

  it("does not do the job of a transaction that failed", async () => {
    const seen: unknown[] = [];
    await start({ "test.look": async () => void seen.push(1), "test.last": async () => void seen.push("last") });
    await dbFor(school.id).$transaction(async (tx) => {
      await enqueueJob(tx, "test.look");
      throw new Error("no");
    }).catch(() => undefined);
    await enqueueJob(dbFor(school.id), "test.last");
    await until(() => seen.length > 0);
    expect(seen).toEqual(["last"]);
  });

  it("adds a sweep for each school at the start", async () => {
    const seen: string[] = [];
    await start({ "test.sweep": async (ctx) => void seen.push(ctx.school.id) }, ["test.sweep"]);
    await until(() => seen.length > 0);
    expect(seen).toEqual([school.id]);
  });

  it("keeps and writes no words of a failure", async () => {
    await start({ "test.fail": async () => { throw new TypeError("Amina Khan, amina@family.example"); } });
    await enqueueJob(dbFor(school.id), "test.fail");
    await until(async () => (await waiting()).some((job) => job.last_error !== null));
    const [job] = await waiting();
    expect(job.last_error).toContain("TypeError");
    expect(job.last_error).not.toContain("Amina");
    expect(withoutWords(new Error("Amina")).stack).not.toContain("Amina");
  });

  it("takes up at once what a killed worker held", async () => {
    await enqueueJob(dbFor(school.id), "test.held", {}, { queue: "one-by-one" });
    await withOwner(async (owner) => {
      await owner.query("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-that-died'");
      await owner.query("UPDATE graphile_worker._private_job_queues SET locked_at = now(), locked_by = 'worker-that-died'");
    });
    const seen: number[] = [];
    await start({ "test.held": async () => void seen.push(1) });
    await until(() => seen.length === 1);
  });

  it("leaves a living worker's job alone", async () => {
    let runs = 0;
    let finish = () => undefined as void;
    const held = new Promise<void>((done) => (finish = done));
    const table: JobTable = { "test.long": async () => { runs += 1; await held; } };
    await start(table);
    await enqueueJob(dbFor(school.id), "test.long");
    await until(() => runs === 1);
    const first = worker;
    await start(table);
    await new Promise((done) => setTimeout(done, 1_500));
    finish();
    await first?.stop();
    expect(runs).toBe(1);
  });

  it.each([
    ["keeps places for what must go now while every slow place is taken", ["test.long"], true],
    ["would let it wait if nothing were called slow", [], false],
  ])("%s", async (_, slow, gone) => {
    let finish = () => undefined as void;
    const held = new Promise<void>((done) => (finish = done));
    let begun = 0;
    let sent = 0;
    await start({ "test.long": async () => { begun += 1; await held; }, "test.link": async () => void (sent += 1) }, [], slow);
    for (let n = 0; n < 6; n += 1) await enqueueJob(dbFor(school.id), "test.long");
    await until(() => begun >= (gone ? 2 : 4));
    await enqueueJob(dbFor(school.id), "test.link");
    if (gone) await until(() => sent === 1);
    else await new Promise((done) => setTimeout(done, 1_500));
    expect(sent).toBe(gone ? 1 : 0);
    finish();
    await until(async () => sent === 1 && (await waiting()).length === 0);
  });

  it("does a slow sweep for one school after another", async () => {
    const other = await makeSchool();
    const running: string[] = [];
    const seen: string[] = [];
    let most = 0;
    worker = await startWorker({
      "test.sweep": async (ctx) => {
        running.push(ctx.school.id);
        most = Math.max(most, running.length);
        await new Promise((done) => setTimeout(done, 100));
        running.pop();
        seen.push(ctx.school.id);
      },
    }, {
      connectionString: url, loadSchool: async (id) => [school, other].find((each) => each.id === id) ?? null, listSchoolIds: async () => [school.id, other.id],
      sweeps: [{ task: "test.sweep", pattern: "0 0 1 1 *" }], slow: ["test.sweep"],
    });
    await until(() => seen.length === 2);
    expect(most).toBe(1);
  });

  it("refuses a job without a feature's name", async () => {
    await expect(start({ look: async () => undefined })).rejects.toThrow("a job is named");
  });
});
