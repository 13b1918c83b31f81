import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { closePdf, renderPdf } from "@/server/lib/pdf/render";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";
import { makeWrittenClass } from "@/server/testing/factories/reports";

import { publishRound } from "../publishing/commands";
import { printFamilyReport, printPreview } from "./commands";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);
afterAll(closePdf);

test("a report becomes a PDF in the reader's language, with the page's address and no name in the file's", async () => {
  const school = await makeSchool();
  const { children, round } = await makeWrittenClass(school, 1);
  const { mother, report } = children[0]!;
  const staff = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
  const preview = await printPreview(staff, { reportId: report.id, language: "en" });
  expect(preview.data.notices).toContain("This is how the report will look. It has not been shared with the family yet.");
  await publishRound(staff, { roundId: round.id });
  const ctx = await contextFor(school, mother.id, { locale: "ur" });
  const { fileName, data } = await printFamilyReport(ctx, { reportId: report.id });
  expect(fileName).toBe("report-summer-2026-ur.pdf");
  expect(data).toMatchObject({ lang: "ur", dir: "rtl", onlineUrl: `http://kingsgate.example/ur/family/reports/${report.id}`, attendance: { present: 57, late: 1, absent: 2 } });
  expect(data.sections.map((section) => [section.kind, section.paragraphs.length])).toEqual([["well", 3], ["next", 1], ["home", 1]]);
  expect(data.subjects).toHaveLength(2);
  expect(data.footer.pageLabel).toMatch(/\{page\}.*\{pages\}/);
  expect(data.talk.text).toContain("\u2066020\u00a07946\u00a00100\u2069");
  expect(JSON.stringify(data)).not.toContain("not_found");
  for (const each of [data, preview.data]) expect((await renderPdf({ template: "reports", data: each })).subarray(0, 5).toString()).toBe("%PDF-");
  expect(await staff.db.auditEntry.count({ where: { action: "reports.print", actorId: mother.id } })).toBe(1);
  expect(await staff.db.reportReceipt.count({ where: { adultId: mother.id, openedAt: { not: null } } })).toBe(1);
});
