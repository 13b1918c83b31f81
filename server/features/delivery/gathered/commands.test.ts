import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { getCall } from "@/server/features/contacts/calls/queries";
import { noteContact } from "@/server/features/contacts/commands";
import { restrictAccess } from "@/server/features/people/access/commands";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { cancelMessages, queueMessages } from "../commands";
import { getPace } from "../pace/queries";
import { setPace } from "../pace/commands";
import { listTasks } from "../queries";
import { hearGathered, keepGathered } from "./commands";
import { renderText } from "../texts/rules";
import { newsOfCall } from "./queries";

beforeAll(() => prepareEnvironment({ NOTIFY_API_KEY: "school-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222", NOTIFY_TEXT_TEMPLATE: "33333333-3333-4333-8333-333333333333" }));

let school: SchoolFacts;
let headId: string;
let hodan: { adultId: string; pupilId: string; linkId: string };
const db = () => dbFor(school.id);

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  headId = (await makeAdult(school, { posts: ["head"] })).id;
  const adult = await makeAdult(school, { givenName: "Hodan", readingNeed: "does_not_read", spokenLanguages: ["so"], readingLanguage: null, phone: "07700 900321" });
  const pupil = await makePupil(school);
  hodan = { adultId: adult.id, pupilId: pupil.id, linkId: (await linkGuardian(school, adult.id, pupil.id)).id };
});

async function news(at: Date, title = "News", to = hodan): Promise<string> {
  const subjectId = uuid();
  await db().mailBody.create({ data: { schoolId: school.id, subjectId, language: "en", subject: title, text: title, html: title, createdAt: at } });
  await db().$transaction((tx) => queueMessages(tx, { schoolId: school.id, now: at, messages: [{ adultId: to.adultId, pupilId: to.pupilId, kind: "newsletter_sent", subjectId, idempotencyKey: subjectId }] }));
  return subjectId;
}

const head = (now: Date) => staffContext(school, headId, { now });
const openTasks = async (now = addDays(TEST_NOW, 30)) => (await listTasks(await head(now), {})).all;
const callStates = async () => (await db().delivery.findMany({ where: { channel: "call" }, orderBy: { id: "asc" }, select: { state: true } })).map(({ state }) => state);
const end = async (now: Date, taskId: string, outcome: "reached" | "no_answer" | "wrong_number") => noteContact(await head(now), {
  key: uuid(), pupilId: hodan.pupilId, adultId: hodan.adultId, channel: "call", direction: "out", language: "so", interpreter: "none", outcome, facts: "We spoke of the news.", topics: [], tone: "neutral", learned: [], taskId,
} as Parameters<typeof noteContact>[1]);

describe("news for an adult who reads nothing", () => {
  it("is told in one call a week after the first of it, with all that came meanwhile, and a link to listen to each at once", async () => {
    await news(TEST_NOW, "First");
    await news(addDays(TEST_NOW, 3), "Second");
    const [task, ...more] = await openTasks();
    expect([task?.reason, task?.dueAt, more]).toEqual(["news_gathered", addDays(TEST_NOW, 7), []]);
    expect((await getCall(await head(addDays(TEST_NOW, 7)), task?.id ?? "")).news.map(({ title }) => title)).toEqual(["First", "Second"]);
    expect((await db().delivery.findMany({ orderBy: [{ messageId: "asc" }, { channel: "asc" }], select: { channel: true } })).map(({ channel }) => channel).sort()).toEqual(["call", "call", "in_app", "in_app", "text", "text"]);
  });

  it("counts as told when the call reached them; what came while it was made gets the next call, and no answer leaves it open", async () => {
    await news(TEST_NOW, "First");
    const [first] = await openTasks();
    await end(addDays(TEST_NOW, 6), first?.id ?? "", "no_answer");
    expect(await callStates()).toEqual(["queued"]);
    const during = addMinutes(addDays(TEST_NOW, 7), -3);
    await news(during, "During");
    await end(addDays(TEST_NOW, 7), first?.id ?? "", "reached");
    expect(await callStates()).toEqual(["delivered", "queued"]);
    const [next, ...more] = await openTasks();
    expect([next?.id === first?.id, next?.dueAt, more]).toEqual([false, addDays(during, 7), []]);
    expect((await newsOfCall(db(), next?.id ?? "", during)).map(({ title }) => title)).toEqual(["During"]);
  });

  it("is forgotten by no race: a call that vanished is made again, and one with nothing to tell ends", async () => {
    await news(TEST_NOW);
    await db().task.deleteMany();
    expect(await openTasks()).toEqual([]);
    await Promise.all([1, 2, 3].map(() => keepGathered(db(), school.id, TEST_NOW)));
    expect(await openTasks()).toHaveLength(1);
    await db().delivery.updateMany({ where: { channel: "call" }, data: { state: "cancelled" } });
    await keepGathered(db(), school.id, TEST_NOW);
    expect(await openTasks()).toEqual([]);
    expect((await db().task.findFirstOrThrow()).outcome).toBe("nothing_to_tell");
  });

  it("that they have listened to, or that was taken back, is told no more; one that they opened and may not have heard still is", async () => {
    const [heard, back, opened] = [await news(TEST_NOW, "Heard"), await news(TEST_NOW, "Back"), await news(TEST_NOW, "Opened")];
    await db().message.updateMany({ where: { subjectId: { in: [heard, opened] } }, data: { acknowledgedAt: TEST_NOW } });
    await db().$transaction((tx) => hearGathered(tx, { schoolId: school.id, adultId: hodan.adultId, subjectIds: [heard], now: TEST_NOW }));
    await db().$transaction((tx) => cancelMessages(tx, { schoolId: school.id, now: TEST_NOW, subjectIds: [back], kinds: ["newsletter_sent"] }));
    const [task] = await openTasks();
    expect((await newsOfCall(db(), task?.id ?? "", TEST_NOW)).map(({ title }) => title)).toEqual(["Opened"]);
    await db().$transaction((tx) => hearGathered(tx, { schoolId: school.id, adultId: hodan.adultId, subjectIds: [opened], now: TEST_NOW }));
    expect(await openTasks()).toEqual([]);
  });

  it("ends with an order, and begins anew when it is lifted", async () => {
    await news(TEST_NOW);
    await restrictAccess(await head(TEST_NOW), { linkId: hodan.linkId, scopes: ["messages"], kind: "child_arrangements_order", document: "Order 1" });
    expect(await openTasks()).toEqual([]); // not even before the sweep
    await keepGathered(db(), school.id, addMinutes(TEST_NOW, 1));
    expect([await callStates(), await db().task.count({ where: { doneAt: null } })]).toEqual([["cancelled"], 0]);
    await db().restriction.updateMany({ data: { liftedAt: TEST_NOW } });
    await news(addDays(TEST_NOW, 1), "After");
    const [task] = await openTasks();
    expect((await newsOfCall(db(), task?.id ?? "", addDays(TEST_NOW, 2))).map(({ title }) => title)).toEqual(["After"]);
  });

  it("has a call for each, and no link, where the school says so", async () => {
    await setPace(await head(TEST_NOW), { ...(await getPace(await head(TEST_NOW))), newsCalls: "each" });
    await news(TEST_NOW);
    await news(TEST_NOW);
    expect((await openTasks()).map(({ reason }) => reason)).toEqual(["newsletter_sent", "newsletter_sent"]);
    expect(await db().delivery.count({ where: { channel: "text" } })).toBe(0);
  });

  it("has a link to the page where everybody hears what is everybody's, and to the family's own page where it is not", () => {
    const text = (args: Record<string, unknown>, toHear: boolean) => renderText({ message: { id: uuid(), kind: "newsletter_sent", subjectId: "one", language: "so", args }, school, publicUrl: "http://kingsgate.example/", toHear });
    expect(text({ open: 1 }, true)).toContain("\nhttp://kingsgate.example/so/newsletters/one/listen\n");
    expect(text({}, true)).toContain("\nhttp://kingsgate.example/so/family/newsletters/one/listen\n");
    // Whoever reads gets the page to read.
    expect(text({ open: 1 }, false)).toContain("\nhttp://kingsgate.example/so/family/newsletters/one\n");
  });
});
