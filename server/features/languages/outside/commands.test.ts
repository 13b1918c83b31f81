import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addDays } from "@/server/lib/clock";
import { AppError } from "@/server/lib/errors";
import { contextOf, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeSchool } from "@/server/testing/factories/people";
import { makeTranslationSchool } from "@/server/testing/factories/translation";

import { writeText } from "../commands";
import { readTexts } from "../queries";
import { familyKinds, schoolReads } from "../schema";
import { getItem } from "../workbench/queries";
import { createInvite, revokeInvite, saveOutside } from "./commands";
import { keyOf, listInvites, listOutside } from "./queries";
import { maskAgain } from "./rules";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function openSchool() {
  const made = await makeTranslationSchool();
  const { id } = await createInvite(made.head, { name: "Words Ltd", language: "ur", kinds: ["reports.ownWords"], days: 14 });
  const visitor = contextOf(made.school);
  return { ...made, inviteId: id, key: keyOf(id), visitor };
}

const SENTENCE = "Zara Khan sang with Mr Lund on 4 December.";

describe("a translator outside the school", () => {
  it("sees single sentences with everything that says who locked away, and only what was agreed", async () => {
    const { write, key, visitor } = await openSchool();
    await write(SENTENCE);
    await write("She has asthma.", { stakes: "health" });
    await write("A note.", { kind: "reports.note" });
    const page = await listOutside(visitor, { key });
    expect(page).toMatchObject({ name: "Words Ltd", language: "ur", waiting: 1, sentences: [{ masked: "{1} sang with {2} on {3}.", slots: ["name", "name", "date"], draft: null, mine: false }] });
    expect(JSON.stringify(page)).not.toMatch(/Zara|Khan|Lund|December|asthma|note/);
    const { write: elsewhere, key: theirs } = await openSchool();
    await elsewhere("They rest.");
    await expect(listOutside(visitor, { key: theirs })).rejects.toThrow(new AppError("not_found"));
  });

  it("never sees what families and visitors wrote, whatever was agreed: that goes into English, at the school; the control is a text for families", async () => {
    const { head, visitor, db, school } = await openSchool();
    const { id } = await createInvite(head, { name: "Words Ltd", language: "ur", kinds: [...familyKinds], days: 14 });
    await db.$transaction(async (tx) => {
      for (const kind of schoolReads) await writeText(tx, { schoolId: school.id, kind, language: "pl", body: "Syn ma alergię.", authorId: null });
      await writeText(tx, { schoolId: school.id, kind: "events.words", language: "en", body: "You see the school.", authorId: null });
    });
    expect((await listOutside(visitor, { key: keyOf(id) })).sentences.map(({ masked }) => masked)).toEqual(["You see the school."]);
  });

  it("writes drafts that families see only when the school approves them", async () => {
    const { write, key, visitor, db, bilingual, segmentsOf } = await openSchool();
    const id = await write(SENTENCE);
    const [segment] = await segmentsOf(id);
    const at = { key, segmentId: segment?.id ?? "", sourceHash: segment?.hash ?? "" };
    await saveOutside(visitor, { ...at, body: "{1} نے {2} کے ساتھ {3} کو گایا۔" });
    expect((await readTexts(db, [id], "ur")).get(id)).toMatchObject({ translated: false });
    const item = await getItem(bilingual, { segmentId: at.segmentId, language: "ur" });
    expect(item).toMatchObject({ state: "draft", history: [{ who: null, outside: "Words Ltd", status: "draft" }] });
    expect(item.translation).toContain("Zara Khan");
    // Their own words come back locked, and can still be changed.
    expect((await listOutside(visitor, { key })).sentences).toMatchObject([{ mine: true, draft: "{1} نے {2} کے ساتھ {3} کو گایا۔" }]);
    await saveOutside(visitor, { ...at, body: "{3} کو {1} نے {2} کے ساتھ گایا۔" });
    await db.translation.updateMany({ where: { segmentId: at.segmentId }, data: { status: "reviewed" } });
    await expect(saveOutside(visitor, { ...at, body: "{1} {2} {3} گایا" })).rejects.toMatchObject({ code: "conflict", fields: { translation: "done" } });
    expect(await listOutside(visitor, { key })).toMatchObject({ sentences: [], waiting: 0 });
    expect(JSON.stringify(await db.auditEntry.findMany({ where: { action: "languages.saveOutside" }, select: { detail: true, subjectId: true } }))).not.toMatch(/Zara|گایا/);
  });

  it("cannot lose, double or invent what is locked, nor write over a changed sentence", async () => {
    const { write, key, visitor, segmentsOf } = await openSchool();
    const [segment] = await segmentsOf(await write(SENTENCE));
    const at = { key, segmentId: segment?.id ?? "", sourceHash: segment?.hash ?? "" };
    const save = (body: string) => saveOutside(visitor, { ...at, body });
    await expect(save("{1} نے {2} کے ساتھ گایا۔")).rejects.toMatchObject({ fields: { body: "placeholder_lost", detail: "{3}" } });
    await expect(save("{1} {1} نے {2} کے ساتھ {3} کو گایا۔")).rejects.toMatchObject({ fields: { body: "placeholder_doubled", detail: "{1}" } });
    await expect(save("{1} نے {2} کے ساتھ {3} کو گایا {4}۔")).rejects.toMatchObject({ fields: { body: "placeholder_invented", detail: "{4}" } });
    await expect(saveOutside(visitor, { ...at, sourceHash: "0".repeat(64), body: "{1} {2} {3} گایا" })).rejects.toMatchObject({ code: "conflict", fields: { source: "changed" } });
  });

  it("is let in by a key that works until its day, and not after it was taken back", async () => {
    const { write, key, visitor, head, inviteId } = await openSchool();
    await write("She sings.");
    await expect(listOutside(visitor, { key: `${key.slice(0, -1)}_` })).rejects.toThrow(new AppError("not_found"));
    await expect(listOutside({ ...visitor, now: addDays(TEST_NOW, 15) }, { key })).rejects.toThrow(new AppError("not_found"));
    expect(await listInvites(head)).toMatchObject([{ id: inviteId, key, lastUsedAt: null }]);
    await revokeInvite(head, { inviteId });
    await expect(listOutside(visitor, { key })).rejects.toThrow(new AppError("not_found"));
    expect(await listInvites(head)).toMatchObject([{ key: null }]);
    await expect(revokeInvite(head, { inviteId })).rejects.toThrow(new AppError("not_found"));
    const other = contextOf(await makeSchool());
    await expect(listOutside(other, { key })).rejects.toThrow(new AppError("not_found"));
  });
});

describe("locking away again", () => {
  it("finds what was put in, in the form in which it was put in, or says so", () => {
    const slots = [{ kind: "name" as const, value: "Zara" }, { kind: "date" as const, value: "4 December" }, { kind: "name" as const, value: "Zara Khan" }];
    expect(maskAgain("\u2068Zara\u2069 4 grudnia \u2068Zara Khan\u2069", slots, "pl")).toBe("{1} {2} {3}");
    expect(maskAgain("Zary 4 grudnia Zara Khan", slots, "pl")).toBeNull();
  });
});
