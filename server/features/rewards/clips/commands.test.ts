import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { answerConsent } from "@/server/features/people/photos/commands";
import { addDays } from "@/server/lib/clock";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeCelebration } from "@/server/testing/factories/celebrations";
import { drawFilm, plain } from "@/server/testing/films";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { sayToPhotos } from "@/server/testing/factories/rewards";

import { flagCelebration } from "../celebrations/commands";
import { getCelebration, getOwnCelebration } from "../celebrations/queries";
import { approveClip, forgetClips, putClip, removeClip, timeClip } from "./commands";
import { readCaptions, readClipPart, readPoster } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const refusal = (promise: Promise<unknown>) => promise.then(() => "done", (error: { code?: string }) => error.code);
const SECRET = "51.5074 N, 0.1278 W";

interface House { school: SchoolFacts; office: StaffCtx; celebrationId: string; ola: { id: string }; sam: { id: string }; ewa: PersonCtx; dariusz: PersonCtx; carer: PersonCtx; kept: PersonCtx; film: Uint8Array<ArrayBuffer> }

/** Two children who are celebrated: Ola's parents live apart; Sam has a carer, and an adult whom an order keeps from photos. */
async function house(): Promise<House> {
  const school = await makeSchool();
  const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  const [ola, sam] = [await makePupil(school, { givenName: "Ola", familyName: "Nowak" }), await makePupil(school, { givenName: "Sam", familyName: "Price" })];
  const [ewa, dariusz, carer, kept] = [await makeAdult(school), await makeAdult(school), await makeAdult(school), await makeAdult(school)];
  await linkGuardian(school, ewa.id, ola.id);
  await linkGuardian(school, dariusz.id, ola.id, { relation: "father" });
  await linkGuardian(school, carer.id, sam.id);
  await makeRestriction(school, (await linkGuardian(school, kept.id, sam.id, { relation: "father" })).id, ["media"]);
  const celebrationId = await makeCelebration(school, { pupilIds: [ola.id, sam.id], startsAt: addDays(TEST_NOW, -1) });
  const film = await drawFilm({ svgs: [plain("#0a544d"), plain("#ffc845")], secret: SECRET });
  const ctx = (id: string) => contextFor(school, id);
  return { school, office, celebrationId, ola, sam, ewa: await ctx(ewa.id), dariusz: await ctx(dariusz.id), carer: await ctx(carer.id), kept: await ctx(kept.id), film };
}

const agreed = async ({ school, ola, sam, ewa, carer }: House) => {
  await sayToPhotos(school, { pupilId: ola.id, adultId: ewa.actor.adultId, only: ["film"] });
  await sayToPhotos(school, { pupilId: sam.id, adultId: carer.actor.adultId, only: ["film"] });
};
const put = ({ office, celebrationId, ola, sam, film }: House, more: object = {}) => putClip(office, { celebrationId, film, words: "Well done, Ola. Well done, Sam.", pupilIds: [ola.id, sam.id], keep: "year", ...more });

describe("the film of a celebration", () => {
  it("is refused while one child in it has no consent for films, and says who; a dispute counts as no", async () => {
    const all = await house();
    const { school, office, celebrationId, ola, sam, dariusz, carer, ewa } = all;
    await sayToPhotos(school, { pupilId: ola.id, adultId: ewa.actor.adultId, only: ["family", "school", "public"] });
    await sayToPhotos(school, { pupilId: sam.id, adultId: carer.actor.adultId });
    await expect(put(all)).rejects.toMatchObject({ code: "conflict", fields: { film: "no_consent", who: JSON.stringify(["Ola Nowak"]) } });
    await sayToPhotos(school, { pupilId: ola.id, adultId: ewa.actor.adultId, only: ["film"] });
    await sayToPhotos(school, { pupilId: ola.id, adultId: dariusz.actor.adultId, given: false, only: ["film"] });
    expect(await refusal(put(all))).toBe("conflict");
    expect(await office.db.celebrationClip.count()).toBe(0);
    await answerConsent(dariusz, { pupilId: ola.id, use: "film", given: true });
    expect(await put(all)).toEqual({ told: 3, waits: false });
    // Told once: a better film of the same celebration is no news.
    expect(await put(all)).toEqual({ told: 0, waits: false });
    expect((await getCelebration(office, { celebrationId })).clip?.lacking).toEqual([]);
  });

  it("is for the families of the children in it alone, without what the camera wrote, in parts and whole", async () => {
    const all = await house();
    const { school, office, celebrationId, ola, ewa, dariusz, carer, kept, film } = all;
    await agreed(all);
    expect(Buffer.from(film).includes(SECRET)).toBe(true);
    await put(all, { pupilIds: [ola.id], poster: new Uint8Array(await (await import("sharp")).default(Buffer.from(plain("#0a544d"))).png().toBuffer()) });
    const clip = (await getOwnCelebration(ewa, { celebrationId })).clip;
    const version = clip?.hash ?? "";
    const whole = await readClipPart(dariusz, { celebrationId, version, range: null });
    expect(Buffer.from(whole.bytes).includes(SECRET)).toBe(false);
    expect(whole.bytes.length).toBe(clip?.size);
    const part = await readClipPart(ewa, { celebrationId, version, range: "bytes=10-19" });
    expect(part.part).toEqual({ from: 10, to: 19 });
    expect(Buffer.from(part.bytes)).toEqual(Buffer.from(whole.bytes.subarray(10, 20)));
    expect((await readPoster(ewa, { celebrationId, version })).bytes.length).toBeGreaterThan(100);
    expect((await readCaptions(ewa, { celebrationId })).captions).toMatch(/^WEBVTT\n\n00:00:00\.000 --> [\d:.]+\nWell done, Ola\.\n\n/);
    // Sam is celebrated there too, but is not in it: his carer has the celebration and not the film.
    expect((await getOwnCelebration(carer, { celebrationId })).clip).toBeNull();
    for (const nobody of [carer, kept]) {
      expect(await refusal(readClipPart(nobody, { celebrationId, version, range: null }))).toBe("not_found");
      expect(await refusal(readPoster(nobody, { celebrationId, version }))).toBe("not_found");
      expect(await refusal(readCaptions(nobody, { celebrationId }))).toBe("not_found");
    }
    expect(await refusal(readClipPart(ewa, { celebrationId, version: "other", range: null }))).toBe("not_found");
    expect(await office.db.message.count({ where: { schoolId: school.id, kind: "celebration_clip" } })).toBe(2);
  });

  it("is kept from an adult whom an order keeps from photos, though their child is in it", async () => {
    const all = await house();
    const { celebrationId, carer, kept } = all;
    await agreed(all);
    await put(all);
    expect((await getOwnCelebration(carer, { celebrationId })).clip).not.toBeNull();
    expect((await getOwnCelebration(kept, { celebrationId })).clip).toBeNull();
  });

  it("is withheld from everybody in the moment in which one consent is taken back, and there again when it is given", async () => {
    const all = await house();
    const { office, celebrationId, ola, ewa, carer } = all;
    await agreed(all);
    await put(all);
    const version = (await getOwnCelebration(carer, { celebrationId })).clip?.hash ?? "";
    await answerConsent(ewa, { pupilId: ola.id, use: "film", given: false });
    for (const ctx of [ewa, carer, office]) expect(await refusal(readClipPart(ctx, { celebrationId, version, range: "bytes=0-9" }))).toBe("not_found");
    expect((await getOwnCelebration(carer, { celebrationId })).clip).toBeNull();
    expect((await getCelebration(office, { celebrationId })).clip?.lacking).toEqual(["Ola Nowak"]);
    await answerConsent(ewa, { pupilId: ola.id, use: "film", given: true });
    for (const ctx of [ewa, carer, office]) expect(await refusal(readClipPart(ctx, { celebrationId, version, range: "bytes=0-9" }))).toBe("done");
  });

  it("names only children who are celebrated there, and only once families are invited", async () => {
    const all = await house();
    await agreed(all);
    const stranger = await makePupil(all.school);
    expect(await refusal(put(all, { pupilIds: [all.ola.id, stranger.id] }))).toBe("not_found");
    expect(await refusal(put(all, { celebrationId: await makeCelebration(all.school, { pupilIds: [all.ola.id, all.sam.id], state: "draft" }) }))).toBe("conflict");
    await expect(put(all, { film: new TextEncoder().encode("no film") })).rejects.toMatchObject({ code: "invalid_input", fields: { film: "not_a_film" } });
    await expect(put(all, { words: "Well done from the XQZV team." })).rejects.toMatchObject({ code: "invalid_input", fields: { words: expect.stringContaining("XQZV") } });
  });

  it("ends with its last day, for its readers at once and in the database by night; and with a child who is deleted", async () => {
    const all = await house();
    const { school, office, celebrationId, ewa, ola } = all;
    await agreed(all);
    await put(all, { keep: "weeks4" });
    const later = addDays(TEST_NOW, 29);
    expect((await getOwnCelebration({ ...ewa, now: later }, { celebrationId })).clip).toBeNull();
    expect(await forgetClips({ db: office.db, school, now: addDays(TEST_NOW, 27) } as Parameters<typeof forgetClips>[0])).toBe(0);
    expect(await forgetClips({ db: office.db, school, now: later } as Parameters<typeof forgetClips>[0])).toBe(1);
    expect(await office.db.celebrationClip.count()).toBe(0);
    await put(all);
    await removeClip(office, { celebrationId });
    expect(await refusal(removeClip(office, { celebrationId }))).toBe("not_found");
    await put(all);
    await office.db.pupil.delete({ where: { id: ola.id } });
    expect(await office.db.celebrationClip.count()).toBe(0);
  });

  it("waits for a colleague when a teacher puts it: no family finds it, nobody is told; let through, each is told once", async () => {
    const all = await house();
    const { school, office, celebrationId, ola, sam, ewa } = all;
    await agreed(all);
    const teacherId = (await makeAdult(school, { posts: ["teacher"] })).id;
    const group = await makeClass(school, { teacherIds: [teacherId] });
    for (const pupilId of [ola.id, sam.id]) await office.db.enrolment.create({ data: { schoolId: school.id, pupilId, classGroupId: group.id } });
    const teacher = await staffContext(school, teacherId);
    expect(await put({ ...all, office: teacher })).toEqual({ told: 0, waits: true });
    const messages = () => office.db.message.count({ where: { kind: "celebration_clip" } });
    const seen = await getCelebration(teacher, { celebrationId });
    const version = seen.clip?.hash ?? "";
    expect([seen.clip?.waits, seen.decides, await messages()]).toEqual([true, false, 0]);
    expect((await getOwnCelebration(ewa, { celebrationId })).clip).toBeNull();
    for (const nobody of [ewa]) for (const asked of [readClipPart(nobody, { celebrationId, version, range: null }), readCaptions(nobody, { celebrationId })]) expect(await refusal(asked)).toBe("not_found");
    // Staff look at it while it waits; another film may take its place.
    expect(await refusal(readClipPart(office, { celebrationId, version, range: null }))).toBe("done");
    expect(await put({ ...all, office: teacher })).toEqual({ told: 0, waits: true });
    // What was looked at is let through, and nothing else.
    expect(await refusal(approveClip(office, { celebrationId, version: "another" }))).toBe("conflict");
    await answerConsent(ewa, { pupilId: ola.id, use: "film", given: false });
    await expect(approveClip(office, { celebrationId, version })).rejects.toMatchObject({ code: "conflict", fields: { film: "no_consent", who: JSON.stringify(["Ola Nowak"]) } });
    await answerConsent(ewa, { pupilId: ola.id, use: "film", given: true });
    expect(await approveClip(office, { celebrationId, version })).toEqual({ told: 3 });
    expect(await refusal(approveClip(office, { celebrationId, version }))).toBe("conflict");
    expect((await getOwnCelebration(ewa, { celebrationId })).clip?.hash).toBe(version);
    expect(await messages()).toBe(3);
    // A film that families watch is not a teacher's to replace.
    await expect(put({ ...all, office: teacher })).rejects.toMatchObject({ code: "conflict", fields: { film: "shown" } });
  });

  it("has its sentences timed by whoever may: kept to the thousandth, shown in every language, refused with the number of the sentence", async () => {
    const all = await house();
    const { office, school, celebrationId, ewa } = all;
    await agreed(all);
    await put(all);
    const version = (await getCelebration(office, { celebrationId })).clip?.hash ?? "";
    const usual = (await getCelebration(office, { celebrationId })).clip?.cues ?? [];
    expect(usual.map(({ sentence }) => sentence)).toEqual(["Well done, Ola.", "Well done, Sam."]);
    const seconds = (await getCelebration(office, { celebrationId })).clip?.seconds ?? 0;
    expect([usual[0]?.from, usual.at(-1)?.until]).toEqual([0, seconds]);
    const time = (cues: [number, number][], more: object = {}) => timeClip(office, { celebrationId, version, cues: cues.map(([from, until]) => ({ from, until })), ...more });
    await expect(time([[0, 1], [0.5, 1.5]])).rejects.toMatchObject({ code: "invalid_input", fields: { cues: "2:overlap" } });
    await expect(time([[1, 1], [1, 1.5]])).rejects.toMatchObject({ fields: { cues: "1:order" } });
    await expect(time([[0, 1], [1, 99]])).rejects.toMatchObject({ fields: { cues: "2:outside" } });
    expect(await refusal(time([[0, 1]]))).toBe("conflict");
    expect(await refusal(time([[0, 1], [1, 2]], { version: "another" }))).toBe("conflict");
    await time([[0.2, 0.5], [0.6, 0.95]]);
    expect((await readCaptions(ewa, { celebrationId })).captions).toBe("WEBVTT\n\n00:00:00.200 --> 00:00:00.500\nWell done, Ola.\n\n00:00:00.600 --> 00:00:00.950\nWell done, Sam.\n");
    const { segments } = await office.db.text.findFirstOrThrow({ where: { kind: "rewards.words" }, select: { segments: { orderBy: { position: "asc" } } } });
    for (const { id, hash, body } of segments) await office.db.translation.create({ data: { schoolId: school.id, segmentId: id, language: "pl", body: `Brawo! ${body.slice(11)}`, sourceHash: hash, origin: "person", status: "approved" } });
    const polish = await readCaptions({ ...ewa, locale: "pl" }, { celebrationId });
    expect(polish).toEqual({ language: "pl", captions: "WEBVTT\n\n00:00:00.200 --> 00:00:00.500\nBrawo! Ola.\n\n00:00:00.600 --> 00:00:00.950\nBrawo! Sam.\n" });
    // A film that families watch is timed by those who may let it through.
    const teacher = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
    expect(await refusal(timeClip(teacher, { celebrationId, version, cues: [{ from: 0, until: 1 }, { from: 1, until: 2 }] }))).not.toBe("done");
  });
});

describe("a sentence of a film that is not clear", () => {
  it("is told by those who may watch it, and by nobody while one child in it has no consent", async () => {
    const all = await house();
    await agreed(all);
    await put(all);
    const { celebrationId, ewa, kept, sam, carer, office, school } = all;
    const [sentence] = (await getOwnCelebration({ ...ewa, locale: "ur" }, { celebrationId })).clip?.words?.sentences ?? [];
    const flag = (ctx: PersonCtx, kind: "unclear" | "wrong") => flagCelebration({ ...ctx, locale: "ur" }, { celebrationId, segmentId: sentence?.id ?? "", kind });
    expect(await flag(ewa, "unclear")).toEqual({ created: true });
    expect(await refusal(flag(kept, "unclear"))).toBe("not_found");
    await sayToPhotos(school, { pupilId: sam.id, adultId: carer.actor.adultId, given: false, only: ["film"] });
    expect(await refusal(flag(ewa, "wrong"))).toBe("not_found");
    expect(await office.db.translationFlag.count()).toBe(1);
  });
});
