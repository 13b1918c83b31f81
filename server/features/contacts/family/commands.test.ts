import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listTasks } from "@/server/features/delivery/queries";
import { hearNote } from "@/server/features/languages/speech/commands";
import { listNotes } from "@/server/features/languages/speech/queries";
import { saveTranslation } from "@/server/features/languages/workbench/commands";
import { getItem, listQueue } from "@/server/features/languages/workbench/queries";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { sniffAudio } from "@/server/lib/speech/media";
import { createCaller } from "@/server/root";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeContact } from "@/server/testing/factories/contacts";
import { makeTranslation } from "@/server/testing/factories/languages";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeTone } from "@/server/testing/factories/speech";

import { hearRecordPart } from "../listening/commands";
import { hearRecord } from "../listening/queries";
import { getTimeline } from "../queries";
import { addReply, flagRecord } from "./commands";
import { listOwnRecord } from "./queries";

let school: SchoolFacts;
let okafor: StaffCtx;

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  okafor = await staffContext(school, (await makeAdult(school, { title: "Mr", familyName: "Okafor", posts: ["family_support"] })).id);
});

const db = () => dbFor(school.id);

/** Two parents who live apart; a contact with each. */
async function apart() {
  const [mother, father, pupil] = [await makeAdult(school, { givenName: "Amina", spokenLanguages: ["ur"] }), await makeAdult(school, { givenName: "Imran" }), await makePupil(school)];
  const link = await linkGuardian(school, mother.id, pupil.id);
  await linkGuardian(school, father.id, pupil.id, { relation: "father", livesWith: false });
  const shared = { pupilId: pupil.id, staffId: okafor.actor.adultId };
  const hers = await makeContact(school, { ...shared, adultId: mother.id, facts: "Zara was away on Monday.", opinion: "MOTHERS-OPINION", tone: "concern" });
  const his = await makeContact(school, { ...shared, adultId: father.id, facts: "FATHERS-FACTS." });
  return { mother, father, pupil, link, hers, his, ctx: await contextFor(school, mother.id, { locale: "ur" }), fathers: await contextFor(school, father.id) };
}

describe("an adult's own record", () => {
  it("is in their language, without opinions, and without the other parent's contacts", async () => {
    const { ctx, fathers, hers } = await apart();
    await makeTranslation(school, hers.factsId ?? "", "ur", ["زارا پیر کو نہیں آئی۔"]);
    const record = await listOwnRecord(ctx);
    expect(record).toMatchObject([{ contacts: [{ id: hers.id, staff: "Mr Okafor", facts: { body: "زارا پیر کو نہیں آئی۔", language: "ur", sign: null } }] }]);
    expect(JSON.stringify(record)).not.toMatch(/OPINION|FATHERS|concern/);
    const his = JSON.stringify(await listOwnRecord(fathers));
    expect(his).not.toMatch(/Monday|OPINION|Amina/);
    // The control: what he does not see is there, and what is his he sees.
    expect(his).toContain("FATHERS-FACTS");
    expect(JSON.stringify(await getTimeline(okafor, (await db().pupil.findFirstOrThrow()).id))).toMatch(/Monday.*|OPINION/);
  });

  it("is empty while an order keeps the adult from messages, and when access waits or has ended", async () => {
    const { ctx, link } = await apart();
    expect(await listOwnRecord(ctx)).toHaveLength(1);
    const order = await makeRestriction(school, link.id, ["messages"]);
    expect(await listOwnRecord(ctx)).toEqual([]);
    await db().restriction.update({ where: { id: order.id }, data: { liftedAt: new Date("2026-11-01") } });
    expect(await listOwnRecord(ctx)).toHaveLength(1);
    await db().guardianLink.update({ where: { id: link.id }, data: { confirmedAt: null } });
    expect(await listOwnRecord(ctx)).toEqual([]);
  });
});

describe("an adult's own record, heard", () => {
  it("says what its page says, in their language, and is nobody else's to hear", async () => {
    const { ctx, fathers, hers } = await apart();
    await makeTranslation(school, hers.factsId ?? "", "ur", ["زارا پیر کو نہیں آئی۔"]);
    const { blocks } = await hearRecord(ctx);
    const sentences = blocks.flatMap((block) => block.sentences);
    expect(sentences.map(({ text }) => text).join(" ")).toContain("زارا پیر کو نہیں آئی۔");
    expect(JSON.stringify(blocks)).not.toMatch(/OPINION|FATHERS/);
    expect(sentences.every(({ voice, openKey }) => voice === "espeak" && openKey === null)).toBe(true);
    const facts = sentences.find(({ text }) => text.startsWith("زارا پیر"))?.hash ?? "";
    const sound = await hearRecordPart(ctx, { part: facts });
    expect(sniffAudio(Buffer.from(sound.audio))).toBe("audio/mpeg");
    expect((await hearRecordPart(ctx, { part: 1 })).audio.length).toBeGreaterThan(sound.audio.length);
    // Kept now, and still hers alone: by its hash the father gets what he gets for one that never was.
    expect(await db().speechAudio.findFirst({ where: { sentence: facts } })).toMatchObject({ subjectId: ctx.actor.adultId });
    await expect(hearRecordPart(fathers, { part: facts })).rejects.toThrow(new AppError("not_found"));
    await expect(hearRecordPart(fathers, { part: "0".repeat(64) })).rejects.toThrow(new AppError("not_found"));
    expect(JSON.stringify(await hearRecord(fathers))).toContain("FATHERS");
  }, 60_000);
});

describe("what an adult says of it", () => {
  it("stands beside what staff wrote, in their own words, and is a task for who wrote it", async () => {
    const { ctx, hers, pupil, fathers } = await apart();
    const { replyId } = await addReply(ctx, { pupilId: pupil.id, contactId: hers.id, note: "یہ درست نہیں ہے۔" });
    expect((await listTasks(okafor, {})).tasks).toMatchObject([{ kind: "family_says", mine: true, subjectId: replyId }]);
    const [own] = await listOwnRecord(ctx);
    expect(own?.contacts[0]?.replies).toMatchObject([{ kind: "dispute", text: { body: "یہ درست نہیں ہے۔", language: "ur" } }]);
    expect((await getTimeline(okafor, pupil.id)).entries.find(({ type }) => type === "reply")).toMatchObject({ kind: "dispute", contactId: hers.id, text: { body: "یہ درست نہیں ہے۔", language: "ur", sign: "untranslated" } });
    expect(JSON.stringify(await listOwnRecord(fathers))).not.toContain("درست");
    expect(await db().contact.findUniqueOrThrow({ where: { id: hers.id } })).toMatchObject({ factsId: hers.factsId });
  });

  it("is put into English in the workbench, by nobody who is of the child's family, and then read so", async () => {
    const { ctx, pupil, father } = await apart();
    await addReply(ctx, { pupilId: pupil.id, note: "یہ درست نہیں ہے۔" });
    const { items: [waiting] } = await listQueue(okafor, { language: "en", show: "waiting" });
    expect(waiting).toMatchObject({ kind: "contacts.reply", source: "یہ درست نہیں ہے۔", sourceLanguage: "ur" });
    await db().staffPost.create({ data: { schoolId: school.id, adultId: father.id, role: "head" } });
    const fatherAtWork = await staffContext(school, father.id);
    expect((await listQueue(fatherAtWork, { language: "en", show: "waiting" })).items).toEqual([]);
    const segmentId = waiting?.segmentId ?? "";
    await expect(getItem(fatherAtWork, { segmentId, language: "en" })).rejects.toEqual(new AppError("not_found"));
    const { sourceHash } = await getItem(okafor, { segmentId, language: "en" });
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    await saveTranslation(head, { segmentId, language: "en", body: "This is not right.", sourceHash, as: "approved" });
    expect((await getTimeline(okafor, pupil.id)).entries.find(({ type }) => type === "reply")).toMatchObject({ text: { body: "This is not right.", sign: null, source: "یہ درست نہیں ہے۔" } });
    // It goes into English alone: no family reads it.
    expect((await listQueue(head, { language: "pl", show: "waiting" })).items).toEqual([]);
  });

  it("can be spoken: staff hear it, the other parent does not", async () => {
    const { ctx, pupil, fathers } = await apart();
    const { replyId } = await addReply(ctx, { pupilId: pupil.id, voice: makeTone(1) });
    const [note] = await listNotes(okafor, { subjectIds: [replyId] });
    expect(note).toMatchObject({ language: "ur" });
    expect((await hearNote(okafor, { noteId: note?.id ?? "" })).audio.length).toBeGreaterThan(1_000);
    await expect(hearNote(fathers, { noteId: note?.id ?? "" })).rejects.toEqual(new AppError("not_found"));
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    expect((await listTasks(office, {})).tasks).toMatchObject([{ kind: "family_says", mine: false }]);
    expect((await listOwnRecord(ctx))[0]?.accounts).toMatchObject([{ kind: "account", text: null, voiceId: note?.id }]);
    await db().contactReply.delete({ where: { id: replyId } });
    expect(await db().voiceNote.count()).toBe(0);
  });

  it("is refused about the other parent's contact, another child, or with nothing in it", async () => {
    const { ctx, his, pupil } = await apart();
    const other = await makePupil(school);
    await expect(addReply(ctx, { pupilId: pupil.id, contactId: his.id, note: "x" })).rejects.toEqual(new AppError("not_found"));
    await expect(addReply(ctx, { pupilId: other.id, note: "x" })).rejects.toEqual(new AppError("not_found"));
    await expect(createCaller(ctx).contacts.reply({ pupilId: pupil.id, note: "  " })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(addReply(ctx, { pupilId: pupil.id, voice: new Uint8Array([1, 2, 3]) })).rejects.toEqual(new AppError("invalid_input", { voice: "no_sound" }));
    expect([await db().contactReply.count(), await db().task.count()]).toEqual([0, 0]);
  });
});

describe("a sentence of the record that is not clear", () => {
  it("lands in the workbench from the adult with whom the talk was, and from nobody else", async () => {
    const { ctx, fathers, hers, his, link } = await apart();
    const [own] = await listOwnRecord(ctx);
    const segmentId = own?.contacts[0]?.facts?.sentences[0]?.id ?? "";
    const father = { ...fathers, locale: "ur" };
    for (const contactId of [hers.id, his.id]) await expect(flagRecord(father, { contactId, segmentId, kind: "wrong" })).rejects.toEqual(new AppError("not_found"));
    expect(await db().translationFlag.count()).toBe(0);
    const flag = { contactId: hers.id, segmentId, kind: "wrong" as const };
    expect([await flagRecord(ctx, flag), await flagRecord(ctx, flag)]).toEqual([{ created: true }, { created: false }]);
    expect((await listOwnRecord(ctx))[0]?.contacts[0]?.facts?.sentences).toMatchObject([{ flagged: true }]);
    expect((await listQueue(okafor, { language: "ur", show: "flags" })).items).toMatchObject([{ segmentId, kind: "contacts.record", source: "Zara was away on Monday.", flags: 1 }]);
    await makeRestriction(school, link.id, ["messages"]);
    await expect(flagRecord(ctx, { ...flag, kind: "unclear" })).rejects.toEqual(new AppError("not_found"));
  });
});
