import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { PersonCtx, SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { contextFor, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeNewsletter } from "@/server/testing/factories/newsletters";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { listOwnDates } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let four: { ctx: PersonCtx; linkId: string };

async function parent(yearGroup: number): Promise<{ ctx: PersonCtx; linkId: string }> {
  const [adult, pupil] = [await makeAdult(school), await makePupil(school, { yearGroup })];
  const link = await linkGuardian(school, adult.id, pupil.id);
  return { ctx: await contextFor(school, adult.id), linkId: link.id };
}

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  four = await parent(4);
});

const send = (yearGroups: number[], dates: { happensOn: string; happensTime?: number; words: string }[], state: "draft" | "sent" | "withdrawn" = "sent", audience: "families" | "public" = "families") =>
  makeNewsletter(school, { state, audience, yearGroups, blocks: dates.map((date) => ({ kind: "date" as const, ...date })) });
const days = async ({ ctx }: { ctx: PersonCtx }) => (await listOwnDates(ctx)).map(({ day, words }) => `${day} ${words.body}`);

describe("the days in the news", () => {
  it("are for those whom the news went to: the years of their children, and the whole school; not a draft's, not what was taken back", async () => {
    const five = await parent(5);
    await send([4], [{ happensOn: "2026-12-01", words: "Swimming." }]);
    await send([], [{ happensOn: "2026-12-02", words: "Fair." }], "sent", "public");
    await send([], [{ happensOn: "2026-12-03", words: "Draft." }], "draft");
    await send([], [{ happensOn: "2026-12-04", words: "Back." }], "withdrawn");
    expect(await days(four)).toEqual(["2026-12-01 Swimming.", "2026-12-02 Fair."]);
    expect(await days(five)).toEqual(["2026-12-02 Fair."]);
    // Somebody who is no parent of a child here has no calendar to put even public days in.
    expect(await days({ ctx: await contextFor(school, (await makeAdult(school)).id) })).toEqual([]);
  });

  it("are gone with an order, and there again without it", async () => {
    await send([4], [{ happensOn: "2026-12-01", words: "Swimming." }]);
    await makeRestriction(school, four.linkId, ["messages"]);
    expect(await days(four)).toEqual([]);
    await dbFor(school.id).restriction.updateMany({ data: { liftedAt: TEST_NOW } });
    expect(await days(four)).toEqual(["2026-12-01 Swimming."]);
  });

  it("that several name in the same words are there once, with the first, for the years of all of them; another time is another day", async () => {
    const first = await send([4], [{ happensOn: "2026-12-01", happensTime: 900, words: "Swimming." }]);
    await send([5], [{ happensOn: "2026-12-01", happensTime: 900, words: "Swimming." }]);
    await send([4], [{ happensOn: "2026-12-01", happensTime: 930, words: "Swimming." }]);
    const five = await parent(5);
    const both = await makePupil(school, { yearGroup: 5 });
    await linkGuardian(school, four.ctx.actor.adultId, both.id);
    const found = await listOwnDates(four.ctx);
    expect(found.map(({ at, yearGroups }) => [at?.toISOString(), yearGroups])).toEqual([["2026-12-01T15:00:00.000Z", [4, 5]], ["2026-12-01T15:30:00.000Z", [4]]]);
    expect(found[0]?.newsletterId).toBe(first.newsletterId);
    expect((await listOwnDates(five.ctx)).map(({ yearGroups }) => yearGroups)).toEqual([[5]]);
  });
});
