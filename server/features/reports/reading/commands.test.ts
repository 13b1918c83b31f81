import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { saveTranslation } from "@/server/features/languages/workbench/commands";
import { getItem, listQueue } from "@/server/features/languages/workbench/queries";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslation } from "@/server/testing/factories/languages";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeReport, makeWrittenClass } from "@/server/testing/factories/reports";
import { statementsOf } from "@/server/testing/statements";

import { correctReport, reopenReport, withdrawReport } from "../correcting/commands";
import { openSpoken } from "../listening/queries";
import { printFamilyReport } from "../printing/commands";
import { publishRound } from "../publishing/commands";
import { listReached } from "../reached/queries";
import { saveEntry } from "../writing/commands";
import { acknowledgeReport, getFamilyReport, requestTalk } from "./commands";
import { listFamilyReports } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const LATER = new Date("2026-11-24T09:00:00Z");

async function published(count = 1) {
  const school = await makeSchool();
  const made = await makeWrittenClass(school, count, { state: "writing" });
  const { pupil, mother, report, link } = made.children[0]!;
  const writer = await staffContext(school, made.teacher.id);
  await saveEntry(writer, { reportId: report.id, subject: "maths", baseVersion: 1, changes: { ownWords: "Kit counts well. Kit likes shapes." } });
  await writer.db.report.updateMany({ data: { state: "checked" } });
  const head = await makeAdult(school, { posts: ["head"] });
  const staff = await staffContext(school, head.id);
  await publishRound(staff, { roundId: made.round.id });
  const ctx = await contextFor(school, mother.id, { locale: "ur" });
  const reportId = report.id;
  return { school, staff, writer, pupil, mother, link, ctx, reportId, ...made };
}

describe("the family's list", () => {
  test("has the children of this adult with what is published, in two statements", async () => {
    const { school, ctx, mother, reportId, round } = await published(2);
    const sibling = await makePupil(school, { givenName: "Ada", yearGroup: 2 });
    await linkGuardian(school, mother.id, sibling.id);
    await makeReport(school, round.id, sibling.id, { state: "checked" });
    const { result, statements } = await statementsOf(() => listFamilyReports(ctx));
    expect(statements).toHaveLength(2);
    expect(result.map((child) => [child.givenName, child.reports.map((report) => [report.reportId, report.state, report.receipt.openedAt])])).toEqual([
      ["Kit0", [[reportId, "published", null]]], ["Ada", []],
    ]);
  });

  test("is empty for an adult of whom nothing is confirmed, and loses a child when an order comes", async () => {
    const { school, ctx, link } = await published();
    const stranger = await makeAdult(school);
    expect(await listFamilyReports(await contextFor(school, stranger.id))).toEqual([]);
    await makeRestriction(school, link.id, ["reports"]);
    expect(await listFamilyReports(ctx)).toEqual([]);
  });
});

describe("a report as a parent reads it", () => {
  test("is in the reader's language with English beside it, names isolated, digits 0-9", async () => {
    const { ctx, reportId } = await published();
    const { parts } = await getFamilyReport(ctx, { reportId });
    expect(parts).toMatchObject({ language: "ur", dir: "rtl", className: "Oak", teacherName: "Ms Patel" });
    expect(parts?.well).toHaveLength(3);
    for (const paragraph of [...(parts?.well ?? []), ...(parts?.next ?? []), parts?.home]) {
      expect(paragraph?.text).toContain("\u2068Kit0\u2069");
      expect(paragraph?.language).toBe("ur");
      expect(paragraph?.english).toContain("Kit0");
    }
    expect(parts?.well[1]?.text).toContain("7");
    expect(parts?.attendance).toMatchObject({ possible: 120, present: 116, absent: 4, late: 2, picture: { unit: "day", present: 57, late: 1, absent: 2 } });
    const english = await getFamilyReport(ctx, { reportId, language: "en" });
    expect(english.parts?.well[1]).toEqual({ text: "\u2068Kit0\u2069 has read 7 books this term. Well done!", language: "en", english: null });
  });

  test("shows a teacher's own words in English until they are translated, then in the reader's language", async () => {
    const { school, ctx, reportId } = await published();
    const maths = async () => (await getFamilyReport(ctx, { reportId })).parts?.subjects.find((part) => part.subject === "maths");
    expect((await maths())?.ownWords).toMatchObject({ translated: false, language: "en", body: "Kit counts well. Kit likes shapes." });
    const entry = await ctx.db.reportEntry.findFirstOrThrow({ where: { subject: "maths" } });
    await makeTranslation(school, entry.ownWordsId ?? "", "ur", ["کٹ اچھا گنتا ہے۔", "کٹ کو شکلیں پسند ہیں۔"]);
    expect((await maths())?.ownWords).toMatchObject({ translated: true, language: "ur", source: "Kit counts well. Kit likes shapes." });
  });

  test("gives a reader whose language has no pages what was translated for them, on the page, on paper and aloud, and says what is in English", async () => {
    const { school, ctx, mother, reportId } = await published();
    const entry = await ctx.db.reportEntry.findFirstOrThrow({ where: { subject: "maths" } });
    await makeTranslation(school, entry.ownWordsId ?? "", "fa", ["کیت خوب می‌شمارد.", "کیت شکل‌ها را دوست دارد."]);
    const mathsFor = async (readingLanguage: string | null, locale: string, language?: string) => {
      await ctx.db.adult.update({ where: { id: mother.id }, data: { readingLanguage } });
      const reader = await contextFor(school, mother.id, { locale });
      const { parts } = await getFamilyReport(reader, { reportId, language });
      const { fileName, data } = await printFamilyReport(reader, { reportId, language });
      const heard = (await openSpoken(reader, { reportId })).blocks.flatMap(({ sentences }) => sentences).filter((sentence) => sentence.language === "fa");
      return { page: parts?.language, reader: parts?.reader, words: parts?.subjects.find((part) => part.subject === "maths")?.ownWords, data, fileName, heard };
    };
    const dari = await mathsFor("fa", "en");
    expect(dari).toMatchObject({ page: "en", reader: "fa", words: { language: "fa", translated: true, sign: null, source: "Kit counts well. Kit likes shapes." }, heard: [{ text: "کیت خوب می‌شمارد." }, {}] });
    const printed = dari.data.subjects.find(({ paragraphs }) => paragraphs.some(({ lang }) => lang === "fa"));
    expect(printed?.paragraphs).toContainEqual({ text: "کیت خوب می‌شمارد. کیت شکل‌ها را دوست دارد.", lang: "fa", dir: "rtl" });
    expect(dari.data.own?.map(({ lang }) => lang)).toEqual(["en", "fa", "fa"]);
    expect(dari.data.own?.[2]).toMatchObject({ text: expect.stringContaining("2026"), dir: "rtl" });
    expect((await mathsFor(null, "en", "fa")).fileName).toMatch(/-fa\.pdf$/);
    // A page that the reader chose is in its language; and whoever reads English, or a language in which nothing is translated, gets the words as they were written.
    expect(await mathsFor("fa", "pl")).toMatchObject({ page: "pl", reader: "pl", words: { language: "en" }, heard: [] });
    const english = await mathsFor("en", "en");
    expect(english).toMatchObject({ reader: "en", words: { language: "en", sign: null } });
    expect(english.data.own).toBeUndefined();
    expect(await mathsFor("ta", "en")).toMatchObject({ page: "en", reader: "ta", words: { language: "en", sign: "untranslated" }, heard: [] });
    expect(await mathsFor("rom", "en")).toMatchObject({ reader: "en" });
  });

  test("is opened on the first look and every look is written down, in three statements at any size of school", async () => {
    for (const size of [1, 12]) {
      const { ctx, reportId, mother, pupil } = await published(size);
      await getFamilyReport(ctx, { reportId });
      const { statements } = await statementsOf(() => getFamilyReport({ ...ctx, now: LATER }, { reportId }));
      expect(statements).toHaveLength(3);
      expect(await ctx.db.reportReceipt.findFirst({ where: { reportId } })).toMatchObject({ adultId: mother.id, openedAt: ctx.now, acknowledgedAt: null });
      const looks = await ctx.db.auditEntry.findMany({ where: { action: "reports.read", subjectId: reportId }, orderBy: { at: "asc" } });
      expect(looks.map((look) => [look.actorId, look.pupilId, look.rule, look.at])).toEqual([
        [mother.id, pupil.id, "parental_responsibility", ctx.now], [mother.id, pupil.id, "parental_responsibility", LATER],
      ]);
    }
  });

  test("is not there for anyone else, exactly like a report that never was", async () => {
    const { school, ctx, pupil, reportId, children, round } = await published(2);
    const other = await contextFor(school, children[1]!.mother.id);
    const barred = await makeAdult(school);
    const barredLink = await linkGuardian(school, barred.id, pupil.id, { relation: "father" });
    await makeRestriction(school, barredLink.id, ["reports"]);
    const unconfirmed = await makeAdult(school);
    await linkGuardian(school, unconfirmed.id, pupil.id, { confirmedAt: null });
    const elsewhere = await makeSchool();
    const foreign = await makeAdult(elsewhere);
    const late = await makePupil(school);
    await linkGuardian(school, children[0]!.mother.id, late.id);
    const draft = await makeReport(school, round.id, late.id);
    const answers = [];
    for (const read of [
      () => getFamilyReport(other, { reportId }),
      async () => getFamilyReport(await contextFor(school, barred.id), { reportId }),
      async () => getFamilyReport(await contextFor(school, unconfirmed.id), { reportId }),
      async () => getFamilyReport(await contextFor(elsewhere, foreign.id), { reportId }),
      () => getFamilyReport(ctx, { reportId: draft.id }),
      () => getFamilyReport(ctx, { reportId: uuid() }),
      () => acknowledgeReport(other, { reportId }),
      () => requestTalk(other, { reportId }),
      () => printFamilyReport(other, { reportId }),
    ]) answers.push(await read().then(() => "read", (error: unknown) => JSON.stringify(error)));
    expect(new Set(answers)).toEqual(new Set([answers[0]]));
    expect(answers[0]).toContain("not_found");
    expect(await ctx.db.auditEntry.count({ where: { action: "reports.read" } })).toBe(0);
  });

  test("leaves attendance out when an order takes that scope alone", async () => {
    const { school, ctx, reportId, link } = await published();
    expect((await getFamilyReport(ctx, { reportId })).parts?.attendance).not.toBeNull();
    await makeRestriction(school, link.id, ["attendance"]);
    expect((await getFamilyReport(ctx, { reportId })).parts?.attendance).toBeNull();
    expect((await printFamilyReport(ctx, { reportId })).data.attendance).toMatchObject({ present: 0, absent: 0, late: 0 });
  });

  test("can be said to have been read, once", async () => {
    const { ctx, reportId } = await published();
    await acknowledgeReport(ctx, { reportId });
    await acknowledgeReport({ ...ctx, now: LATER }, { reportId });
    expect(await ctx.db.reportReceipt.findFirst()).toMatchObject({ openedAt: ctx.now, acknowledgedAt: ctx.now });
    expect(await ctx.db.auditEntry.count({ where: { action: "reports.acknowledge" } })).toBe(1);
  });

  test("a wish to talk is one task for the child's teacher, with a note in any language", async () => {
    const { ctx, reportId, teacher, mother, pupil } = await published();
    expect(await requestTalk(ctx, { reportId, note: "کیا ہم فون پر بات کر سکتے ہیں؟" })).toEqual({ created: true });
    expect(await requestTalk({ ...ctx, now: LATER }, { reportId })).toEqual({ created: false });
    const tasks = await ctx.db.task.findMany({ where: { kind: "talk_request" } });
    expect(tasks).toMatchObject([{ adultId: mother.id, pupilId: pupil.id, subjectId: reportId, assigneeId: teacher.id }]);
    const receipt = await ctx.db.reportReceipt.findFirstOrThrow();
    expect(receipt.talkRequestedAt).toEqual(ctx.now);
    expect(await ctx.db.text.findUnique({ where: { id: receipt.talkNoteId ?? "" } })).toMatchObject({ language: "ur", kind: "reports.talkNote" });
    expect((await getFamilyReport(ctx, { reportId })).receipt.talkRequestedAt).toEqual(ctx.now);
  });

  test("what they want to talk about is put into English in the workbench, by nobody of the child's family", async () => {
    const { school, ctx, staff, reportId, round, pupil } = await published();
    await requestTalk(ctx, { reportId, note: "کیا ہم فون پر بات کر سکتے ہیں؟" });
    const { items } = await listQueue(staff, { language: "en", show: "waiting" });
    expect(items).toMatchObject([{ kind: "reports.talkNote", source: "کیا ہم فون پر بات کر سکتے ہیں؟" }]);
    const segmentId = items[0]?.segmentId ?? "";
    const aunt = await makeAdult(school, { posts: ["office"] });
    const atWork = await staffContext(school, aunt.id);
    expect((await listQueue(atWork, { language: "en", show: "waiting" })).items).toHaveLength(1);
    await linkGuardian(school, aunt.id, pupil.id, { relation: "relative" });
    expect((await listQueue(atWork, { language: "en", show: "waiting" })).items).toEqual([]);
    const { sourceHash } = await getItem(staff, { segmentId, language: "en" });
    await saveTranslation(staff, { segmentId, language: "en", body: "Can we talk on the phone?", sourceHash, as: "approved" });
    expect((await listReached(staff, { roundId: round.id })).rows[0]?.talkNote).toBe("Can we talk on the phone?");
  });
});

describe("after publication", () => {
  test("a correction is a new edition with a note, news for everyone, and something to read again", async () => {
    const { ctx, staff, reportId, mother } = await published();
    await getFamilyReport(ctx, { reportId });
    await acknowledgeReport(ctx, { reportId });
    const later = { ...staff, now: LATER };
    const first = await ctx.db.reportEdition.findFirstOrThrow();
    expect(await correctReport(later, { reportId, edition: 1, entries: [{ subject: "maths", changes: { attainment: "exceeding", ownWords: "Kit counts very well." } }], note: "The maths mark was wrong." }))
      .toEqual({ edition: 2, told: 1 });
    await expect(correctReport(later, { reportId, edition: 1, entries: [], note: "Late." })).rejects.toMatchObject({ code: "conflict", fields: { edition: "2" } });
    await expect(correctReport(later, { reportId, edition: 2, entries: [], note: "Nothing." })).rejects.toMatchObject({ code: "invalid_input" });
    expect((await ctx.db.message.findFirst({ where: { kind: "report_corrected" } }))?.adultId).toBe(mother.id);
    const report = await getFamilyReport({ ...ctx, now: LATER }, { reportId });
    expect(report).toMatchObject({ edition: 2, note: { body: "The maths mark was wrong." }, receipt: { openedAt: LATER, acknowledgedAt: null } });
    expect(report.parts?.subjects.find((part) => part.subject === "maths")).toMatchObject({ attainment: { code: "exceeding" }, ownWords: { body: "Kit counts very well." } });
    // The first edition stays as families saw it, its words too.
    expect(await ctx.db.reportEdition.findUnique({ where: { id: first.id } })).toEqual(first);
    const words = JSON.stringify(first.content).match(/"ownWordsId":"([^"]+)"/)?.[1] ?? "";
    expect((await ctx.db.segment.findMany({ where: { textId: words }, orderBy: { position: "asc" } })).map((segment) => segment.body).join(" ")).toBe("Kit counts well. Kit likes shapes.");
  });

  test("a report that is taken back shows only why; unsent news of it is stopped; it can be written and published again", async () => {
    const { ctx, staff, reportId, round } = await published();
    expect(await withdrawReport(staff, { reportId, reason: "It was about another child." })).toEqual({ told: 1 });
    const report = await getFamilyReport(ctx, { reportId });
    expect(report).toMatchObject({ state: "withdrawn", parts: null, note: { body: "It was about another child." } });
    await expect(acknowledgeReport(ctx, { reportId })).rejects.toMatchObject({ code: "conflict" });
    await expect(printFamilyReport(ctx, { reportId })).rejects.toMatchObject({ code: "not_found" });
    expect((await ctx.db.message.findMany({ orderBy: { createdAt: "asc" } })).map((message) => [message.kind, message.cancelledAt !== null])).toEqual([
      ["report_published", true], ["report_withdrawn", false],
    ]);
    await expect(withdrawReport(staff, { reportId, reason: "Again." })).rejects.toMatchObject({ code: "conflict" });
    await reopenReport(staff, { reportId });
    expect((await listFamilyReports(ctx))[0]?.reports).toEqual([]);
    await ctx.db.report.updateMany({ data: { state: "checked" } });
    expect(await publishRound({ ...staff, now: LATER }, { roundId: round.id })).toMatchObject({ published: 1, told: 1 });
    expect(await getFamilyReport(ctx, { reportId })).toMatchObject({ state: "published", edition: 2, note: null });
  });
});
