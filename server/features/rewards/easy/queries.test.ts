import { execFileSync } from "node:child_process";

import ICAL from "ical.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { cancelCelebration } from "@/server/features/rewards/celebrations/commands";
import { writeCelebrationFile } from "@/server/features/rewards/celebrations/queries";
import { addDays } from "@/server/lib/clock";
import { languages } from "@/server/lib/i18n/languages";
import { withoutIsolates } from "@/server/lib/pdf/isolates";
import { closePdf, renderPdf } from "@/server/lib/pdf/render";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeCelebration } from "@/server/testing/factories/celebrations";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { pagesOf } from "@/server/testing/pdf";

import { getEasyCelebration, printCelebration } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);
afterAll(closePdf);

async function house() {
  const school = await makeSchool();
  const zara = await makePupil(school, { givenName: "Zara" });
  const [mother, kept, office] = [await makeAdult(school), await makeAdult(school), await makeAdult(school, { posts: ["office"] })];
  await linkGuardian(school, mother.id, zara.id);
  const keptLink = await linkGuardian(school, kept.id, zara.id, { relation: "father" });
  await makeRestriction(school, keptLink.id, ["events"]);
  const celebrationId = await makeCelebration(school, { pupilIds: [zara.id], words: "Bring a smile.", startsAt: addDays(TEST_NOW, 7) });
  return { school, celebrationId, mother: await contextFor(school, mother.id), kept: await contextFor(school, kept.id), office: await staffContext(school, office.id) };
}

const refusal = (promise: Promise<unknown>) => promise.then(() => "done", (error: { code?: string }) => error.code);
const linesOf = ({ page }: Awaited<ReturnType<typeof getEasyCelebration>>, key: string) => page.blocks.find((block) => block.key === key)?.lines.flatMap(({ sentences }) => sentences) ?? [];

describe("an invitation in easy read", () => {
  it("says first when, where and how to answer, then who is celebrated, a picture beside each line", async () => {
    const { celebrationId, mother } = await house();
    const easy = await getEasyCelebration(mother, { celebrationId });
    expect(easy.page.blocks.map(({ key, kind }) => [key, kind])).toEqual([["do", "do"], ["who", "plain"], ["words", "plain"]]);
    expect(linesOf(easy, "do").map((line) => withoutIsolates(line))).toEqual(["Monday, 30 November 2026 at 09:00", "Until 10:00", "Main hall", "Can you come?", "Press one of the pictures below.", "Do you have a question?", expect.stringContaining("Ring us:")]);
    expect(linesOf(easy, "who").map((line) => withoutIsolates(line))).toEqual(["Zara"]);
    expect(easy.page.blocks.flatMap(({ lines }) => lines).every(({ idea }) => easy.pictures[idea])).toBe(true);
  });

  it.each(languages.map(({ tag }) => tag))("is paper in %s, one sheet, with the words of the page and the way to answer", async (tag) => {
    const { celebrationId, mother } = await house();
    const { fileName, ...job } = await printCelebration({ ...mother, locale: tag }, { celebrationId });
    const pdf = await renderPdf(job);
    expect(fileName).toBe(`celebration-${tag}.pdf`);
    expect(pagesOf(pdf)).toBeLessThanOrEqual(2);
    const text = execFileSync("pdftotext", ["-", "-"], { input: pdf, encoding: "utf8" });
    expect(text).toContain("Main hall");
    expect(text.replace(/[\s\p{Cf}]+/gu, "")).toContain("/family/rewards/celebrations/");
  });

  it("is nothing for an adult whom an order keeps from events, by any way", async () => {
    const { celebrationId, mother, kept } = await house();
    const asked = (ctx: typeof mother) => [getEasyCelebration(ctx, { celebrationId }), printCelebration(ctx, { celebrationId }), writeCelebrationFile(ctx, { celebrationId })];
    expect(await Promise.all(asked(kept).map(refusal))).toEqual(["not_found", "not_found", "not_found"]);
    expect(await Promise.all(asked(mother).map(refusal))).toEqual(["done", "done", "done"]);
  });
});

it("a celebration in one's own calendar keeps its UID when it is called off, and says so", async () => {
  const { celebrationId, mother, office } = await house();
  const read = async (locale: string) => {
    const component = new ICAL.Component(ICAL.parse(await writeCelebrationFile({ ...mother, locale }, { celebrationId }))).getFirstSubcomponent("vevent");
    if (!component) throw new Error("no event");
    const event = new ICAL.Event(component);
    return { uid: event.uid, summary: event.summary, at: event.startDate.toJSDate(), end: event.endDate.toJSDate(), place: event.location, status: component.getFirstPropertyValue("status"), url: String(component.getFirstPropertyValue("url")) };
  };
  const before = await read("en");
  expect(before).toMatchObject({ summary: "Zara: Celebration assembly", at: addDays(TEST_NOW, 7), end: new Date(addDays(TEST_NOW, 7).getTime() + 3_600_000), place: "Main hall", status: "CONFIRMED", url: expect.stringMatching(new RegExp(`/en/family/rewards/celebrations/${celebrationId}$`)) });
  expect((await read("ur")).summary).toContain("Zara: ");
  await cancelCelebration(office, { celebrationId });
  expect(await read("en")).toMatchObject({ uid: before.uid, status: "CANCELLED" });
});
