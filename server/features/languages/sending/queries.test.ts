import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { queueMessages } from "@/server/features/delivery/commands";
import { textIdsOf } from "@/server/features/reports/reading/rules";
import { publishRound, runPublication } from "@/server/features/reports/publishing/commands";
import { contentSchema } from "@/server/features/reports/schema";
import type { TextStakes } from "@/server/lib/db/generated/enums";
import { TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeEntry, makeReport, makeRound } from "@/server/testing/factories/reports";
import { makeTranslationSchool } from "@/server/testing/factories/translation";

import { translateText } from "../commands";
import { readTexts } from "../queries";
import { assertSendable } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const unchecked = (languages: string) => ({ code: "conflict", fields: { translation: "unchecked", languages } });

async function openSchool(stakes: TextStakes) {
  const made = await makeTranslationSchool();
  const id = await made.write("She has to rest at break.", { stakes });
  const translate = async (language: string, status: "draft" | "reviewed" | "approved") => {
    const [segment] = await made.segmentsOf(id);
    await translateText(made.head, { textId: id, language, status, segments: [{ segmentId: segment?.id ?? "", body: language === "pl" ? "Na przerwie musi odpoczywać." : "اسے وقفے میں آرام کرنا ہے۔" }] });
  };
  return { ...made, id, translate };
}

describe.each(["safeguarding", "health", "exclusion", "send", "legal"] as const)("a text about %s", (stakes) => {
  it("passes only with an approved translation of today's words in every language", async () => {
    const { db, id, translate, segmentsOf } = await openSchool(stakes);
    const pass = (...languages: string[]) => assertSendable(db, [id], languages);
    await expect(pass("pl", "ur")).rejects.toMatchObject(unchecked("pl,ur"));
    await pass("en");
    await pass();
    for (const status of ["draft", "reviewed"] as const) {
      await translate("pl", status);
      await expect(pass("pl")).rejects.toMatchObject(unchecked("pl"));
      expect((await readTexts(db, [id], "pl")).get(id)).toMatchObject({ translated: false });
    }
    await translate("pl", "approved");
    await pass("pl", "en");
    expect((await readTexts(db, [id], "pl")).get(id)).toMatchObject({ translated: true, sign: null });
    await expect(pass("pl", "ur")).rejects.toMatchObject(unchecked("ur"));
    await db.segment.updateMany({ where: { id: (await segmentsOf(id))[0]?.id }, data: { hash: "0".repeat(64) } });
    await expect(pass("pl")).rejects.toMatchObject(unchecked("pl"));
  });
});

describe("an everyday text", () => {
  it("always passes: it says itself that nobody has checked it", async () => {
    const { db, id } = await openSchool("ordinary");
    await assertSendable(db, [id], ["pl", "ur", "so"]);
  });
});

describe("sending", () => {
  const message = (adultId: string, textId: string) => ({ adultId, kind: "report_published" as const, subjectId: textId, idempotencyKey: `x:${adultId}`, textIds: [textId] });

  it.each([["health", true], ["ordinary", false]] as const)("of a text about %s is refused by the outbox itself: %s", async (stakes, refused) => {
    const { db, school, id, mother, father, translate } = await openSchool(stakes);
    const send = () => db.$transaction((tx) => queueMessages(tx, { schoolId: school.id, now: TEST_NOW, messages: [message(mother.id, id), message(father.id, id)] }));
    if (!refused) return expect(await send()).toEqual({ queued: 2 });
    await expect(send()).rejects.toMatchObject(unchecked("pl,ur"));
    expect(await db.message.count()).toBe(0);
    await translate("pl", "approved");
    await translate("ur", "approved");
    return expect(await send()).toEqual({ queued: 2 });
  });

  it.each([["send", true], ["ordinary", false]] as const)("refuses the publication of a report whose own words are about %s: %s", async (stakes, refused) => {
    const { db, school, head, pupil, id, translate } = await openSchool(stakes);
    const round = await makeRound(school);
    const report = await makeReport(school, round.id, pupil.id, { state: "checked" });
    await makeEntry(school, report.id, "general", { comments: [{ key: "strength.readsForPleasure" }] });
    await makeEntry(school, report.id, "english");
    await db.reportEntry.updateMany({ where: { reportId: report.id, subject: "english" }, data: { ownWordsId: id } });
    if (refused) {
      await expect(publishRound(head, { roundId: round.id })).rejects.toMatchObject(unchecked("pl,ur"));
      expect([await db.message.count(), await db.reportEdition.count(), await db.report.count({ where: { state: "published" } })]).toEqual([0, 0, 0]);
      await translate("pl", "approved");
      await translate("ur", "approved");
    }
    expect(await publishRound(head, { roundId: round.id })).toMatchObject({ published: 1, told: 2 });
    const edition = await db.reportEdition.findFirstOrThrow();
    expect(textIdsOf(contentSchema.parse(edition.content))).toContain(id);
  });

  it.each([["send", true], ["ordinary", false]] as const)("of a publication set for later, whose words are about %s, stops and tells whoever set it: %s", async (stakes, stopped) => {
    const { db, school, head, pupil, id, translate } = await openSchool(stakes);
    const round = await makeRound(school);
    const report = await makeReport(school, round.id, pupil.id, { state: "checked" });
    await makeEntry(school, report.id, "english");
    await db.reportEntry.updateMany({ where: { reportId: report.id, subject: "english" }, data: { ownWordsId: id } });
    const at = new Date(TEST_NOW.getTime() + 3_600_000);
    const { publicationId } = await publishRound(head, { roundId: round.id, at });
    const run = () => runPublication({ db, school, now: at }, publicationId);
    expect(await run()).toEqual(stopped ? { published: 0, told: 0 } : { published: 1, told: 2 });
    const tasks = () => db.task.findMany({ where: { uniqueKey: `publication-stopped:${publicationId}` }, select: { kind: true, assigneeId: true, subjectId: true } });
    expect(await tasks()).toEqual(stopped ? [{ kind: "follow_up", assigneeId: head.actor.adultId, subjectId: round.id }] : []);
    if (!stopped) return;
    // Tried again it does nothing more; checked and set anew it goes.
    expect([await run(), (await tasks()).length, await db.message.count()]).toEqual([{ published: 0, told: 0 }, 1, 0]);
    await translate("pl", "approved");
    await translate("ur", "approved");
    expect(await publishRound(head, { roundId: round.id })).toMatchObject({ published: 1, told: 2 });
  });
});
