import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listQueue } from "@/server/features/languages/workbench/queries";
import { AppError } from "@/server/lib/errors";
import { contextFor, contextOf, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeNewsletter } from "@/server/testing/factories/newsletters";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { flagOwn, openOwn } from "./commands";
import { getPublic } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

async function house() {
  const school = await makeSchool();
  const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  const parent = async (yearGroup: number) => {
    const adult = await makeAdult(school, { readingLanguage: "ur" });
    await linkGuardian(school, adult.id, (await makePupil(school, { yearGroup })).id);
    return contextFor(school, adult.id, { locale: "ur" });
  };
  return { school, office, four: await parent(4), five: await parent(5) };
}

describe("a sentence of a newsletter that is not clear", () => {
  it("lands in the workbench with what it is, once, from those to whom the newsletter went and from nobody else", async () => {
    const { school, office, four, five } = await house();
    const { newsletterId } = await makeNewsletter(school, { state: "sent", yearGroups: [4], title: "Our week", blocks: [{ kind: "text", words: "We swam. Bring a towel." }] });
    const other = await makeNewsletter(school, { state: "sent", yearGroups: [5], blocks: [{ kind: "text", words: "We sang." }] });
    const sentence = (await openOwn(four, { newsletterId })).blocks[0]?.words.sentences[1];
    const flag = { newsletterId, segmentId: sentence?.id ?? "", kind: "unclear" as const };
    await expect(flagOwn(five, flag)).rejects.toEqual(new AppError("not_found"));
    // By the newsletter that the other family may read, its sentence is as little theirs.
    await expect(flagOwn(five, { ...flag, newsletterId: other.newsletterId })).rejects.toEqual(new AppError("not_found"));
    expect(await office.db.translationFlag.count()).toBe(0);
    const both = await Promise.all([flagOwn(four, flag), flagOwn(four, flag)]);
    expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
    expect((await listQueue(office, { language: "ur", show: "flags" })).items).toMatchObject([{ segmentId: flag.segmentId, kind: "newsletters.words", source: "Bring a towel.", flags: 1 }]);
    expect((await openOwn(four, { newsletterId })).blocks[0]?.words.sentences.map(({ flagged }) => flagged)).toEqual([false, true]);
    expect(await office.db.auditEntry.findMany({ where: { action: "languages.flag" }, select: { actorId: true, detail: true } })).toEqual([{ actorId: four.actor.adultId, detail: { language: "ur", kind: "unclear" } }]);
  });

  it("is shown as told to whoever told it alone, and is refused where it was read as it was written", async () => {
    const { school, four, five } = await house();
    const { newsletterId } = await makeNewsletter(school, { state: "sent", audience: "public", blocks: [{ kind: "text", words: "We swam." }] });
    const read = async (ctx: typeof four) => (await openOwn(ctx, { newsletterId })).blocks[0]?.words.sentences[0];
    const flag = { newsletterId, segmentId: (await read(four))?.id ?? "", kind: "wrong" as const };
    await expect(flagOwn({ ...four, locale: "en" }, flag)).rejects.toMatchObject({ code: "invalid_input" });
    await flagOwn(four, flag);
    expect([(await read(four))?.flagged, (await read(five))?.flagged]).toEqual([true, false]);
    expect((await getPublic(contextOf(school, undefined, { locale: "ur" }), { newsletterId })).blocks[0]?.words.sentences[0]?.flagged).toBe(false);
  });
});
