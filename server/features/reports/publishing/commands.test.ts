import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { findAuditFault } from "@/server/lib/audit/record";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeClass, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeWrittenClass } from "@/server/testing/factories/reports";
import { statementsOf } from "@/server/testing/statements";

import { jobs } from "../jobs";
import { contentSchema } from "../schema";
import { cancelPublication, publishRound, runPublication } from "./commands";
import { listPublications, summarisePublication } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const LATER = new Date("2026-11-23T16:00:00Z");

async function written(count = 1) {
  const school = await makeSchool();
  const made = await makeWrittenClass(school, count);
  const head = await makeAdult(school, { posts: ["head"] });
  const ctx = await staffContext(school, head.id);
  return { school, ctx, head, ...made };
}

describe("publishing", () => {
  test("freezes the report and tells both parents, each in their own language, in the same moment", async () => {
    const { school, ctx, children, round } = await written();
    const { pupil, mother, report } = children[0]!;
    const father = await makeAdult(school, { readingLanguage: "pl", readingNeed: "reads" });
    await linkGuardian(school, father.id, pupil.id, { relation: "father" });
    const neighbour = await makeAdult(school);
    await linkGuardian(school, neighbour.id, pupil.id, { relation: "emergency_contact", parentalResponsibility: "no" });
    const waiting = await makeAdult(school);
    await linkGuardian(school, waiting.id, pupil.id, { confirmedAt: null });
    const barred = await makeAdult(school);
    const link = await linkGuardian(school, barred.id, pupil.id, { relation: "father" });
    await makeRestriction(school, link.id, ["reports"]);

    expect(await summarisePublication(ctx, { roundId: round.id })).toEqual({ reports: 1, adults: 2, withheld: 3, rung: 0 });
    expect(await publishRound(ctx, { roundId: round.id })).toMatchObject({ done: true, published: 1, told: 2 });
    expect(await summarisePublication(ctx, { roundId: round.id })).toEqual({ reports: 0, adults: 0, withheld: 0, rung: 0 });
    const messages = await ctx.db.message.findMany({ orderBy: { language: "asc" } });
    expect(messages.map((message) => [message.adultId, message.language, message.kind, message.subjectId])).toEqual([
      [father.id, "pl", "report_published", report.id], [mother.id, "ur", "report_published", report.id],
    ]);
    expect(new Set(messages.map((message) => message.createdAt.getTime())).size).toBe(1);
    expect(messages[0]?.args).toEqual({ child: "Kit0", round: "summer" });
    const edition = await ctx.db.reportEdition.findFirstOrThrow();
    expect(contentSchema.parse(edition.content)).toMatchObject({
      className: "Oak", teacherName: "Ms Patel", attendance: { possible: 120, absent: 4, late: 2 },
      well: [{ key: "strength.readsForPleasure" }, { key: "strength.readBooks", n: 7 }, { key: "effort.veryGood" }],
      next: [{ key: "nextStep.readEveryDay", n: 10 }], home: { key: "home.readTogether", n: 10 }, more: [{ key: "behaviour.kindAndPolite" }],
    });
    expect(await ctx.db.report.findFirst()).toMatchObject({ state: "published", edition: 1, publishedAt: ctx.now });
    expect(await ctx.db.auditEntry.findFirst({ where: { action: "reports.publish" } })).toMatchObject({ subjectId: report.id, detail: { edition: 1, told: 2 } });
    expect(await findAuditFault(ctx.db, school.id)).toBeNull();
  });

  test("takes only what is checked, only of the class named, and nothing twice", async () => {
    const { school, ctx, children, round, group } = await written(3);
    const other = await makeClass(school);
    await ctx.db.enrolment.updateMany({ where: { pupilId: children[2]!.pupil.id }, data: { classGroupId: other.id } });
    await ctx.db.report.update({ where: { id: children[1]!.report.id }, data: { state: "ready" } });
    expect(await publishRound(ctx, { roundId: round.id, classGroupId: group.id })).toMatchObject({ published: 1, told: 1 });
    expect(await publishRound(ctx, { roundId: round.id })).toMatchObject({ published: 1, told: 1 });
    await expect(publishRound(ctx, { roundId: round.id })).rejects.toMatchObject({ code: "conflict", fields: { reports: "none_checked" } });
    expect(await ctx.db.message.count()).toBe(2);
    expect((await listPublications(ctx, { roundId: round.id })).map((each) => each.published)).toEqual([1, 1]);
  });

  test("many at once publish once", async () => {
    const { ctx, round } = await written(4);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => publishRound(ctx, { roundId: round.id })));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(await ctx.db.reportEdition.count()).toBe(4);
    expect(await ctx.db.message.count()).toBe(4);
  });

  test("at a set time, by a job of its own; whoever lost access since hears nothing", async () => {
    const { school, ctx, children, round } = await written(2);
    const { publicationId, done } = await publishRound(ctx, { roundId: round.id, at: LATER });
    expect(done).toBe(false);
    expect(await ctx.db.message.count()).toBe(0);
    const queued = await withOwner(async (owner) => (await owner.query("SELECT task_identifier, run_at FROM graphile_worker.jobs")).rows);
    expect(queued).toEqual([{ task_identifier: "reports.publish", run_at: LATER }]);

    await makeRestriction(school, children[0]!.link.id, ["reports"], { startsOn: TEST_NOW });
    // A clock that runs behind the database's puts the work off instead of losing it.
    expect(await runPublication({ db: ctx.db, school, now: new Date(LATER.getTime() - 500) }, publicationId)).toEqual({ published: 0, told: 0 });
    await jobs["reports.publish"]!({ db: ctx.db, school, now: LATER }, { publicationId, schoolId: school.id });
    expect((await ctx.db.message.findMany()).map((message) => message.adultId)).toEqual([children[1]!.mother.id]);
    expect(await ctx.db.report.count({ where: { state: "published", publishedAt: LATER } })).toBe(2);
    await jobs["reports.publish"]!({ db: ctx.db, school, now: LATER }, { publicationId, schoolId: school.id });
    expect(await ctx.db.message.count()).toBe(1);
    expect(await ctx.db.reportPublication.findFirst()).toMatchObject({ doneAt: LATER, published: 2 });
  });

  test("what was cancelled does not go out", async () => {
    const { school, ctx, round } = await written();
    const { publicationId } = await publishRound(ctx, { roundId: round.id, at: LATER });
    await cancelPublication(ctx, { publicationId });
    expect(await runPublication({ db: ctx.db, school, now: LATER }, publicationId)).toEqual({ published: 0, told: 0 });
    await expect(cancelPublication(ctx, { publicationId })).rejects.toMatchObject({ code: "conflict", fields: { publication: "cancelled" } });
    const { publicationId: gone } = await publishRound(ctx, { roundId: round.id });
    await expect(cancelPublication(ctx, { publicationId: gone })).rejects.toMatchObject({ code: "conflict", fields: { publication: "done" } });
  });

  test("a failure half way leaves nothing", async () => {
    const { ctx, round } = await written(2);
    await withOwner((owner) => owner.query("ALTER TABLE message ADD CONSTRAINT only_test CHECK (kind <> 'report_published')"));
    try {
      await expect(publishRound(ctx, { roundId: round.id })).rejects.toThrow();
    } finally {
      await withOwner((owner) => owner.query("ALTER TABLE message DROP CONSTRAINT only_test"));
    }
    expect(await ctx.db.reportEdition.count()).toBe(0);
    expect(await ctx.db.reportPublication.count()).toBe(0);
    expect(await ctx.db.report.count({ where: { state: "published" } })).toBe(0);
    expect(await ctx.db.auditEntry.count({ where: { action: "reports.publish" } })).toBe(0);
  });

  test("another school's round and class are not there", async () => {
    const { ctx, round } = await written();
    const elsewhere = await written();
    await expect(publishRound(elsewhere.ctx, { roundId: round.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(summarisePublication(elsewhere.ctx, { roundId: round.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(publishRound(ctx, { roundId: round.id, classGroupId: elsewhere.group.id })).rejects.toMatchObject({ code: "not_found" });
    const { publicationId } = await publishRound(ctx, { roundId: round.id, at: LATER });
    await expect(cancelPublication(elsewhere.ctx, { publicationId })).rejects.toMatchObject({ code: "not_found" });
    expect(await runPublication({ db: elsewhere.ctx.db, school: elsewhere.school, now: LATER }, publicationId)).toEqual({ published: 0, told: 0 });
  });

  test("takes the same number of statements for twenty reports as for two", async () => {
    const counts = [];
    for (const count of [2, 20]) {
      const { ctx, round } = await written(count);
      const { statements } = await statementsOf(() => publishRound(ctx, { roundId: round.id }));
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[0]).toBeLessThanOrEqual(24);
  });
});
