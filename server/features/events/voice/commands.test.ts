import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listQueue } from "@/server/features/languages/workbench/queries";
import { NOTE_BYTES } from "@/server/features/languages/speech/schema";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { createCaller } from "@/server/root";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeBooking, makeEvent, visitorContext } from "@/server/testing/factories/events";
import { withOwner } from "@/server/testing/factories/owner";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";
import { makeTone } from "@/server/testing/factories/speech";

import { cancelPlace, giveFeedback } from "../booking/commands";
import { openPlace } from "../booking/queries";
import { forgetGuests } from "../jobs";
import { listGuests } from "../staff/queries";
import { hearVoice, sayWords, writeDown } from "./commands";
import { hearOwnVoice } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
const db = () => dbFor(school.id);
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
});

const office = async () => staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
const voices = () => db().eventVoice.findMany({ orderBy: { part: "asc" }, select: { id: true, bookingId: true, part: true, language: true, type: true, transcriptId: true } });

/** A family of Somali speakers with a place, on Urdu pages, that has said something. */
async function spoken() {
  const event = await makeEvent(school);
  const booking = await makeBooking(school, event.sessionId, { locale: "ur", speaks: "so" });
  await sayWords(visitorContext(school), { key: booking.key, audio: makeTone(1) });
  const [voice] = await voices();
  return { ...event, ...booking, voiceId: voice?.id ?? "" };
}

describe("what a visitor says", () => {
  it("is kept under its place in the language that it speaks, one recording a box: the last one counts", async () => {
    const { key, bookingId, startsAt } = await spoken();
    expect(await voices()).toMatchObject([{ bookingId, part: "words", language: "so", type: "audio/wav", transcriptId: null }]);
    const longer = makeTone(2);
    await sayWords(visitorContext(school), { key, audio: longer });
    expect(await voices()).toHaveLength(1);
    const own = await hearOwnVoice(visitorContext(school), { key, part: "words" });
    expect(Buffer.from(own.audio).equals(Buffer.from(longer))).toBe(true);
    await giveFeedback(visitorContext(school, { now: addDays(startsAt, 1) }), { key, rating: 2, words: "", audio: makeTone(1) });
    // Answering again in writing alone takes nothing away that was said.
    await giveFeedback(visitorContext(school, { now: addDays(startsAt, 1) }), { key, rating: 3, words: "Good" });
    expect((await voices()).map(({ part }) => part)).toEqual(["words", "feedback"]);
    expect((await openPlace(visitorContext(school), { key })).said.sort()).toEqual(["feedback", "words"]);
  });

  it("twice at once is one recording", async () => {
    const { key } = await spoken();
    const sent = await Promise.allSettled(Array.from({ length: 4 }, () => sayWords(visitorContext(school), { key, audio: makeTone(1) })));
    expect(sent.map(({ status }) => status)).toEqual(Array(4).fill("fulfilled"));
    expect(await voices()).toHaveLength(1);
  });

  it("is refused when it is no sound, too long, too large, or too often; and nothing of it is kept", async () => {
    const { sessionId, startsAt } = await makeEvent(school);
    const { key } = await makeBooking(school, sessionId);
    const say = (audio: Uint8Array) => sayWords(visitorContext(school), { key, audio });
    await expect(say(new TextEncoder().encode("<script>alert(1)</script>"))).rejects.toMatchObject({ code: "invalid_input", fields: { voice: "no_sound" } });
    await expect(say(makeTone(190, 8_000))).rejects.toMatchObject({ code: "too_large", fields: { voice: "too_long" } });
    await expect(say(new Uint8Array(NOTE_BYTES + 1))).rejects.toMatchObject({ code: "too_large", fields: { voice: "too_large" } });
    await expect(giveFeedback(visitorContext(school, { now: addDays(startsAt, 1) }), { key, rating: 3, words: "Kept?", audio: new Uint8Array(9) })).rejects.toMatchObject({ code: "invalid_input" });
    expect([await voices(), (await db().eventBooking.findFirstOrThrow()).rating, await db().text.count({ where: { kind: "events.said" } })]).toEqual([[], null, 0]);
    // Three are counted for the place in this hour; ten an hour are enough, whoever sends them.
    for (let nth = 0; nth < 7; nth += 1) await say(makeTone(1));
    await expect(say(makeTone(1))).rejects.toMatchObject({ code: "rate_limited" });
    const { key: other } = await makeBooking(school, sessionId);
    await sayWords(visitorContext(school), { key: other, audio: makeTone(1) });
    expect(await voices()).toHaveLength(2);
  });

  it("from one network for many places is bounded too", async () => {
    const { sessionId } = await makeEvent(school, { sessions: [{ capacity: 100, inDays: 14 }] });
    const keys: string[] = [];
    for (let nth = 0; nth < 4; nth += 1) keys.push((await makeBooking(school, sessionId)).key);
    const answers: string[] = [];
    for (let nth = 0; nth < 32; nth += 1) answers.push(await sayWords(visitorContext(school, { client: "one" }), { key: keys[nth % 4] ?? "", audio: makeTone(1) }).then(() => "kept", (error: { code: string }) => error.code));
    expect(answers.filter((answer) => answer === "kept")).toHaveLength(30);
    expect(answers.slice(30)).toEqual(["rate_limited", "rate_limited"]);
  });

  it("needs a place that is still to come: none that was given back, none once the event has begun", async () => {
    const { key, startsAt } = await spoken();
    await expect(sayWords(visitorContext(school, { now: addMinutes(startsAt, 1) }), { key, audio: makeTone(1) })).rejects.toMatchObject({ code: "conflict" });
    await cancelPlace(visitorContext(school), { key });
    await expect(sayWords(visitorContext(school), { key, audio: makeTone(1) })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is heard by its key and by those who run the event, each hearing of theirs written down; by no other key, school or role", async () => {
    const { key, voiceId, bookingId } = await spoken();
    const staff = await office();
    expect((await hearVoice(staff, { voiceId })).type).toBe("audio/wav");
    expect(await db().auditEntry.findMany({ where: { action: "events.hearVoice" }, select: { actorId: true, subjectId: true } })).toEqual([{ actorId: staff.actor.adultId, subjectId: bookingId }]);
    const nobody = { code: "not_found" };
    const wrong = key.replace(/./, (sign) => (sign === "a" ? "b" : "a"));
    const elsewhere = await makeSchool();
    const foreign = await staffContext(elsewhere, (await makeAdult(elsewhere, { posts: ["office"] })).id);
    await expect(hearOwnVoice(visitorContext(school), { key: wrong, part: "words" })).rejects.toMatchObject(nobody);
    await expect(hearOwnVoice(visitorContext(school), { key, part: "feedback" })).rejects.toMatchObject(nobody);
    await expect(hearOwnVoice(visitorContext(elsewhere), { key, part: "words" })).rejects.toMatchObject(nobody);
    await expect(sayWords(visitorContext(elsewhere), { key, audio: makeTone(1) })).rejects.toMatchObject(nobody);
    await expect(sayWords(visitorContext(school), { key: wrong, audio: makeTone(1) })).rejects.toMatchObject(nobody);
    await expect(hearVoice(foreign, { voiceId })).rejects.toMatchObject(nobody);
    await expect(writeDown(foreign, { voiceId, language: "en", words: "Mine" })).rejects.toMatchObject(nobody);
    // A parent and a visitor are refused by the procedure itself.
    const parent = await contextFor(school, (await makeAdult(school)).id, { secondFactor: false });
    for (const caller of [createCaller(parent), createCaller(visitorContext(school))]) {
      await expect(caller.events.voice.hear({ voiceId })).rejects.toMatchObject({ code: expect.stringMatching(/^(FORBIDDEN|UNAUTHORIZED|NOT_FOUND)$/) });
      await expect(caller.events.voice.writeDown({ voiceId, language: "en", words: "Mine" })).rejects.toMatchObject({ code: expect.stringMatching(/^(FORBIDDEN|UNAUTHORIZED|NOT_FOUND)$/) });
    }
    expect((await voices())[0]?.transcriptId).toBeNull();
    // The control: whoever runs the event may do both.
    const caller = createCaller(staff);
    expect((await caller.events.voice.hear({ voiceId })).type).toBe("audio/wav");
    await caller.events.voice.writeDown({ voiceId, language: "en", words: "Theirs" });
    expect((await voices())[0]?.transcriptId).not.toBeNull();
  });
});

describe("what staff write down of it", () => {
  it("is shown as the words, and waits for a translator where it is not in English", async () => {
    const { voiceId, eventId } = await spoken();
    const staff = await office();
    const written = async () => (await listGuests(staff, { eventId })).sessions[0]?.rows[0]?.voices[0];
    expect(await written()).toMatchObject({ part: "words", language: "so", written: null });
    await writeDown(staff, { voiceId, language: "so", words: "Wiilkaygu wuu xajiyaa." });
    expect(await written()).toMatchObject({ written: { source: "Wiilkaygu wuu xajiyaa.", sourceLanguage: "so", sign: "untranslated" } });
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    expect((await listQueue(head, { language: "en", show: "waiting" })).items.map(({ kind, source, sourceLanguage }) => [kind, source, sourceLanguage])).toEqual([["events.said", "Wiilkaygu wuu xajiyaa.", "so"]]);
    await writeDown(staff, { voiceId, language: "en", words: "My son uses a wheelchair." });
    expect(await written()).toMatchObject({ written: { body: "My son uses a wheelchair.", sourceLanguage: "en", sign: null } });
    expect(await db().text.count({ where: { kind: "events.said" } })).toBe(1);
    await expect(writeDown(staff, { voiceId, language: "pl", words: "Inny język." })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("three months after", () => {
  it("recording and what was written down of it are gone with the booking; without the trigger the words would stay", async () => {
    const left = async () => [await db().eventVoice.count(), await db().text.count({ where: { kind: "events.said" } }), await db().segment.count({ where: { text: { kind: "events.said" } } })];
    const leave = async () => {
      const { voiceId, startsAt } = await spoken();
      await writeDown(await office(), { voiceId, language: "en", words: "My son uses a wheelchair." });
      // A month after it is all there still.
      expect(await forgetGuests({ db: db(), school, now: addDays(startsAt, 30) })).toBe(0);
      expect(await left()).toEqual([1, 1, 1]);
      expect(await forgetGuests({ db: db(), school, now: addDays(startsAt, 94) })).toBe(1);
    };
    await leave();
    expect(await left()).toEqual([0, 0, 0]);
    await withOwner((owner) => owner.query("ALTER TABLE event_voice DISABLE TRIGGER event_voice_takes_its_words"));
    await leave().finally(() => withOwner((owner) => owner.query("ALTER TABLE event_voice ENABLE TRIGGER event_voice_takes_its_words")));
    expect(await left()).toEqual([0, 1, 1]);
  });

  it("saying it anew takes the old words with it", async () => {
    const { voiceId, key } = await spoken();
    await writeDown(await office(), { voiceId, language: "en", words: "My son uses a wheelchair." });
    await sayWords(visitorContext(school), { key, audio: makeTone(1) });
    expect([await db().text.count({ where: { kind: "events.said" } }), (await voices())[0]?.transcriptId]).toEqual([0, null]);
  });
});
