import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { cancelMessages, completeTask, completeTaskIn, createTask, type NewMessage, queueMessages } from "./commands";
import { deliveryStatesFor, listTasks } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const jobs = () => withOwner(async (owner) => (await owner.query("SELECT task_identifier, payload FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id) ORDER BY p.id")).rows);

async function family(input: Parameters<typeof makeAdult>[1] = {}) {
  const school = await makeSchool();
  const db = dbFor(school.id);
  const adult = await makeAdult(school, { readingLanguage: "en", readingNeed: "reads", ...input });
  const pupil = await makePupil(school, { givenName: "Zara" });
  const link = await linkGuardian(school, adult.id, pupil.id);
  const reportId = uuid();
  const message = (more: Partial<NewMessage> = {}): NewMessage => ({
    adultId: adult.id, pupilId: pupil.id, kind: "report_published", subjectId: reportId,
    args: { child: "Zara", round: "autumn" }, idempotencyKey: `${reportId}:1:${adult.id}`, ...more,
  });
  const queue = (...messages: NewMessage[]) => db.$transaction((tx) => queueMessages(tx, { schoolId: school.id, now: TEST_NOW, messages }));
  return { school, db, adult, pupil, link, reportId, message, queue };
}

describe("queueing messages", () => {
  it("writes the message, its ways and the job that sends it", async () => {
    const { db, queue, message, adult, reportId } = await family();
    expect(await queue(message())).toEqual({ queued: 1 });
    const [written] = await db.message.findMany({ include: { deliveries: { orderBy: { channel: "asc" } } } });
    expect(written).toMatchObject({ adultId: adult.id, language: "en", args: { child: "Zara", round: "autumn" }, urgency: 10, cancelledAt: null });
    expect(written?.deliveries.map((d) => [d.channel, d.state])).toEqual([["in_app", "delivered"], ["email", "queued"]]);
    expect(await db.task.count()).toBe(0);
    expect((await jobs()).map((job) => job.task_identifier)).toEqual(["delivery.drain"]);
    const states = await deliveryStatesFor(db, [reportId]);
    expect(states.get(reportId)?.get(adult.id)?.channels.map((c) => c.state)).toEqual(["delivered", "queued"]);
  });

  it("writes the same thing once, whoever says it again", async () => {
    const { db, queue, message } = await family();
    expect(await queue(message(), message())).toEqual({ queued: 1 });
    expect(await queue(message())).toEqual({ queued: 0 });
    const results = await Promise.all([1, 2, 3, 4].map(() => queue(message({ idempotencyKey: "other" }))));
    expect(results.map((r) => r.queued).sort()).toEqual([0, 0, 0, 1]);
    expect(await db.message.count()).toBe(2);
    expect(await db.delivery.count()).toBe(4);
  });

  it("leaves nothing behind when the transaction fails", async () => {
    const { db, school, message } = await family();
    const failing = db.$transaction(async (tx) => {
      await queueMessages(tx, { schoolId: school.id, now: TEST_NOW, messages: [message()] });
      throw new Error("something else failed");
    });
    await expect(failing).rejects.toThrow("something else failed");
    expect(await db.message.count()).toBe(0);
    expect(await jobs()).toEqual([]);
  });

  it("asks for a call to an adult who does not read, and for nothing in writing", async () => {
    const { db, queue, message, adult, pupil } = await family({ readingNeed: "does_not_read" });
    await queue(message());
    expect((await db.delivery.findMany({ orderBy: { channel: "asc" } })).map((d) => d.channel)).toEqual(["in_app", "call"]);
    expect(await db.task.findMany()).toMatchObject([{ kind: "call", adultId: adult.id, pupilId: pupil.id, assigneeId: null, doneAt: null }]);
    expect(await jobs()).toEqual([]);
  });

  it("tells nobody who has been removed", async () => {
    const { db, queue, message, adult } = await family();
    await db.adult.update({ where: { id: adult.id }, data: { removedAt: TEST_NOW } });
    expect(await queue(message())).toEqual({ queued: 0 });
  });

  it("gives a sign-in link a job of its own that need not wait for news", async () => {
    const { queue, message } = await family();
    await queue(message());
    await queue(message({ kind: "sign_in_link", pupilId: undefined, subjectId: uuid(), args: {}, idempotencyKey: "s1" }));
    expect((await jobs()).map((job) => job.payload.urgent)).toEqual([false, true]);
  });

  it("takes a thousand at once", async () => {
    const { db, school, message, queue } = await family();
    const many = Array.from({ length: 1_000 }, (_, i) => message({ idempotencyKey: `k${i}` }));
    expect(await queue(...many)).toEqual({ queued: 1_000 });
    expect(await db.delivery.count({ where: { schoolId: school.id } })).toBe(2_000);
  });
});

describe("a restriction", () => {
  it("stops what was about to be told, in its own transaction", async () => {
    const { db, school, queue, message, link, pupil } = await family({ readingLanguage: "ta" });
    const other = await makePupil(school);
    const father = await makeAdult(school);
    await linkGuardian(school, father.id, pupil.id, { relation: "father" });
    await queue(message(), message({ pupilId: other.id, idempotencyKey: "other child" }), message({ adultId: father.id, idempotencyKey: "father" }));
    await makeRestriction(school, link.id, ["media"]);
    expect(await db.delivery.count({ where: { state: "cancelled" } })).toBe(0);
    await makeRestriction(school, link.id, ["reports"]);
    const messages = await db.message.findMany({ include: { deliveries: { orderBy: { channel: "asc" } } } });
    const stopped = messages.filter((m) => m.cancelledAt);
    expect(stopped.map((m) => m.idempotencyKey)).toEqual([message().idempotencyKey]);
    expect(stopped[0]?.deliveries.map((d) => [d.channel, d.state])).toEqual([["in_app", "delivered"], ["email", "cancelled"], ["call", "cancelled"]]);
    expect((await db.task.findMany({ where: { pupilId: pupil.id } })).map((t) => t.outcome)).toEqual(["cancelled"]);
    expect(await db.task.count({ where: { pupilId: other.id, doneAt: null } })).toBe(1);
  });
});

describe("stopping messages", () => {
  it("stops what has not left and keeps what has", async () => {
    const { db, school, queue, message, reportId } = await family({ readingLanguage: "ta" });
    await queue(message(), message({ idempotencyKey: "second" }));
    const left = await db.message.findFirstOrThrow({ where: { idempotencyKey: "second" } });
    await db.delivery.updateMany({ where: { messageId: left.id, channel: "email" }, data: { state: "handed_over" } });
    const result = await db.$transaction((tx) => cancelMessages(tx, { schoolId: school.id, now: TEST_NOW, subjectIds: [reportId] }));
    expect(result).toEqual({ cancelled: 2 });
    expect((await db.delivery.findMany({ where: { channel: "email" }, orderBy: { id: "asc" } })).map((d) => d.state)).toEqual(["cancelled", "handed_over"]);
    expect(await db.task.count({ where: { doneAt: null } })).toBe(0);
  });
});

describe("tasks", () => {
  it("are made once for one cause", async () => {
    const { db, school } = await family();
    const task = { schoolId: school.id, kind: "talk_request" as const, dueAt: TEST_NOW, uniqueKey: "talk:1" };
    expect(await createTask(db, task)).toEqual({ created: true });
    expect(await createTask(db, task)).toEqual({ created: false });
  });

  it("say whom to ring, in which language and why; a done call is a delivered message", async () => {
    const { db, school, queue, message, adult, pupil } = await family({ readingNeed: "does_not_read", spokenLanguages: ["so"], phone: "07700 900001", needsInterpreter: true });
    const okafor = await makeAdult(school, { posts: ["family_support"] });
    const ctx = await staffContext(school, okafor.id);
    await queue(message());
    const { tasks: [task], languages } = await listTasks(ctx, {});
    expect(task).toMatchObject({
      kind: "call", reason: "report_published", mine: false,
      adult: { id: adult.id, phone: "07700 900001", languages: ["so", "en"], needsInterpreter: true, readingNeed: "does_not_read" },
      pupil: { id: pupil.id, relation: "mother" },
    });
    expect(languages).toEqual(["en", "so"]);
    expect((await listTasks(ctx, { language: "pl" })).tasks).toEqual([]);
    expect((await listTasks(ctx, { kind: "talk_request" })).tasks).toEqual([]);
    const taskId = task?.id ?? "";
    expect(await db.$transaction((tx) => completeTaskIn(tx, ctx, { taskId, outcome: "no_answer" }))).toMatchObject({ done: false });
    expect((await db.task.findUniqueOrThrow({ where: { id: taskId } })).dueAt.getTime()).toBe(TEST_NOW.getTime() + 86_400_000);
    // A call to a family ends with a note of what was said: not here.
    await expect(completeTask(ctx, { taskId, outcome: "reached" })).rejects.toThrow(new AppError("invalid_input", { outcome: "note_needed" }));
    expect(await db.task.count({ where: { id: taskId, doneAt: null } })).toBe(1);
    expect(await db.$transaction((tx) => completeTaskIn(tx, ctx, { taskId, outcome: "reached" }))).toMatchObject({ done: true, pupilId: pupil.id });
    expect((await db.delivery.findFirstOrThrow({ where: { channel: "call" } })).state).toBe("delivered");
    expect((await listTasks(ctx, {})).tasks).toEqual([]);
    await expect(completeTask(ctx, { taskId, outcome: "reached" })).rejects.toThrow(new AppError("not_found"));
    expect((await db.auditEntry.findMany({ orderBy: { seq: "asc" } })).map((a) => [a.action, a.pupilId])).toEqual([["delivery.completeTask", pupil.id], ["delivery.completeTask", pupil.id]]);
  });

  it("are a teacher's own only, and only about children of the class", async () => {
    const { db, school, adult, pupil } = await family();
    const patel = await makeAdult(school, { posts: ["teacher"] });
    const group = await makeClass(school, { teacherIds: [patel.id] });
    const taught = await makePupil(school, { classGroupId: group.id });
    await linkGuardian(school, adult.id, taught.id);
    const base = { schoolId: school.id, kind: "talk_request" as const, adultId: adult.id, dueAt: TEST_NOW };
    await createTask(db, { ...base, pupilId: taught.id, assigneeId: patel.id, uniqueKey: "1" });
    await createTask(db, { ...base, pupilId: pupil.id, assigneeId: patel.id, uniqueKey: "2" });
    await createTask(db, { ...base, pupilId: taught.id, uniqueKey: "3" });
    const { tasks } = await listTasks(await staffContext(school, patel.id), {});
    expect(tasks.map((task) => [task.pupil?.id, task.mine])).toEqual([[taught.id, true]]);
    const offices = await db.task.findFirstOrThrow({ where: { uniqueKey: "3" } });
    await expect(completeTask(await staffContext(school, patel.id), { taskId: offices.id, outcome: "reached" })).rejects.toThrow(new AppError("not_found"));
  });

  it("disappear when the adult may no longer know of the child", async () => {
    const { db, school, adult, pupil, link } = await family();
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    await createTask(db, { schoolId: school.id, kind: "talk_request", adultId: adult.id, pupilId: pupil.id, dueAt: TEST_NOW, uniqueKey: "1" });
    expect((await listTasks(office, {})).tasks).toHaveLength(1);
    await db.guardianLink.update({ where: { id: link.id }, data: { removedAt: TEST_NOW } });
    expect((await listTasks(office, {})).tasks).toEqual([]);
  });
});
