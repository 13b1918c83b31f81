import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { decideRecording } from "@/server/features/languages/speech/commands";
import { listNotes } from "@/server/features/languages/speech/queries";
import { audioSeconds, sniffAudio } from "@/server/lib/speech/media";
import { closeSpeechThread } from "@/server/lib/speech/thread";
import { AppError } from "@/server/lib/errors";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeWrittenClass } from "@/server/testing/factories/reports";
import { makeTone } from "@/server/testing/factories/speech";

import { correctReport, withdrawReport } from "../correcting/commands";
import { jobs } from "../jobs";
import { publishRound } from "../publishing/commands";
import { requestTalk } from "../reading/commands";
import { hearHomePart, hearReport, hearReportPart, phoneMe, recordStatement, REPORTS_A_JOB } from "./commands";
import { hearHome, listWantedStatements } from "./queries";
import { bankSentences } from "./rules";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);
afterAll(closeSpeechThread);

const LATER = new Date("2026-11-24T09:00:00Z");
const queued = () => withOwner(async (owner) => (await owner.query<{ payload: { reportIds: string[] } }>("SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'reports.speak' ORDER BY j.id")).rows.map((row) => row.payload.reportIds));

async function published(count = 1, publish = true) {
  const school = await makeSchool();
  const made = await makeWrittenClass(school, count);
  const head = await makeAdult(school, { posts: ["head"] });
  const staff = await staffContext(school, head.id);
  if (publish) await publishRound(staff, { roundId: made.round.id });
  const { pupil, mother, report, link } = made.children[0]!;
  const ctx = await contextFor(school, mother.id, { locale: "ur" });
  const speak = () => jobs["reports.speak"]!({ db: ctx.db, school, now: LATER }, { reportIds: [report.id] });
  const sounds = () => ctx.db.speechAudio.count({ where: { subjectId: report.id } });
  return { school, staff, ctx, pupil, mother, link, reportId: report.id, speak, sounds, ...made };
}

describe("a report that is published", () => {
  test("is spoken in its readers' languages by a job of the same transaction, once", async () => {
    const { school, ctx, reportId, pupil, speak, sounds } = await published();
    expect(await queued()).toEqual([[reportId]]);
    const hodan = await makeAdult(school, { readingLanguage: "so", readingNeed: "does_not_read" });
    await linkGuardian(school, hodan.id, pupil.id);
    await speak();
    const made = await sounds();
    expect(made).toBeGreaterThan(5);
    expect(await ctx.db.speechAudio.findMany({ distinct: ["language"], select: { language: true } })).toEqual([{ language: "ur" }]);
    await speak();
    expect(await sounds()).toBe(made);
    const { blocks } = await hearReport(ctx, { reportId });
    expect(blocks.map((block) => block.id)).toEqual(expect.arrayContaining(["label", "well", "next", "home", "days", "more", "subject-english"]));
    expect(blocks.flatMap((block) => block.sentences.map((each) => each.voice)).every((voice) => voice === "espeak")).toBe(true);
    expect(await ctx.db.auditEntry.findFirst({ where: { action: "reports.listen" } })).toMatchObject({ subjectId: reportId, rule: "parental_responsibility" });
  });

  test("that was not published after all is not spoken; many are spoken a few a job", async () => {
    const { ctx, school, round, staff, children } = await published(7, false);
    await withOwner((owner) => owner.query("ALTER TABLE message ADD CONSTRAINT only_test CHECK (kind <> 'report_published')"));
    await expect(publishRound(staff, { roundId: round.id })).rejects.toThrow();
    await withOwner((owner) => owner.query("ALTER TABLE message DROP CONSTRAINT only_test"));
    expect(await queued()).toEqual([]);
    // Nobody may read these: the job has nothing to say and hands the rest on.
    await ctx.db.guardianLink.deleteMany({});
    await jobs["reports.speak"]!({ db: ctx.db, school, now: LATER }, { reportIds: children.map((child) => child.report.id) });
    expect((await queued()).map((ids) => ids.length)).toEqual([7 - REPORTS_A_JOB]);
  });

  test("that is corrected costs the sounds of what changed; taken back, it leaves none", async () => {
    const { ctx, staff, reportId, speak, sounds } = await published();
    await speak();
    const before = new Map((await ctx.db.speechAudio.findMany({ where: { subjectId: reportId } })).map((row) => [row.sentence, row.id]));
    await correctReport({ ...staff, now: LATER }, { reportId, edition: 1, entries: [{ subject: "english", changes: { comments: [{ key: "strength.readsForPleasure" }] } }], note: "A slip." });
    await speak();
    const after = await ctx.db.speechAudio.findMany({ where: { subjectId: reportId } });
    expect(after.filter((row) => before.get(row.sentence) === row.id).length).toBeGreaterThan(before.size / 2);
    expect(after.some((row) => !before.has(row.sentence))).toBe(true);
    expect(after.map((row) => row.sentence)).not.toEqual(expect.arrayContaining([...before.keys()]));
    await withdrawReport({ ...staff, now: LATER }, { reportId, reason: "Not right." });
    expect(await sounds()).toBe(0);
    await speak();
    expect(await sounds()).toBe(0);
    expect((await hearReport(ctx, { reportId })).blocks.map((block) => block.id)).toEqual(["label", "note"]);
  });

  test("takes its sounds with it when its row goes", async () => {
    const { ctx, reportId, speak, sounds } = await published();
    await speak();
    await ctx.db.report.delete({ where: { id: reportId } });
    expect(await sounds()).toBe(0);
  });
});

describe("hearing a report", () => {
  test("gives each sentence and block to those who may read it, and to nobody else", async () => {
    const { school, ctx, reportId, link } = await published(2);
    const { blocks } = await hearReport(ctx, { reportId });
    const part = blocks[1]!.sentences[1]!.hash;
    const sound = await hearReportPart(ctx, { reportId, part });
    expect(sniffAudio(Buffer.from(sound.audio))).toBe("audio/mpeg");
    expect((await hearReportPart(ctx, { reportId, part })).audio.length).toBe(sound.audio.length);
    const block = await hearReportPart(ctx, { reportId, part: 1 });
    expect(audioSeconds(Buffer.from(block.audio))).toBeGreaterThan(audioSeconds(Buffer.from(sound.audio)) ?? 0);
    const stranger = await contextFor(school, (await makeAdult(school)).id, { locale: "ur" });
    for (const wrong of [() => hearReportPart(stranger, { reportId, part }), () => hearReport(stranger, { reportId }), () => phoneMe(stranger, { reportId }), () => hearReportPart(ctx, { reportId, part: "0".repeat(64) })]) {
      await expect(wrong()).rejects.toThrow(new AppError("not_found"));
    }
    await makeRestriction(school, link.id, ["reports"]);
    await expect(hearReportPart(ctx, { reportId, part })).rejects.toThrow(new AppError("not_found"));
  });

  test("leaves out what an order keeps from this adult, by the same rule as the page", async () => {
    const { school, ctx, reportId, link } = await published();
    expect((await hearReport(ctx, { reportId })).blocks.map((block) => block.id)).toContain("days");
    const days = (await hearReport(ctx, { reportId })).blocks.find((block) => block.id === "days")!.sentences[1]!.hash;
    await makeRestriction(school, link.id, ["attendance"]);
    expect((await hearReport(ctx, { reportId })).blocks.map((block) => block.id)).not.toContain("days");
    await expect(hearReportPart(ctx, { reportId, part: days })).rejects.toThrow(new AppError("not_found"));
  });

  test("in Somali offers a call once a day, and a person's voice where there is one, and no computer's", async () => {
    const { school, ctx, staff, reportId } = await published();
    const somali = { ...ctx, locale: "so" };
    expect((await hearReport(somali, { reportId })).blocks.flatMap((block) => block.sentences).filter((each) => each.voice !== null)).toEqual([]);
    await expect(hearReportPart(somali, { reportId, part: 0 })).rejects.toThrow(new AppError("not_found"));
    expect(await phoneMe(somali, { reportId })).toEqual({ created: true });
    expect(await phoneMe(somali, { reportId })).toEqual({ created: false });
    expect((await hearReport(somali, { reportId })).calls).toBe(true);
    expect(await phoneMe({ ...somali, now: LATER }, { reportId })).toEqual({ created: true });
    expect(await ctx.db.task.count({ where: { kind: "call", subjectId: reportId, adultId: ctx.actor.adultId } })).toBe(2);
    const wanted = (await listWantedStatements(somali, { language: "so" })).length;
    const reader = await contextFor(school, (await makeAdult(school, { givenName: "Hodan" })).id);
    const lines = bankSentences("so");
    const heard = (await hearReport(somali, { reportId })).blocks.find((block) => block.id === "more" || block.id === "well");
    expect(heard).toBeDefined();
    for (const hash of lines.keys()) {
      const { recordingId } = await recordStatement(reader, { language: "so", sentence: hash, audio: makeTone(1) });
      await decideRecording(staff, { recordingId }, "approve");
    }
    expect(wanted).toBe(lines.size);
    expect(await listWantedStatements(somali, { language: "so" })).toEqual([]);
    const voices = (await hearReport(somali, { reportId })).blocks.flatMap((block) => block.sentences.map((each) => each.voice));
    expect(voices).toContain("recorded");
    expect(voices).not.toContain("espeak");
  }, 60_000);

  test("a family's first page is heard by this adult alone", async () => {
    const { ctx, children, school } = await published(2);
    const { blocks } = await hearHome(ctx);
    expect(blocks).toHaveLength(2);
    const name = blocks[1]!.sentences[0]!;
    expect(name).toMatchObject({ text: "Kit0", voice: "espeak", openKey: null });
    expect((await hearHomePart(ctx, { part: name.hash })).type).toBe("audio/mpeg");
    expect((await hearHomePart(ctx, { part: 1 })).type).toBe("audio/mpeg");
    const other = await contextFor(school, children[1]!.mother.id, { locale: "ur" });
    await expect(hearHomePart(other, { part: name.hash })).rejects.toThrow(new AppError("not_found"));
  });
});

describe("a wish to talk", () => {
  test("may be spoken, and staff hear it on the task", async () => {
    const { ctx, staff, reportId } = await published();
    await requestTalk(ctx, { reportId, voice: makeTone(2) });
    expect(await listNotes(staff, { subjectIds: [reportId] })).toMatchObject([{ language: "ur", adultId: ctx.actor.adultId }]);
    expect(await ctx.db.auditEntry.findFirst({ where: { action: "reports.requestTalk" } })).toMatchObject({ detail: { note: false, voice: true } });
  });

  test("with something that is no sound is no wish at all", async () => {
    const { ctx, reportId } = await published();
    await expect(requestTalk(ctx, { reportId, note: "Please", voice: new TextEncoder().encode("%PDF-1.7 is no sound") as Uint8Array<ArrayBuffer> })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(requestTalk(ctx, { reportId, voice: makeTone(200, 8_000) })).rejects.toMatchObject({ code: "too_large" });
    expect(await ctx.db.task.count({ where: { kind: "talk_request" } })).toBe(0);
    expect(await ctx.db.voiceNote.count()).toBe(0);
  });
});
