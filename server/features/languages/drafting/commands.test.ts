import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addDays } from "@/server/lib/clock";
import { TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { makeTranslationSchool, pseudoEngine } from "@/server/testing/factories/translation";

import { replaceText, writeText } from "../commands";
import { readTexts } from "../queries";
import { familyKinds } from "../schema";
import { setSwitch } from "../service/commands";
import { getService } from "../service/queries";
import { saveTranslation } from "../workbench/commands";
import { fillText } from "./commands";
import { retryMinutes } from "./rules";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const SENTENCE = "Zara Khan read 12 books with Mr Lund by Friday 4 December; ring 020 7946 0100.";

async function openSchool(engine = pseudoEngine()) {
  const made = await makeTranslationSchool();
  const on = () => setSwitch(made.head, { kind: "reports.ownWords", enabled: true }, engine);
  const fill = (textId: string) => fillText(made.job, { textId, attempt: 0 }, engine);
  const read = async (textId: string, language: string) => (await readTexts(made.db, [textId], language)).get(textId);
  const jobs = () => withOwner(async (owner) => (await owner.query<{ task: string; key: string | null; wait: number }>("SELECT task_identifier AS task, key, extract(epoch FROM run_at - now()) AS wait FROM graphile_worker.jobs ORDER BY key")).rows);
  return { ...made, engine, on, fill, read, jobs };
}

describe("a machine's draft", () => {
  it("is made of nothing until the school says yes, and of ordinary texts for families only", async () => {
    const { write, fill, on, engine, db } = await openSchool();
    const id = await write(SENTENCE);
    await fill(id);
    expect(engine.requests).toEqual([]);
    await on();
    for (const other of [await write("Zara has asthma.", { stakes: "health" }), await write("Please ring me.", { kind: "reports.talkNote" })]) await fill(other);
    expect(engine.requests).toEqual([]);
    expect(await db.translationCall.count()).toBe(0);
    // The control: the same sentence, now that it may.
    await fill(id);
    expect(engine.requests.map((request) => request.to.code)).toEqual(["pl", "ur"]);
  });

  it("leaves without names, dates or numbers that say who, and comes back with them", async () => {
    const { write, fill, on, engine, read, db } = await openSchool();
    await on();
    const id = await write(SENTENCE);
    await fill(id);
    for (const secret of ["Zara", "Khan", "Lund", "December", "7946"]) expect(engine.sent()).not.toContain(secret);
    expect(engine.requests[0]?.texts).toEqual(["{1} read 12 books with {2} by {3}; ring {4}."]);
    expect(await read(id, "pl")).toMatchObject({ translated: true, sign: "machine", body: "zdanie po polsku 12 020 7946 0100 piątek, 4 grudnia Mr Lund Zara Khan" });
    expect((await read(id, "ur"))?.body).toContain("\u2066020\u00a07946\u00a00100\u2069");
    expect(await db.translationChange.findMany({ select: { origin: true, actorId: true } })).toEqual([{ origin: "machine", actorId: null }, { origin: "machine", actorId: null }]);
    // Twice is the same as once.
    await fill(id);
    expect(engine.requests).toHaveLength(2);
  });

  it.each([["lost a placeholder", { lose: true }], ["is still English", { english: true }]])("that %s is refused and counted", async (_what, input) => {
    const { write, fill, on, read, db } = await openSchool(pseudoEngine(input));
    await on();
    const id = await write(SENTENCE);
    await fill(id);
    expect(await read(id, "pl")).toMatchObject({ translated: false, sign: "untranslated" });
    expect(await db.translationCall.findMany({ where: { purpose: "draft" }, select: { outcome: true, rejected: true, sentences: true } })).toEqual([
      { outcome: "done", rejected: 1, sentences: 1 }, { outcome: "done", rejected: 1, sentences: 1 },
    ]);
  });

  it("never replaces what a person wrote or refused, and is never current once the source changed", async () => {
    const { write, fill, on, read, db, head, segmentsOf, engine } = await openSchool();
    await on();
    const id = await write("She likes maths. She sings.");
    const [first, second] = await segmentsOf(id);
    await saveTranslation(head, { segmentId: first?.id ?? "", language: "pl", body: "Lubi matematykę.", sourceHash: first?.hash ?? "", as: "approved" });
    await fill(id);
    await db.translation.updateMany({ where: { segmentId: second?.id, language: "pl" }, data: { status: "rejected" } });
    await fill(id);
    expect((await segmentsOf(id)).map((segment) => segment.translations.find((row) => row.language === "pl")).map((row) => [row?.body, row?.status])).toEqual([
      ["Lubi matematykę.", "approved"], ["zdanie po polsku", "rejected"],
    ]);
    expect(await read(id, "ur")).toMatchObject({ translated: true });
    await db.$transaction((tx) => replaceText(tx, id, "She loves maths. She sings.", null));
    expect(await read(id, "ur")).toMatchObject({ translated: false, body: "She loves maths. She sings." });
    const before = engine.requests.length;
    await fill(id);
    expect(engine.requests.slice(before).map((request) => request.texts)).toEqual([["She loves maths."], ["She loves maths."]]);
    expect(await read(id, "ur")).toMatchObject({ translated: true, sign: "machine" });
  });

  it("of a text that is raised to high stakes is shown no longer", async () => {
    const { write, fill, on, read, db } = await openSchool();
    await on();
    const id = await write("She was tired.");
    await fill(id);
    expect(await read(id, "pl")).toMatchObject({ translated: true });
    await db.text.updateMany({ where: { id }, data: { stakes: "health" } });
    expect(await read(id, "pl")).toMatchObject({ translated: false, sign: "untranslated" });
  });

  it("follows the school's glossary, kept at the service once", async () => {
    const { write, fill, on, db, engine } = await openSchool(pseudoEngine({ glossary: true }));
    await on();
    for (const body of ["Parents’ evening is soon.", "Come to parents’ evening."]) await fill(await write(body));
    expect(await db.translationCall.groupBy({ by: ["purpose"], _count: true, orderBy: { purpose: "asc" } })).toMatchObject([
      { purpose: "draft", _count: 4 }, { purpose: "glossary", _count: 1 }, { purpose: "languages", _count: 1 },
    ]);
    const toPolish = engine.requests.filter((request) => request.to.tag === "pl");
    expect(toPolish.map((request) => request.glossaryId)).toEqual(["glossary-1", "glossary-1"]);
    expect(toPolish[0]?.glossary).toEqual([{ term: "parents’ evening", wanted: "spotkanie rodziców z nauczycielem" }]);
  });

  it("is not asked for in a language that the service does not have", async () => {
    const { write, fill, on, engine } = await openSchool(pseudoEngine({ languages: { targets: ["pl"] } }));
    await on();
    await fill(await write("She sings."));
    expect(engine.requests.map((request) => request.to.tag)).toEqual(["pl"]);
  });
});

describe("a service that fails", () => {
  it.each([["busy", 90, 2], ["overloaded", null, 1], ["timeout", null, 1], ["quota", null, 24 * 60]] as const)("because it is %s is asked again later", async (fault, retryAfter, minutes) => {
    const { write, fill, on, jobs, db } = await openSchool(pseudoEngine({ fault, retryAfter: retryAfter ?? undefined }));
    await on();
    const id = await write("She sings.");
    await withOwner((owner) => owner.query("DELETE FROM graphile_worker._private_jobs"));
    await fill(id);
    const [job] = await jobs();
    expect(job).toMatchObject({ task: "languages.fill", key: expect.stringContaining(id) });
    expect(await db.translationCall.findMany({ where: { purpose: "draft" }, select: { outcome: true, toLanguage: true } })).toEqual([{ outcome: fault, toLanguage: "pl" }]);
    expect(retryMinutes(fault, 0, retryAfter)).toBe(minutes);
  });

  it.each(["refused", "bad_request", "malformed"] as const)("because it %s is not", async (fault) => {
    const { write, fill, on, jobs, db } = await openSchool(pseudoEngine({ fault }));
    await on();
    const id = await write("She sings.");
    await withOwner((owner) => owner.query("DELETE FROM graphile_worker._private_jobs"));
    await fill(id);
    expect(await jobs()).toEqual([]);
    expect(await db.translationCall.count({ where: { outcome: fault } })).toBe(1);
  });

  it("gives up in the end", () => {
    expect([0, 1, 5, 6].map((attempt) => retryMinutes("busy", attempt, null))).toEqual([1, 2, 32, null]);
    expect(retryMinutes("busy", 0, 999_999)).toBe(24 * 60);
  });
});

describe("the job", () => {
  it("is added with the text, one at a time, and waits while somebody types", async () => {
    const { write, jobs, db } = await openSchool();
    const id = await write("She sings.");
    await db.$transaction((tx) => replaceText(tx, id, "She sings well.", null));
    expect(await jobs()).toMatchObject([{ task: "languages.fill", key: expect.stringContaining(`languages.fill:${id}`) }]);
    expect(Number((await jobs())[0]?.wait)).toBeGreaterThan(30);
  });

  it("fills from the message that a text was made from", async () => {
    const { school, db, read, fill } = await openSchool();
    const textId = await db.$transaction((tx) => writeText(tx, {
      schoolId: school.id, kind: "reports.ownWords", language: "en", body: "Year 4", authorId: null, template: { key: "common.years.label", args: { year: 4 } },
    }));
    const changed = await db.$transaction((tx) => writeText(tx, {
      schoolId: school.id, kind: "reports.ownWords", language: "en", body: "Year four", authorId: null, template: { key: "common.years.label", args: { year: 4 } },
    }));
    for (const id of [textId, changed]) await fill(id);
    expect(await read(textId, "pl")).toMatchObject({ translated: true, sign: "unchecked", body: expect.stringContaining("4") });
    expect(await read(changed, "pl")).toMatchObject({ translated: false });
  });
});

describe("the set-up page", () => {
  it("says which service, what it has, what was sent, and takes a yes for that service only", async () => {
    const { head, write, fill, on, db } = await openSchool();
    expect(await getService(head, null)).toMatchObject({ engine: null, calls: [], switches: familyKinds.map((kind) => ({ kind, enabled: false })) });
    await expect(setSwitch(head, { kind: "reports.note", enabled: true }, null)).rejects.toMatchObject({ code: "conflict" });
    await on();
    await fill(await write(SENTENCE));
    const page = await getService(head, pseudoEngine());
    expect(page).toMatchObject({
      engine: { name: "deepl", host: "pseudo.example" }, switches: familyKinds.map((kind) => ({ kind, enabled: kind === "reports.ownWords" })),
      languages: [{ tag: "pl", readers: 1, served: true }, { tag: "ur", readers: 1, served: true }], month: { calls: 3 },
    });
    expect(JSON.stringify(page)).not.toMatch(/Zara|Khan|read 12/);
    const { name: _name, ...other } = pseudoEngine();
    expect((await getService(head, { ...other, name: "chat" })).switches[0]?.enabled).toBe(false);
    expect(await db.auditEntry.count({ where: { action: "languages.setSwitch" } })).toBe(1);
  });

  it("asks again for the languages after a week", async () => {
    const { job, write, on, engine, db } = await openSchool();
    await on();
    for (const [body, days] of [["One.", 0], ["Two.", 6], ["Three.", 8]] as const) {
      await fillText({ ...job, now: addDays(TEST_NOW, days) }, { textId: await write(body), attempt: 0 }, engine);
    }
    expect(await db.translationCall.count({ where: { purpose: "languages" } })).toBe(2);
  });
});
