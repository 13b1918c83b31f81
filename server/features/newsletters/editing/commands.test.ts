import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { withOwner } from "@/server/testing/factories/owner";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeNewsletter } from "@/server/testing/factories/newsletters";
import { makeTranslation } from "@/server/testing/factories/languages";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { type Save, saveInput } from "../schema";
import { copyNewsletter, createNewsletter, deleteNewsletter, putPicture, saveNewsletter } from "./commands";
import { getEdited, listNewsletters, previewNewsletter } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let teacher: StaffCtx;
let office: StaffCtx;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  teacher = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

const KEY = "0190a0a0-0000-7000-8000-000000000001";

/** What the editor of this person would send without a change. */
async function opened(ctx: StaffCtx, newsletterId: string): Promise<Save> {
  const { title, titleBase, audience, yearGroups, blocks } = await getEdited(ctx, { newsletterId });
  return saveInput.parse({
    newsletterId, title, titleBase, audience, yearGroups,
    blocks: blocks.map(({ id, words, base, happensOn, happensTime, link }) => ({ id, words, base, happensOn: happensOn?.toISOString().slice(0, 10) ?? null, happensTime, link })),
  });
}

const wordsOf = async (newsletterId: string) => (await getEdited(office, { newsletterId })).blocks.map(({ words }) => words);

describe("a newsletter in the editor", () => {
  it("begins once, however often its button is pressed, and takes pieces in their order", async () => {
    const { newsletterId } = await createNewsletter(teacher, { title: "Our week", key: KEY });
    expect((await createNewsletter(teacher, { title: "Our week", key: KEY })).newsletterId).toBe(newsletterId);
    await expect(createNewsletter(office, { title: "Another", key: KEY })).rejects.toMatchObject({ code: "not_found" });
    const first = await opened(teacher, newsletterId);
    const firstId = first.blocks[0]!.id;
    const { addedId } = await saveNewsletter(teacher, { ...first, blocks: [{ ...first.blocks[0]!, words: "One." }], then: { do: "add", kind: "tip", under: null } });
    await saveNewsletter(teacher, { ...(await opened(teacher, newsletterId)), then: { do: "add", kind: "date", under: firstId } });
    expect((await getEdited(teacher, { newsletterId })).blocks.map(({ kind }) => kind)).toEqual(["text", "date", "tip"]);
    await saveNewsletter(teacher, { ...(await opened(teacher, newsletterId)), then: { do: "up", id: addedId! } });
    await saveNewsletter(teacher, { ...(await opened(teacher, newsletterId)), then: { do: "up", id: firstId } }); // the first cannot go higher
    expect((await getEdited(teacher, { newsletterId })).blocks.map(({ kind }) => kind)).toEqual(["text", "tip", "date"]);
    await saveNewsletter(teacher, { ...(await opened(teacher, newsletterId)), then: { do: "remove", id: addedId! } });
    expect(await wordsOf(newsletterId)).toEqual(["One.", ""]);
    expect(await listNewsletters(office)).toMatchObject([{ id: newsletterId, title: "Our week", state: "draft" }]);
  });

  it("keeps what two people write at once: the second is told, and only about the piece that both changed", async () => {
    const { newsletterId } = await makeNewsletter(school, { blocks: [{ kind: "text", words: "First." }, { kind: "text", words: "Second." }] });
    const [mine, theirs] = [await opened(teacher, newsletterId), await opened(office, newsletterId)];
    await saveNewsletter(office, { ...theirs, blocks: [{ ...theirs.blocks[0]!, words: "First by the office." }, theirs.blocks[1]!] });
    const { changed } = await saveNewsletter(teacher, { ...mine, blocks: [{ ...mine.blocks[0]!, words: "First by the teacher." }, { ...mine.blocks[1]!, words: "Second by the teacher." }] });
    expect(changed).toEqual([mine.blocks[0]!.id]);
    expect(await wordsOf(newsletterId)).toEqual(["First by the office.", "Second by the teacher."]);
    // Pressed again with what stands now, the teacher's words are kept.
    const again = await opened(teacher, newsletterId);
    expect((await saveNewsletter(teacher, { ...again, blocks: [{ ...again.blocks[0]!, words: "First by the teacher." }, again.blocks[1]!] })).changed).toEqual([]);
    expect(await wordsOf(newsletterId)).toEqual(["First by the teacher.", "Second by the teacher."]);
  });

  it("keeps days for dates and addresses for cards alone, and refuses addresses that are traps", async () => {
    const { newsletterId } = await makeNewsletter(school, { blocks: [{ kind: "date", words: "The fair." }, { kind: "card", words: "Come." }, { kind: "text", words: "News." }] });
    const edit = await opened(office, newsletterId);
    await saveNewsletter(office, { ...edit, blocks: edit.blocks.map((block) => ({ ...block, happensOn: "2026-12-11", happensTime: 930, link: "/policy" })) });
    expect((await getEdited(office, { newsletterId })).blocks.map(({ happensOn, happensTime, link }) => [happensOn?.toISOString().slice(0, 10) ?? null, happensTime, link])).toEqual([
      ["2026-12-11", 930, null], [null, null, "/policy"], [null, null, null],
    ]);
    const parse = (link: string) => saveInput.safeParse({ ...edit, blocks: [{ ...edit.blocks[1]!, link }] }).success;
    expect(["/policy", "https://school.example/fair?x=1", "/"].map(parse)).toEqual([true, true, true]);
    expect(["javascript:alert(1)", "//evil.example", "/\\evil.example", "http://school.example", "https://a@b.example/", "https://", "data:text/html,x"].map(parse)).toEqual(Array(7).fill(false));
  });

  it("puts a picture in, made anew without the place where it was taken, and asks what it shows", async () => {
    const { newsletterId, blockId } = await makeNewsletter(school, { blocks: [{ kind: "picture", words: "" }] });
    const photo = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: "#fff" } }).withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } }).jpeg().toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    await expect(putPicture(office, { blockId, alt: "Beans in pots.", pupilIds: [], nobody: true })).rejects.toMatchObject({ code: "invalid_input", fields: { file: "needed" } });
    await expect(putPicture(office, { blockId, file: new TextEncoder().encode("no photo"), alt: "Beans in pots.", pupilIds: [], nobody: true })).rejects.toMatchObject({ code: "invalid_input" });
    await putPicture(office, { blockId, file: new Uint8Array(photo), alt: "Beans in pots.", pupilIds: [], nobody: true });
    const kept = await office.db.newsletterPicture.findUniqueOrThrow({ where: { blockId } });
    expect([kept.width, kept.height, (await sharp(kept.bytes).metadata()).exif]).toEqual([1200, 600, undefined]);
    expect(await wordsOf(newsletterId)).toEqual(["Beans in pots."]);
  });

  it("can be begun from another: words and pictures, translations too, but no day that is over", async () => {
    const { newsletterId } = await makeNewsletter(school, { title: "Old news", state: "sent", blocks: [{ kind: "date", words: "The fair.", happensOn: "2026-12-11" }, { kind: "picture", words: "Beans.", picture: true }] });
    const { titleId } = await office.db.newsletter.findUniqueOrThrow({ where: { id: newsletterId } });
    await makeTranslation(school, titleId, "ur", ["پرانی خبریں"]);
    const copy = await copyNewsletter(office, { newsletterId, key: KEY });
    const edited = await getEdited(office, copy);
    expect(edited).toMatchObject({ state: "draft", title: "Old news", blocks: [{ words: "The fair.", happensOn: null }, { words: "Beans.", picture: { hash: "v1" } }] });
    expect((await previewNewsletter(office, { ...copy, language: "ur" })).title).toMatchObject({ body: "پرانی خبریں", translated: true });
  });

  it("is locked once it waits or has gone out, in the database too", async () => {
    const { newsletterId, blockId } = await makeNewsletter(school, { state: "sent", blocks: [{ kind: "text", words: "As it was." }] });
    const edit = await opened(office, newsletterId);
    await expect(saveNewsletter(office, { ...edit, blocks: [{ ...edit.blocks[0]!, words: "Changed." }] })).rejects.toMatchObject({ code: "conflict" });
    await expect(deleteNewsletter(office, { newsletterId })).rejects.toMatchObject({ code: "conflict" });
    await expect(withOwner((client) => client.query("DELETE FROM newsletter_block WHERE id = $1", [blockId]))).rejects.toThrow(/stays as it is/);
    // Control: a draft can go, with its words.
    const draft = await makeNewsletter(school, { blocks: [{ kind: "text", words: "Only a draft." }] });
    const before = await office.db.text.count();
    await deleteNewsletter(office, draft);
    expect(await office.db.text.count()).toBe(before - 2);
    expect(await office.db.newsletter.count({ where: { id: draft.newsletterId } })).toBe(0);
  });
});
