import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { createCaller } from "@/server/root";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslation } from "@/server/testing/factories/languages";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { openTheirs, writeToFamily, writeToSchool } from "../commands";
import { writeInput } from "../schema";
import { getMessageToTell } from "./queries";

let school: SchoolFacts;
let teacher: StaffCtx;
let okafor: StaffCtx;
let mother: { id: string; linkId: string };
let pupilId: string;

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  teacher = await staffContext(school, (await makeAdult(school, { title: "Ms", familyName: "Patel", posts: ["teacher"] })).id);
  const group = await makeClass(school, { teacherIds: [teacher.actor.adultId] });
  teacher = await staffContext(school, teacher.actor.adultId);
  okafor = await staffContext(school, (await makeAdult(school, { title: "Mr", familyName: "Okafor", posts: ["family_support"] })).id);
  pupilId = (await makePupil(school, { givenName: "Zara", classGroupId: group.id })).id;
  const adult = await makeAdult(school, { givenName: "Amina", spokenLanguages: ["ur"], readingLanguage: "ur", readingNeed: "does_not_read" });
  mother = { id: adult.id, linkId: (await linkGuardian(school, adult.id, pupilId)).id };
});

const db = () => dbFor(school.id);
const notFound = new AppError("not_found");

async function wrote(words: string) {
  const { threadIds: [threadId = ""] } = await writeToFamily(teacher, { key: uuid(), words, stakes: "ordinary", adultIds: [mother.id], pupilId, team: "class_teacher", files: [] });
  const post = await db().post.findFirstOrThrow({ where: { threadId }, orderBy: { id: "desc" } });
  const message = await db().message.findFirstOrThrow({ where: { idempotencyKey: `post:${post.id}` } });
  return { threadId, textId: post.textId ?? "", task: await db().task.findFirstOrThrow({ where: { uniqueKey: `call:${message.id}` } }) };
}

describe("a teacher's message to somebody who is rung", () => {
  it("is read by whoever has the call, word for word and in the family's language, and the conversation stays closed", async () => {
    const first = await wrote("Zara read well today.");
    const second = await wrote("Please bring wellingtons.");
    await makeTranslation(school, first.textId, "ur", ["زارا نے آج اچھا پڑھا۔"]);
    expect(await createCaller(okafor).messages.toTell({ taskId: first.task.id })).toEqual({
      english: [{ text: "Zara read well today.", language: "en", heading: false, sign: null }], theirs: [{ text: "زارا نے آج اچھا پڑھا۔", language: "ur", heading: false, sign: null }], threadId: null,
    });
    // Each call has its own message, and what nobody has translated is said in English.
    expect(await getMessageToTell(okafor, { taskId: second.task.id })).toMatchObject({ english: [{ text: "Please bring wellingtons." }], theirs: [] });
    await expect(openTheirs(okafor, { threadId: first.threadId })).rejects.toEqual(notFound);
    expect(await db().auditEntry.findFirst({ where: { action: "messages.tell" } })).toMatchObject({ actorId: okafor.actor.adultId, pupilId });
  });

  it("is nobody's who has not the call: another's, one that is done, another school's, a parent's", async () => {
    const { task } = await wrote("Zara read well today.");
    const ask = (ctx: StaffCtx) => getMessageToTell(ctx, { taskId: task.id });
    await db().task.update({ where: { id: task.id }, data: { assigneeId: teacher.actor.adultId } });
    await expect(ask(okafor)).rejects.toEqual(notFound);
    await db().task.update({ where: { id: task.id }, data: { assigneeId: okafor.actor.adultId } });
    expect((await ask(okafor)).english).toHaveLength(1);
    const elsewhere = await makeSchool();
    await expect(ask(await staffContext(elsewhere, (await makeAdult(elsewhere, { posts: ["head"] })).id))).rejects.toEqual(notFound);
    await expect(createCaller(teacher).messages.toTell({ taskId: task.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(createCaller(await contextFor(school, mother.id)).messages.toTell({ taskId: task.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await db().task.update({ where: { id: task.id }, data: { doneAt: TEST_NOW, outcome: "reached" } });
    await expect(ask(okafor)).rejects.toEqual(notFound);
  });

  it("is gone with an order against the adult, and never about one's own child", async () => {
    const { task } = await wrote("Zara read well today.");
    const order = await makeRestriction(school, mother.linkId, ["messages"]);
    await expect(getMessageToTell(okafor, { taskId: task.id })).rejects.toEqual(notFound);
    await db().restriction.update({ where: { id: order.id }, data: { liftedAt: TEST_NOW } });
    expect((await getMessageToTell(okafor, { taskId: task.id })).english).toHaveLength(1);
    await linkGuardian(school, okafor.actor.adultId, pupilId, { relation: "father" });
    await expect(getMessageToTell(okafor, { taskId: task.id })).rejects.toEqual(notFound);
  });

  it("that was not clear to a family is there to be said again", async () => {
    const { threadId } = await wrote("Zara read well today.");
    await writeToSchool(await contextFor(school, mother.id), writeInput.parse({ key: uuid(), threadId, sign: "not_clear" }));
    const task = await db().task.findFirstOrThrow({ where: { uniqueKey: { startsWith: "call-message:" } } });
    expect(task.assigneeId).toBe(teacher.actor.adultId);
    await db().task.update({ where: { id: task.id }, data: { assigneeId: null } });
    expect(await getMessageToTell(okafor, { taskId: task.id })).toMatchObject({ english: [{ text: "Zara read well today." }], threadId: null });
  });
});
