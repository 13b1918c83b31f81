import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { deriveCode, groupCode } from "@/server/lib/auth/codes";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { languages } from "@/server/lib/i18n/languages";
import { closePdf, renderPdf } from "@/server/lib/pdf/render";
import { contextFor, contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { pagesOf } from "@/server/testing/pdf";

import { queueMessages } from "../commands";
import { answerLetter, openRun, printRun, putBackRun } from "./commands";
import { getEasyLetter, printEasyLetter } from "./easy/queries";
import { listRuns } from "./queries";
import { answerCode, composeNews } from "./rules";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);
afterAll(closePdf);

/** Two classes with a child each; adults without e-mail and telephone, who can only be written to. */
async function makeWaiting() {
  const school = await makeSchool();
  const [blue, red] = [await makeClass(school, { name: "4 Blue" }), await makeClass(school, { name: "4 Red" })];
  const [one, two] = [await makePupil(school, { classGroupId: blue.id, givenName: "Zara" }), await makePupil(school, { classGroupId: red.id, givenName: "Olek" })];
  const reader = (more: object) => makeAdult(school, { email: null, phone: null, addressLines: ["1 Gate Lane", "KG1 2AB"], ...more });
  const [mother, father, other] = [await reader({ readingLanguage: "ur" }), await reader({ readingLanguage: "pl" }), await reader({ readingLanguage: "en" })];
  const link = await linkGuardian(school, mother.id, one.id);
  const fatherLink = await linkGuardian(school, father.id, one.id, { relation: "father" });
  await linkGuardian(school, other.id, two.id);
  const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  await publish(school, [[mother.id, one.id], [father.id, one.id], [other.id, two.id]]);
  return { school, db: dbFor(school.id), blue, red, one, two, mother, father, other, link, fatherLink, office };
}

async function publish(school: SchoolFacts, pairs: [string, string][]): Promise<void> {
  await dbFor(school.id).$transaction((tx) => queueMessages(tx, {
    schoolId: school.id, now: TEST_NOW,
    messages: pairs.map(([adultId, pupilId]) => ({ adultId, pupilId, kind: "report_published" as const, subjectId: pupilId, args: { child: "Zara", round: "autumn" }, idempotencyKey: `${adultId}:${pupilId}` })),
  }));
}

const letterStates = async (db: ReturnType<typeof dbFor>) => (await db.delivery.findMany({ where: { channel: "letter" }, orderBy: { id: "asc" }, select: { state: true } })).map(({ state }) => state);

describe("letters of news", () => {
  it("wait for adults who can only be written to, and are printed class by class, each once", async () => {
    const { db, blue, office } = await makeWaiting();
    expect(await db.task.count({ where: { kind: "call" } })).toBe(0);
    expect((await listRuns(office)).waiting).toMatchObject([{ name: "4 Blue", letters: 2, languages: ["pl", "ur"] }, { name: "4 Red", letters: 1, languages: ["en"] }]);
    const run = await printRun(office, { classGroupId: blue.id });
    expect(run?.letters).toBe(2);
    expect(await printRun(office, { classGroupId: blue.id })).toBeNull();
    const { file, letters } = await openRun(office, { runId: run?.runId ?? "" });
    expect(letters).toBe(2);
    expect(Buffer.from(file.subarray(0, 5)).toString()).toBe("%PDF-");
    expect(await listRuns(office)).toMatchObject({ total: 1, waiting: [{ name: "4 Red" }], runs: [{ className: "4 Blue", letters: 2, answered: 0, putBack: false }] });
    expect(await db.auditEntry.count({ where: { action: "delivery.printLetter" } })).toBe(2);
    expect(await db.auditEntry.count({ where: { action: "delivery.openLetters" } })).toBe(1);
  });

  it("have a page in easy read behind them for whoever understands pictures better", async () => {
    const { db, blue, mother, office } = await makeWaiting();
    const { runId = "" } = (await printRun(office, { classGroupId: blue.id })) ?? {};
    expect(pagesOf((await openRun(office, { runId })).file)).toBe(2);
    await db.adult.update({ where: { id: mother.id }, data: { prefers: ["pictures"] } });
    const { file, letters } = await openRun(office, { runId });
    expect([letters, pagesOf(file)]).toEqual([2, 3]);
  });

  it("are there in easy read for their own reader, in any language, until an order takes them away", async () => {
    const { school, db, mother, father, link } = await makeWaiting();
    const own = await db.message.findFirstOrThrow({ where: { adultId: mother.id } });
    const [reader, apart] = [await contextFor(school, mother.id, { locale: "ur" }), await contextFor(school, father.id, { locale: "ur" })];
    const { page, place } = await getEasyLetter(reader, { messageId: own.id });
    expect(page).toMatchObject({ language: "ur", dir: "rtl", blocks: [{ kind: "do" }, { kind: "plain" }] });
    expect(place).toBe(`/family/reports/${own.subjectId}`);
    expect(JSON.stringify(page)).toContain("Zara");
    const { fileName, ...print } = await printEasyLetter(reader, { messageId: own.id });
    expect(fileName).toBe("letter-easy-ur.pdf");
    expect(pagesOf(await renderPdf(print))).toBe(1);
    for (const ask of [getEasyLetter, printEasyLetter]) await expect(ask(apart, { messageId: own.id })).rejects.toMatchObject({ code: "not_found" });
    // What is no news has no such page: a link to sign in would stand there for anybody who holds the phone.
    const signIn = await db.message.create({ data: { schoolId: school.id, adultId: mother.id, kind: "sign_in_link", subjectId: mother.id, language: "ur", args: {}, idempotencyKey: "link" } });
    await expect(getEasyLetter(reader, { messageId: signIn.id })).rejects.toMatchObject({ code: "not_found" });
    await makeRestriction(school, link.id, ["reports"]);
    await expect(getEasyLetter(reader, { messageId: own.id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("are printed once, however many people print at the same moment", async () => {
    const { db, office } = await makeWaiting();
    const runs = await Promise.all(Array.from({ length: 6 }, () => printRun(office, {})));
    expect(runs.reduce((sum, run) => sum + (run?.letters ?? 0), 0)).toBe(3);
    expect(await letterStates(db)).toEqual(["handed_over", "handed_over", "handed_over"]);
  });

  it("go back when the printer jams, and the old codes end; what was answered stays", async () => {
    const { school, db, office, mother } = await makeWaiting();
    const run = await printRun(office, {});
    const runId = run?.runId ?? "";
    const own = await db.delivery.findFirstOrThrow({ where: { channel: "letter", message: { adultId: mother.id } } });
    const others = await db.delivery.findMany({ where: { channel: "letter", id: { not: own.id } } });
    await answerLetter(contextOf(school), { code: answerCode(own.id), says: "read" });
    expect(await putBackRun(office, { runId })).toEqual({ letters: 2 });
    await expect(putBackRun(office, { runId })).rejects.toMatchObject({ code: "conflict" });
    await expect(openRun(office, { runId })).rejects.toMatchObject({ code: "not_found" });
    for (const { id } of others) await expect(answerLetter(contextOf(school), { code: answerCode(id), says: "read" })).rejects.toMatchObject({ code: "expired" });
    expect((await printRun(office, {}))?.letters).toBe(2);
  });

  it("are answered by their code: read ends the ladder, and who asks for a call is rung, once", async () => {
    const { school, db, office, mother, father, one } = await makeWaiting();
    await printRun(office, {});
    const letterOf = (adultId: string) => db.delivery.findFirstOrThrow({ where: { channel: "letter", message: { adultId } } });
    const typed = groupCode(answerCode((await letterOf(mother.id)).id)).toLowerCase().replace("-", " ");
    expect(await answerLetter(contextOf(school), { code: typed, says: "read" })).toEqual({ says: "read" });
    expect(await db.message.findFirst({ where: { adultId: mother.id } })).toMatchObject({ acknowledgedAt: TEST_NOW, ladderAt: null });
    expect(await letterOf(mother.id)).toMatchObject({ state: "delivered", deliveredAt: TEST_NOW });
    for (let again = 0; again < 2; again++) await answerLetter(contextOf(school), { code: answerCode((await letterOf(father.id)).id), says: "phone" });
    expect(await db.task.findMany({ select: { kind: true, adultId: true, pupilId: true } })).toEqual([{ kind: "call", adultId: father.id, pupilId: one.id }]);
    // Nobody else's message is touched by an answer.
    expect(await db.message.count({ where: { acknowledgedAt: { not: null } } })).toBe(2);
    await expect(answerLetter(contextOf(school), { code: "ACDE", says: "read" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(answerLetter(contextOf(school), { code: deriveCode("letter-answer", "never", 8), says: "read" })).rejects.toMatchObject({ code: "expired" });
    const late = { ...contextOf(school), now: addDays(TEST_NOW, 61) };
    await expect(answerLetter(late, { code: typed, says: "read" })).rejects.toMatchObject({ code: "expired" });
    const elsewhere = await makeSchool();
    await expect(answerLetter(contextOf(elsewhere), { code: typed, says: "read" })).rejects.toMatchObject({ code: "expired" });
  });

  it("cannot be guessed: after twenty tries the answer is to wait", async () => {
    const { school } = await makeWaiting();
    const tries = await Promise.all(Array.from({ length: 25 }, (_, nth) => answerLetter(contextOf(school), { code: deriveCode("guess", `${nth}`, 8), says: "read" }).catch((error: { code: string }) => error.code)));
    expect(tries.filter((code) => code === "rate_limited")).toHaveLength(5);
  });

  it("do not leave for whom an order keeps away, nor from a file made before it, nor for a reader who reads nothing after all", async () => {
    const { school, db, office, father, fatherLink, mother, other } = await makeWaiting();
    await db.adult.update({ where: { id: other.id }, data: { readingNeed: "does_not_read" } });
    await makeRestriction(school, fatherLink.id, ["reports"]);
    const run = await printRun(office, {});
    expect(run?.letters).toBe(1);
    expect(await db.message.count({ where: { adultId: father.id, cancelledAt: { not: null } } })).toBe(1);
    expect(await db.task.findMany({ select: { kind: true, adultId: true } })).toEqual([{ kind: "call", adultId: other.id }]);
    const own = await db.delivery.findFirstOrThrow({ where: { channel: "letter", message: { adultId: mother.id } } });
    await db.guardianLink.updateMany({ where: { adultId: mother.id }, data: { removedAt: TEST_NOW } });
    await expect(openRun(office, { runId: run?.runId ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await expect(answerLetter(contextOf(school), { code: answerCode(own.id), says: "read" })).rejects.toMatchObject({ code: "expired" });
    // The control: with the link as it was, the same file and the same code work.
    await db.guardianLink.updateMany({ where: { adultId: mother.id }, data: { removedAt: null } });
    expect((await openRun(office, { runId: run?.runId ?? "" })).letters).toBe(1);
    await expect(answerLetter(contextOf(school), { code: answerCode(own.id), says: "read" })).resolves.toEqual({ says: "read" });
  });

  it("have no hole in any language, keep a safe address off the paper, and take names as they are", async () => {
    const school = await makeSchool();
    const adult = { title: null, givenName: "Kit\r\nBcc: x", familyName: "{child} #panic", addressLines: ["1 Hidden Street"], safeAddress: true };
    for (const { tag } of languages) {
      for (const kind of ["report_published", "report_corrected", "report_withdrawn", "school_wrote", "newsletter_sent", "visit_offered", "visit_booked", "visit_reminder", "visit_cancelled", "meetings_open", "meetings_planned", "meeting_booked", "meeting_changed", "meeting_reminder", "meeting_cancelled", "meeting_longer", "calendar_reminder", "school_closed"]) {
        const letter = await composeNews({
          deliveryId: "d", message: { id: "m", kind, subjectId: "s", language: tag, args: { child: "Zara", round: "autumn", at: "2026-12-11T15:30:00Z", what: "Training day", day: "2026-12-11" } }, adult, school, publicUrl: "https://kingsgate.example", printedAt: TEST_NOW,
        });
        expect(letter.lang).toBe(tag);
        const words = [letter.date, ...letter.paragraphs, letter.codeLabel, ...letter.steps, letter.qrAlt, letter.help.text].join("\n");
        expect(words, tag).not.toMatch(/[{}]|undefined|delivery\./);
        expect(letter.paragraphs.join(" ").includes("Zara"), kind).toBe(!/^(newsletter_sent|meetings_|calendar_|school_)/.test(kind) || kind === "school_wrote");
        expect(letter.steps[1]).toContain(`kingsgate.example/${tag}/answer`);
        expect(JSON.stringify(letter)).not.toContain("Hidden");
      }
    }
    const shown = await composeNews({
      deliveryId: "d", message: { id: "m", kind: "report_published", subjectId: "s", language: "en", args: { child: "Zara", round: "autumn" } }, adult: { ...adult, safeAddress: false }, school, publicUrl: "https://kingsgate.example", printedAt: TEST_NOW,
    });
    expect(shown.address).toContain("1 Hidden Street");
  });
});
