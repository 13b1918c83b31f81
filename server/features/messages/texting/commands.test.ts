import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { v7 as uuid } from "uuid";

import { queueMessages } from "@/server/features/delivery/commands";
import type { Ctx, SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { contextFor, contextOf, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeThread } from "@/server/testing/factories/messages";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { openOwn } from "../commands";
import { takeText } from "./commands";

const TOKEN = "a-token-that-only-notify-has";
let school: SchoolFacts;
let ctx: Ctx;
let pupilId: string;

beforeAll(() => prepareEnvironment({ NOTIFY_CALLBACK_TOKEN: TOKEN }));
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  ctx = contextOf(school);
  pupilId = (await makePupil(school)).id;
});

const db = () => dbFor(school.id);
const text = (from: string, more: object = {}) => takeText(ctx, { token: TOKEN, id: uuid(), from, words: "Dziękuję, będę o 3.", ...more });

async function somebody(phone: string, relation: "mother" | "father" = "mother") {
  const adult = await makeAdult(school, { phone, readingLanguage: "pl", spokenLanguages: ["pl"], readingNeed: "reads" });
  const link = await linkGuardian(school, adult.id, pupilId, { relation });
  return { id: adult.id, linkId: link.id };
}

describe("a text message that comes in", () => {
  it("lands in the adult's newest conversation, in their language, however the number is written, and once", async () => {
    const { id } = await somebody("07700 900123");
    const { threadId } = await makeThread(school, { pupilId, adultId: id, team: "class_teacher", words: "Hello." });
    const twice = uuid();
    for (const from of ["447700900123", "+44 7700 900123"]) expect(await text(from, { id: twice })).toEqual({ taken: true });
    const { posts } = await openOwn(await contextFor(school, id, { locale: "pl" }), { threadId });
    expect(posts).toHaveLength(2);
    expect(posts.at(-1)).toMatchObject({ via: "text", side: "family", words: { body: "Dziękuję, będę o 3.", language: "pl" } });
  });

  it("begins a conversation with the office when there is none", async () => {
    await makeAdult(school, { posts: ["office"] });
    const { id } = await somebody("07700 900123");
    expect(await text("447700900123")).toEqual({ taken: true });
    expect(await db().thread.findMany()).toMatchObject([{ adultId: id, team: "office", waitingSince: TEST_NOW }]);
  });

  it("from a telephone that parents share is put into nobody's conversation, unless we wrote to one of them lately", async () => {
    const [mother, father] = [await somebody("07700 900123"), await somebody("+447700900123", "father")];
    await makeThread(school, { pupilId, adultId: father.id, team: "office", words: "Hello." });
    expect(await text("447700900123")).toEqual({ taken: true });
    expect(await db().post.count()).toBe(1);
    expect((await db().task.findMany()).map(({ adultId }) => adultId).sort()).toEqual([mother.id, father.id].sort());
    await db().$transaction((tx) => queueMessages(tx, { schoolId: school.id, now: TEST_NOW, messages: [{ adultId: father.id, pupilId, kind: "school_wrote", subjectId: uuid(), args: { child: "Kit" }, idempotencyKey: "x" }] }));
    const { id: messageId } = await db().message.findFirstOrThrow();
    await db().delivery.create({ data: { schoolId: school.id, messageId, channel: "text", state: "handed_over", handedOverAt: TEST_NOW } });
    await text("447700900123");
    expect(await db().post.findMany({ where: { via: "text" } })).toMatchObject([{ authorId: father.id }]);
  });

  it("is nothing from a stranger, from an adult whom an order keeps away, or without the token", async () => {
    const { id, linkId } = await somebody("07700 900123");
    await makeThread(school, { pupilId, adultId: id, team: "office", words: "Hello." });
    expect(await text("447700900999")).toEqual({ taken: false });
    for (const token of ["", "wrong", `${TOKEN}x`]) await expect(text("447700900123", { token })).rejects.toEqual(new AppError("not_found"));
    await makeRestriction(school, linkId, ["messages"]);
    expect(await text("447700900123")).toEqual({ taken: false });
    expect(await db().post.count()).toBe(1);
    // The control: the order lifted, the same telephone is heard.
    await db().restriction.updateMany({ data: { liftedAt: TEST_NOW } });
    expect(await text("447700900123")).toEqual({ taken: true });
    expect(await db().post.count()).toBe(2);
  });
});
