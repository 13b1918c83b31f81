import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { AppError } from "@/server/lib/errors";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeAdult, makeRestriction } from "@/server/testing/factories/people";
import { makeTranslationSchool, pseudoEngine } from "@/server/testing/factories/translation";

import { listGlossary } from "../glossary/queries";
import { removeTerm, saveTerm } from "../glossary/commands";
import { readTexts } from "../queries";
import { setSwitch } from "../service/commands";
import { askBack, flagSentence, handleFlags, rejectTranslation, saveTranslation, setStakes } from "./commands";
import { getItem, listQueue } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function openSchool() {
  const made = await makeTranslationSchool();
  const sentence = async (textId: string, nth = 0) => {
    const segment = (await made.segmentsOf(textId))[nth];
    if (!segment) throw new Error("no sentence");
    return { segmentId: segment.id, sourceHash: segment.hash, language: "ur" };
  };
  const flag = (textId: string, segmentId: string, kind: "unclear" | "wrong" = "wrong") =>
    made.db.$transaction((tx) => flagSentence(tx, made.motherCtx, { textIds: [textId], segmentId, kind, pupilId: made.pupil.id }));
  const read = async (textId: string, language = "ur", readerId?: string) => (await readTexts(made.db, [textId], language, readerId)).get(textId);
  return { ...made, sentence, flag, read };
}

const URDU = "زارا اچھا پڑھتی ہے۔";

describe("the queue", () => {
  it("holds what readers wait for, most urgent first, in the languages that they read", async () => {
    const { write, sentence, flag, bilingual, db, teacher } = await openSchool();
    const plain = await write("She sings.");
    const health = await write("She has to rest.", { stakes: "health" });
    const machine = await write("She reads.");
    const flagged = await write("She runs.");
    const done = await write("She swims.");
    for (const [id, status, origin] of [[machine, "draft", "machine"], [flagged, "approved", "person"], [done, "approved", "person"]] as const) {
      const { segmentId, sourceHash } = await sentence(id);
      await db.translation.create({ data: { schoolId: bilingual.school.id, segmentId, language: "ur", body: "وہ", sourceHash, status, origin } });
    }
    await flag(flagged, (await sentence(flagged)).segmentId);
    const queue = await listQueue(bilingual, { show: "waiting" });
    expect(queue.language).toBe("ur");
    expect(queue.items.map((item) => [item.textId, item.state, item.urgency])).toEqual([
      [flagged, "approved", 0], [health, "missing", 1], [machine, "machine", 2], [plain, "missing", 4],
    ]);
    expect(queue.languages).toEqual([{ tag: "pl", waiting: 5, flags: 0, speaks: false }, { tag: "ur", waiting: 4, flags: 1, speaks: true }]);
    const show = async (part: "flags" | "machine" | "missing" | "approved") => (await listQueue(bilingual, { show: part })).items.map((item) => item.textId);
    expect([await show("flags"), await show("machine"), await show("missing"), await show("approved")]).toEqual([[flagged], [machine], [health, plain], [flagged, done]]);
    // Nobody reads Somali here, and a teacher sees only what is the teacher's own.
    expect((await listQueue(bilingual, { language: "so", show: "waiting" })).items).toEqual([]);
    expect((await listQueue(teacher, { language: "ur", show: "waiting" })).items).toHaveLength(4);
    const other = await staffContext(bilingual.school, (await makeAdult(bilingual.school, { posts: ["teacher"] })).id);
    expect(await listQueue(other, { language: "ur", show: "waiting" })).toMatchObject({ items: [], languages: [] });
  });

  it("and every sentence of it keep out whoever an order keeps from the child", async () => {
    const { write, sentence, bilingual, db, school, pupil } = await openSchool();
    const id = await write("She sings.");
    const at = await sentence(id);
    expect(await getItem(bilingual, at)).toMatchObject({ source: "She sings." });
    const link = await db.guardianLink.create({ data: { schoolId: school.id, adultId: bilingual.actor.adultId, pupilId: pupil.id, relation: "relative" } });
    await makeRestriction(school, link.id, ["reports"], { startsOn: new Date("2026-01-01") });
    expect((await listQueue(bilingual, { language: "ur", show: "waiting" })).items).toEqual([]);
    await expect(getItem(bilingual, at)).rejects.toThrow(new AppError("not_found"));
    await expect(saveTranslation(bilingual, { ...at, body: URDU, as: "draft" })).rejects.toThrow(new AppError("not_found"));
  });
});

describe("one sentence", () => {
  it("comes with everything that helps to judge it", async () => {
    const { write, sentence, bilingual } = await openSchool();
    await saveTerm(bilingual, { language: "ur", term: "garden club", word: "باغبانی کلب", doNotTranslate: false, explanation: "" });
    const id = await write("Hello. Zara loves the garden club. It is fun. Bye.");
    const at = await sentence(id, 1);
    await saveTranslation(bilingual, { ...at, body: "زارا کو باغ پسند ہے۔", as: "reviewed" });
    const item = await getItem(bilingual, at);
    expect(item).toMatchObject({
      masked: "{1} loves the garden club.", slots: [{ kind: "name", value: "Zara" }], state: "reviewed", mayApprove: true, mayDecide: false,
      glossary: [{ term: "garden club", word: "باغبانی کلب", origin: "school" }],
      faults: [{ code: "name_missing", level: "warn" }, { code: "term_missing", level: "warn" }],
      neighbours: [{ source: "Hello.", here: false }, { here: true }, { source: "It is fun.", here: false }, { source: "Bye." }],
      history: [{ who: expect.stringContaining("Sam Adult"), status: "reviewed", origin: "person" }],
    });
  });

  it("is approved by whoever leads or speaks the language, and then answers the parents and stands everywhere", async () => {
    const { write, sentence, flag, read, bilingual, teacher, head, db, mother } = await openSchool();
    const [first, second] = [await write("She sings."), await write("She sings. She runs.")];
    const at = await sentence(first);
    await flag(first, at.segmentId);
    expect((await read(first, "ur", mother.id))?.sentences).toMatchObject([{ flagged: true }]);
    await expect(saveTranslation(teacher, { ...at, body: "وہ گاتی ہے۔", as: "approved" })).rejects.toThrow(new AppError("not_allowed"));
    await expect(saveTranslation(bilingual, { ...at, language: "pl", body: "Śpiewa.", as: "approved" })).rejects.toThrow(new AppError("not_allowed"));
    await saveTranslation(bilingual, { ...at, body: "وہ گاتی ہے۔", as: "approved" });
    await saveTranslation(head, { ...at, language: "pl", body: "Śpiewa.", as: "approved" });
    expect(await read(first)).toMatchObject({ body: "وہ گاتی ہے۔", sign: null });
    expect((await getItem(bilingual, await sentence(second))).state).toBe("approved");
    expect((await read(first, "ur", mother.id))?.sentences).toMatchObject([{ flagged: false }]);
    expect(await db.translationFlag.findFirstOrThrow()).toMatchObject({ handledById: bilingual.actor.adultId });
    expect(await db.auditEntry.findMany({ where: { action: { startsWith: "languages.s" } }, orderBy: { seq: "asc" }, select: { detail: true } })).toEqual([
      { detail: { language: "ur", status: "approved" } }, { detail: { language: "pl", status: "approved" } },
    ]);
  });

  it("is refused with the reason when a check stops it or it changed since", async () => {
    const { write, sentence, bilingual, db } = await openSchool();
    const at = await sentence(await write("Ring 020 7946 0100."));
    await expect(saveTranslation(bilingual, { ...at, body: "فون کریں۔", as: "draft" })).rejects.toMatchObject({ code: "invalid_input", fields: { body: "placeholder_lost", detail: "020 7946 0100" } });
    await expect(saveTranslation(bilingual, { ...at, sourceHash: "0".repeat(64), body: "020 7946 0100", as: "draft" })).rejects.toMatchObject({ code: "conflict" });
    expect(await db.translation.count()).toBe(0);
  });

  it("goes back to English when it is rejected, for good", async () => {
    const { write, sentence, read, bilingual, teacher, db } = await openSchool();
    const id = await write("She sings.");
    const at = await sentence(id);
    await expect(rejectTranslation(bilingual, at)).rejects.toMatchObject({ code: "conflict" });
    await db.translation.create({ data: { schoolId: bilingual.school.id, segmentId: at.segmentId, language: "ur", body: "وہ", sourceHash: at.sourceHash, status: "draft", origin: "machine" } });
    expect(await read(id)).toMatchObject({ sign: "machine" });
    await expect(rejectTranslation(teacher, at)).rejects.toThrow(new AppError("not_allowed"));
    await rejectTranslation(bilingual, at);
    expect(await read(id)).toMatchObject({ translated: false, sign: "untranslated" });
    expect((await getItem(bilingual, at)).history).toMatchObject([{ status: "rejected", origin: "machine" }]);
  });
});

describe("a parent's flag", () => {
  it("is kept once, with the words that were read, and can be settled", async () => {
    const { write, sentence, flag, bilingual, db, mother } = await openSchool();
    const id = await write("She sings.");
    const at = await sentence(id);
    expect([await flag(id, at.segmentId), await flag(id, at.segmentId), await flag(id, at.segmentId, "unclear")]).toEqual([{ created: true }, { created: false }, { created: true }]);
    expect((await getItem(bilingual, at)).flags).toEqual([{ kind: "unclear", at: TEST_NOW }, { kind: "wrong", at: TEST_NOW }]);
    expect(await handleFlags(bilingual, at)).toEqual({ handled: 2 });
    expect(await handleFlags(bilingual, at)).toEqual({ handled: 0 });
    expect(JSON.stringify(await db.auditEntry.findMany({ where: { action: "languages.flag" }, select: { detail: true } }))).not.toContain("sings");
    expect(await db.translationFlag.count({ where: { adultId: mother.id } })).toBe(2);
  });

  it("is not taken for a sentence of another text, nor where it was read as it was written", async () => {
    const { write, sentence, school, mother, db } = await openSchool();
    const [id, other] = [await write("She sings."), await write("She runs.")];
    const english = await contextFor(school, mother.id, { locale: "en" });
    const give = (locale: "ur" | "en", textId: string, segmentId: string) =>
      db.$transaction(async (tx) => flagSentence(tx, locale === "en" ? english : await contextFor(school, mother.id, { locale }), { textIds: [textId], segmentId, kind: "wrong", pupilId: null }));
    await expect(give("ur", id, (await sentence(other)).segmentId)).rejects.toThrow(new AppError("not_found"));
    await expect(give("en", id, (await sentence(id)).segmentId)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("what a text is about", () => {
  it("is raised by whoever works on it and lowered by whoever leads", async () => {
    const { write, teacher, head, db } = await openSchool();
    const id = await write("She has asthma.");
    await setStakes(teacher, { textId: id, stakes: "health" });
    await expect(setStakes(teacher, { textId: id, stakes: "ordinary" })).rejects.toThrow(new AppError("not_allowed"));
    await setStakes(head, { textId: id, stakes: "ordinary" });
    expect(await db.auditEntry.findMany({ where: { action: "languages.setStakes" }, orderBy: { seq: "asc" }, select: { detail: true } })).toEqual([
      { detail: { from: "ordinary", to: "health" } }, { detail: { from: "health", to: "ordinary" } },
    ]);
  });
});

describe("translating back", () => {
  it("asks with the names locked away, and only where the school said yes", async () => {
    const { write, sentence, bilingual, head, db } = await openSchool();
    const engine = pseudoEngine({ languages: { sources: ["en", "ur"] } });
    const at = await sentence(await write("Zara rang 020 7946 0100."));
    await saveTranslation(bilingual, { ...at, body: "Zara نے 020 7946 0100 پر فون کیا۔", as: "draft" });
    await expect(askBack(bilingual, at, engine)).rejects.toMatchObject({ code: "conflict" });
    await setSwitch(head, { kind: "reports.ownWords", enabled: true }, engine);
    expect(await askBack(bilingual, at, engine)).toEqual({ back: "a sentence 020 7946 0100 Zara" });
    expect(engine.sent()).not.toMatch(/Zara|7946/);
    expect((await getItem(bilingual, at)).back).toBe("a sentence 020 7946 0100 Zara");
    expect(await db.translationCall.findMany({ where: { purpose: "back" }, select: { fromLanguage: true, toLanguage: true, outcome: true } })).toEqual([{ fromLanguage: "ur", toLanguage: "en", outcome: "done" }]);
    await expect(askBack(bilingual, at, pseudoEngine({ fault: "busy", languages: { sources: ["en", "ur"] } }))).rejects.toMatchObject({ code: "unavailable", fields: { service: "busy" } });
  });
});

describe("the glossary", () => {
  it("begins with the words of UK schools, and a word of the school's own replaces or hides one", async () => {
    const { bilingual } = await openSchool();
    const at = async (term: string, language = "ur") => (await listGlossary(bilingual, { language })).entries.find((entry) => entry.term === term);
    expect(await at("EHCP")).toMatchObject({ origin: "starter", status: "unreviewed", explanation: expect.stringContaining("کونسل") });
    await saveTerm(bilingual, { language: "ur", term: "EHCP", word: "تعلیمی منصوبہ", doNotTranslate: false, explanation: "" });
    expect(await at("EHCP")).toMatchObject({ origin: "school", word: "تعلیمی منصوبہ" });
    expect(await at("EHCP", "pl")).toMatchObject({ origin: "starter" });
    await removeTerm(bilingual, { language: "ur", term: "EHCP" });
    expect(await at("EHCP")).toBeUndefined();
    await saveTerm(bilingual, { language: "ur", term: "Willow", word: "", doNotTranslate: true, explanation: "" });
    expect(await at("Willow")).toMatchObject({ word: "Willow", doNotTranslate: true });
    await expect(listGlossary(bilingual, { language: "tlh" })).rejects.toThrow(new AppError("not_found"));
  });
});
