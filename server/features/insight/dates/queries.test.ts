import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { placeSchool } from "@/server/features/events/dates/commands";
import { alternativesTo, type DateFacts } from "@/server/features/events/dates/rules";
import { dbFor } from "@/server/lib/db/client";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeInterpreter, makeMeeting, makeMeetingRound } from "@/server/testing/factories/meetings";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";
import { makeVisit } from "@/server/testing/factories/visits";

import { checkEveryone } from "./queries";
import { type Hours, shutOut } from "./rules";

const ZONE = "Europe/London";
/** A Tuesday evening in summer on which nothing else is. */
const slot = { startsAt: new Date("2026-07-07T17:00:00Z"), endsAt: new Date("2026-07-07T18:00:00Z") };
const hours = (more: Partial<Hours> = {}): Hours => ({ zone: ZONE, said: [], booked: [], visits: [], interpreters: [], interpreted: new Map(), ...more });

describe("whom a time shuts out by what people told", () => {
  it("counts those who cannot, by their last word, and those who are busy", () => {
    expect(shutOut(slot, hours())).toEqual([]);
    const found = shutOut(slot, hours({
      said: [{ suits: ["early"], keeps: [] }, { suits: [], keeps: [] }, { suits: ["evening"], keeps: [] }, { suits: ["weekend"], keeps: [] }],
      booked: [{ adultId: "a", ...slot }, { adultId: "a", ...slot }, { adultId: "b", startsAt: new Date("2026-07-07T17:55:00Z"), endsAt: new Date("2026-07-07T18:05:00Z") }, { adultId: "c", startsAt: slot.endsAt, endsAt: new Date("2026-07-07T18:10:00Z") }],
      visits: [slot],
    }));
    expect(found).toMatchObject([{ kind: "said_no", count: 2, of: 4, weight: 5 }, { kind: "meetings", count: 2 }, { kind: "visits", count: 1 }]);
  });

  it("names the languages for which nobody is there from beginning to end", () => {
    const interpreted = new Map([["so", 3], ["ur", 5]]);
    const late = { startsAt: new Date("2026-07-07T17:30:00Z"), endsAt: new Date("2026-07-07T19:00:00Z"), languages: ["so"] };
    expect(shutOut(slot, hours({ interpreted, interpreters: [{ ...slot, languages: ["ur", "pa"] }, late] }))).toMatchObject([{ kind: "interpreters", languages: [{ tag: "so", count: 3 }] }]);
    expect(shutOut(slot, hours({ interpreted, interpreters: [{ ...slot, languages: ["ur", "so"] }] }))).toEqual([]);
    expect(shutOut(slot, hours({ interpreted, interpreters: [late] }))).toMatchObject([{ kind: "no_interpreter", count: 8 }]);
  });

  it("moves the better times to where people can come", () => {
    const facts: DateFacts = { zone: ZONE, latitude: 51.5, longitude: -0.1, events: [] };
    const nights = hours({ said: Array.from({ length: 8 }, () => ({ suits: ["daytime"], keeps: [] })) });
    const [plain, asked] = [alternativesTo(slot, facts, new Date("2026-06-01T09:00:00Z")), alternativesTo(slot, facts, new Date("2026-06-01T09:00:00Z"), 5, (each) => shutOut(each, nights))];
    const byDay = (times: typeof plain) => times.filter(({ startsAt }) => startsAt.getUTCHours() < 14).length;
    expect([byDay(plain), byDay(asked)]).toEqual([0, 5]);
  });
});

describe("the check of a date over the whole school", () => {
  beforeAll(() => prepareEnvironment());
  beforeEach(resetDatabase);

  it("reads what this school's families said and have booked, and nothing of another's", async () => {
    const [school, other] = [await makeSchool(), await makeSchool()];
    const boss = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    const check = () => checkEveryone(boss, { day: "2026-07-07", from: 18 * 60, to: 19 * 60 });
    for (const each of [other, school]) {
      const db = dbFor(each.id);
      const [head, teacher, parent, pupil] = [await makeAdult(each, { posts: ["head"] }), await makeAdult(each, { posts: ["teacher"] }), await makeAdult(each, { needsInterpreter: true, spokenLanguages: ["so"] }), await makePupil(each)];
      await linkGuardian(each, parent.id, pupil.id);
      const { roundId } = await makeMeetingRound(each, head.id, {});
      await makeInterpreter(each, roundId, ["ur"]);
      const session = await db.meetingSession.create({ data: { schoolId: each.id, roundId, teacherId: teacher.id, startsAt: slot.startsAt, endsAt: slot.endsAt, modes: ["phone"] } });
      await makeMeeting(each, { roundId, sessionId: session.id, pupilId: pupil.id, adultId: parent.id, teacherId: teacher.id, startsAt: slot.startsAt });
      await db.meetingAsk.create({ data: { schoolId: each.id, roundId, adultId: parent.id, suits: ["early"], keeps: [], mode: "phone", at: TEST_NOW } });
      await makeVisit(each, { pupilId: pupil.id, adultId: parent.id, plannerId: teacher.id, leadId: teacher.id, state: "booked", authorisedById: head.id, startsAt: slot.startsAt });
      // The first of the two schools is not ours: with all of that in it, ours has nothing.
      if (each === other) expect((await check()).clashes).toEqual([]);
    }
    expect((await check()).clashes).toMatchObject([
      { kind: "said_no", count: 1, of: 1 }, { kind: "meetings", count: 1 }, { kind: "no_interpreter", count: 1 }, { kind: "visits", count: 1 },
    ]);
    // The sun of the middle of England, until somebody says where this school is; the other school stays where it was.
    expect((await check()).placed).toBe(false);
    await placeSchool(boss, { latitude: 51.5, longitude: -0.1 });
    expect((await check()).placed).toBe(true);
    expect(await dbFor(other.id).school.findUnique({ where: { id: other.id }, select: { latitude: true } })).toEqual({ latitude: null });
    expect((await check()).alternatives.every(({ clashes }) => !clashes.some(({ kind }) => kind === "meetings"))).toBe(true);
  });
});
