import { parse } from "csv-parse/sync";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeEntry, makeReport, makeWrittenClass } from "@/server/testing/factories/reports";
import { statementsOf } from "@/server/testing/statements";

import { getGrid } from "../grid/queries";
import { publishRound } from "../publishing/commands";
import { acknowledgeReport, getFamilyReport, requestTalk } from "../reading/commands";
import { exportReached, listReached } from "./queries";
import { csvColumns, reachOf, type ReachedRow, toCsv } from "./rules";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function published(count: number) {
  const school = await makeSchool();
  const made = await makeWrittenClass(school, count);
  const head = await makeAdult(school, { posts: ["head"] });
  const ctx = await staffContext(school, head.id);
  return { school, ctx, publish: () => publishRound(ctx, { roundId: made.round.id }), ...made };
}

describe("who has been reached", () => {
  test("says the strongest thing known of each adult, with totals by class", async () => {
    const { school, ctx, publish, children, round } = await published(6);
    const hodan = await makeAdult(school, { givenName: "Hodan", readingLanguage: "so", readingNeed: "does_not_read", email: null });
    await linkGuardian(school, hodan.id, children[0]!.pupil.id, { relation: "grandparent" });
    await publish();
    const as = async (n: number) => contextFor(school, children[n]!.mother.id);
    const id = (n: number) => ({ reportId: children[n]!.report.id });
    await getFamilyReport(await as(0), id(0));
    await acknowledgeReport(await as(1), id(1));
    await requestTalk(await as(2), { ...id(2), note: "About maths." });
    await makeRestriction(school, children[3]!.link.id, ["reports"]);
    const sent = await ctx.db.message.findFirstOrThrow({ where: { subjectId: id(4).reportId } });
    await ctx.db.delivery.updateMany({ where: { messageId: sent.id, channel: "email" }, data: { state: "handed_over" } });

    const { rows, totals, classes } = await listReached(ctx, { roundId: round.id });
    const state = (n: number) => rows.filter((row) => row.reportId === id(n).reportId).map((row) => row.state);
    expect(state(0)).toEqual(["opened", "not_reached"]);
    expect([1, 2, 3, 4, 5].map(state)).toEqual([["acknowledged"], ["talk"], ["no_access"], ["sent"], ["waiting"]]);
    expect(rows.find((row) => row.state === "talk")?.talkNote).toBe("About maths.");
    expect(rows.find((row) => row.adultId === hodan.id)).toMatchObject({ language: "so", readingNeed: "does_not_read", channels: expect.arrayContaining(["call"]), callTaskId: expect.any(String) });
    expect(totals).toMatchObject({ adults: 7, opened: 1, acknowledged: 1, talk: 1, no_access: 1, sent: 1, waiting: 1, not_reached: 1 });
    expect(classes).toMatchObject([{ name: "Oak", totals: { adults: 7 } }]);
    expect((await listReached(ctx, { roundId: round.id, language: "so" })).rows.map((row) => row.adultId)).toEqual([hodan.id]);
    expect((await listReached(ctx, { roundId: round.id, readingNeed: "does_not_read", state: "opened" })).rows).toEqual([]);
    expect((await listReached(ctx, { roundId: round.id, state: "talk" })).totals.adults).toBe(7);
    expect(await ctx.db.auditEntry.count({ where: { action: "reports.lookReached", pupilId: children[0]!.pupil.id } })).toBe(4);
  });

  test("shows a teacher only the classes taught, and another school nothing", async () => {
    const { school, publish, ctx, round, teacher, group } = await published(2);
    const elm = await makeClass(school, { name: "Elm" });
    const pupil = await makePupil(school, { classGroupId: elm.id });
    const report = await makeReport(school, round.id, pupil.id, { state: "checked" });
    await makeEntry(school, report.id, "maths");
    const mother = await makeAdult(school);
    await linkGuardian(school, mother.id, pupil.id);
    await publish();
    expect((await listReached(ctx, { roundId: round.id })).classes.map((each) => each.name)).toEqual(["Elm", "Oak"]);
    const mine = await staffContext(school, teacher.id);
    expect((await listReached(mine, { roundId: round.id })).classes.map((each) => each.name)).toEqual(["Oak"]);
    await expect(listReached(mine, { roundId: round.id, classGroupId: elm.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(getGrid(mine, { roundId: round.id, classGroupId: elm.id })).rejects.toMatchObject({ code: "not_found" });
    expect((await getGrid(mine, { roundId: round.id, classGroupId: group.id })).rows).toHaveLength(2);
    const elsewhere = await published(1);
    await expect(listReached(elsewhere.ctx, { roundId: round.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(getGrid(elsewhere.ctx, { roundId: round.id, classGroupId: group.id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("and the grid take the same number of statements for two families as for twenty", async () => {
    const counts: number[][] = [];
    for (const count of [2, 20]) {
      const { ctx, publish, round, group } = await published(count);
      await publish();
      const reached = await statementsOf(() => listReached(ctx, { roundId: round.id }));
      const grid = await statementsOf(() => getGrid(ctx, { roundId: round.id, classGroupId: group.id }));
      expect(reached.result.rows).toHaveLength(count);
      expect(grid.result.rows).toHaveLength(count);
      counts.push([reached.statements.length, grid.statements.length]);
    }
    expect(counts[1]).toEqual(counts[0]);
  });

  test("leaves the house as a file of the allowed columns, with the export in the record", async () => {
    const { ctx, publish, round, children } = await published(2);
    await ctx.db.adult.update({ where: { id: children[0]!.mother.id }, data: { familyName: "=HYPERLINK(\"http://bad.example\")", givenName: "@Amina" } });
    await publish();
    const { csv, fileName } = await exportReached(ctx, { roundId: round.id });
    expect(fileName).toBe("reports-reached.csv");
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(Object.keys(rows[0]!)).toEqual(csvColumns);
    expect(rows).toHaveLength(2);
    expect(rows.map((row) => row.adult).filter((name) => name?.startsWith("'@Amina"))).toHaveLength(1);
    expect(csv).not.toContain("family.example");
    expect(await ctx.db.auditEntry.findFirst({ where: { action: "reports.export" } })).toMatchObject({ detail: { rows: 2 } });
  });
});

test("the page's own message is no proof of being reached; a call that was answered is", () => {
  const nothing = { allowed: true, acknowledgedAt: null, openedAt: null, talkRequestedAt: null };
  expect(reachOf({ ...nothing, deliveries: [{ channel: "in_app", state: "delivered" }] })).toBe("not_reached");
  expect(reachOf({ ...nothing, deliveries: [{ channel: "in_app", state: "delivered" }, { channel: "call", state: "queued" }] })).toBe("not_reached");
  expect(reachOf({ ...nothing, deliveries: [{ channel: "call", state: "delivered" }, { channel: "email", state: "failed" }] })).toBe("delivered");
  expect(reachOf({ ...nothing, deliveries: [{ channel: "email", state: "bounced" }] })).toBe("not_reached");
});

test("no cell of the file is run by a spreadsheet", () => {
  const row = (name: string): ReachedRow => ({
    reportId: "r", pupilGivenName: "Kit", pupilFamilyName: "P", className: name, adultId: "a", adultName: name, language: "en", readingNeed: "reads",
    state: "sent", channels: [], openedAt: null, acknowledgedAt: null, talkRequestedAt: null, talkNote: "secret", callTaskId: null,
  });
  for (const bad of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", " =1", "\n=1", "＝1"]) {
    const parsed = parse(toCsv([row(bad)]), { bom: true, columns: true }) as Record<string, string>[];
    expect(parsed[0]?.adult?.startsWith("'"), JSON.stringify(bad)).toBe(true);
    expect(parsed[0]?.class).not.toContain("\0");
  }
  const fine = parse(toCsv([row("O’Brien, \"Anna\"\nMaria")]), { bom: true, columns: true }) as Record<string, string>[];
  expect(fine[0]?.adult).toBe("O’Brien, \"Anna\"\nMaria");
  expect(toCsv([row("x")])).not.toContain("secret");
});
