import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { readTexts } from "@/server/features/languages/queries";
import { staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeReport, makeRound } from "@/server/testing/factories/reports";

import { getGrid, listVersions } from "../grid/queries";
import type { EntryChanges } from "../schema";
import { markReady, saveAttendance, saveEntry, unmarkReady } from "./commands";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function classroom() {
  const school = await makeSchool();
  const [first, second] = [await makeAdult(school, { posts: ["teacher"] }), await makeAdult(school, { posts: ["teacher"] })];
  const group = await makeClass(school, { teacherIds: [first.id, second.id] });
  const pupil = await makePupil(school, { classGroupId: group.id });
  const round = await makeRound(school);
  const report = await makeReport(school, round.id, pupil.id, { sessionsPossible: null, sessionsAbsent: null, sessionsLate: null });
  const [ctx, other] = [await staffContext(school, first.id), await staffContext(school, second.id)];
  const save = (changes: EntryChanges, baseVersion: number, as = ctx, subject: "english" | "general" = "english") =>
    saveEntry(as, { reportId: report.id, subject, baseVersion, changes });
  return { school, first, second, group, pupil, round, report, ctx, other, save };
}

describe("saving what a teacher wrote", () => {
  test("keeps every field, its version and who saved it", async () => {
    const { ctx, save, report, first, round, group } = await classroom();
    const saved = await save({ attainment: "secure", comments: [{ key: "strength.readBooks", n: 3 }], ownWords: " Kit reads well. Kit asks why. " }, 0);
    expect(saved).toMatchObject({ status: "saved", version: 1, conflicts: [], body: { attainment: "secure", ownWords: "Kit reads well. Kit asks why." } });
    expect(await save({ effort: "good" }, 1)).toMatchObject({ status: "saved", version: 2 });
    const grid = await getGrid(ctx, { roundId: round.id, classGroupId: group.id });
    expect(grid.rows[0]?.entries.english).toMatchObject({ attainment: "secure", effort: "good", version: 2, ownWords: "Kit reads well. Kit asks why.", updatedById: first.id });
    expect(grid.rows[0]?.entries.english?.sentences).toEqual(["\u2068Kit\u2069 has read 3 books this term. Well done!"]);
    const versions = await listVersions(ctx, { reportId: report.id, subject: "english" });
    expect(versions.map((version) => version.version)).toEqual([2, 1]);
  });

  test("a writing screen that stays open is one look in ten minutes for each teacher, and none is left out", async () => {
    const { ctx, other, round, group } = await classroom();
    const look = (as: typeof ctx, minutes: number) => getGrid({ ...as, now: new Date(ctx.now.getTime() + minutes * 60_000) }, { roundId: round.id, classGroupId: group.id });
    for (const minutes of [0, 0.25, 5, 9.9]) await look(ctx, minutes);
    const looks = () => ctx.db.auditEntry.count({ where: { action: "reports.lookGrid" } });
    expect(await looks()).toBe(1);
    await look(other, 5);
    expect(await looks()).toBe(2);
    await look(ctx, 10.1);
    expect(await looks()).toBe(3);
  });

  test("the same save again changes nothing, so a lost answer can be asked for again", async () => {
    const { ctx, save } = await classroom();
    await save({ attainment: "secure" }, 0);
    expect(await save({ attainment: "secure" }, 0)).toMatchObject({ version: 1, conflicts: [] });
    expect(await ctx.db.reportEntryVersion.count()).toBe(1);
    expect(await ctx.db.auditEntry.count({ where: { action: "reports.save" } })).toBe(1);
  });

  test("two teachers in different fields: both are kept", async () => {
    const { save, other } = await classroom();
    await save({ attainment: "nearly" }, 0);
    expect(await save({ effort: "excellent", comments: [{ key: "effort.good" }] }, 0, other)).toMatchObject({
      status: "merged", version: 2, body: { attainment: "nearly", effort: "excellent" },
    });
  });

  test("two teachers in the same field: the first stands, the second gets both values, and the history keeps what was refused", async () => {
    const { ctx, save, other, report } = await classroom();
    await save({ ownWords: "Kit reads well.", effort: "some" }, 0);
    const refused = await save({ ownWords: "Kit should read more.", progress: "faster" }, 0, other);
    expect(refused).toMatchObject({
      status: "conflict", body: { ownWords: "Kit reads well.", effort: "some", progress: "faster" },
      conflicts: [{ field: "ownWords", theirs: "Kit reads well.", yours: "Kit should read more." }],
    });
    const again = await save({ ownWords: "Kit should read more.", progress: "faster" }, 0, other);
    expect(again).toMatchObject({ status: "conflict", version: refused.version });
    const [newest] = await listVersions(ctx, { reportId: report.id, subject: "english" });
    expect(newest?.body).toMatchObject({ ownWords: "Kit reads well.", refused: { ownWords: "Kit should read more." } });
    expect(await save({ ownWords: "Kit should read more." }, refused.version, other)).toMatchObject({ status: "saved", body: { ownWords: "Kit should read more." } });
  });

  test("whatever the order of two teachers' saves, nothing is lost", async () => {
    const { ctx, other, report, round } = await classroom();
    const subjects = ["english", "maths", "general"] as const;
    const change = fc.oneof(
      fc.record({ attainment: fc.constantFrom("not_yet", "nearly", "secure") }),
      fc.record({ effort: fc.constantFrom("some", "good") }),
      fc.record({ ownWords: fc.constantFrom("One. Two.", "Two. Three.", "Four.") }),
      fc.record({ comments: fc.uniqueArray(fc.constantFrom("strength.helpsOthers", "effort.good", "home.singTogether").map((key) => ({ key })), { selector: (c) => c.key }) }),
    );
    const step = fc.record({ who: fc.constantFrom(0, 1), at: fc.constantFrom(...subjects), change, stale: fc.nat(2) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        await ctx.db.reportEntry.deleteMany({ where: { reportId: report.id } });
        const seen = new Map<string, number>();
        await Promise.all([0, 1].map(async (who) => {
          for (const { at, change: made, stale } of steps.filter((each) => each.who === who)) {
            const changes = made as EntryChanges;
            const base = Math.max(0, (seen.get(at) ?? 0) - stale);
            const saved = await saveEntry(who === 0 ? ctx : other, { reportId: report.id, subject: at, baseVersion: base, changes });
            seen.set(at, Math.max(saved.version, seen.get(at) ?? 0));
            // The value is in the entry, handed back, or equal to what the save was made from: then nothing was changed.
            const history = (await ctx.db.reportEntryVersion.findMany({ where: { entry: { reportId: report.id, subject: at } } })).map((row) => JSON.stringify(row.body));
            const words = changes.ownWords;
            if (words) expect(history.some((body) => body.includes(words)), words).toBe(true);
            if (changes.attainment) expect(history.some((body) => body.includes(String(changes.attainment)))).toBe(true);
          }
        }));
        for (const entry of await ctx.db.reportEntry.findMany({ where: { reportId: report.id }, include: { versions: { orderBy: { version: "asc" } } } })) {
          expect(entry.versions.map((version) => version.version)).toEqual(Array.from({ length: entry.version }, (_, n) => n + 1));
          expect(entry.versions.at(-1)?.body ?? { attainment: null }).toMatchObject({ attainment: entry.attainment });
          const text = entry.ownWordsId ? (await readTexts(ctx.db, [entry.ownWordsId], "en")).get(entry.ownWordsId)?.source : null;
          expect(entry.versions.at(-1)?.body ?? { ownWords: null }).toMatchObject({ ownWords: text ?? null });
        }
      }),
      { numRuns: 15 },
    );
    expect(round.id).toBeTruthy();
  });

  test("is for teachers of the child; anyone else's report is not there", async () => {
    const { school, save, report, pupil, first } = await classroom();
    const stranger = await makeAdult(school, { posts: ["teacher"] });
    await expect(save({ effort: "good" }, 0, await staffContext(school, stranger.id))).rejects.toMatchObject({ code: "not_found" });
    const head = await makeAdult(school, { posts: ["head"] });
    expect(await save({ effort: "good" }, 0, await staffContext(school, head.id))).toMatchObject({ version: 1 });
    const elsewhere = await makeSchool();
    const foreign = await makeAdult(elsewhere, { posts: ["head"] });
    await expect(save({ effort: "good" }, 1, await staffContext(elsewhere, foreign.id))).rejects.toMatchObject({ code: "not_found" });
    await expect(markReady(await staffContext(elsewhere, foreign.id), { reportIds: [report.id] })).rejects.toMatchObject({ code: "not_found" });
    // A teacher with an order about this child is kept out of the child's report too.
    const link = await linkGuardian(school, first.id, pupil.id);
    await makeRestriction(school, link.id, ["reports"]);
    await expect(save({ effort: "some" }, 1)).rejects.toMatchObject({ code: "not_found" });
  });

  test("refuses statements that do not fit, a subject outside the round, and a version from the future", async () => {
    const { save, ctx, report } = await classroom();
    await expect(save({ comments: [{ key: "strength.readBooks" }] }, 0)).rejects.toMatchObject({ code: "invalid_input", fields: { comments: "does_not_fit" } });
    await expect(save({ comments: [{ key: "effort.good" }, { key: "effort.good" }] }, 0)).rejects.toMatchObject({ fields: { comments: "twice" } });
    await expect(save({ comments: [{ key: "strength.enjoysSubject" }] }, 0, ctx, "general")).rejects.toMatchObject({ fields: { comments: "does_not_fit" } });
    await expect(saveEntry(ctx, { reportId: report.id, subject: "drama", baseVersion: 0, changes: {} })).rejects.toMatchObject({ fields: { subject: "not_in_round" } });
    await expect(save({ effort: "good" }, 4)).rejects.toMatchObject({ code: "invalid_input", fields: { baseVersion: "too_new" } });
  });

  test("stops once the report is checked or its round is closed", async () => {
    const { ctx, save, report, round } = await classroom();
    await markReady(ctx, { reportIds: [report.id] });
    expect(await save({ effort: "good" }, 0)).toMatchObject({ version: 1 });
    await expect(markReady(ctx, { reportIds: [report.id] })).rejects.toMatchObject({ code: "conflict", fields: { [report.id]: "ready" } });
    await unmarkReady(ctx, { reportIds: [report.id] });
    await ctx.db.report.update({ where: { id: report.id }, data: { state: "checked" } });
    await expect(save({ effort: "some" }, 1)).rejects.toMatchObject({ code: "conflict", fields: { state: "checked" } });
    await expect(saveAttendance(ctx, { reportId: report.id, attendance: null })).rejects.toMatchObject({ code: "conflict" });
    await ctx.db.report.update({ where: { id: report.id }, data: { state: "writing" } });
    await ctx.db.reportRound.update({ where: { id: round.id }, data: { closedAt: ctx.now } });
    await expect(save({ effort: "some" }, 1)).rejects.toMatchObject({ code: "conflict", fields: { round: "closed" } });
  });

  test("attendance is saved and cleared", async () => {
    const { ctx, report } = await classroom();
    await saveAttendance(ctx, { reportId: report.id, attendance: { possible: 120, absent: 3, late: 1 } });
    expect(await ctx.db.report.findFirst()).toMatchObject({ sessionsPossible: 120, sessionsAbsent: 3, sessionsLate: 1 });
    await saveAttendance(ctx, { reportId: report.id, attendance: null });
    expect(await ctx.db.report.findFirst()).toMatchObject({ sessionsPossible: null, sessionsAbsent: null, sessionsLate: null });
  });
});
