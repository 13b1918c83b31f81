import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { writeText } from "@/server/features/languages/commands";
import { chooseView } from "@/server/features/people/views/commands";
import { languages } from "@/server/lib/i18n/languages";
import { closePdf, renderPdf } from "@/server/lib/pdf/render";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";
import { makeWrittenClass } from "@/server/testing/factories/reports";

import { acknowledgeReport, getFamilyReport } from "../reading/commands";
import { withdrawReport } from "../correcting/commands";
import { publishRound } from "../publishing/commands";
import { getEasyReport, printEasyReport } from "./commands";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);
afterAll(closePdf);

async function published(ownWords = "She helps in PE.", subject: "general" | "maths" = "general") {
  const school = await makeSchool();
  const { children, round, teacher } = await makeWrittenClass(school, 2);
  const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
  const child = children[0]!;
  const textId = await head.db.$transaction((tx) => writeText(tx, { schoolId: school.id, kind: "reports.ownWords", language: "en", body: ownWords, authorId: teacher.id }));
  await head.db.reportEntry.updateMany({ where: { reportId: child.report.id, subject }, data: { ownWordsId: textId } });
  await publishRound(head, { roundId: round.id });
  return { school, head, child, other: children[1]!, reportId: child.report.id };
}

describe("a report in easy read", () => {
  it("says first what to do, then one idea a line, each beside its own picture", async () => {
    const { school, child, reportId } = await published();
    const ctx = await contextFor(school, child.mother.id, { locale: "ur" });
    const { page, pictures } = await getEasyReport(ctx, { reportId });
    expect(page).toMatchObject({ language: "ur", dir: "rtl", date: { iso: "2026-11-23", day: "23" } });
    expect(page.blocks.map((block) => [block.key, block.kind])).toEqual([
      ["do", "do"], ["well", "plain"], ["next", "plain"], ["days", "plain"], ["subjects", "plain"], ["more", "plain"], ["words", "plain"], ["terms", "plain"],
    ]);
    expect(page.blocks[0]?.lines.map((line) => line.idea)).toEqual(["reading", "press", "phone"]);
    expect(page.blocks[1]?.lines.map((line) => line.idea)).toEqual(["english", "english", "strong"]);
    for (const line of page.blocks.flatMap((block) => block.lines)) {
      expect(pictures[line.idea]).toEqual({ src: `/pictures/${line.idea}.svg`, alt: "" });
      expect(line.sentences.length).toBeGreaterThan(0);
    }
    // The teacher's English is marked as such, and the school word in it is explained in the reader's language.
    expect(page.blocks.find((block) => block.key === "words")?.lines[0]).toMatchObject({ lang: "en", dir: "ltr", sentences: ["She helps in PE."], note: expect.stringMatching(/\p{Script=Arabic}/u) });
    expect(page.blocks.find((block) => block.key === "terms")?.lines[0]?.sentences).toEqual(["\u2068PE\u2069", expect.stringMatching(/\p{Script=Arabic}/u)]);
    expect((await getFamilyReport(ctx, { reportId })).parts?.terms).toMatchObject([{ term: "PE" }]);
  });

  it("leaves out nothing of a subject: its marks, the sentences about it, and what its teacher wrote", async () => {
    const { school, child, reportId } = await published("He asks good questions.", "maths");
    const { page } = await getEasyReport(await contextFor(school, child.mother.id), { reportId });
    const lines = page.blocks.find((block) => block.key === "subjects")?.lines ?? [];
    expect(lines.map(({ sentences }) => sentences.join(" "))).toEqual(["English", expect.stringContaining("Kit0"), "Maths", "He asks good questions."]);
    expect(lines.map(({ idea }) => idea)).toEqual(["english", "on_track", "mathematics", "teacher"]);
  });

  it("puts each sentence on a line of its own and asks for no answer that was given", async () => {
    const { school, child, reportId } = await published();
    const ctx = await contextFor(school, child.mother.id);
    const before = await getEasyReport(ctx, { reportId });
    expect(before.page.blocks[0]?.lines[0]?.sentences).toEqual(["Read with \u2068Kit0\u2069 for 10 minutes each day.", "Any language is good."]);
    await acknowledgeReport(ctx, { reportId });
    const after = await getEasyReport(ctx, { reportId });
    expect(after.page.blocks[0]?.lines.map((line) => line.idea)).toEqual(["reading", "phone"]);
  });

  it("is for the same eyes as the full one, and each look is in the record", async () => {
    const { school, child, other, reportId } = await published();
    const ctx = await contextFor(school, child.mother.id);
    await expect(getEasyReport(await contextFor(school, other.mother.id), { reportId })).rejects.toMatchObject({ code: "not_found" });
    await expect(printEasyReport(await contextFor(school, other.mother.id), { reportId })).rejects.toMatchObject({ code: "not_found" });
    await getEasyReport(ctx, { reportId });
    await printEasyReport(ctx, { reportId });
    const looks = await ctx.db.auditEntry.findMany({ where: { subjectId: reportId, actorId: child.mother.id }, orderBy: { seq: "asc" }, select: { action: true } });
    expect(looks.map((look) => look.action)).toEqual(["reports.read", "reports.print"]);
    expect(await ctx.db.reportReceipt.count({ where: { reportId, adultId: child.mother.id, openedAt: TEST_NOW } })).toBe(1);
  });

  it("shows only why it was taken back, and cannot be printed then", async () => {
    const { school, head, child, reportId } = await published();
    await withdrawReport(head, { reportId, reason: "This was about another child." });
    const ctx = await contextFor(school, child.mother.id);
    const { page, report } = await getEasyReport(ctx, { reportId });
    expect(page.blocks.map((block) => block.key)).toEqual(["do", "note"]);
    expect(page.date).toBeNull();
    expect(report.parts).toBeNull();
    await expect(printEasyReport(ctx, { reportId })).rejects.toMatchObject({ code: "not_found" });
  });

  it.each(languages.map(({ tag, dir }) => [tag, dir] as const))("becomes a PDF/UA-1 in %s", async (tag, dir) => {
    const { school, child, reportId } = await published();
    const { fileName, data } = await printEasyReport(await contextFor(school, child.mother.id, { locale: tag }), { reportId });
    expect(fileName).toBe(`report-easy-summer-2026-${tag}.pdf`);
    expect(data).toMatchObject({ lang: tag, dir, onlineUrl: `http://kingsgate.example/${tag}/family/reports/${reportId}?view=full` });
    expect(data.blocks[0]?.lines.map((line) => line.picture)).toEqual(["reading", "scan", "phone"]);
    expect((await renderPdf({ template: "languages/easy", data })).subarray(0, 5).toString()).toBe("%PDF-");
  });
});

describe("how reports open", () => {
  it("follows the reading need until the adult chooses, and then the choice", async () => {
    const school = await makeSchool();
    const open = async (adultId: string) => (await contextFor(school, adultId)).actor.easyRead;
    for (const [readingNeed, easy] of [["reads", false], ["unknown", false], ["reads_with_help", true], ["does_not_read", true]] as const) {
      const adult = await makeAdult(school, { readingNeed });
      expect(await open(adult.id), readingNeed).toBe(easy);
      const ctx = await contextFor(school, adult.id);
      await chooseView(ctx, { easyRead: !easy });
      await chooseView(ctx, { easyRead: !easy });
      expect(await open(adult.id), readingNeed).toBe(!easy);
      expect(await ctx.db.auditEntry.count({ where: { action: "people.chooseView", subjectId: adult.id } })).toBe(1);
    }
  });
});
