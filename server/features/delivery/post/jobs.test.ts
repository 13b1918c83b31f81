import { execFileSync } from "node:child_process";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { openLetters } from "@/server/lib/notify/client";
import { type Refusal, type StandIn, startNotifyStandIn } from "@/server/lib/notify/stand-in";
import { closePdf } from "@/server/lib/pdf/render";
import { contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { queueMessages } from "../commands";
import { answerLetter, printRun } from "../letters/commands";
import { listRuns } from "../letters/queries";
import { answerCode } from "../letters/rules";
import { setPace } from "../pace/commands";
import { getPace } from "../pace/queries";
import { takeReceipt } from "../receipts/commands";
import { askAfterLetters, drainLetters } from "./jobs";

const KEY = "school-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222";
const TOKEN = "a-token-that-only-notify-has";

beforeAll(() => prepareEnvironment({ NOTIFY_API_KEY: KEY, NOTIFY_LETTERS: "1", NOTIFY_CALLBACK_TOKEN: TOKEN }));
afterAll(closePdf);

let school: SchoolFacts;
let service: StandIn;
let at: Date;
let refusals: Refusal[];
let link: { id: string };

beforeEach(async () => {
  await resetDatabase();
  at = TEST_NOW;
  refusals = [];
  school = await makeSchool({ name: "Kingsgate School" });
  service = await startNotifyStandIn({ key: KEY, onLetter: () => refusals.shift() });
});
afterEach(() => service.stop());

const db = () => dbFor(school.id);
const ctx = () => ({ db: db(), school, now: at });
const transport = () => openLetters({ url: service.url, key: KEY });
const drain = () => drainLetters(ctx(), { clock: () => at, transport: transport() });
const letter = () => db().delivery.findFirstOrThrow({ where: { channel: "letter" } });

/** A family that can only be written to by letter; its school has letters posted unless said. */
async function family(more: object = {}, postLetters = true) {
  const adult = await makeAdult(school, { email: null, phone: null, givenName: "Amina", familyName: "Khan", addressLines: ["1 Gate Lane", "Kingsgate", "KG1 2AB"], readingLanguage: "ur", ...more });
  const pupil = await makePupil(school, { givenName: "Zara" });
  link = await linkGuardian(school, adult.id, pupil.id);
  const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
  await setPace(head, { ...(await getPace(head)), postLetters });
  await db().$transaction((tx) => queueMessages(tx, {
    schoolId: school.id, now: at, messages: [{ adultId: adult.id, pupilId: pupil.id, kind: "report_published", subjectId: pupil.id, args: { child: "Zara", round: "autumn" }, idempotencyKey: adult.id }],
  }));
  return { adult, pupil, office: await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id) };
}

/** Every word of a page with its place in millimetres, by a reader that shares no code with the file's maker (poppler). */
function wordsOf(file: Uint8Array): { word: string; left: number; top: number; right: number; bottom: number }[] {
  const text = execFileSync("pdftotext", ["-bbox", "-f", "1", "-l", "1", "-", "-"], { input: file, encoding: "utf8" });
  const mm = (points: string | undefined) => Number(points) * (25.4 / 72);
  return [...text.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(([, left, top, right, bottom, word = ""]) => ({ word, left: mm(left), top: mm(top), right: mm(right), bottom: mm(bottom) }));
}

describe("posted letters", () => {
  it("leave in the reader's language with the address in the service's window, once, and are written down", async () => {
    const { adult } = await family();
    expect(await drain()).toBeNull();
    expect(await drain()).toBeNull();
    expect(service.letters).toHaveLength(1);
    const [taken] = service.letters;
    expect(taken).toMatchObject({ postage: "second", reference: `${school.id}:${(await letter()).id}` });
    expect(await letter()).toMatchObject({ state: "handed_over", providerId: taken?.id, handedOverAt: at, postedAt: null });
    expect(await db().auditEntry.count({ where: { action: "delivery.postLetter", subjectId: adult.id, actorId: null } })).toBe(1);
    const words = wordsOf(taken?.file ?? new Uint8Array());
    const address = words.filter(({ left, right, top, bottom }) => left >= 24.6 && right <= 120 && top >= 39.5 && bottom <= 66.3).map(({ word }) => word);
    expect(address.join(" ")).toBe("Amina Khan 1 Gate Lane Kingsgate KG1 2AB");
    // Nothing else above the text, and nothing at the edges.
    expect(words.filter(({ top, bottom }) => bottom > 30 && top < 95).map(({ word }) => word)).toEqual(address);
    expect(words.every(({ left, right, top, bottom }) => left >= 15 && right <= 195 && top >= 5 && bottom <= 292)).toBe(true);
  });

  it("keep seven lines of an address in the window", async () => {
    await family({ title: "Mrs", addressLines: ["Flat 12", "The Old Rope Works", "103 Upper Gate Street West", "Little Kingsgate", "Kingsgate", "KG1 2AB"] });
    await drain();
    const words = wordsOf(service.letters[0]?.file ?? new Uint8Array());
    const last = words.find(({ word }) => word === "2AB");
    expect(last?.bottom).toBeLessThanOrEqual(66.3);
    expect(words.find(({ word }) => word === "Mrs")?.top).toBeGreaterThanOrEqual(39.5);
  });

  it("are printed at school for a safe address, for a school that did not choose the post, and never for whom an order keeps away", async () => {
    const { adult, office } = await family({ safeAddress: true });
    expect(await drain()).toBeNull();
    expect(service.letters).toHaveLength(0);
    expect((await listRuns(office)).total).toBe(1);
    // The control: the same letter leaves once the address is no secret.
    await db().adult.update({ where: { id: adult.id }, data: { safeAddress: false } });
    await db().contactPace.updateMany({ data: { postLetters: false } });
    await drain();
    expect(service.letters).toHaveLength(0);
    await db().contactPace.updateMany({ data: { postLetters: true } });
    await makeRestriction(school, link.id, ["reports"]);
    await drain();
    expect(service.letters).toHaveLength(0);
    const other = await family();
    await drain();
    expect(service.letters.map(({ reference }) => reference.split(":")[1])).toEqual([(await db().delivery.findFirstOrThrow({ where: { channel: "letter", message: { adultId: other.adult.id } } })).id]);
  });

  it("are tried again when the service is busy, away or wrong about us, and are not posted twice when its answer was lost", async () => {
    await family();
    refusals = [{ status: 429, error: "RateLimitError", message: "" }, { status: 500, error: "Exception", message: "" }, { status: 403, error: "AuthError", message: "" }];
    const codes = [];
    for (let tries = 0; tries < 3; tries++) {
      at = (await drain()) ?? at;
      codes.push((await letter()).lastErrorCode);
    }
    expect(codes).toEqual(["notify_429", "notify_500", "notify_403"]);
    expect(await letter()).toMatchObject({ state: "queued" });
    // It has the letter, and we do not know: as after a kill between its answer and our note.
    const own = transport();
    await drainLetters(ctx(), { clock: () => at, transport: { ...own, send: async (input) => { await own.send(input); throw new Error("gone"); } } });
    expect(await letter()).toMatchObject({ state: "queued", lastErrorCode: "no_answer" });
    at = addMinutes(at, 60);
    expect(await drain()).toBeNull();
    expect(service.letters).toHaveLength(1);
    expect(await letter()).toMatchObject({ state: "handed_over", providerId: service.letters[0]?.id });
  });

  it("go to the office's printer when the service will not take them, or not in three days", async () => {
    const { office } = await family();
    refusals = [{ status: 400, error: "BadRequestError", message: "Cannot send letters with this service" }];
    expect(await drain()).toBeNull();
    expect(await letter()).toMatchObject({ state: "queued", lastErrorCode: "post_notify_400", providerId: null });
    at = addMinutes(at, 60);
    await drain();
    expect(service.letters).toHaveLength(0);
    expect((await printRun({ ...office, now: at }, {}))?.letters).toBe(1);
  });

  it("are asked about until they are in the post; what cannot be posted after all is printed", async () => {
    const { office } = await family();
    await drain();
    const ask = () => askAfterLetters(ctx(), { transport: transport() });
    const set = (status: string) => Object.assign(service.letters[0] ?? {}, { status });
    set("accepted");
    expect([await ask(), await ask()]).toEqual([1, 0]);
    expect(await letter()).toMatchObject({ state: "handed_over", postedAt: null });
    at = addMinutes(at, 61);
    set("received");
    expect(await ask()).toBe(1);
    // In the post is not yet in a hand: it counts as delivered when its reader answers.
    expect(await letter()).toMatchObject({ state: "handed_over", postedAt: at });
    at = addDays(at, 1);
    expect(await ask()).toBe(0);
    await answerLetter({ ...contextOf(school), now: at }, { code: answerCode((await letter()).id), says: "read" });
    expect(await letter()).toMatchObject({ state: "delivered" });

    await db().delivery.updateMany({ where: { channel: "letter" }, data: { state: "handed_over", postedAt: null, deliveredAt: null } });
    set("validation-failed");
    expect(await ask()).toBe(1);
    expect(await letter()).toMatchObject({ state: "queued", lastErrorCode: "post_validation_failed", providerId: null, answerHash: null });
    expect((await listRuns(office)).total).toBe(1);
  });

  it("take the service's word when it calls, with its token only, and never of a letter that the office printed", async () => {
    const { office } = await family();
    await drain();
    const reference = `${school.id}:${(await letter()).id}`;
    await expect(takeReceipt({ now: at }, { token: "wrong-wrong-wrong-wrong", reference, status: "received" })).rejects.toMatchObject({ code: "not_found" });
    expect(await takeReceipt({ now: at }, { token: TOKEN, reference, status: "accepted" })).toEqual({ changed: false });
    expect(await takeReceipt({ now: at }, { token: TOKEN, reference, status: "permanent-failure" })).toEqual({ changed: true });
    expect(await letter()).toMatchObject({ state: "queued", lastErrorCode: "post_permanent_failure" });
    await printRun({ ...office, now: at }, {});
    expect(await takeReceipt({ now: at }, { token: TOKEN, reference, status: "permanent-failure" })).toEqual({ changed: false });
    expect(await letter()).toMatchObject({ state: "handed_over" });
  });
});
