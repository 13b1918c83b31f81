import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { completeTask } from "@/server/features/delivery/commands";
import { listQueue } from "@/server/features/languages/workbench/queries";
import { findAuditFault } from "@/server/lib/audit/record";
import { addMinutes } from "@/server/lib/clock";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { createCaller } from "@/server/root";
import { contextFor, contextOf, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { EVENING, makeMeetingRound } from "@/server/testing/factories/meetings";
import { withOwner } from "@/server/testing/factories/owner";
import { makeTranslation } from "@/server/testing/factories/languages";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "@/server/testing/factories/people";

import { bookMeeting } from "../booking/commands";
import { openBoard } from "../board/queries";
import { makeBoard, revokeBoard } from "../board/commands";
import { listOwnMeetings } from "../booking/queries";
import { flagPromise, keepOwnPromise, keepPromise, makePromises } from "../promises/commands";
import { listOpenPromises, listOwnPromises } from "../promises/queries";
import { saveSetting } from "../settings/commands";
import { finishMeeting, markAbsent, needLonger, startMeeting } from "./commands";
import { listDay, listPlannedMeetings } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let teacher: StaffCtx;
let colleague: StaffCtx;
let meetingId: string;
let roundId: string;
let classGroupId: string;
let family: PersonCtx;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  const [own, other] = [await makeAdult(school, { posts: ["teacher"] }), await makeAdult(school, { posts: ["teacher"] })];
  const group = await makeClass(school, { teacherIds: [own.id] });
  classGroupId = group.id;
  ({ roundId } = await makeMeetingRound(school, own.id, { teacherIds: [own.id] }));
  const [pupil, adult] = [await makePupil(school, { classGroupId: group.id, givenName: "Zara", familyName: "Khan" }), await makeAdult(school)];
  await linkGuardian(school, adult.id, pupil.id);
  meetingId = "0190a0a0-0000-7000-8000-00000000000a";
  family = await contextFor(school, adult.id);
  await bookMeeting(family, { key: meetingId, roundId, pupilId: pupil.id, teacherId: own.id, startsAt: EVENING.toISOString(), mode: "in_person", question: "How is he in maths?" });
  const now = addMinutes(EVENING, 5);
  [teacher, colleague] = [await staffContext(school, own.id, { now }), await staffContext(school, other.id, { now })];
});

const tasks = () => teacher.db.task.findMany({ where: { doneAt: null }, orderBy: { dueAt: "asc" }, select: { kind: true, assigneeId: true } });
const later = <C extends PersonCtx>(ctx: C, minutes: number): C => ({ ...ctx, now: addMinutes(EVENING, minutes) });
const iso = (minutes: number) => addMinutes(EVENING, minutes).toISOString();
const office = async () => staffContext(school, (await makeAdult(school, { posts: ["office"] })).id, { now: addMinutes(EVENING, 5) });

/** Another family of the class, with a meeting some minutes after the first. */
async function makeNext(minutes: number, more: Parameters<typeof makeAdult>[1] = {}) {
  const [pupil, adult] = [await makePupil(school, { classGroupId, givenName: "Ola", familyName: "Nowak" }), await makeAdult(school, more)];
  await linkGuardian(school, adult.id, pupil.id);
  const ctx = await contextFor(school, adult.id);
  const booked = await bookMeeting(ctx, { key: uuid(), roundId, pupilId: pupil.id, teacherId: teacher.actor.adultId, startsAt: iso(minutes), mode: "in_person" });
  return { ctx, id: booked.meetingId };
}

describe("a day away", () => {
  it("names the teacher's own meetings of those days that are still to be held, and no colleague's", async () => {
    const days = { fromOn: iso(0).slice(0, 10), untilOn: iso(0).slice(0, 10) };
    const before = later(teacher, -60);
    expect(await listPlannedMeetings(before, days)).toMatchObject([{ id: meetingId, startsAt: EVENING, child: "Zara Khan" }]);
    expect(await listPlannedMeetings(later(colleague, -60), days)).toEqual([]);
    expect(await listPlannedMeetings(before, { fromOn: "2026-01-01", untilOn: "2026-01-02" })).toEqual([]);
    await startMeeting(later(teacher, 0), { meetingId });
    expect(await listPlannedMeetings(before, days)).toEqual([]);
  });
});

describe("a promise", () => {
  it("with letters that nobody explained is refused with all that came with it; explained it is made", async () => {
    const promise = (text: string) => ({ key: uuid(), promiser: "school" as const, text, dueOn: "2026-12-10" });
    const make = (text: string) => makePromises(teacher, { meetingId, promises: [promise("We read together."), promise(text)] });
    const kept = async () => [await teacher.db.meetingPromise.count(), (await tasks()).length];
    await expect(make("We ask the SALT team.")).rejects.toMatchObject({ code: "invalid_input", fields: { promises: "acronym:SALT" } });
    expect(await kept()).toEqual([0, 0]);
    await make("We ask the SALT (speech and language therapy) team.");
    expect(await kept()).toEqual([2, 2]);
  });
});

describe("the day", () => {
  it("shows a teacher their own families with what they would talk about, and nobody else's", async () => {
    expect(await listDay(teacher)).toMatchObject([{ id: meetingId, open: true, begun: true, state: "booked", question: { body: "How is he in maths?" } }]);
    expect(await listDay(colleague)).toEqual([]);
    await expect(finishMeeting(colleague, { meetingId })).rejects.toMatchObject({ code: "not_found" });
    await expect(startMeeting(later(teacher, -31), { meetingId })).rejects.toMatchObject({ code: "conflict", fields: { startsAt: "early" } });
    await expect(markAbsent(later(teacher, -5), { meetingId })).rejects.toMatchObject({ fields: { startsAt: "early" } });
  });

  it("begins and ends a meeting at the moments of the taps, however late and however often they arrive", async () => {
    for (const _ of [1, 2]) await startMeeting(later(teacher, 60), { meetingId, at: iso(2) });
    for (const _ of [1, 2]) await finishMeeting(later(teacher, 60), { meetingId, at: iso(14) });
    expect(await listDay(teacher)).toMatchObject([{ startedAt: addMinutes(EVENING, 2), finishedAt: addMinutes(EVENING, 14), state: "held" }]);
    // Neither the future nor a day before is a moment of this meeting.
    const next = await makeNext(20);
    await startMeeting(later(teacher, 25), { meetingId: next.id, at: iso(600) });
    expect((await listDay(later(teacher, 25)))[1]?.startedAt).toEqual(addMinutes(EVENING, 25));
  });

  it("ends the one before when the next begins", async () => {
    const next = await makeNext(10);
    await startMeeting(teacher, { meetingId });
    await startMeeting(later(teacher, 13), { meetingId: next.id });
    expect(await listDay(later(teacher, 13))).toMatchObject([{ state: "held", finishedAt: addMinutes(EVENING, 13) }, { state: "booked", startedAt: addMinutes(EVENING, 13), finishedAt: null }]);
  });

  it("makes one call of a family that did not come, and none when it came after all", async () => {
    await markAbsent(teacher, { meetingId });
    await markAbsent(teacher, { meetingId });
    expect(await tasks()).toEqual([{ kind: "call", assigneeId: null }]);
    await finishMeeting(teacher, { meetingId });
    expect(await tasks()).toEqual([]);
    expect(await listDay(teacher)).toMatchObject([{ state: "held" }]);
  });

  it("makes another talk of one that needs longer, tells the family once, and cuts nobody off", async () => {
    await startMeeting(teacher, { meetingId });
    await needLonger(teacher, { meetingId });
    await needLonger(teacher, { meetingId });
    expect(await tasks()).toEqual([{ kind: "follow_up", assigneeId: teacher.actor.adultId }]);
    expect(await listDay(teacher)).toMatchObject([{ state: "held", longer: true, finishedAt: null }]);
    expect(await teacher.db.message.findMany({ where: { kind: "meeting_longer" }, select: { adultId: true, args: true } })).toEqual([{ adultId: family.actor.adultId, args: { child: "Zara" } }]);
  });

  it("tells those who wait that it runs late, and only of their own", async () => {
    const next = await makeNext(10);
    await startMeeting(later(teacher, 8), { meetingId });
    expect((await listOwnMeetings(later(next.ctx, 9)))[0]).toMatchObject({ late: 10, today: true, begun: false });
    expect((await listOwnMeetings(later(family, 9)))[0]).toMatchObject({ underWay: true, late: null });
    // A family that waits still finds its meeting after the time at which it should have ended.
    expect((await listOwnMeetings(later(next.ctx, 40)))[0]).toMatchObject({ id: next.id, late: 30 });
    await finishMeeting(later(teacher, 41), { meetingId });
    expect(await listOwnMeetings(later(family, 42))).toEqual([]);
  });
});

describe("the board in a hall", () => {
  it("shows who is next by number, in the languages of the families, and no name of a family", async () => {
    const next = await makeNext(10, { readingLanguage: "ur" });
    const { key } = await makeBoard(await office(), { roundId });
    await startMeeting(later(teacher, 6), { meetingId });
    const visitor = contextOf(school, undefined, { now: addMinutes(EVENING, 6) });
    const [mine, theirs] = await Promise.all([meetingId, next.id].map((id) => teacher.db.meeting.findUniqueOrThrow({ where: { id } })));
    const board = await openBoard(visitor, { key });
    expect(board).toMatchObject({ called: "number", language: "ur", rows: [{ now: String(mine?.number), next: [{ called: String(theirs?.number), startsAt: addMinutes(EVENING, 10) }], late: 10 }] });
    expect(JSON.stringify(board)).not.toMatch(/Zara|Khan|Ola|Nowak|maths/);
    await saveSetting(await office(), { video: "none", called: "initials" });
    expect(await openBoard(visitor, { key })).toMatchObject({ rows: [{ now: "Z. K.", next: [{ called: "O. N." }] }] });
    // On another day there is nobody.
    expect((await openBoard({ ...visitor, now: addMinutes(EVENING, 3 * 24 * 60) }, { key })).rows).toEqual([]);
  });

  it("is shown to nobody whose link was stopped, or is none", async () => {
    const planner = await office();
    const { key } = await makeBoard(planner, { roundId });
    const visitor = contextOf(school, undefined, { now: addMinutes(EVENING, 6) });
    await expect(openBoard(visitor, { key: "0".repeat(43) })).rejects.toMatchObject({ code: "not_found" });
    expect((await openBoard(visitor, { key })).rows).toHaveLength(1);
    const [board] = await planner.db.meetingBoard.findMany();
    await revokeBoard(planner, { roundId, boardId: board?.id ?? "" });
    await expect(openBoard(visitor, { key })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("promises", () => {
  const promises = [{ key: uuid(), promiser: "school" as const, text: "We lend a book.", dueOn: "2026-12-04" }, { key: uuid(), promiser: "family" as const, text: "You read each day.", dueOn: "2026-12-10" }];

  it("are seen by both until they are kept; what the school promised is a task of the teacher", async () => {
    await makePromises(teacher, { meetingId, promises });
    await makePromises(teacher, { meetingId, promises });
    expect((await listOwnPromises(family)).map(({ promiser, text }) => [promiser, text.body])).toEqual([["school", "We lend a book."], ["family", "You read each day."]]);
    expect(await listOpenPromises(teacher)).toMatchObject([{ text: { body: "We lend a book.", sign: null }, child: "Zara Khan" }, { text: { body: "You read each day." } }]);
    expect((await listDay(teacher))[0]?.promises).toHaveLength(2);
    expect(await tasks()).toEqual([{ kind: "follow_up", assigneeId: teacher.actor.adultId }]);
    await keepPromise(teacher, { promiseId: promises[0]?.key ?? "" });
    await keepOwnPromise(family, { promiseId: promises[1]?.key ?? "" });
    expect([await tasks(), await listOpenPromises(teacher)]).toEqual([[], []]);
    expect((await listOwnPromises(family)).every(({ keptAt }) => keptAt !== null)).toBe(true);
  });

  it("can be told to be not clear by the adult whose meeting it was, and by nobody else; it waits in the workbench", async () => {
    await makePromises(teacher, { meetingId, promises: promises.map((each) => ({ ...each, key: uuid() })) });
    const other = await makeNext(10);
    const hers = { ...family, locale: "ur" };
    const [promise] = await listOwnPromises(hers);
    const flag = { promiseId: promise?.id ?? "", segmentId: promise?.text.sentences[0]?.id ?? "", kind: "unclear" as const };
    await expect(flagPromise({ ...other.ctx, locale: "ur" }, flag)).rejects.toMatchObject({ code: "not_found" });
    expect([await flagPromise(hers, flag), await flagPromise(hers, flag)]).toEqual([{ created: true }, { created: false }]);
    expect((await listOwnPromises(hers))[0]?.text.sentences).toMatchObject([{ flagged: true }]);
    expect((await listQueue(await office(), { language: "ur", show: "flags" })).items).toMatchObject([{ segmentId: flag.segmentId, kind: "meetings.promise", source: "We lend a book.", flags: 1 }]);
  });

  it("are kept when their task is ended with something done, on the list of the day or with a note; a task that falls away leaves them open", async () => {
    const own = ["a note", "the list", "falls away"].map((text) => ({ key: uuid(), promiser: "school" as const, text, dueOn: "2026-12-04" }));
    await makePromises(teacher, { meetingId, promises: own });
    const { pupilId, adultId } = await teacher.db.meeting.findUniqueOrThrow({ where: { id: meetingId } });
    const taskOf = async (nth: number) => (await teacher.db.task.findFirstOrThrow({ where: { subjectId: own[nth]?.key } })).id;
    const keptOnes = async () => (await listOwnPromises(family)).filter(({ keptAt }) => keptAt !== null).map(({ text }) => text.body).sort();
    await completeTask(teacher, { taskId: await taskOf(2), outcome: "not_needed" });
    expect(await keptOnes()).toEqual([]);
    await completeTask(teacher, { taskId: await taskOf(1), outcome: "reached" });
    expect(await keptOnes()).toEqual(["the list"]);
    const note = async (outcome: "no_answer" | "reached") => createCaller(teacher).contacts.note({ key: uuid(), taskId: await taskOf(0), pupilId, adultId, channel: "call", language: "en", outcome });
    await note("no_answer");
    expect(await keptOnes()).toEqual(["the list"]);
    await note("reached");
    expect(await keptOnes()).toEqual(["a note", "the list"]);
    const lines = await teacher.db.auditEntry.findMany({ where: { action: "meetings.keepPromise" }, orderBy: { seq: "asc" }, select: { actorId: true, pupilId: true, subjectId: true } });
    expect(lines).toEqual([own[1], own[0]].map((each) => ({ actorId: teacher.actor.adultId, pupilId, subjectId: each?.key })));
    expect(await findAuditFault(teacher.db, school.id)).toBeNull();
    // Said twice in the same moment, both ways round: one line in the record, and nobody waits in a circle.
    const twice = Array.from({ length: 5 }, () => ({ key: uuid(), promiser: "both" as const, text: "both ways", dueOn: "2026-12-04" }));
    await makePromises(teacher, { meetingId, promises: twice });
    const ids = await Promise.all(twice.map(({ key }) => teacher.db.task.findFirstOrThrow({ where: { subjectId: key } })));
    await Promise.all([...ids.map(({ id }) => completeTask(teacher, { taskId: id, outcome: "reached" }).catch((error: unknown) => expect(error).toBeInstanceOf(AppError))), ...twice.map(({ key }) => keepPromise(teacher, { promiseId: key }))]);
    expect(await teacher.db.auditEntry.count({ where: { action: "meetings.keepPromise", subjectId: { in: twice.map(({ key }) => key) } } })).toBe(5);
    // The control: without the trigger the promise stays open.
    await withOwner((owner) => owner.query("ALTER TABLE task DISABLE TRIGGER keep_promise_of_task"));
    const other = { key: uuid(), promiser: "school" as const, text: "nobody sees", dueOn: "2026-12-04" };
    await makePromises(teacher, { meetingId, promises: [other] });
    await completeTask(teacher, { taskId: (await teacher.db.task.findFirstOrThrow({ where: { subjectId: other.key } })).id, outcome: "reached" });
    await withOwner((owner) => owner.query("ALTER TABLE task ENABLE TRIGGER keep_promise_of_task"));
    expect((await keptOnes()).includes("nobody sees")).toBe(false);
  });

  it("are read by staff in the language in which they work, as far as they are translated, and as they were written", async () => {
    await makePromises(teacher, { meetingId, promises: promises.map((each) => ({ ...each, key: uuid() })) });
    const { textId } = await teacher.db.meetingPromise.findFirstOrThrow({ where: { promiser: "school" } });
    await makeTranslation(school, textId, "pl", ["Pożyczamy książkę."]);
    const texts = [{ text: { body: "Pożyczamy książkę.", language: "pl", sign: null, source: "We lend a book.", sourceLanguage: "en" } }, { text: { body: "You read each day.", language: "en", sign: "untranslated" } }];
    expect(await listOpenPromises({ ...teacher, locale: "pl" })).toMatchObject(texts);
    expect((await listDay({ ...teacher, locale: "pl" }))[0]?.promises).toMatchObject(texts);
    expect(await listOpenPromises(teacher)).toMatchObject([{ text: { body: "We lend a book.", sign: null } }, { text: { sign: null } }]);
    // The family reads it in its own language too.
    expect((await listOwnPromises({ ...family, locale: "pl" })).map(({ text }) => [text.body, text.sign])).toEqual([["Pożyczamy książkę.", null], ["You read each day.", "untranslated"]]);
  });

  it("are not there for others: another family, the other parent, a colleague; and the school's is not the family's to tick", async () => {
    await makePromises(teacher, { meetingId, promises: promises.map((each) => ({ ...each, key: uuid() })) });
    const [mine, other] = [(await listOwnPromises(family))[0], await makeNext(10)];
    const meeting = await teacher.db.meeting.findUniqueOrThrow({ where: { id: meetingId } });
    const father = await makeAdult(school);
    await linkGuardian(school, father.id, meeting.pupilId);
    const theirs = await teacher.db.meetingPromise.findFirstOrThrow({ where: { promiser: "family" } });
    for (const ctx of [other.ctx, await contextFor(school, father.id)]) {
      expect(await listOwnPromises(ctx)).toEqual([]);
      await expect(keepOwnPromise(ctx, { promiseId: theirs.id })).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(keepOwnPromise(family, { promiseId: mine?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await expect(keepPromise(colleague, { promiseId: mine?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await expect(makePromises(colleague, { meetingId, promises })).rejects.toMatchObject({ code: "not_found" });
  });
});
