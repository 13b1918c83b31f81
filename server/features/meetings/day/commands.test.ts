import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addMinutes } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { EVENING, makeMeetingRound } from "@/server/testing/factories/meetings";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "@/server/testing/factories/people";

import { bookMeeting } from "../booking/commands";
import { markAbsent, markHeld, needLonger } from "./commands";
import { listDay } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let teacher: StaffCtx;
let colleague: StaffCtx;
let meetingId: string;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  const [own, other] = [await makeAdult(school, { posts: ["teacher"] }), await makeAdult(school, { posts: ["teacher"] })];
  const group = await makeClass(school, { teacherIds: [own.id] });
  const { roundId } = await makeMeetingRound(school, own.id, { teacherIds: [own.id] });
  const [pupil, adult] = [await makePupil(school, { classGroupId: group.id }), await makeAdult(school)];
  await linkGuardian(school, adult.id, pupil.id);
  meetingId = "0190a0a0-0000-7000-8000-00000000000a";
  await bookMeeting(await contextFor(school, adult.id), { key: meetingId, roundId, pupilId: pupil.id, teacherId: own.id, startsAt: EVENING.toISOString(), mode: "in_person", question: "How is he in maths?" });
  const now = addMinutes(EVENING, 5);
  [teacher, colleague] = [await staffContext(school, own.id, { now }), await staffContext(school, other.id, { now })];
});

const tasks = () => teacher.db.task.findMany({ where: { doneAt: null }, select: { kind: true, assigneeId: true } });

describe("the day", () => {
  it("shows a teacher their own families with what they would talk about, and nobody else's", async () => {
    expect(await listDay(teacher)).toMatchObject([{ id: meetingId, begun: true, state: "booked", question: { body: "How is he in maths?" } }]);
    expect(await listDay(colleague)).toEqual([]);
    await expect(markHeld(colleague, { meetingId })).rejects.toMatchObject({ code: "not_found" });
    await expect(markHeld({ ...teacher, now: addMinutes(EVENING, -5) }, { meetingId })).rejects.toMatchObject({ code: "conflict", fields: { startsAt: "early" } });
  });

  it("makes one call of a family that did not come, and none when it came after all", async () => {
    await markAbsent(teacher, { meetingId });
    await markAbsent(teacher, { meetingId });
    expect(await tasks()).toEqual([{ kind: "call", assigneeId: null }]);
    await markHeld(teacher, { meetingId });
    expect(await tasks()).toEqual([]);
    expect(await listDay(teacher)).toMatchObject([{ state: "held" }]);
  });

  it("makes another talk of one that needs longer, once", async () => {
    await needLonger(teacher, { meetingId });
    await needLonger(teacher, { meetingId });
    expect(await tasks()).toEqual([{ kind: "follow_up", assigneeId: teacher.actor.adultId }]);
    expect(await listDay(teacher)).toMatchObject([{ state: "held", longer: true }]);
  });
});
