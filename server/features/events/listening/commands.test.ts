import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { makeSound } from "@/server/features/languages/speech/commands";
import { fixedSentences, sentenceHash } from "@/server/features/languages/speech/rules";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { closeSpeechThread } from "@/server/lib/speech/thread";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeEvent, visitorContext } from "@/server/testing/factories/events";
import { withOwner } from "@/server/testing/factories/owner";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { jobs } from "../jobs";
import { publishEvent, saveEvent } from "../staff/commands";
import { getEdited } from "../staff/queries";
import { hearEvent, hearEventPart } from "./commands";
import { spokenLanguages } from "./queries";

beforeAll(() => prepareEnvironment());
afterAll(closeSpeechThread);

type Payload = { eventId: string; languages?: string[] };

let school: SchoolFacts;
let office: StaffCtx;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

const job = (more: { now?: Date; signal?: AbortSignal } = {}) => ({ db: office.db, school, now: TEST_NOW, ...more });
const queued = () => withOwner(async (owner) => (await owner.query<{ payload: Payload }>("SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'events.speak' ORDER BY j.id")).rows.map(({ payload: { eventId, languages } }) => (languages ? { eventId, languages } : { eventId })));
const sounds = () => office.db.speechAudio.findMany({ orderBy: [{ language: "asc" }, { sentence: "asc" }], select: { id: true, language: true, sentence: true } });
const speak = (payload: Payload, more = {}) => Promise.resolve(jobs["events.speak"]?.(job(more), payload));

describe("an event that is announced", () => {
  it("is spoken by a job of the same transaction in every language with a voice, without anybody listening", async () => {
    const { eventId } = await makeEvent(school, { state: "draft" });
    await speak({ eventId, languages: ["en"] });
    expect(await sounds()).toEqual([]);
    await publishEvent(office, { eventId });
    expect(await queued()).toEqual([{ eventId }]);
    // Somali, Pashto, Sorani and Tigrinya have no voice here.
    expect(spokenLanguages()).toEqual(expect.arrayContaining(["en", "pl", "ro", "ur", "ar", "bn", "pa"]));
    for (const language of ["so", "ps", "ckb", "ti"]) expect(spokenLanguages()).not.toContain(language);
    await speak({ eventId });
    const [rest] = await queued();
    expect(rest?.languages).toEqual(spokenLanguages().slice(1));
    await speak({ eventId, languages: ["ur"] });
    const made = await sounds();
    const [urdu, somali] = [visitorContext(school, { locale: "ur" }), visitorContext(school, { locale: "so" })];
    const { blocks } = await hearEvent(urdu, { eventId });
    for (const part of blocks.keys()) expect((await hearEventPart(urdu, { eventId, part })).type).toBe("audio/mpeg");
    expect(await sounds()).toEqual(made);
    expect([...new Set(made.map(({ language }) => language))]).toEqual(expect.arrayContaining(["en", "ur"]));
    // Handed a language without a voice the job makes nothing of it; what stands in English on that page is English.
    await speak({ eventId, languages: ["so"] });
    expect((await sounds()).filter(({ language }) => language === "so")).toEqual([]);
    await expect(hearEventPart(somali, { eventId, part: 1 })).rejects.toMatchObject({ code: "not_found" });
  }, 60_000);

  it("costs one new sound for a sentence that changed, and the old one is gone; what a fixed page says too stays", async () => {
    const { eventId } = await makeEvent(school);
    await speak({ eventId, languages: ["en"] });
    const fixed = [...fixedSentences("en", school).values()][0];
    if (fixed) await makeSound(job(), null, fixed);
    const before = await sounds();
    const old = sentenceHash("en", "Children show their work.");
    expect(before.map(({ sentence }) => sentence)).toContain(old);
    const { words } = await getEdited(office, { eventId });
    const say = (what: string) => saveEvent(office, { eventId, words: { ...words, what: { words: what, base: words.what.base } }, kind: "open_evening", mapLink: null, packLink: null, offers: ["interpreter", "creche", "step_free"] });
    await say("You see the classrooms. Children sing.");
    expect(await sounds()).toEqual(before.filter(({ sentence }) => sentence !== old));
    expect(await queued()).toEqual([{ eventId }]);
    await speak({ eventId, languages: ["en"] });
    const after = await sounds();
    expect(after.filter(({ id }) => !before.some((each) => each.id === id)).map(({ sentence }) => sentence)).toEqual([sentenceHash("en", "Children sing.")]);
  }, 60_000);

  it("is not spoken once it is over, goes on where it was stopped, and twice makes nothing twice", async () => {
    const { eventId } = await makeEvent(school);
    await speak({ eventId }, { now: addDays(TEST_NOW, 20) });
    const stop = new AbortController();
    stop.abort();
    await expect(speak({ eventId }, { signal: stop.signal })).rejects.toThrow("stopped");
    expect([await sounds(), await queued()]).toEqual([[], []]);
    await speak({ eventId, languages: ["en"] });
    const made = await sounds();
    expect(made.length).toBeGreaterThan(5);
    await speak({ eventId, languages: ["en"] });
    expect(await sounds()).toEqual(made);
  }, 60_000);
});
