import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addMinutes } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { closeSolver } from "@/server/lib/solver/thread";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { EVENING, makeInterpreter, makeMeetingRound } from "@/server/testing/factories/meetings";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "@/server/testing/factories/people";

import { askToMeet, bookMeeting } from "../booking/commands";
import { listOwnMeetings } from "../booking/queries";
import { makePlan } from "../jobs";
import { askForPlan, missInterpreter, pinMeeting, shiftMeeting } from "./commands";
import { getPlan, getShiftable } from "./queries";

beforeAll(() => prepareEnvironment());
afterAll(closeSolver);

let school: SchoolFacts;
let office: StaffCtx;
let teachers: string[];
let classes: string[];
let roundId: string;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  teachers = [(await makeAdult(school, { posts: ["teacher"] })).id, (await makeAdult(school, { posts: ["teacher"] })).id];
  classes = [(await makeClass(school, { teacherIds: [teachers[0] ?? ""] })).id, (await makeClass(school, { teacherIds: [teachers[1] ?? ""] })).id];
  roundId = (await makeMeetingRound(school, office.actor.adultId, { teacherIds: teachers, hours: 1 })).roundId;
});

/** A family with a child in each class, that asks for both teachers. */
async function asking(more: Parameters<typeof makeAdult>[1] = {}, suits: ("evening" | "early")[] = []) {
  const adult = await makeAdult(school, more);
  const children = [await makePupil(school, { classGroupId: classes[0] }), await makePupil(school, { classGroupId: classes[1] })];
  for (const { id } of children) await linkGuardian(school, adult.id, id);
  const ctx = await contextFor(school, adult.id);
  const wishes = children.map(({ id }, nth) => ({ pupilId: id, teacherId: teachers[nth] ?? "" }));
  await askToMeet(ctx, { roundId, suits, keeps: [], mode: "in_person", wishes });
  return { ctx, wishes };
}
const plan = () => makePlan({ db: dbFor(school.id), school, now: TEST_NOW }, roundId, 800);

describe("a plan of a round", () => {
  it("gives each family one itinerary, told once; made again it changes nothing and tells nobody", async () => {
    const families = [await asking(), await asking()];
    await askForPlan(office, { roundId });
    expect(await plan()).toEqual({ placed: 4, unplaced: 0, changed: 2 });
    for (const { ctx } of families) expect((await listOwnMeetings(ctx)).length).toBe(2);
    expect(await office.db.message.count({ where: { kind: "meetings_planned" } })).toBe(2);
    expect(await plan()).toEqual({ placed: 4, unplaced: 0, changed: 0 });
    expect(await office.db.meetingRound.findUnique({ where: { id: roundId }, select: { planning: true } })).toEqual({ planning: "done" });
  });

  it("leaves what families picked and staff pinned, and says who has no place, why, and what is near", async () => {
    const [own, early] = [await asking(), await asking({}, ["early"])];
    await bookMeeting(own.ctx, { key: "0190a0a0-0000-7000-8000-000000000009", roundId, ...(own.wishes[0] as (typeof own.wishes)[number]), startsAt: addMinutes(EVENING, 50).toISOString(), mode: "in_person" });
    expect(await plan()).toMatchObject({ placed: 1, unplaced: 2 });
    const { lines, unplaced } = await getPlan(office, { roundId });
    expect(lines.map(({ startsAt }) => startsAt)).toContainEqual(addMinutes(EVENING, 50));
    expect(unplaced.map(({ reason, offers }) => [reason, offers.length])).toEqual([["no_common_time", 3], ["no_common_time", 3]]);
    expect(await listOwnMeetings(early.ctx)).toEqual([]);
    const moved = lines.find(({ pinned }) => !pinned);
    const { times } = await getShiftable(office, { meetingId: moved?.id ?? "" });
    const target = times.at(-2)?.startsAt as Date;
    await shiftMeeting(office, { meetingId: moved?.id ?? "", startsAt: target.toISOString(), mode: "in_person" });
    await plan();
    expect((await getPlan(office, { roundId })).lines.find(({ id }) => id === moved?.id)).toMatchObject({ startsAt: target, pinned: true });
    await pinMeeting(office, { meetingId: moved?.id ?? "", pinned: false });
    expect((await getPlan(office, { roundId })).lines.find(({ id }) => id === moved?.id)?.pinned).toBe(false);
  });

  it("is made anew at once when an interpreter does not come: those who need none stay where they are", async () => {
    const first = await makeInterpreter(school, roundId, ["ur"], 1);
    const [plain, speaks] = [await asking(), await asking({ needsInterpreter: true, spokenLanguages: ["ur"] })];
    await plan();
    const before = (await listOwnMeetings(plain.ctx)).map(({ startsAt }) => startsAt);
    expect((await listOwnMeetings(speaks.ctx)).length).toBe(2);
    expect(await missInterpreter(office, { hourId: first.hourId })).toMatchObject({ lost: 2 });
    await plan();
    expect((await listOwnMeetings(speaks.ctx)).filter(({ state }) => state === "booked")).toEqual([]);
    expect((await getPlan(office, { roundId })).unplaced.map(({ reason, language }) => [reason, language])).toEqual([["no_interpreter", "ur"], ["no_interpreter", "ur"]]);
    await makeInterpreter(school, roundId, ["ur"], 1);
    await plan();
    expect((await listOwnMeetings(speaks.ctx)).filter(({ state }) => state === "booked").length).toBe(2);
    expect((await listOwnMeetings(plain.ctx)).map(({ startsAt }) => startsAt)).toEqual(before);
  });
});
