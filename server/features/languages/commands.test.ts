import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { contextOf, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { replaceText, translateText, writeText } from "./commands";
import { listPending, listStale, readTexts } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function office() {
  const school = await makeSchool();
  const db = dbFor(school.id);
  const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
  const teacher = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
  const write = (body: string, authorId = teacher.actor.adultId) =>
    db.$transaction((tx) => writeText(tx, { schoolId: school.id, kind: "reports.ownWords", language: "en", body, authorId }));
  const segmentsOf = (textId: string) => db.segment.findMany({ where: { textId }, orderBy: { position: "asc" }, include: { translations: true } });
  const translate = async (textId: string, bodies: string[], status: "draft" | "reviewed" | "approved" = "approved") => {
    const segments = (await segmentsOf(textId)).slice(0, bodies.length).map((segment, i) => ({ segmentId: segment.id, body: bodies[i] ?? "" }));
    await translateText(head, { textId, language: "pl", status, segments });
  };
  const read = async (textId: string, language = "pl") => (await readTexts(db, [textId], language)).get(textId);
  return { school, db, head, teacher, write, segmentsOf, translate, read };
}

const words = "Zara reads well.\nShe likes maths.";

describe("a text in the reader's language", () => {
  it("stays as it was written until every sentence is translated and reviewed", async () => {
    const { write, translate, read } = await office();
    const id = await write(words);
    const untranslated = { body: words, language: "en", translated: false, source: words, sourceLanguage: "en", unchecked: false, sign: "untranslated" };
    expect(await read(id)).toMatchObject(untranslated);
    await translate(id, ["Zara dobrze czyta."]);
    expect(await read(id)).toMatchObject(untranslated);
    await translate(id, ["Zara dobrze czyta.", "Lubi matematykę."], "draft");
    expect(await read(id)).toMatchObject(untranslated);
    await translate(id, ["Zara dobrze czyta.", "Lubi matematykę."], "reviewed");
    expect(await read(id)).toMatchObject({ ...untranslated, body: "Zara dobrze czyta.\nLubi matematykę.", language: "pl", translated: true, unchecked: true, sign: "unchecked" });
    await translate(id, ["Zara dobrze czyta.", "Lubi matematykę."]);
    expect(await read(id)).toMatchObject({ translated: true, unchecked: false, sign: null });
    expect(await read(id, "en")).toMatchObject({ body: words, translated: false, sign: null });
    expect(await read(id, "ur")).toMatchObject({ body: words, translated: false });
  });

  it("goes back to the source when a sentence changes, and keeps the translations of the others", async () => {
    const { db, write, translate, read, segmentsOf } = await office();
    const id = await write(words);
    await translate(id, ["Zara dobrze czyta.", "Lubi matematykę."]);
    await db.$transaction((tx) => replaceText(tx, id, "Welcome! Zara reads well.\nShe loves maths.", null));
    expect(await read(id)).toMatchObject({ translated: false, body: "Welcome! Zara reads well.\nShe loves maths." });
    const segments = await segmentsOf(id);
    expect(segments.map((s) => [s.body, s.translations[0]?.body, s.translations[0]?.status])).toEqual([
      ["Welcome!", undefined, undefined],
      ["Zara reads well.\n", "Zara dobrze czyta.", "approved"],
      ["She loves maths.", undefined, undefined],
    ]);
    await db.$transaction((tx) => replaceText(tx, id, "Welcome all! Zara reads well.\nShe loves maths.", null));
    await translate(id, ["Witajcie!", "Zara dobrze czyta.", "Kocha matematykę."]);
    await db.$transaction((tx) => replaceText(tx, id, "Hello all! Zara reads well.\nShe loves maths.", null));
    expect((await listStale(db, "pl")).map((row) => row.segmentId)).toEqual([segments[0]?.id]);
    expect(await read(id)).toMatchObject({ translated: false });
  });

  it("is empty when it was emptied", async () => {
    const { db, write, read } = await office();
    const id = await write("");
    expect(await read(id)).toMatchObject({ body: "", translated: false });
    await db.$transaction((tx) => replaceText(tx, id, words, null));
    await db.$transaction((tx) => replaceText(tx, id, " ", null));
    expect(await read(id)).toMatchObject({ body: "" });
  });

  it("loses nothing when two people save at once", async () => {
    const { db, write, read } = await office();
    const id = await write(words);
    await Promise.all(["A one. B two.", "C. D. E.", "F."].map((body) => db.$transaction((tx) => replaceText(tx, id, body, null), { timeout: 20_000 })));
    expect(["A one. B two.", "C. D. E.", "F."]).toContain((await read(id))?.body);
  });

  it("comes translated when the same sentence was approved before, in this school only", async () => {
    const { write, translate, read, segmentsOf } = await office();
    await translate(await write("She likes maths."), ["Lubi matematykę."]);
    await translate(await write("He sings."), ["Śpiewa."], "reviewed");
    const again = await write("She likes maths.");
    expect(await read(again)).toMatchObject({ body: "Lubi matematykę.", translated: true, unchecked: false });
    expect((await segmentsOf(again))[0]?.translations[0]).toMatchObject({ origin: "memory", status: "approved" });
    expect(await read(await write("He sings."))).toMatchObject({ translated: false });
    const elsewhere = await office();
    expect(await elsewhere.read(await elsewhere.write("She likes maths."))).toMatchObject({ translated: false });
  });
});

describe("translating", () => {
  it("is refused to those who may not see the text or may not approve", async () => {
    const { school, db, write, teacher, head, segmentsOf } = await office();
    const own = await write("Mine.");
    const others = await write("Not mine.", head.actor.adultId);
    const give = async (textId: string, status: "reviewed" | "approved" = "reviewed") =>
      translateText(teacher, { textId, language: "pl", status, segments: [{ segmentId: (await segmentsOf(textId))[0]?.id ?? "", body: "Słowa." }] });
    await give(own);
    await expect(give(own, "approved")).rejects.toThrow(new AppError("not_allowed"));
    await expect(give(others)).rejects.toThrow(new AppError("not_found"));
    expect((await listPending(teacher, { language: "ur" })).map((t) => t.id)).toEqual([own]);
    expect((await listPending(head, { language: "ur" })).map((t) => t.id)).toEqual([own, others]);
    expect((await listPending(head, { language: "pl" })).map((t) => t.id)).toEqual([others]);
    const foreign = contextOf(await makeSchool());
    expect((await readTexts(foreign.db, [own], "pl")).size).toBe(0);
    expect(await db.auditEntry.count({ where: { action: "languages.translate", schoolId: school.id } })).toBe(1);
  });

  it("is refused for a sentence that changed since it was read", async () => {
    const { write, head, segmentsOf } = await office();
    const id = await write("Good.");
    const segmentId = (await segmentsOf(id))[0]?.id ?? "";
    const give = (sourceHash: string) => translateText(head, { textId: id, language: "pl", status: "reviewed", segments: [{ segmentId, body: "Dobrze.", sourceHash }] });
    await expect(give("0".repeat(64))).rejects.toThrow(new AppError("conflict"));
  });
});
