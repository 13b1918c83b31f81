import sharp from "sharp";
import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listQueue } from "@/server/features/languages/workbench/queries";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeSuccess, sayToPhotos } from "@/server/testing/factories/rewards";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { decideNote, flagOwn, noteSuccess, openOwn, replyOwn, takeBack } from "./commands";
import { listNotes, listOwn, readPhoto } from "./queries";
import { noteInput } from "./schema";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const scopes = ["reports", "attendance", "messages", "meetings", "events", "media"] as const;

/** A class with Zara and Ola. Zara's parents live apart; an order keeps a third adult away. */
async function house() {
  const school = await makeSchool();
  const teacher = await makeAdult(school, { posts: ["teacher"], title: "Ms", familyName: "Patel" });
  const deputy = await makeAdult(school, { posts: ["deputy_head"] });
  const group = await makeClass(school, { teacherIds: [teacher.id] });
  const zara = await makePupil(school, { givenName: "Zara", wordingForm: "she", classGroupId: group.id });
  const ola = await makePupil(school, { givenName: "Ola", classGroupId: group.id });
  const [mother, father, kept, olas] = [await makeAdult(school, { readingLanguage: "ur" }), await makeAdult(school), await makeAdult(school), await makeAdult(school)];
  await linkGuardian(school, mother.id, zara.id);
  await linkGuardian(school, father.id, zara.id, { relation: "father", hasCare: false });
  const keptLink = await linkGuardian(school, kept.id, zara.id, { relation: "father" });
  await makeRestriction(school, keptLink.id, [...scopes]);
  await linkGuardian(school, olas.id, ola.id);
  return { school, group, zara, ola, mother, father, kept, olas, teacherId: teacher.id, teacher: await staffContext(school, teacher.id), deputy: await staffContext(school, deputy.id) };
}

const note = (ctx: StaffCtx, input: { pupilIds: string[]; words?: string; statement?: string | null; photo?: Uint8Array; alsoInPhoto?: string[]; key?: string }) =>
  noteSuccess(ctx, noteInput.parse({ key: uuid(), category: "kindness", statement: "kindness.helped", ...input }));
const told = async (school: SchoolFacts) => (await dbFor(school.id).message.findMany({ where: { kind: "good_news", cancelledAt: null }, orderBy: { adultId: "asc" }, select: { adultId: true } })).map(({ adultId }) => adultId);
const painting = async () => new Uint8Array(await sharp({ create: { width: 60, height: 40, channels: 3, background: "#ffc845" } }).withExif({ IFD0: { Copyright: "Camera 7" } }).jpeg().toBuffer());
const refusal = (promise: Promise<unknown>) => promise.then(() => "done", (error: { code?: string; fields?: object }) => ({ code: error.code, ...error.fields }));

describe("a sentence of the bank", () => {
  it("reaches both parents at once, each by themselves, and nobody whom an order keeps away", async () => {
    const { school, teacher, zara, ola, mother, father, kept, olas } = await house();
    expect(await note(teacher, { pupilIds: [zara.id, ola.id] })).toEqual({ count: 2, waits: false });
    expect(await told(school)).toEqual([mother.id, father.id, olas.id].sort());
    const own = await listOwn(await contextFor(school, mother.id, { locale: "ur" }));
    expect(own.map(({ child, sentence }) => [child, sentence])).toEqual([["Zara", "\u2068Zara\u2069 نے ایک اور بچے کی مدد کی۔"]]);
    expect(await listOwn(await contextFor(school, father.id))).toHaveLength(1);
    expect(await listOwn(await contextFor(school, kept.id))).toEqual([]);
    // The control: without the order the third adult reads it too.
    await dbFor(school.id).restriction.updateMany({ data: { liftedAt: TEST_NOW } });
    expect(await listOwn(await contextFor(school, kept.id))).toHaveLength(1);
  });

  it("is noted once however often the form is sent, and nobody can send another's", async () => {
    const { school, teacher, deputy, zara } = await house();
    const key = uuid();
    await Promise.all([note(teacher, { pupilIds: [zara.id], key }), note(teacher, { pupilIds: [zara.id], key })]);
    expect(await dbFor(school.id).success.count()).toBe(1);
    expect((await told(school)).length).toBe(2);
    expect(await refusal(note(deputy, { pupilIds: [zara.id], key }))).toEqual({ code: "not_found" });
  });

  it("is not for a child of another class", async () => {
    const { school, teacher } = await house();
    const other = await makePupil(school, {});
    expect(await refusal(note(teacher, { pupilIds: [other.id] }))).toEqual({ code: "not_found" });
  });
});

describe("own words", () => {
  it("wait until somebody who may lets them through; then the families are told", async () => {
    const { school, teacher, deputy, zara, mother } = await house();
    const key = uuid();
    expect(await note(teacher, { pupilIds: [zara.id], words: "She found a lost coat.", key })).toEqual({ count: 1, waits: true });
    expect(await told(school)).toEqual([]);
    expect(await listOwn(await contextFor(school, mother.id))).toEqual([]);
    expect((await listNotes(deputy)).map(({ state, words }) => [state, words])).toEqual([["waiting", "She found a lost coat."]]);
    await decideNote(deputy, { noteKey: key, yes: true });
    expect((await told(school)).length).toBe(2);
    expect(await refusal(decideNote(deputy, { noteKey: key, yes: false }))).toEqual({ code: "not_found" });
  });

  it("that were kept back tell nobody", async () => {
    const { school, teacher, deputy, zara, mother } = await house();
    const key = uuid();
    await note(teacher, { pupilIds: [zara.id], words: "She ran.", key });
    await decideNote(deputy, { noteKey: key, yes: false });
    expect(await told(school)).toEqual([]);
    expect(await listOwn(await contextFor(school, mother.id))).toEqual([]);
  });

  it("of somebody who may approve go out at once; letters that nobody explained do not", async () => {
    const { deputy, zara } = await house();
    expect(await note(deputy, { pupilIds: [zara.id], words: "She ran." })).toMatchObject({ waits: false });
    expect(await refusal(note(deputy, { pupilIds: [zara.id], words: "She met the XQZV team." }))).toEqual({ code: "invalid_input", words: "acronym:XQZV" });
  });
});

describe("what the family does with it", () => {
  it("opens it, which ends its message, and answers, which staff read and the other parent does not", async () => {
    const { school, teacher, zara, mother, father } = await house();
    await note(teacher, { pupilIds: [zara.id] });
    const [hers, his] = [await contextFor(school, mother.id), await contextFor(school, father.id)];
    const successId = (await listOwn(hers))[0]?.id ?? "";
    await openOwn(hers, { successId });
    await replyOwn(hers, { successId, answer: "thanks" });
    await replyOwn(hers, { successId, answer: "proud" });
    expect((await listOwn(hers))[0]?.answer).toBe("proud");
    expect((await listOwn(his))[0]?.answer).toBeNull();
    expect((await listNotes(teacher))[0]?.children[0]?.replies.map(({ answer }) => answer)).toEqual(["proud"]);
    const open = await dbFor(school.id).message.findMany({ where: { acknowledgedAt: null }, select: { adultId: true } });
    expect(open.map(({ adultId }) => adultId)).toEqual([father.id]);
  });

  it("finds nothing any more once it was taken back, by whoever noted it or may approve", async () => {
    const { school, teacher, zara, mother } = await house();
    await note(teacher, { pupilIds: [zara.id] });
    const hers = await contextFor(school, mother.id);
    const successId = (await listOwn(hers))[0]?.id ?? "";
    const colleague = await makeAdult(school, { posts: ["family_support"] });
    expect(await refusal(takeBack(await staffContext(school, colleague.id), { successId }))).toEqual({ code: "not_found" });
    await takeBack(teacher, { successId });
    expect(await refusal(openOwn(hers, { successId }))).toEqual({ code: "not_found" });
    expect(await told(school)).toEqual([]);
  });
});

describe("a photo", () => {
  it("is kept only with a yes for everybody in it, without what the camera wrote, and waits", async () => {
    const { school, teacher, zara, ola, mother, olas } = await house();
    const photo = await painting();
    expect(await refusal(note(teacher, { pupilIds: [zara.id], photo }))).toEqual({ code: "conflict", photo: "no_consent" });
    await sayToPhotos(school, { pupilId: zara.id, adultId: mother.id, only: ["family"] });
    expect(await note(teacher, { pupilIds: [zara.id], photo })).toMatchObject({ waits: true });
    // With Ola in it all their families see it: that is another use.
    expect(await refusal(note(teacher, { pupilIds: [zara.id], alsoInPhoto: [ola.id], photo }))).toEqual({ code: "conflict", photo: "no_consent" });
    await sayToPhotos(school, { pupilId: zara.id, adultId: mother.id, only: ["school"] });
    await sayToPhotos(school, { pupilId: ola.id, adultId: olas.id, only: ["school"] });
    expect(await note(teacher, { pupilIds: [zara.id], alsoInPhoto: [ola.id], photo })).toMatchObject({ waits: true });
    const kept = await dbFor(school.id).rewardPhoto.findFirstOrThrow();
    expect(Buffer.from(photo).includes("Camera 7")).toBe(true);
    expect(Buffer.from(kept.bytes).includes("Camera 7")).toBe(false);
    expect(await refusal(note(teacher, { pupilIds: [zara.id], photo: new Uint8Array([1, 2, 3]) }))).toEqual({ code: "invalid_input", photo: "not_a_photo" });
  });

  it("is gone everywhere in the moment in which one of them says no, and the words stay", async () => {
    const { school, teacher, deputy, zara, mother, father, kept } = await house();
    await sayToPhotos(school, { pupilId: zara.id, adultId: mother.id });
    const { successId } = await makeSuccess(school, { pupilId: zara.id, photo: true });
    const hers = await contextFor(school, mother.id);
    const look = (ctx: Parameters<typeof readPhoto>[0]) => refusal(readPhoto(ctx, { successId, version: "v1" }));
    expect(await look(hers)).toBe("done");
    expect(await look(teacher)).toBe("done");
    expect(await look(await contextFor(school, kept.id))).toEqual({ code: "not_found" });
    await sayToPhotos(school, { pupilId: zara.id, adultId: father.id, given: false });
    for (const ctx of [hers, teacher, deputy]) expect(await look(ctx)).toEqual({ code: "not_found" });
    expect((await listOwn(hers)).map(({ photo, sentence }) => [photo, sentence !== null])).toEqual([[null, true]]);
    expect((await listNotes(teacher))[0]).toMatchObject({ photo: null, hidden: true });
    // The control: it was his no. When he says yes it is back.
    await sayToPhotos(school, { pupilId: zara.id, adultId: father.id });
    expect(await look(hers)).toBe("done");
  });

  it("with another child in it is gone for everybody when that child's family says no", async () => {
    const { school, zara, ola, mother, olas } = await house();
    await sayToPhotos(school, { pupilId: zara.id, adultId: mother.id });
    await sayToPhotos(school, { pupilId: ola.id, adultId: olas.id });
    const { successId } = await makeSuccess(school, { pupilId: zara.id, photo: true, alsoInPhoto: [ola.id] });
    const hers = await contextFor(school, mother.id);
    expect((await listOwn(hers))[0]?.photo).not.toBeNull();
    await sayToPhotos(school, { pupilId: ola.id, adultId: olas.id, given: false, only: ["school"] });
    expect((await listOwn(hers))[0]?.photo).toBeNull();
    expect(await refusal(readPhoto(hers, { successId, version: "v1" }))).toEqual({ code: "not_found" });
  });

  it("is not let through when a yes has gone meanwhile, and an order about media alone hides it and leaves the words", async () => {
    const { school, teacher, deputy, zara, mother, father } = await house();
    await sayToPhotos(school, { pupilId: zara.id, adultId: mother.id });
    const key = uuid();
    await note(teacher, { pupilIds: [zara.id], photo: await painting(), key });
    await sayToPhotos(school, { pupilId: zara.id, adultId: mother.id, given: false });
    expect(await refusal(decideNote(deputy, { noteKey: key, yes: true }))).toEqual({ code: "conflict", photo: "no_consent" });
    await sayToPhotos(school, { pupilId: zara.id, adultId: mother.id });
    await decideNote(deputy, { noteKey: key, yes: true });
    const link = await dbFor(school.id).guardianLink.findFirstOrThrow({ where: { adultId: father.id } });
    const his = await contextFor(school, father.id);
    expect((await listOwn(his))[0]?.photo).not.toBeNull();
    await makeRestriction(school, link.id, ["media"]);
    expect((await listOwn(his)).map(({ photo }) => photo)).toEqual([null]);
  });
});

describe("a sentence of good news that is not clear", () => {
  it("lands in the workbench from the child's family alone, once", async () => {
    const { school, zara, ola, mother, kept, olas, deputy } = await house();
    const { successId } = await makeSuccess(school, { pupilId: zara.id, words: "She led the choir." });
    const another = await makeSuccess(school, { pupilId: ola.id, words: "Ola led the band." });
    const hers = await contextFor(school, mother.id, { locale: "ur" });
    const read = async () => (await openOwn(hers, { successId })).words?.sentences[0];
    const flag = { successId, segmentId: (await read())?.id ?? "", kind: "wrong" as const };
    for (const adult of [kept, olas]) {
      const theirs = await contextFor(school, adult.id, { locale: "ur" });
      for (const each of [successId, another.successId]) expect(await refusal(flagOwn(theirs, { ...flag, successId: each }))).toEqual({ code: "not_found" });
    }
    expect(await deputy.db.translationFlag.count()).toBe(0);
    expect([await flagOwn(hers, flag), await flagOwn(hers, flag)]).toEqual([{ created: true }, { created: false }]);
    expect(await read()).toMatchObject({ flagged: true });
    expect((await listQueue(deputy, { language: "ur", show: "flags" })).items).toMatchObject([{ segmentId: flag.segmentId, kind: "rewards.words", source: "She led the choir.", flags: 1 }]);
  });
});
