import { simpleParser } from "mailparser";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { drainOutbox } from "@/server/features/delivery/sending/jobs";
import { stopByKey } from "@/server/features/delivery/topics/commands";
import { readStopKey, stopKey } from "@/server/features/delivery/topics/rules";
import { addMinutes } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { languages } from "@/server/lib/i18n/languages";
import { openMailTransport } from "@/server/lib/mail/transport";
import { contextFor, contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslation } from "@/server/testing/factories/languages";
import { type MadeBlock, makeNewsletter } from "@/server/testing/factories/newsletters";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { startSmtp, type TestSmtp } from "@/server/testing/smtp";

import { openOwn } from "../commands";
import { makeMail } from "../mail/queries";
import { getOwn, getPublic, listOwn, listPublic } from "../queries";
import { holdNewsletter, scheduleNewsletter, sendNewsletter, sendTest, withdrawNewsletter } from "./commands";
import { countSent, getSendingState } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let office: StaffCtx;
let mails: TestSmtp;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool({ name: "Kingsgate School" });
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"], email: "office@school.example" })).id);
  mails = await startSmtp();
});
afterEach(() => mails.stop());

let made = 0;
async function makeParent(input: { language?: string; yearGroup?: number; readingNeed?: "reads" | "does_not_read" } = {}) {
  const nth = String(++made).padStart(3, "0");
  const pupil = await makePupil(school, { yearGroup: input.yearGroup ?? 4 });
  const adult = await makeAdult(school, { email: `${nth}@family.example`, phone: `07700 900${nth}`, readingLanguage: input.language ?? "en", readingNeed: input.readingNeed ?? "reads", prefers: [] });
  const link = await linkGuardian(school, adult.id, pupil.id);
  return { adultId: adult.id, pupilId: pupil.id, linkId: link.id, email: adult.email ?? "" };
}

const jobCtx = (now = TEST_NOW) => ({ db: office.db, school, now });
const makeAt = (id: string, language: string) => makeMail(jobCtx(), id, language);
const words: MadeBlock[] = [{ kind: "text", words: "We read about the sea." }];

async function send(newsletterId: string): Promise<void> {
  await scheduleNewsletter(office, { newsletterId, seen: true });
  await sendNewsletter(jobCtx(), newsletterId, makeAt);
}

async function drain(): Promise<void> {
  const transport = openMailTransport(2, mails.url);
  await drainOutbox(jobCtx(), { transport, clock: () => addMinutes(TEST_NOW, 1) }).finally(transport.close);
}

/** What came in at the mail server, as a mail program reads it. */
const taken = () => Promise.all(mails.received.map(async ({ to, raw }) => {
  const { subject, html, headerLines } = await simpleParser(raw);
  return { to, subject, html: html || "", headers: headerLines.map(({ line }) => line.replace(/\r?\n\s+/g, " ")).join("\n") };
}));

describe("before a newsletter goes out", () => {
  it("says what each piece lacks and sends nothing that lacks something", async () => {
    const { newsletterId, blockIds } = await makeNewsletter(school, {
      blocks: [{ kind: "text", words: "" }, { kind: "date", words: "The fair." }, { kind: "card", words: "Come." }, { kind: "picture", words: "Beans." }, { kind: "text", words: "Ask the SALT team." }],
    });
    const { faults } = await getSendingState(office, { newsletterId });
    expect(faults.map(({ blockId, fault, letters }) => [blockIds.indexOf(blockId ?? ""), fault, letters])).toEqual([[0, "no_words", []], [1, "no_date", []], [2, "no_link", []], [3, "no_picture", []], [4, "unexplained", ["SALT"]]]);
    await expect(scheduleNewsletter(office, { newsletterId, seen: true })).rejects.toMatchObject({ code: "invalid_input", fields: { [blockIds[0]!]: "no_words" } });
    await expect(scheduleNewsletter(office, { newsletterId: (await makeNewsletter(school, { blocks: [] })).newsletterId, seen: true })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("counts the adults of each language with the pieces that they would find in English, and wants the sender to have seen it", async () => {
    await makeParent();
    await makeParent({ language: "ur" });
    await makeParent({ language: "ur" });
    await makeParent({ language: "pl" });
    const { newsletterId } = await makeNewsletter(school, { title: "Our week", blocks: words });
    const row = await office.db.newsletter.findUniqueOrThrow({ where: { id: newsletterId }, include: { blocks: true } });
    await makeTranslation(school, row.titleId, "ur", ["ہمارا ہفتہ"]);
    await makeTranslation(school, row.blocks[0]!.textId, "ur", ["ہم نے سمندر کے بارے میں پڑھا۔"]);
    await makeTranslation(school, row.titleId, "pl", ["Nasz tydzień"], { status: "reviewed" });
    expect((await getSendingState(office, { newsletterId })).languages).toEqual([
      { language: "ur", adults: 2, pieces: 2, missing: [], machine: 0, unchecked: 0 },
      { language: "en", adults: 1, pieces: 0, missing: [], machine: 0, unchecked: 0 },
      { language: "pl", adults: 1, pieces: 2, missing: [row.blocks[0]!.id], machine: 0, unchecked: 1 },
    ]);
    await expect(scheduleNewsletter(office, { newsletterId, seen: false })).rejects.toMatchObject({ code: "conflict", fields: { translation: "unseen" } });
    await makeTranslation(school, row.blocks[0]!.textId, "pl", ["Czytaliśmy o morzu."]);
    await scheduleNewsletter(office, { newsletterId, seen: false });
  });
});

describe("a newsletter", () => {
  it("reaches each adult once, in the reader's language, by the ways that people says; who reads nothing is rung", async () => {
    const [urdu, english, unread] = [await makeParent({ language: "ur" }), await makeParent(), await makeParent({ language: "so", readingNeed: "does_not_read" })];
    await linkGuardian(school, english.adultId, urdu.pupilId, { relation: "other" }); // a second child is no second newsletter
    const { newsletterId } = await makeNewsletter(school, { title: "Our week", blocks: words });
    const row = await office.db.newsletter.findUniqueOrThrow({ where: { id: newsletterId }, include: { blocks: true } });
    await makeTranslation(school, row.titleId, "ur", ["ہمارا ہفتہ"]);
    await makeTranslation(school, row.blocks[0]!.textId, "ur", ["ہم نے سمندر کے بارے میں پڑھا۔"]);
    await send(newsletterId);
    expect(await sendNewsletter(jobCtx(), newsletterId, makeAt)).toBeNull(); // the job again
    await drain();
    const read = await taken();
    expect(read.map(({ to, subject }) => [to, subject]).sort()).toEqual([[english.email, "Our week"], [urdu.email, "ہمارا ہفتہ"]].sort());
    const theirs = read.find(({ to }) => to === urdu.email)!;
    expect(theirs.html).toContain("ہم نے سمندر کے بارے میں پڑھا۔");
    expect(theirs.html).toMatch(/<html[^>]*dir="rtl"/);
    const calls = await office.db.task.findMany({ where: { kind: "call" }, select: { adultId: true } });
    expect(calls).toEqual([{ adultId: unread.adultId }]);
    expect(await countSent(office, { newsletterId })).toMatchObject({ adults: 3, opened: 0 });
    await openOwn(await contextFor(school, urdu.adultId), { newsletterId });
    expect(await countSent(office, { newsletterId })).toMatchObject({ adults: 3, opened: 1 });
  });

  it("for some years is there for their families alone; one for everybody is public", async () => {
    const [four, five] = [await makeParent({ yearGroup: 4 }), await makeParent({ yearGroup: 5 })];
    const [some, all] = [await makeNewsletter(school, { blocks: words, yearGroups: [4] }), await makeNewsletter(school, { blocks: words, audience: "public" })];
    await send(some.newsletterId);
    await send(all.newsletterId);
    const [ofFour, ofFive] = [await contextFor(school, four.adultId), await contextFor(school, five.adultId)];
    expect((await listOwn(ofFour)).map(({ id }) => id).sort()).toEqual([some.newsletterId, all.newsletterId].sort());
    expect((await listOwn(ofFive)).map(({ id }) => id)).toEqual([all.newsletterId]);
    await expect(getOwn(ofFive, some)).rejects.toMatchObject({ code: "not_found" });
    const visitor = contextOf(school);
    expect((await listPublic(visitor)).map(({ id }) => id)).toEqual([all.newsletterId]);
    await expect(getPublic(visitor, some)).rejects.toMatchObject({ code: "not_found" });
    expect(await office.db.message.count({ where: { subjectId: some.newsletterId } })).toBe(1);
  });

  it("keeps away from whom an order keeps away, also when the order comes after it was written", async () => {
    const [before, after, control] = [await makeParent(), await makeParent(), await makeParent()];
    await makeRestriction(school, before.linkId, ["messages"]);
    const { newsletterId } = await makeNewsletter(school, { blocks: words });
    await send(newsletterId);
    await makeRestriction(school, after.linkId, ["messages"]);
    await drain();
    expect((await taken()).map(({ to }) => to)).toEqual([control.email]);
    for (const { adultId } of [before, after]) {
      await expect(openOwn(await contextFor(school, adultId), { newsletterId })).rejects.toMatchObject({ code: "not_found" });
    }
    await openOwn(await contextFor(school, control.adultId), { newsletterId });
  });

  it("waits for its time, can be held back until then, and taken back after", async () => {
    const parent = await makeParent();
    const { newsletterId } = await makeNewsletter(school, { blocks: words });
    await expect(scheduleNewsletter(office, { newsletterId, seen: true, sendAt: addMinutes(TEST_NOW, -1).toISOString() })).rejects.toMatchObject({ fields: { sendAt: "past" } });
    await scheduleNewsletter(office, { newsletterId, seen: true, sendAt: addMinutes(TEST_NOW, 60).toISOString() });
    expect(await sendNewsletter(jobCtx(), newsletterId, makeAt)).toBeNull();
    await holdNewsletter(office, { newsletterId });
    expect(await sendNewsletter(jobCtx(addMinutes(TEST_NOW, 61)), newsletterId, makeAt)).toBeNull();
    await expect(withdrawNewsletter(office, { newsletterId })).rejects.toMatchObject({ code: "conflict" });
    await send(newsletterId);
    await expect(holdNewsletter(office, { newsletterId })).rejects.toMatchObject({ code: "conflict" });
    await withdrawNewsletter(office, { newsletterId });
    await drain();
    expect((await taken())).toEqual([]);
    await expect(getOwn(await contextFor(school, parent.adultId), { newsletterId })).rejects.toMatchObject({ code: "not_found" });
  });

  it.each(languages.map(({ tag }) => tag))("is an e-mail without a hole in %s, whose every control sign is gone from its head", async (tag) => {
    const { newsletterId } = await makeNewsletter(school, {
      title: "News\u2028Bcc: evil@example.com", blocks: [...words, { kind: "date", words: "The fair <b>.", happensOn: "2026-12-11", happensTime: 930 }, { kind: "card", words: "Come.", link: "/policy" }, { kind: "picture", words: "Beans & peas.", picture: true }, { kind: "tip", words: "Count." }, { kind: "thanks", words: "Thanks." }, { kind: "heading", words: "Head" }],
    });
    const mail = (await makeAt(newsletterId, tag))!;
    expect(mail.subject).not.toMatch(/[\u0000-\u001f\u2028\u2029]/);
    for (const text of [mail.html, mail.text]) expect(text).not.toMatch(/\{\w+\}|undefined|\[object|newsletters\./);
    expect(mail.html).toContain("The fair &lt;b&gt;.");
    expect(mail.html).toContain(`/${tag}/policy`);
    expect(mail.html).toMatch(/alt="Beans &amp; peas\."/);
    expect(mail.html.length).toBeLessThan(60_000);
  });
});

describe("who wants no newsletters by e-mail", () => {
  it("stops them with one press, by the key in the mail alone; everything else still comes", async () => {
    const [stops, stays] = [await makeParent(), await makeParent()];
    const first = await makeNewsletter(school, { blocks: words });
    await send(first.newsletterId);
    await drain();
    const mail = (await taken()).find(({ to }) => to === stops.email)!;
    expect(mail.headers).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/i);
    const key = /List-Unsubscribe:\s*<[^>]*\/api\/stop\/([\w-]+)>/i.exec(mail.headers)?.[1] ?? "";
    expect(readStopKey(key)).toEqual({ adultId: stops.adultId, topic: "newsletters" });
    expect(mail.html).not.toContain("unsubscribe.invalid");
    await expect(stopByKey(contextOf(school), { key: `${key.slice(0, -4)}AAAA`, wanted: false })).rejects.toMatchObject({ code: "not_found" });
    await expect(stopByKey(contextOf(await makeSchool({ slug: "other" })), { key: stopKey(stops.adultId, "newsletters"), wanted: false })).rejects.toMatchObject({ code: "not_found" });
    // One that waits to leave stays here too.
    const second = await makeNewsletter(school, { blocks: words });
    await send(second.newsletterId);
    await stopByKey(contextOf(school), { key, wanted: false });
    const third = await makeNewsletter(school, { blocks: words });
    await send(third.newsletterId);
    await drain();
    expect((await taken()).map(({ to }) => to)).toEqual(expect.arrayContaining([stays.email]));
    expect((await taken()).filter(({ to }) => to === stops.email)).toHaveLength(1);
    expect((await taken()).filter(({ to }) => to === stays.email)).toHaveLength(3);
    expect((await listOwn(await contextFor(school, stops.adultId))).length).toBe(3); // still in the app
    await stopByKey(contextOf(school), { key, wanted: true });
    await send((await makeNewsletter(school, { blocks: words })).newsletterId);
    await drain();
    expect((await taken()).filter(({ to }) => to === stops.email)).toHaveLength(2);
  });
});

describe("a test of a newsletter", () => {
  it("goes to whoever asks alone, in the language asked for", async () => {
    await makeParent();
    const { newsletterId } = await makeNewsletter(school, { title: "Our week", blocks: words });
    await sendTest(jobCtx(), { newsletterId, language: "pl", adultId: office.actor.adultId }, makeAt);
    await drain();
    expect((await taken()).map(({ to }) => to)).toEqual(["office@school.example"]);
    expect((await taken())[0]!.html).toMatch(/<html[^>]*lang="pl"/);
    expect(await office.db.newsletter.findUniqueOrThrow({ where: { id: newsletterId } })).toMatchObject({ state: "draft" });
  });
});
