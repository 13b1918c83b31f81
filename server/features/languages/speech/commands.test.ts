import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { PersonCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { audioSeconds, sniffAudio } from "@/server/lib/speech/media";
import { closeSpeechThread } from "@/server/lib/speech/thread";
import { contextFor, contextOf, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "@/server/testing/factories/people";
import { makeTone } from "@/server/testing/factories/speech";

import { decideRecording, hearNote, hearOpen, hearPage, hearPagePart, keepOnly, keepVoiceNote, makeSound, recordFixed, transcribeNote } from "./commands";
import { jobs, speakPages } from "./jobs";
import { describeVoices, hearRecording, listNotes, listRecordings, listWanted } from "./queries";
import { audioKey, fixedSentences, languagesByNeed, sentenceHash, type SpokenSentence, spokenSentences } from "./rules";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);
afterAll(closeSpeechThread);

const sentence = (text: string, language = "en", more: Partial<SpokenSentence> = {}): SpokenSentence => ({ text, language, named: false, plain: null, ...more });
const subject = "019f0000-0000-7000-8000-00000000abcd";

async function office() {
  const school = await makeSchool();
  const visitor = contextOf(school);
  const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
  const hodan = await contextFor(school, (await makeAdult(school, { givenName: "Hodan" })).id, { locale: "so" });
  return { school, visitor, head, hodan, db: visitor.db };
}

/** The hash and the words of the first Somali sentence that nobody has recorded. */
async function firstWanted(ctx: PersonCtx) {
  const [first] = await listWanted(ctx, { language: "so" });
  if (!first) throw new Error("nothing is wanted");
  return first;
}

describe("the sound of a sentence", () => {
  it("is made once, whoever asks and however often at once, and is the same bytes after", async () => {
    const { visitor, db } = await office();
    const sounds = await Promise.all([1, 2, 3].map(() => makeSound(visitor, null, sentence("You are welcome here."))));
    const again = await makeSound(visitor, null, sentence("  You are\u2069 welcome  here. "));
    expect(await db.speechAudio.count()).toBe(1);
    expect(new Set([...sounds, again].map((sound) => Buffer.from(sound?.audio ?? []).toString("base64"))).size).toBe(1);
    expect(sniffAudio(Buffer.from(again?.audio ?? []))).toBe("audio/mpeg");
    expect(audioSeconds(Buffer.from(again?.audio ?? []))).toBeGreaterThan(0.8);
    expect(await db.speechAudio.findFirst()).toMatchObject({ engine: "espeak", voice: "en-gb", speed: 145, subjectId: null, text: null });
  });

  it("from a voice service leaves a line of how much left the school, never of what, whatever came of it", async () => {
    const { visitor, db } = await office();
    const spoken = await makeSound(visitor, null, sentence("Read with your child."));
    expect(await db.translationCall.count()).toBe(0); // espeak-ng is no service: nothing leaves the house
    let status = 200;
    const server = createServer((req, res) => req.resume().on("end", () => res.writeHead(status, { "content-type": "audio/mpeg" }).end(Buffer.from(spoken?.audio ?? [])))).listen(0, "127.0.0.1");
    await new Promise((open) => server.once("listening", open));
    Object.assign(process.env, { SPEECH_SERVICE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, SPEECH_SERVICE_VOICES: "so=hodan", SPEECH_SERVICE_MODEL: "voice-1" });
    try {
      await makeSound(visitor, null, sentence("Waad soo dhowdahay.", "so"));
      status = 500;
      await expect(makeSound(visitor, null, sentence("Mahadsanid.", "so"))).rejects.toMatchObject({ code: "unavailable" });
    } finally {
      for (const name of Object.keys(process.env)) if (name.startsWith("SPEECH_SERVICE_")) delete process.env[name];
      server.close();
    }
    const calls = await db.translationCall.findMany({ orderBy: { characters: "desc" } });
    expect(calls).toMatchObject([
      { engine: "voice-1", purpose: "voice", fromLanguage: "so", sentences: 1, characters: 19, outcome: "done" },
      { engine: "voice-1", purpose: "voice", fromLanguage: "so", sentences: 1, characters: 11, outcome: "refused" },
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/dhow|Mahad/);
  });

  it("of a name belongs to its subject and to nobody else, the same words for two children twice", async () => {
    const { visitor, db } = await office();
    const other = "019f0000-0000-7000-8000-00000000abce";
    const named = sentence("Zara reads.", "en", { named: true });
    await makeSound(visitor, subject, named);
    expect((await describeVoices(db, subject, [{ id: "a", heading: false, sentences: [named] }]))[0]?.sentences[0]).toMatchObject({ voice: "espeak", openKey: null });
    await makeSound(visitor, other, named);
    expect(await db.speechAudio.count()).toBe(2);
    await expect(makeSound(visitor, null, named)).rejects.toThrow("belongs to somebody");
    const key = (await db.speechAudio.findFirst())?.key ?? "";
    await expect(hearOpen(visitor, { id: key })).rejects.toThrow(new AppError("not_found"));
    await expect(hearOpen(visitor, { id: sentenceHash("en", "Zara reads.") })).rejects.toThrow(new AppError("not_found"));
  });

  it("is never English for a language without a voice", async () => {
    const { visitor, db } = await office();
    for (const language of ["so", "ps", "ckb", "ti"]) expect(await makeSound(visitor, null, sentence("Soo dhowow.", language))).toBeNull();
    const { blocks } = await hearPage({ ...visitor, locale: "so" }, { page: "home" });
    expect(blocks.flatMap((block) => block.sentences.map((each) => each.voice)).filter((voice) => voice !== null)).toEqual([]);
    expect(blocks.every((block) => !block.joined)).toBe(true);
    await expect(hearPagePart({ ...visitor, locale: "so" }, { page: "home", block: 0 })).rejects.toThrow(new AppError("not_found"));
    expect(await db.speechAudio.count()).toBe(0);
    // The control: the same page in a language that has one.
    const polish = await hearPage({ ...visitor, locale: "pl" }, { page: "home" });
    expect(polish.blocks.flatMap((block) => block.sentences.map((each) => each.voice)).every((voice) => voice === "espeak")).toBe(true);
  });

  it("goes with its words: what stands no more is forgotten, what stands is kept", async () => {
    const { visitor, db } = await office();
    const words = ["Zara reads.", "Zara sings."].map((text) => sentence(text, "en", { named: true }));
    for (const each of words) await makeSound(visitor, subject, each);
    await makeSound(visitor, null, sentence("Subjects"));
    await keepOnly(db, subject, words.slice(0, 1));
    expect((await db.speechAudio.findMany({ orderBy: { createdAt: "asc" } })).map((row) => row.sentence).sort()).toEqual([sentenceHash("en", "Zara reads."), sentenceHash("en", "Subjects")].sort());
    await keepOnly(db, subject, []);
    expect(await db.speechAudio.count()).toBe(1);
  });

  it("is another school's own", async () => {
    const [here, there] = [await office(), await office()];
    await makeSound(here.visitor, null, sentence("Subjects"));
    const key = (await here.db.speechAudio.findFirst())?.key ?? "";
    expect((await hearOpen(here.visitor, { id: key })).lasting).toBe(true);
    await expect(hearOpen(there.visitor, { id: key })).rejects.toThrow(new AppError("not_found"));
  });
});

describe("a page that can be heard", () => {
  it("is heard sentence by sentence and block by block; by its key a sound is for ever", async () => {
    const { visitor } = await office();
    const before = await hearPage(visitor, { page: "policy" });
    const first = before.blocks[0];
    expect(first?.sentences[0]).toMatchObject({ text: "What we promise", voice: "espeak", openKey: null });
    expect((await hearOpen(visitor, { id: first?.sentences[0]?.hash ?? "" })).lasting).toBe(false);
    const joined = await hearPagePart(visitor, { page: "policy", block: 0 });
    const after = await hearPage(visitor, { page: "policy" });
    const parts = await Promise.all((after.blocks[0]?.sentences ?? []).map((each) => hearOpen(visitor, { id: each.openKey ?? "" })));
    expect(parts.every((part) => part.lasting)).toBe(true);
    expect(Buffer.concat(parts.map((part) => Buffer.from(part.audio))).equals(Buffer.from(joined.audio))).toBe(true);
    await expect(hearPagePart(visitor, { page: "policy", block: 99 })).rejects.toThrow(new AppError("not_found"));
  });

  it("is spoken at night, once, and not while people wait for the machine", async () => {
    const { visitor, school, db } = await office();
    const at = (hour: string) => ({ db, school, now: new Date(`2026-11-24T${hour}:23:00Z`) });
    await jobs["languages.speakPages"]?.(at("09"), {});
    expect(await db.speechAudio.count()).toBe(0);
    const stopped = new AbortController();
    stopped.abort();
    expect(await speakPages({ ...at("02"), signal: stopped.signal })).toBe(0);
    expect((await hearPage({ ...visitor, locale: "ur" }, { page: "home" })).blocks[0]?.sentences[0]?.voice).toBe("espeak");
  });
});

describe("a recorded voice", () => {
  it("is heard by families once a colleague has let it through, before any computer's", async () => {
    const { hodan, head, visitor, db } = await office();
    const { hash, text } = await firstWanted(hodan);
    const { recordingId } = await recordFixed(hodan, { language: "so", sentence: hash, audio: makeTone(1) });
    expect(await db.speechAudio.findFirst()).toMatchObject({ engine: "recorded", type: "audio/mpeg", text, recordedById: hodan.actor.adultId, approvedAt: null });
    expect((await firstWanted(hodan)).hash).not.toBe(hash);
    await expect(hearOpen(visitor, { id: hash })).rejects.toThrow(new AppError("not_found"));
    expect(await listRecordings(head)).toMatchObject([{ id: recordingId, text, recordedBy: expect.stringContaining("Hodan"), mine: false }]);
    expect(sniffAudio(Buffer.from((await hearRecording(head, { recordingId })).audio))).toBe("audio/mpeg");
    await decideRecording(head, { recordingId }, "approve");
    expect((await hearOpen(visitor, { id: hash })).type).toBe("audio/mpeg");
    const heard = (await hearPage({ ...visitor, locale: "so" }, { page: "home" })).blocks[0]?.sentences[0];
    expect(heard).toMatchObject({ voice: "recorded", openKey: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await db.auditEntry.findMany({ orderBy: { seq: "asc" } })).map((line) => line.action)).toEqual(["languages.record", "languages.approveRecording"]);
    await expect(decideRecording(head, { recordingId }, "refuse")).rejects.toThrow(new AppError("not_found"));
  });

  it("of \"your child\" speaks for every child, in the report of each", async () => {
    const { head, db, visitor } = await office();
    const staff = await staffContext(visitor.school, (await makeAdult(visitor.school, { posts: ["office"] })).id);
    const urdu = [...fixedSentences("ur", visitor.school)][0];
    const { recordingId } = await recordFixed(staff, { language: "ur", sentence: urdu?.[0] ?? "", audio: makeTone(1) });
    await decideRecording(head, { recordingId }, "approve");
    const named = sentence("زارا", "ur", { named: true, plain: urdu?.[1].text ?? "" });
    expect((await describeVoices(db, subject, [{ id: "a", heading: false, sentences: [named] }]))[0]?.sentences[0]).toMatchObject({ voice: "recorded" });
  });

  it("is refused when it is no sound, too long, for no sentence of ours, or decided on by the one who read it", async () => {
    const { hodan, head, visitor, db } = await office();
    const { hash } = await firstWanted(hodan);
    const record = (audio: Uint8Array<ArrayBuffer>, change: object = {}) => recordFixed(hodan, { language: "so", sentence: hash, audio, ...change });
    await expect(record(new TextEncoder().encode("<script>alert(1)</script>") as Uint8Array<ArrayBuffer>)).rejects.toMatchObject({ code: "invalid_input", fields: { voice: "no_sound" } });
    await expect(record(makeTone(40, 8_000))).rejects.toMatchObject({ code: "too_large", fields: { voice: "too_long" } });
    await expect(record(new Uint8Array(1_600_000))).rejects.toMatchObject({ code: "too_large" });
    await expect(record(makeTone(1), { sentence: sentenceHash("so", "Words of my own") })).rejects.toThrow(new AppError("not_found"));
    await expect(record(makeTone(1), { language: "en" })).rejects.toThrow(new AppError("not_found"));
    expect(await db.speechAudio.count()).toBe(0);
    const own = await recordFixed(head, { language: "so", sentence: hash, audio: makeTone(1) });
    await expect(decideRecording(head, own, "approve")).rejects.toThrow(new AppError("not_found"));
    const deputy = await staffContext(visitor.school, (await makeAdult(visitor.school, { posts: ["deputy_head"] })).id);
    await decideRecording(deputy, own, "refuse");
    expect(await db.speechAudio.count()).toBe(0);
  });
});

describe("a voice note", () => {
  async function spoken() {
    const { school, head, hodan, db } = await office();
    const teacher = await makeAdult(school, { posts: ["teacher"] });
    const group = await makeClass(school, { teacherIds: [teacher.id] });
    const pupil = await makePupil(school, { classGroupId: group.id });
    await linkGuardian(school, hodan.actor.adultId, pupil.id);
    const { noteId } = await db.$transaction((tx) => keepVoiceNote(tx, hodan, { subjectId: subject, pupilId: pupil.id, audio: makeTone(2) }));
    const elsewhere = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
    const parent = await contextFor(school, (await makeAdult(school)).id);
    return { school, head, hodan, db, noteId, pupil, teacher: await staffContext(school, teacher.id), elsewhere, parent };
  }

  it("is heard by who said it and by staff of the child, and every hearing of theirs is written down", async () => {
    const { db, noteId, hodan, teacher, head, elsewhere, parent, pupil } = await spoken();
    expect((await hearNote(hodan, { noteId })).type).toBe("audio/wav");
    expect(await db.auditEntry.count()).toBe(0);
    for (const ctx of [teacher, head]) expect((await hearNote(ctx, { noteId })).audio.length).toBeGreaterThan(1000);
    expect(await db.auditEntry.findMany({ select: { action: true, pupilId: true } })).toEqual([1, 2].map(() => ({ action: "languages.hearNote", pupilId: pupil.id })));
    for (const ctx of [elsewhere, parent]) await expect(hearNote(ctx, { noteId })).rejects.toThrow(new AppError("not_found"));
    expect(await listNotes(elsewhere, { subjectIds: [subject] })).toEqual([]);
    expect(await listNotes(teacher, { subjectIds: [subject] })).toMatchObject([{ id: noteId, from: expect.stringContaining("Hodan"), language: "so", transcript: null }]);
  });

  it("gets a transcript that is a text like any other, and a better one in its place", async () => {
    const { db, noteId, teacher, elsewhere } = await spoken();
    await expect(transcribeNote(elsewhere, { noteId, body: "No." })).rejects.toThrow(new AppError("not_found"));
    await transcribeNote(teacher, { noteId, body: "She asks about reading." });
    await transcribeNote(teacher, { noteId, body: "She asks about reading at home." });
    expect(await db.text.findMany({ select: { kind: true } })).toEqual([{ kind: "languages.transcript" }]);
    expect((await listNotes(teacher, { subjectIds: [subject] }))[0]?.transcript).toBe("She asks about reading at home.");
  });

  it("is gone when the adult is", async () => {
    const { db, hodan } = await spoken();
    await withOwner(async (owner) => {
      await owner.query("DELETE FROM guardian_link");
      await owner.query("DELETE FROM session");
      await owner.query("DELETE FROM adult WHERE id = $1", [hodan.actor.adultId]);
    });
    expect(await db.voiceNote.count()).toBe(0);
  });
});

describe("what is to be heard", () => {
  it("is told apart by hearing: language, voice, release and speed make another sound, space and marks do not", () => {
    const base = { language: "ur", engine: "espeak", voice: "ur", version: "1.51", speed: 145, text: "زارا" };
    for (const change of [{ language: "ar" }, { voice: "x" }, { version: "1.52" }, { speed: 100 }, { engine: "service" }, { text: "زارا۔" }]) expect(audioKey({ ...base, ...change })).not.toBe(audioKey(base));
    expect(audioKey({ ...base, text: " \u2068زارا\u2069" })).toBe(audioKey(base));
  });

  it("is split into sentences with those that name somebody marked, beside the same without the name", () => {
    expect(spokenSentences("\u2068Zara\u2069 reads. Well done!", "en", { plain: "\u2068your child\u2069 reads. Well done!" })).toEqual([
      { text: "\u2068Zara\u2069 reads.", language: "en", named: true, plain: "Your child reads." },
      { text: "Well done!", language: "en", named: false, plain: "Well done!" },
    ]);
    expect(languagesByNeed()[0]?.tag).toBe("so");
  });
});
