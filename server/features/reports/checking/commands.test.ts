import { beforeAll, beforeEach, expect, test } from "vitest";

import { staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeWrittenClass } from "@/server/testing/factories/reports";
import { statementsOf } from "@/server/testing/statements";

import { printPreview } from "../printing/commands";
import { createRound, openRound, updateRound } from "../rounds/commands";
import { listRounds } from "../rounds/queries";
import { passCheck, sendBack } from "./commands";
import { listWaiting, previewReport } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function ready(count = 1, school?: Awaited<ReturnType<typeof makeSchool>>) {
  const here = school ?? (await makeSchool());
  const made = await makeWrittenClass(here, count, { state: "ready" });
  const office = await makeAdult(here, { posts: ["office"] });
  const ctx = await staffContext(here, office.id);
  return { school: here, ctx, ids: made.children.map((child) => child.report.id), ...made };
}

test("the check passes reports that have what the law asks for", async () => {
  const { ctx, ids } = await ready(2);
  expect(await passCheck(ctx, { reportIds: ids, confirmed: [] })).toEqual({ moved: 2 });
  expect(await ctx.db.report.findFirst()).toMatchObject({ state: "checked", checkedById: ctx.actor.adultId, checkedAt: ctx.now });
  expect(await ctx.db.auditEntry.count({ where: { action: "reports.check" } })).toBe(2);
  await expect(passCheck(ctx, { reportIds: ids, confirmed: [] })).rejects.toMatchObject({ code: "conflict" });
  expect(await sendBack(ctx, { reportIds: ids })).toEqual({ moved: 2 });
  expect(await ctx.db.report.findFirst()).toMatchObject({ state: "writing", checkedById: null });
});

test("what is missing stops it, all or none, and names the codes", async () => {
  const { ctx, ids } = await ready(2);
  await ctx.db.reportEntry.deleteMany({ where: { reportId: ids[1], subject: "maths" } });
  await ctx.db.report.update({ where: { id: ids[1]! }, data: { sessionsPossible: null } });
  await expect(passCheck(ctx, { reportIds: ids, confirmed: ["attendance", "achievements"] })).rejects.toMatchObject({
    code: "invalid_input", fields: { [ids[1]!]: "achievements,attendance" },
  });
  expect(await ctx.db.report.count({ where: { state: "checked" } })).toBe(0);
  const waiting = await listWaiting(ctx, { roundId: (await ctx.db.reportRound.findFirstOrThrow()).id });
  expect(waiting.map((each) => each.statutory.missing)).toEqual([[], ["achievements", "attendance"]]);
});

test("results that the software cannot see must be confirmed, and the record says by whom", async () => {
  const { ctx, ids, children } = await ready();
  await ctx.db.pupil.update({ where: { id: children[0]!.pupil.id }, data: { yearGroup: 6 } });
  const asked = ["national_tests", "key_stage_commentary", "teacher_assessment", "comparison_school", "comparison_nation"];
  const refusal = await passCheck(ctx, { reportIds: ids, confirmed: ["national_tests"] }).catch((error: { fields: Record<string, string> }) => error.fields);
  expect(Object.values(refusal as Record<string, string>)[0]?.split(",").sort()).toEqual(asked.slice(1).sort());
  await passCheck(ctx, { reportIds: ids, confirmed: asked });
  expect(await ctx.db.auditEntry.findFirst({ where: { action: "reports.check" } })).toMatchObject({
    actorId: ctx.actor.adultId, detail: { confirmed: [...asked].sort() },
  });
});

test("the law differs by kind of school and nation, as data", async () => {
  const academy = await ready(1, await makeSchool({ schoolType: "academy" }));
  await academy.ctx.db.report.updateMany({ data: { sessionsPossible: null } });
  expect(await passCheck(academy.ctx, { reportIds: academy.ids, confirmed: [] })).toEqual({ moved: 1 });
  const wales = await ready(1, await makeSchool({ nation: "wales" }));
  await wales.ctx.db.reportEntry.deleteMany({});
  expect(await passCheck(wales.ctx, { reportIds: wales.ids, confirmed: [] })).toEqual({ moved: 1 });
});

test("a preview is what one parent will see, in their language, or nothing where the rule says nothing", async () => {
  const { school, ctx, children, ids } = await ready();
  const { pupil, mother } = children[0]!;
  const father = await makeAdult(school, { readingLanguage: "pl" });
  const link = await linkGuardian(school, father.id, pupil.id, { relation: "father" });
  const asMother = await previewReport(ctx, { reportId: ids[0]!, adultId: mother.id });
  expect(asMother).toMatchObject({ language: "ur", dir: "rtl", state: "ready", parts: { attendance: { absent: 4 } }, statutory: { missing: [] } });
  expect(asMother.readers.map((reader) => [reader.adultId, reader.language, reader.allowed])).toEqual([[mother.id, "ur", true], [father.id, "pl", true]]);
  await makeRestriction(school, link.id, ["attendance"]);
  expect((await previewReport(ctx, { reportId: ids[0]!, adultId: father.id })).parts).toMatchObject({ language: "pl", attendance: null });
  await makeRestriction(school, link.id, ["reports"]);
  const barred = await previewReport(ctx, { reportId: ids[0]!, adultId: father.id });
  expect(barred.parts).toBeNull();
  expect(barred.readers[1]).toMatchObject({ allowed: false, rule: "restricted" });
  await expect(printPreview(ctx, { reportId: ids[0]!, adultId: father.id })).rejects.toMatchObject({ code: "not_found" });
  expect((await previewReport(ctx, { reportId: ids[0]!, language: "bn" })).parts?.language).toBe("bn");
  const elsewhere = await ready();
  await expect(previewReport(elsewhere.ctx, { reportId: ids[0]! })).rejects.toMatchObject({ code: "not_found" });
  await expect(previewReport(ctx, { reportId: ids[0]!, adultId: elsewhere.children[0]!.mother.id })).rejects.toMatchObject({ code: "not_found" });
  expect(await ctx.db.auditEntry.count({ where: { action: "reports.preview", pupilId: pupil.id } })).toBeGreaterThanOrEqual(4);
});

test("checking takes the same number of statements for any number of reports", async () => {
  const counts = [];
  for (const count of [2, 20]) {
    const { ctx, ids } = await ready(count);
    counts.push((await statementsOf(() => passCheck(ctx, { reportIds: ids, confirmed: [] }))).statements.length);
  }
  expect(counts[1]).toBe(counts[0]);
});

test("a round is planned once a term, opened for the children of its years, and again for those who came since", async () => {
  const { school, ctx, children, teacher, group } = await ready(3);
  const plan = { term: "autumn" as const, schoolYear: 2026, yearGroups: [4], subjects: ["maths" as const, "english" as const], opensOn: "2026-09-01", dueOn: "2026-12-01" };
  const { roundId } = await createRound(ctx, plan);
  await expect(createRound(ctx, plan)).rejects.toMatchObject({ code: "conflict", fields: { term: "taken" } });
  expect(await openRound(ctx, { roundId })).toEqual({ opened: 3 });
  expect(await openRound(ctx, { roundId })).toEqual({ opened: 0 });
  await ctx.db.pupil.update({ where: { id: children[0]!.pupil.id }, data: { yearGroup: 5 } });
  await updateRound(ctx, { roundId, yearGroups: [4, 5], dueOn: "2026-11-25" });
  expect(await openRound(ctx, { roundId })).toEqual({ opened: 0 });
  await expect(updateRound(ctx, { roundId, opensOn: "2027-01-01" })).rejects.toMatchObject({ code: "invalid_input" });
  const mine = await listRounds(await staffContext(school, teacher.id));
  expect(mine.find((round) => round.roundId === roundId)).toMatchObject({ due: "due_soon", subjects: ["maths", "english"], classes: [{ classGroupId: group.id, writing: 3, total: 3 }] });
  const stranger = await makeAdult(school, { posts: ["teacher"] });
  expect((await listRounds(await staffContext(school, stranger.id))).every((round) => round.classes.length === 0)).toBe(true);
  await updateRound(ctx, { roundId, closed: true });
  await expect(openRound(ctx, { roundId })).rejects.toMatchObject({ code: "conflict" });
  const elsewhere = await ready();
  await expect(openRound(elsewhere.ctx, { roundId })).rejects.toMatchObject({ code: "not_found" });
});
