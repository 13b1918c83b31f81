import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addMinutes } from "@/server/lib/clock";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { EVENING, makeMeetingRound } from "@/server/testing/factories/meetings";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { makePlan } from "../jobs";
import { addHours } from "../rounds/commands";
import { saveSetting } from "../settings/commands";
import { askToMeet, bookMeeting, moveMeeting } from "./commands";
import { getOwnRound, listOpenTimes, listOwnMeetings } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let office: StaffCtx;
let teachers: [string, string];
let children: [string, string];
let roundId: string;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  teachers = [(await makeAdult(school, { posts: ["teacher"] })).id, (await makeAdult(school, { posts: ["teacher"] })).id];
  const classes = await Promise.all(teachers.map((teacherId) => makeClass(school, { teacherIds: [teacherId] })));
  const pupils = await Promise.all(classes.map((group) => makePupil(school, { classGroupId: group.id })));
  children = pupils.map(({ id }) => id) as [string, string];
  ({ roundId } = await makeMeetingRound(school, office.actor.adultId, { teacherIds: teachers }));
});

/** A mother and a father of two children in different classes. */
async function makeParents({ together = false, order = false } = {}): Promise<[PersonCtx, PersonCtx]> {
  const [mother, father] = [await makeAdult(school), await makeAdult(school)];
  for (const pupilId of children) {
    await linkGuardian(school, mother.id, pupilId, { livesWith: true });
    const link = await linkGuardian(school, father.id, pupilId, { livesWith: together });
    if (order) await makeRestriction(school, link.id, ["events"]);
  }
  return [await contextFor(school, mother.id), await contextFor(school, father.id)];
}

const at = (minutes: number) => addMinutes(EVENING, minutes).toISOString();
const book = (ctx: PersonCtx, child: 0 | 1, minutes: number) => bookMeeting(ctx, { key: uuid(), roundId, pupilId: children[child], teacherId: teachers[child], startsAt: at(minutes), mode: "in_person" });
const startsOf = async (ctx: PersonCtx, child: 0 | 1) => (await listOpenTimes(ctx, { roundId, pupilId: children[child], teacherId: teachers[child] })).times.map(({ startsAt }) => (startsAt.getTime() - EVENING.getTime()) / 60_000);

describe("parents who live apart", () => {
  it("never have a meeting near each other's, about whichever child; the time is merely not free", async () => {
    const [mother, father] = await makeParents();
    await book(mother, 0, 30);
    expect((await startsOf(father, 1)).filter((minutes) => minutes < 70)).toEqual([0, 60]);
    await expect(book(father, 1, 30)).rejects.toMatchObject({ code: "conflict", fields: { startsAt: "taken" } });
    await expect(book(father, 1, 50)).rejects.toMatchObject({ fields: { startsAt: "taken" } });
    const { meetingId } = await book(father, 1, 60);
    await expect(moveMeeting(father, { meetingId, startsAt: at(20), mode: "phone" })).rejects.toMatchObject({ fields: { startsAt: "taken" } });
    // One adult has meetings about both children side by side.
    await book(mother, 1, 0);
  });

  it("are kept apart by the database: without its trigger both would be booked", async () => {
    const [mother, father] = await makeParents();
    const trigger = (what: "DISABLE" | "ENABLE") => withOwner((client) => client.query(`ALTER TABLE meeting ${what} TRIGGER keep_apart`));
    await trigger("DISABLE");
    try {
      await book(mother, 0, 30);
      await book(father, 1, 30);
    } finally {
      await trigger("ENABLE");
    }
    expect(await office.db.meeting.count({ where: { startsAt: addMinutes(EVENING, 30) } })).toBe(2);
  });

  it("get one answer each when both ask in the same moment", async () => {
    const [mother, father] = await makeParents();
    const answers = await Promise.allSettled([book(mother, 0, 30), book(father, 1, 30)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("are those who do not live with the child together, or against whom an order stands; a couple comes at the same time", async () => {
    const couple = await makeParents({ together: true });
    await book(couple[0], 0, 30);
    await book(couple[1], 1, 30);
    const [mother, father] = await makeParents({ together: true, order: true });
    await book(mother, 0, 90);
    await expect(book(father, 1, 90)).rejects.toMatchObject({ fields: { startsAt: "taken" } });
  });

  it("are placed by the planner around what the other picked", async () => {
    const [mother, father] = await makeParents();
    for (const minutes of [0, 30]) await book(mother, minutes === 0 ? 0 : 1, minutes);
    await askToMeet(father, { roundId, suits: [], keeps: [], mode: "in_person", wishes: [0, 1].map((nth) => ({ pupilId: children[nth as 0 | 1], teacherId: teachers[nth as 0 | 1] })) });
    expect(await makePlan({ db: office.db, school, now: office.now } as Parameters<typeof makePlan>[0], roundId, 500)).toMatchObject({ placed: 2, unplaced: 0 });
    expect((await listOwnMeetings(father)).every(({ startsAt }) => startsAt >= addMinutes(EVENING, 55))).toBe(true);
  });
});

describe("video", () => {
  beforeEach(() => office.db.meetingRound.update({ where: { id: roundId }, data: { videoLink: null } }));
  const bookVideo = (ctx: PersonCtx, minutes: number) => bookMeeting(ctx, { key: uuid(), roundId, pupilId: children[0], teacherId: teachers[0], startsAt: at(minutes), mode: "video" });
  const hours = () => addHours(office, { roundId, teacherIds: [teachers[0]], day: "2026-12-10", from: "16:00", to: "17:00", modes: ["video"] });

  it("is offered nowhere while the school has named no place for it", async () => {
    const [mother] = await makeParents();
    expect((await getOwnRound(mother, { roundId })).modes).not.toContain("video");
    expect((await listOpenTimes(mother, { roundId, pupilId: children[0], teacherId: teachers[0] })).times.flatMap(({ modes }) => modes)).not.toContain("video");
    await expect(bookVideo(mother, 0)).rejects.toMatchObject({ fields: { mode: "no_mode" } });
    await expect(hours()).rejects.toMatchObject({ fields: { modes: "no_video" } });
    // With a place all of it is there.
    await saveSetting(office, { video: "link", videoAddress: "https://video.school.test/hall", called: "number" });
    expect((await getOwnRound(mother, { roundId })).modes).toContain("video");
    await hours();
    await bookVideo(mother, 0);
    expect(await listOwnMeetings(mother)).toMatchObject([{ mode: "video", videoLink: "https://video.school.test/hall" }]);
  });

  it("has a room of its own for each meeting on the school's server", async () => {
    await saveSetting(office, { video: "server", videoAddress: "https://video.school.test/", called: "number" });
    const [mother] = await makeParents();
    const { meetingId } = await bookVideo(mother, 0);
    expect(await listOwnMeetings(mother)).toMatchObject([{ videoLink: `https://video.school.test/meeting-${meetingId.replaceAll("-", "")}` }]);
  });
});
