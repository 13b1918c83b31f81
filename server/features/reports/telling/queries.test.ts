import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { AppError } from "@/server/lib/errors";
import { staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";
import { makeWrittenClass } from "@/server/testing/factories/reports";

import { withdrawReport } from "../correcting/commands";
import { publishRound } from "../publishing/commands";
import { getReportToTell } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function rung() {
  const school = await makeSchool();
  const { round, children: [child] } = await makeWrittenClass(school, 1);
  const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
  const okafor = await staffContext(school, (await makeAdult(school, { posts: ["family_support"] })).id);
  await head.db.adult.update({ where: { id: child!.mother.id }, data: { readingNeed: "does_not_read", spokenLanguages: ["ur"] } });
  await publishRound(head, { roundId: round.id });
  const taskOf = async (kind: string) => {
    const message = await head.db.message.findFirstOrThrow({ where: { kind } });
    return head.db.task.findFirstOrThrow({ where: { uniqueKey: `call:${message.id}` } });
  };
  return { head, okafor, report: child!.report, taskOf };
}

describe("a report that is told on the telephone", () => {
  test("has its first three parts to say, each under its name, in English and in the family's language", async () => {
    const { okafor, report, taskOf } = await rung();
    const task = await taskOf("report_published");
    const { english, theirs } = await getReportToTell(okafor, { taskId: task.id });
    expect(english.filter(({ heading }) => heading).map(({ text }) => text)).toEqual(["What is going well", "What to do next", "One thing to do at home this week"]);
    expect(english.every(({ language }) => language === "en")).toBe(true);
    expect(theirs).toHaveLength(english.length);
    expect(theirs.every(({ language, text }, nth) => language === "ur" && text !== english[nth]?.text)).toBe(true);
    expect(await okafor.db.auditEntry.findFirst({ where: { action: "reports.tell" } })).toMatchObject({ subjectId: report.id, actorId: okafor.actor.adultId });
  });

  test("is nobody's without the task", async () => {
    const { head, okafor, taskOf } = await rung();
    const task = await taskOf("report_published");
    await head.db.task.update({ where: { id: task.id }, data: { assigneeId: head.actor.adultId } });
    await expect(getReportToTell(okafor, { taskId: task.id })).rejects.toEqual(new AppError("not_found"));
    expect((await getReportToTell(head, { taskId: task.id })).english.length).toBeGreaterThan(0);
  });

  test("and taken back has only the reason to say", async () => {
    const { head, okafor, report, taskOf } = await rung();
    const { doneAt, ...before } = await taskOf("report_published");
    expect(doneAt).toBeNull();
    await head.db.delivery.updateMany({ where: { channel: "call" }, data: { state: "delivered" } });
    await withdrawReport(head, { reportId: report.id, reason: "It had the wrong name." });
    const task = await taskOf("report_withdrawn");
    expect((await getReportToTell(okafor, { taskId: task.id })).english.map(({ text }) => text)).toEqual(["It had the wrong name."]);
    await expect(getReportToTell(okafor, { taskId: before.id })).rejects.toEqual(new AppError("not_found"));
  });
});
