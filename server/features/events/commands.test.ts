import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listQueue } from "@/server/features/languages/workbench/queries";
import { AppError } from "@/server/lib/errors";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeEvent, visitorContext } from "@/server/testing/factories/events";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { flagEvent } from "./commands";
import { listOpen } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

describe("a sentence of an event that is not clear", () => {
  it("lands in the workbench once, where the event was announced, and not of what nobody reads there", async () => {
    const school = await makeSchool();
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    const parent = async () => {
      const adult = await makeAdult(school, { readingLanguage: "ur" });
      await linkGuardian(school, adult.id, (await makePupil(school)).id);
      return contextFor(school, adult.id, { locale: "ur" });
    };
    const [mother, father] = [await parent(), await parent()];
    const { eventId } = await makeEvent(school);
    const draft = await makeEvent(school, { state: "draft" });
    const textsOf = (id: string) => office.db.event.findUniqueOrThrow({ where: { id } });
    const first = async (textId: string) => (await office.db.segment.findFirstOrThrow({ where: { textId }, orderBy: { position: "asc" } })).id;
    const [open, hidden] = [await textsOf(eventId), await textsOf(draft.eventId)];
    const flag = (segmentId: string, of = eventId) => flagEvent(mother, { eventId: of, segmentId, kind: "unclear" });
    for (const of of [eventId, draft.eventId]) await expect(flag(await first(hidden.whatId), of)).rejects.toEqual(new AppError("not_found"));
    await expect(flag(await first(open.afterId))).rejects.toEqual(new AppError("not_found"));
    expect(await office.db.translationFlag.count()).toBe(0);
    const segmentId = await first(open.whatId);
    expect([await flag(segmentId), await flag(segmentId)]).toEqual([{ created: true }, { created: false }]);
    expect((await listQueue(office, { language: "ur", show: "flags" })).items).toMatchObject([{ segmentId, kind: "events.words", source: "You see the classrooms.", flags: 1 }]);
    const seen = async (ctx: Parameters<typeof listOpen>[0]) => (await listOpen(ctx))[0]?.words.what.sentences[0]?.flagged;
    expect([await seen(mother), await seen(father), await seen({ ...visitorContext(school), locale: "ur" })]).toEqual([true, false, false]);
  });
});
