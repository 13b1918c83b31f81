import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { toAppError } from "@/server/lib/trpc/base";
import { staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";
import { makeWrittenClass } from "@/server/testing/factories/reports";

import { passCheck } from "../checking/commands";
import { listWaiting } from "../checking/queries";
import { correctReport, withdrawReport } from "../correcting/commands";
import { publishRound } from "../publishing/commands";
import { markReady, saveEntry } from "../writing/commands";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function desk(state: "writing" | "ready" | "checked") {
  const school = await makeSchool();
  const { children, round, teacher } = await makeWrittenClass(school, 2, { state });
  const writer = await staffContext(school, teacher.id);
  const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
  const reportId = children[0]!.report.id;
  const write = (ownWords: string, subject: "english" | "general" = "english") => saveEntry(writer, { reportId, subject, baseVersion: 1, changes: { ownWords } });
  const stateNow = async () => (await head.db.report.findUniqueOrThrow({ where: { id: reportId } })).state;
  return { school, writer, head, round, reportId, otherId: children[1]!.report.id, write, stateNow };
}

const fieldsOf = async (work: Promise<unknown>): Promise<unknown> => work.then(() => "went through", (error: unknown) => ({ code: toAppError(error).code, ...toAppError(error).fields }));

describe("letters that nobody explained", () => {
  it("keep a report from being ready, name the place, and lose nothing", async () => {
    const { writer, reportId, otherId, write, stateNow } = await desk("writing");
    await write("She sees SALT and the LSA. She likes PE.");
    expect(await fieldsOf(markReady(writer, { reportIds: [reportId, otherId] }))).toEqual({ code: "invalid_input", [`${reportId}.english`]: "acronym:SALT,LSA" });
    expect(await stateNow()).toBe("writing");
    expect(await writer.db.report.count({ where: { state: "ready" } })).toBe(0);
    const kept = await saveEntry(writer, { reportId, subject: "english", baseVersion: 2, changes: { ownWords: "She sees SALT (speech and language therapy) and a helper. She likes PE." } });
    expect(kept.status).toBe("saved");
    expect(await markReady(writer, { reportIds: [reportId, otherId] })).toEqual({ moved: 2 });
  });

  it("keep a report from passing the check, and the check's own list names them", async () => {
    const { head, round, reportId, write, stateNow } = await desk("ready");
    await write("She has an IEP.", "general");
    expect((await listWaiting(head, { roundId: round.id })).find((each) => each.reportId === reportId)?.unexplained).toEqual([{ field: "general", letters: ["IEP"] }]);
    expect(await fieldsOf(passCheck(head, { reportIds: [reportId], confirmed: [] }))).toEqual({ code: "invalid_input", [`${reportId}.general`]: "acronym:IEP" });
    expect(await stateNow()).toBe("ready");
  });

  it("keep a correction back, in its note too, and nothing of it is kept then", async () => {
    const { head, round, reportId } = await desk("checked");
    await publishRound(head, { roundId: round.id });
    const correct = (ownWords: string, note: string) => correctReport(head, { reportId, edition: 1, entries: [{ subject: "english", changes: { ownWords } }], note });
    expect(await fieldsOf(correct("She has an IEP.", "The TLA was wrong."))).toEqual({ code: "invalid_input", [`${reportId}.english`]: "acronym:IEP", [`${reportId}.note`]: "acronym:TLA" });
    expect(await head.db.report.findUniqueOrThrow({ where: { id: reportId } })).toMatchObject({ edition: 1 });
    expect(await head.db.segment.count({ where: { body: { contains: "IEP" } } })).toBe(0);
    expect(await correct("She has a plan of her own.", "The words about English were wrong.")).toMatchObject({ edition: 2 });
  });

  it("do not stop a report from being taken back: that cannot wait", async () => {
    const { head, round, reportId, stateNow } = await desk("checked");
    await publishRound(head, { roundId: round.id });
    await withdrawReport(head, { reportId, reason: "The TLA was wrong." });
    expect(await stateNow()).toBe("withdrawn");
  });
});
