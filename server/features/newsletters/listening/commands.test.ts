import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { makeSound } from "@/server/features/languages/speech/commands";
import { fixedSentences } from "@/server/features/languages/speech/rules";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { closeSpeechThread } from "@/server/lib/speech/thread";
import { contextFor, contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeNewsletter } from "@/server/testing/factories/newsletters";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { jobs } from "../jobs";
import { getOwn, getPublic } from "../queries";
import { scheduleNewsletter, sendNewsletter, withdrawNewsletter } from "../sending/commands";
import { hearNewsletter, hearNewsletterPart } from "./commands";

beforeAll(() => prepareEnvironment());
afterAll(closeSpeechThread);

type Payload = { newsletterId: string; languages?: string[] };

let school: SchoolFacts;
let office: StaffCtx;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

const job = (signal?: AbortSignal) => ({ db: office.db, school, now: TEST_NOW, signal });
const queued = () => withOwner(async (owner) => (await owner.query<{ payload: Payload }>("SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'newsletters.speak' ORDER BY j.id")).rows.map(({ payload: { newsletterId, languages } }) => (languages ? { newsletterId, languages } : { newsletterId })));
const sounds = () => office.db.speechAudio.findMany({ orderBy: [{ language: "asc" }, { sentence: "asc" }], select: { id: true, language: true, subjectId: true } });
const tongues = async () => [...new Set((await sounds()).map(({ language }) => language))];

async function makeReader(readingLanguage: string) {
  const adult = await makeAdult(school, { readingLanguage, spokenLanguages: [readingLanguage], readingNeed: "reads" });
  await linkGuardian(school, adult.id, (await makePupil(school)).id);
  return contextFor(school, adult.id, { locale: readingLanguage });
}

/** A newsletter that has gone out. */
async function sent(audience: "families" | "public" = "families"): Promise<string> {
  const { newsletterId } = await makeNewsletter(school, { audience, blocks: [{ kind: "text", words: "We read about the sea. Bring a book." }] });
  await scheduleNewsletter(office, { newsletterId, seen: true });
  await sendNewsletter(job(), newsletterId, async (_id, language) => ({ language, subject: "News", text: "News", html: "News" }));
  return newsletterId;
}

/** Works off what waits, as the worker does: the job that runs is taken out of the queue first. @returns how many jobs that were */
async function speak(): Promise<number> {
  for (let nth = 0; ; nth++) {
    const [payload] = await queued();
    if (!payload) return nth;
    await withOwner((owner) => owner.query("DELETE FROM graphile_worker._private_jobs"));
    await jobs["newsletters.speak"]?.(job(), payload);
  }
}

describe("a newsletter that has gone out", () => {
  it("is spoken in its readers' languages by jobs of the same transaction, a language each, without anybody listening", async () => {
    const [mother] = [await makeReader("ur"), await makeReader("ur"), await makeReader("pl"), await makeReader("so")];
    const newsletterId = await sent();
    expect(await queued()).toEqual([{ newsletterId }]);
    expect(await sounds()).toEqual([]);
    expect(await speak()).toBe(2);
    // What nobody has translated is in English, and said so: the rest is in the language of the page.
    expect(await tongues()).toEqual(["en", "pl", "ur"]);
    const made = await sounds();
    expect(made.filter(({ subjectId }) => subjectId === newsletterId).length).toBeGreaterThan(2);
    const { blocks } = await hearNewsletter(mother, { newsletterId }, getOwn);
    for (const part of blocks.keys()) expect((await hearNewsletterPart(mother, { newsletterId, part }, getOwn)).type).toBe("audio/mpeg");
    expect(await sounds()).toEqual(made);
    await jobs["newsletters.speak"]?.(job(), { newsletterId });
    await speak();
    expect(await sounds()).toEqual(made);
  }, 60_000);

  it("is spoken in no language without a voice, and by nobody else's", async () => {
    for (const language of ["so", "ps", "ckb", "ti"]) await makeReader(language);
    const newsletterId = await sent();
    await speak();
    expect(await sounds()).toEqual([]);
    // The control: one reader more, whose language has a voice.
    await makeReader("ur");
    await jobs["newsletters.speak"]?.(job(), { newsletterId });
    expect(await tongues()).toEqual(["en", "ur"]);
  }, 60_000);

  it("goes on where it was stopped, and is nothing while it is a draft", async () => {
    await makeReader("ur");
    const draft = await makeNewsletter(school);
    await jobs["newsletters.speak"]?.(job(), { newsletterId: draft.newsletterId });
    await jobs["newsletters.speak"]?.(job(), { newsletterId: draft.newsletterId, languages: ["ur"] });
    const newsletterId = await sent();
    const stop = new AbortController();
    stop.abort();
    await expect(Promise.resolve(jobs["newsletters.speak"]?.(job(stop.signal), { newsletterId }))).rejects.toThrow("stopped");
    expect(await sounds()).toEqual([]);
    await jobs["newsletters.speak"]?.(job(), { newsletterId });
    expect(await tongues()).toEqual(["en", "ur"]);
  }, 60_000);

  it("and is taken back leaves no sound of it, for families or for everybody, nor does a job that comes late", async () => {
    await makeReader("ur");
    const [ours, open] = [await sent(), await sent("public")];
    const fixed = [...fixedSentences("ur", school).values()][0];
    if (fixed) await makeSound(job(), null, fixed);
    const [before] = await sounds();
    await speak();
    expect((await sounds()).length).toBeGreaterThan(5);
    for (const newsletterId of [ours, open]) await withdrawNewsletter(office, { newsletterId });
    // What a page of everybody's says stays: it was there before.
    expect(await sounds()).toEqual([before]);
    for (const newsletterId of [ours, open]) await jobs["newsletters.speak"]?.(job(), { newsletterId, languages: ["ur"] });
    expect(await sounds()).toEqual([before]);
    await expect(getPublic(contextOf(school), { newsletterId: open })).rejects.toMatchObject({ code: "not_found" });
  }, 60_000);
});
