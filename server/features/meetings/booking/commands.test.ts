import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addDays, addMinutes } from "@/server/lib/clock";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { EVENING, makeInterpreter, makeMeetingRound } from "@/server/testing/factories/meetings";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { closeRound, cutHours } from "../rounds/commands";
import { askToMeet, bookMeeting, cancelOwn, moveMeeting, takeBack } from "./commands";
import { getOwnRound, listOpenTimes, listOwnMeetings, listOwnRounds } from "./queries";
import { bookInput } from "./schema";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let office: StaffCtx;
let teacherId: string;
let classGroupId: string;
let round: { roundId: string; sessionIds: string[] };

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  teacherId = (await makeAdult(school, { title: "Ms", familyName: "Patel", posts: ["teacher"] })).id;
  classGroupId = (await makeClass(school, { teacherIds: [teacherId] })).id;
  round = await makeMeetingRound(school, office.actor.adultId, { teacherIds: [teacherId] });
});

async function makeFamily(more: Parameters<typeof makeAdult>[1] = {}) {
  const pupil = await makePupil(school, { classGroupId });
  const adult = await makeAdult(school, more);
  const link = await linkGuardian(school, adult.id, pupil.id);
  return { ctx: await contextFor(school, adult.id), pupilId: pupil.id, linkId: link.id };
}
type Family = Awaited<ReturnType<typeof makeFamily>>;

const askOf = (family: Pick<Family, "pupilId">, minutes = 0, more: object = {}) =>
  bookInput.parse({ key: uuid(), roundId: round.roundId, pupilId: family.pupilId, teacherId, startsAt: addMinutes(EVENING, minutes).toISOString(), mode: "in_person", ...more });
const book = (family: Family, minutes = 0, more: object = {}) => bookMeeting(family.ctx, askOf(family, minutes, more));
const at = (ctx: PersonCtx, now: Date): PersonCtx => ({ ...ctx, now });
/** Meetings that share somebody or something and a moment: what the constraint keeps out. */
const doubles = async () => (await withOwner((client) => client.query(
  `SELECT 1 FROM meeting a JOIN meeting b ON a.id < b.id AND a.state = 'booked' AND b.state = 'booked' AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
   AND (a.teacher_id = b.teacher_id OR a.adult_id = b.adult_id OR a.room_id = b.room_id OR a.interpreter_id = b.interpreter_id)`))).rowCount;

describe("a family books", () => {
  it("a time of a teacher of its child, is told, reminded a day before, and is one meeting however often the form is sent", async () => {
    const family = await makeFamily();
    const input = askOf(family, 20, { question: "How is she in maths?" });
    expect(await bookMeeting(family.ctx, input)).toEqual(await bookMeeting(family.ctx, input));
    expect(await listOwnMeetings(family.ctx)).toMatchObject([{ teacher: "Ms Patel", startsAt: addMinutes(EVENING, 20), endsAt: addMinutes(EVENING, 30), state: "booked" }]);
    const messages = await office.db.message.findMany({ orderBy: { kind: "asc" }, select: { kind: true, deliveries: { select: { channel: true, nextTryAt: true } } } });
    expect(messages.map(({ kind }) => kind)).toEqual(["meeting_booked", "meeting_reminder"]);
    expect(messages[1]?.deliveries.find(({ channel }) => channel === "email")?.nextTryAt).toEqual(addDays(addMinutes(EVENING, 20), -1));
    expect(await office.db.auditEntry.findMany({ select: { action: true, pupilId: true } })).toEqual([{ action: "meetings.book", pupilId: family.pupilId }]);
    await expect(book(family, 60)).rejects.toMatchObject({ code: "conflict", fields: { teacherId: "once" } });
  });

  it("nothing of a teacher who does not teach the child, of another's child, of a round that is not open, or off the hours", async () => {
    const [family, other] = [await makeFamily(), await makeFamily()];
    const stranger = await makeAdult(school, { posts: ["teacher"] });
    await makeClass(school, { teacherIds: [stranger.id] });
    await expect(book(family, 0, { teacherId: stranger.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(book(family, 0, { pupilId: other.pupilId })).rejects.toMatchObject({ code: "not_found" });
    await expect(listOpenTimes(family.ctx, { roundId: round.roundId, pupilId: other.pupilId, teacherId })).rejects.toMatchObject({ code: "not_found" });
    await expect(book(family, 3)).rejects.toMatchObject({ code: "invalid_input", fields: { startsAt: "no_time" } });
    await expect(book(family, 0, { mode: "home" })).rejects.toMatchObject({ fields: { mode: "no_mode" } });
    const draft = await makeMeetingRound(school, office.actor.adultId, { state: "draft" });
    await expect(getOwnRound(family.ctx, { roundId: draft.roundId })).rejects.toMatchObject({ code: "not_found" });
    await expect(book(family, 0, { roundId: draft.roundId })).rejects.toMatchObject({ code: "not_found" });
    await closeRound(office, { roundId: round.roundId });
    await expect(book(family)).rejects.toMatchObject({ code: "not_found" });
  });

  it("moves and calls off and takes back its own meeting; another family's is not there", async () => {
    const [family, other] = [await makeFamily(), await makeFamily()];
    const { meetingId } = await book(family, 0);
    await expect(moveMeeting(other.ctx, { meetingId, startsAt: addMinutes(EVENING, 10).toISOString(), mode: "phone" })).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelOwn(other.ctx, { meetingId })).rejects.toMatchObject({ code: "not_found" });
    await moveMeeting(family.ctx, { meetingId, startsAt: addMinutes(EVENING, 30).toISOString(), mode: "video" });
    expect(await listOwnMeetings(family.ctx)).toMatchObject([{ startsAt: addMinutes(EVENING, 30), mode: "video", room: null, videoLink: "https://video.school.test/talk" }]);
    await book(other, 0);
    // Whoever cannot move keeps what they have.
    await expect(moveMeeting(family.ctx, { meetingId, startsAt: EVENING.toISOString(), mode: "in_person" })).rejects.toMatchObject({ fields: { startsAt: "taken" } });
    expect(await listOwnMeetings(family.ctx)).toMatchObject([{ startsAt: addMinutes(EVENING, 30), state: "booked" }]);
    await cancelOwn(family.ctx, { meetingId });
    expect(await office.db.message.count({ where: { subjectId: meetingId, cancelledAt: null } })).toBe(0);
    await takeBack(family.ctx, { meetingId });
    await cancelOwn(family.ctx, { meetingId });
    await book(await makeFamily(), 30);
    await expect(takeBack(family.ctx, { meetingId })).rejects.toMatchObject({ fields: { startsAt: "taken" } });
    expect(await doubles()).toBe(0);
  });

  it("has its turn first when it needs an interpreter or was not met last time", async () => {
    const opensAt = addDays(TEST_NOW, 1);
    await office.db.meetingRound.update({ where: { id: round.roundId }, data: { opensAt, priorityFrom: TEST_NOW } });
    await makeInterpreter(school, round.roundId, ["ur"]);
    const [plain, speaks] = [await makeFamily(), await makeFamily({ needsInterpreter: true, spokenLanguages: ["ur"] })];
    await expect(book(plain)).rejects.toMatchObject({ code: "conflict", fields: { roundId: "soon" } });
    expect(await listOwnRounds(plain.ctx)).toMatchObject([{ stage: "soon", from: opensAt }]);
    expect(await listOwnRounds(speaks.ctx)).toMatchObject([{ stage: "open", minutes: 20 }]);
    await book(speaks);
    await makeMeetingRound(school, office.actor.adultId, { state: "closed" });
    await book(plain, 40);
    expect((await listOwnRounds({ ...plain.ctx, now: addDays(EVENING, 20) }))).toEqual([]);
    await expect(book({ ...plain, ctx: at(plain.ctx, addDays(EVENING, 20)) })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("with an interpreter for twice as long, as long as one of the language is free", async () => {
    const { interpreterId } = await makeInterpreter(school, round.roundId, ["ur"]);
    const [first, second] = [await makeFamily({ needsInterpreter: true, spokenLanguages: ["ur"] }), await makeFamily({ needsInterpreter: true, spokenLanguages: ["so"] })];
    await book(first);
    expect(await office.db.meeting.findFirst({ select: { interpreterId: true, language: true, startsAt: true, endsAt: true } })).toEqual({ interpreterId, language: "ur", startsAt: EVENING, endsAt: addMinutes(EVENING, 20) });
    await expect(book(second, 60)).rejects.toMatchObject({ code: "conflict", fields: { startsAt: "taken" } });
    expect((await listOpenTimes(second.ctx, { roundId: round.roundId, pupilId: second.pupilId, teacherId })).times).toEqual([]);
    // The interpreter walks to the next room: not the next ten minutes, but the ten after them.
    const third = await makeFamily({ needsInterpreter: true, spokenLanguages: ["ur"] });
    const { times } = await listOpenTimes(third.ctx, { roundId: round.roundId, pupilId: third.pupilId, teacherId });
    expect(times[0]?.startsAt).toEqual(addMinutes(EVENING, 30));
  });

  it("asks for several teachers and children at once, of its own only", async () => {
    const [family, other] = [await makeFamily(), await makeFamily()];
    const sibling = await makePupil(school, { classGroupId });
    await linkGuardian(school, family.ctx.actor.adultId, sibling.id);
    const ask = { roundId: round.roundId, suits: ["evening" as const], keeps: ["nights" as const], mode: "phone" as const };
    await expect(askToMeet(family.ctx, { ...ask, wishes: [{ pupilId: other.pupilId, teacherId }] })).rejects.toMatchObject({ code: "not_found" });
    await askToMeet(family.ctx, { ...ask, wishes: [{ pupilId: family.pupilId, teacherId }, { pupilId: sibling.id, teacherId }] });
    await askToMeet(family.ctx, { ...ask, wishes: [{ pupilId: sibling.id, teacherId }] });
    expect((await getOwnRound(family.ctx, { roundId: round.roundId })).ask).toMatchObject({ suits: ["evening"], keeps: ["nights"], mode: "phone", wishes: [{ pupilId: sibling.id }] });
  });
});

describe("parents who live apart", () => {
  it("have each their own meeting, a quarter of an hour apart, and see nothing of one another's", async () => {
    const mother = await makeFamily();
    const fatherAdult = await makeAdult(school);
    await linkGuardian(school, fatherAdult.id, mother.pupilId, { relation: "father" });
    const father: Family = { ...mother, ctx: await contextFor(school, fatherAdult.id) };
    await book(mother, 30);
    expect(await listOwnMeetings(father.ctx)).toEqual([]);
    for (const minutes of [10, 20, 30, 40, 50]) await expect(book(father, minutes), `${minutes}`).rejects.toMatchObject({ fields: { startsAt: "taken" } });
    const { times } = await listOpenTimes(father.ctx, { roundId: round.roundId, pupilId: father.pupilId, teacherId });
    expect(times.map(({ startsAt }) => (startsAt.getTime() - EVENING.getTime()) / 60_000).slice(0, 3)).toEqual([0, 60, 70]);
    await book(father, 60);
    expect((await listOwnMeetings(father.ctx)).length).toBe(1);
  });

  it("are cut off by an order at once: meetings, times and bookings, also one that is under way", async () => {
    const family = await makeFamily();
    const { meetingId } = await book(family);
    await makeRestriction(school, family.linkId, ["meetings"], { startsOn: TEST_NOW });
    expect(await office.db.meeting.findUnique({ where: { id: meetingId }, select: { state: true } })).toEqual({ state: "cancelled" });
    expect(await listOwnMeetings(family.ctx)).toEqual([]);
    expect(await listOwnRounds(family.ctx)).toEqual([]);
    await expect(book(family, 30)).rejects.toMatchObject({ code: "not_found" });
    // Control: an order about reports leaves meetings alone.
    const other = await makeFamily();
    await book(other, 40);
    await makeRestriction(school, other.linkId, ["reports"], { startsOn: TEST_NOW });
    expect((await listOwnMeetings(other.ctx)).length).toBe(1);
  });
});

describe("many at once", () => {
  it("of forty families who want the same six times in the same moment six get them, each once, and all others hear so", async () => {
    const families = await Promise.all(Array.from({ length: 40 }, () => makeFamily()));
    const answers = await Promise.allSettled(families.map((family, nth) => book(family, (nth % 6) * 10)));
    expect(answers.filter(({ status }) => status === "fulfilled").length).toBe(6);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "conflict", fields: { startsAt: "taken" } });
    expect(await doubles()).toBe(0);
    expect(await office.db.meeting.count({ where: { state: "booked" } })).toBe(6);
  });

  it("would be double booked without the constraint", async () => {
    const families = await Promise.all(Array.from({ length: 12 }, () => makeFamily()));
    const without = (sql: string) => withOwner((client) => client.query(sql));
    await without("ALTER TABLE meeting_hour DROP CONSTRAINT meeting_hour_once");
    try {
      await Promise.allSettled(families.map((family) => book(family)));
      expect(await doubles()).toBeGreaterThan(0);
    } finally {
      await without("DELETE FROM meeting_hour");
      await without('ALTER TABLE meeting_hour ADD CONSTRAINT meeting_hour_once EXCLUDE USING gist ("who_id" WITH =, "during" WITH &&)');
    }
  });

  it("a teacher who is a parent as well is in one place only", async () => {
    const own = await makePupil(school);
    const colleague = await makeAdult(school, { posts: ["teacher"] });
    const group = await makeClass(school, { teacherIds: [colleague.id] });
    await office.db.enrolment.create({ data: { schoolId: school.id, classGroupId: group.id, pupilId: own.id } });
    await linkGuardian(school, teacherId, own.id);
    await office.db.meetingSession.create({ data: { schoolId: school.id, roundId: round.roundId, teacherId: colleague.id, startsAt: EVENING, endsAt: addMinutes(EVENING, 60), modes: ["in_person"] } });
    await book(await makeFamily(), 10);
    const parent = await contextFor(school, teacherId);
    await expect(bookMeeting(parent, askOf({ pupilId: own.id }, 10, { teacherId: colleague.id }))).rejects.toMatchObject({ fields: { startsAt: "taken" } });
    await bookMeeting(parent, askOf({ pupilId: own.id }, 30, { teacherId: colleague.id }));
  });
});

describe("hours that are cut", () => {
  it("lose the meetings in them: families are told, and what they wished waits for another time", async () => {
    const [early, late] = [await makeFamily(), await makeFamily()];
    await book(early, 0);
    await book(late, 120);
    expect(await cutHours(office, { sessionId: round.sessionIds[0] ?? "", endsAt: addMinutes(EVENING, 60).toISOString() })).toEqual({ lost: 1 });
    expect((await listOwnMeetings(late.ctx)).map(({ state }) => state)).toEqual(["cancelled"]);
    expect((await listOwnMeetings(early.ctx)).map(({ state }) => state)).toEqual(["booked"]);
    expect((await getOwnRound(late.ctx, { roundId: round.roundId })).ask?.wishes).toMatchObject([{ pupilId: late.pupilId, reason: "hours_cut" }]);
    expect(await office.db.message.count({ where: { kind: "meeting_cancelled", adultId: late.ctx.actor.adultId } })).toBe(1);
    await expect(book(await makeFamily(), 120)).rejects.toMatchObject({ fields: { startsAt: "taken" } });
  });
});
