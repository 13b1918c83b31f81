import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { choose } from "@/server/features/calendar/commands";
import { changeDate, removeDate } from "@/server/features/calendar/dates/commands";
import { queueMessages } from "@/server/features/delivery/commands";
import { keepGathered } from "@/server/features/delivery/gathered/commands";
import { newsOfCall } from "@/server/features/delivery/gathered/queries";
import { listTasks } from "@/server/features/delivery/queries";
import { findReachPlans } from "@/server/features/people/profile/queries";
import { momentIn } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { contextFor, staffContext } from "@/server/testing/context";
import { prepareEnvironment } from "@/server/testing/environment";
import { resetDatabase } from "@/server/testing/database";
import { makeDate } from "@/server/testing/factories/calendar";
import { makeTranslation } from "@/server/testing/factories/languages";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { remindAll, tellClosed } from "./commands";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const at = (day: string, time: string): Date => momentIn("Europe/London", day, time) ?? new Date(NaN);

async function family(school: SchoolFacts, more: Parameters<typeof makeAdult>[1] = {}, yearGroup = 4) {
  const pupil = await makePupil(school, { yearGroup });
  const adult = await makeAdult(school, { readingLanguage: "en", readingNeed: "reads", ...more });
  const link = await linkGuardian(school, adult.id, pupil.id);
  return { pupil, adult, link };
}

const told = (school: SchoolFacts) => dbFor(school.id).message.findMany({ where: { kind: { in: ["calendar_reminder", "school_closed"] } }, orderBy: { createdAt: "asc" }, select: { adultId: true, kind: true, language: true, args: true, urgency: true } });
const remind = (school: SchoolFacts, now: Date) => remindAll({ db: dbFor(school.id), school, now });

describe("reminders of the school's days", () => {
  it.each([["2026-10-26", "spring back"], ["2027-03-29", "spring forward"], ["2026-11-30", "an ordinary week"]])("leave once the day before %s and once in the morning, to whom wants which (%s)", async (day) => {
    const school = await makeSchool();
    const [before, morning, never] = [await family(school), await family(school), await family(school)];
    await choose(await contextFor(school, morning.adult.id), { reminders: "morning", festivals: false });
    await choose(await contextFor(school, never.adult.id), { reminders: "none", festivals: false });
    await makeDate(school, { startsOn: day });
    const eve = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    expect(await remind(school, at(eve, "15:59"))).toBe(0);
    expect(await remind(school, at(eve, "16:00"))).toBe(1);
    expect(await remind(school, at(eve, "16:10"))).toBe(0);
    expect(await remind(school, at(day, "06:50"))).toBe(0);
    expect(await remind(school, at(day, "07:00"))).toBe(1);
    expect(await remind(school, at(day, "08:50"))).toBe(0);
    expect(await remind(school, at(day, "16:00"))).toBe(0);
    expect((await told(school)).map(({ adultId }) => adultId).sort()).toEqual([before.adult.id, morning.adult.id].sort());
  });

  it("do not come twice to whom chooses anew in between, and come again for a day that was moved", async () => {
    const school = await makeSchool();
    const { adult } = await family(school);
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    const { id } = await makeDate(school, { startsOn: "2026-11-30" });
    expect(await remind(school, at("2026-11-29", "17:00"))).toBe(1);
    await choose(await contextFor(school, adult.id), { reminders: "morning", festivals: false });
    expect(await remind(school, at("2026-11-30", "07:30"))).toBe(0);
    await changeDate(office, { dateId: id, startsOn: "2026-12-02", endsOn: "2026-12-02", title: "", yearGroups: [] });
    expect(await remind(school, at("2026-12-02", "07:30"))).toBe(1);
  });

  it("go only to those who may know of a child in those years, in their own language, and not for what was taken back", async () => {
    const school = await makeSchool();
    const amina = await family(school, { readingLanguage: "ur" }, 4);
    await family(school, {}, 5);
    const kept = await family(school, {}, 4);
    await makeRestriction(school, kept.link.id, ["messages"]);
    await makeDate(school, { kind: "own", title: "Swimming", startsOn: "2026-11-30", yearGroups: [4] });
    await makeDate(school, { startsOn: "2026-11-30", cancelledAt: new Date() });
    expect(await remind(school, at("2026-11-29", "17:00"))).toBe(1);
    expect((await told(school)).map(({ adultId, language }) => [adultId, language])).toEqual([[amina.adult.id, "ur"]]);
    // Control: without the order the third adult is told as well.
    await dbFor(school.id).restriction.updateMany({ data: { liftedAt: new Date("2026-11-01") } });
    expect(await remind(school, at("2026-11-29", "17:10"))).toBe(1);
  });

  it("leave out a reader for whom the words must be checked first, tell all others and the office, and come once they are checked", async () => {
    const school = await makeSchool();
    const [amina, english] = [await family(school, { readingLanguage: "ur" }), await family(school)];
    const { id } = await makeDate(school, { kind: "own", title: "Many are ill.", startsOn: "2026-11-30" });
    const { titleId } = await dbFor(school.id).schoolDate.findUniqueOrThrow({ where: { id } });
    await dbFor(school.id).text.update({ where: { id: titleId ?? "" }, data: { stakes: "health" } });
    expect(await remind(school, at("2026-11-29", "17:00"))).toBe(1);
    expect((await told(school)).map(({ adultId }) => adultId)).toEqual([english.adult.id]);
    expect(await remind(school, at("2026-11-29", "17:10"))).toBe(0);
    expect(await dbFor(school.id).task.findMany({ select: { kind: true, adultId: true, subjectId: true, assigneeId: true } })).toEqual([{ kind: "follow_up", adultId: amina.adult.id, subjectId: titleId, assigneeId: null }]);
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    expect((await listTasks(office, {})).tasks.map(({ reason }) => reason)).toEqual(["text_stopped"]);
    await makeTranslation(school, titleId ?? "", "ur", ["بہت سے بچے بیمار ہیں۔"]);
    expect(await remind(school, at("2026-11-29", "17:20"))).toBe(1);
  });

  it("are gathered for whoever reads nothing: ten days before, into the call of the week, made on the last weekday before at the latest", async () => {
    const school = await makeSchool();
    const { adult } = await family(school, { givenName: "Hodan", readingNeed: "does_not_read", readingLanguage: null, spokenLanguages: ["so"], phone: "020 7946 0999" });
    const written = await family(school);
    // 30 November is a Monday.
    await makeDate(school, { startsOn: "2026-11-30" });
    expect(await remind(school, at("2026-11-19", "17:00"))).toBe(0);
    expect(await remind(school, at("2026-11-20", "17:00"))).toBe(1);
    expect(await remind(school, at("2026-11-21", "17:00"))).toBe(0);
    const calls = () => dbFor(school.id).task.findMany({ where: { kind: "call", doneAt: null }, select: { adultId: true, dueAt: true } });
    expect(await calls()).toEqual([{ adultId: adult.id, dueAt: at("2026-11-27", "09:00") }]);
    // Whoever reads is told in writing the day before, and nobody rings anybody about it alone.
    expect(await remind(school, at("2026-11-29", "17:00"))).toBe(1);
    expect((await told(school)).map(({ adultId }) => adultId)).toEqual([adult.id, written.adult.id]);
    expect(await calls()).toHaveLength(1);
  });

  it("join the call that is open, which is made earlier for one that was put in late; whoever rings reads them in English", async () => {
    const school = await makeSchool();
    const { adult } = await family(school, { readingNeed: "does_not_read", readingLanguage: null, spokenLanguages: ["so"], phone: "020 7946 0999" });
    const queue = (now: Date) => dbFor(school.id).$transaction((tx) => queueMessages(tx, { schoolId: school.id, now, messages: [{ adultId: adult.id, kind: "newsletter_sent", subjectId: uuid(), idempotencyKey: uuid() }] }));
    await queue(at("2026-11-24", "10:00"));
    const call = () => dbFor(school.id).task.findMany({ where: { kind: "call", doneAt: null }, select: { id: true, dueAt: true } });
    expect((await call()).map(({ dueAt }) => dueAt)).toEqual([at("2026-12-01", "10:00")]);
    await makeDate(school, { kind: "own", title: "Winter fair", startsOn: "2026-11-30" });
    expect(await remind(school, at("2026-11-25", "17:00"))).toBe(1);
    const [task, ...more] = await call();
    expect([task?.dueAt, more]).toEqual([at("2026-11-27", "09:00"), []]);
    expect((await newsOfCall(dbFor(school.id), task?.id ?? "", at("2026-11-27", "09:00"))).map(({ kind, title }) => [kind, title])).toEqual([["newsletter_sent", ""], ["calendar_reminder", "Monday, 30 November 2026: Winter fair"]]);
    // A call that vanished is made again for the same morning; once the day is over there is nothing to tell, and the day counts as not told.
    await dbFor(school.id).task.deleteMany();
    await keepGathered(dbFor(school.id), school.id, at("2026-11-26", "09:00"));
    expect((await call()).map(({ dueAt }) => dueAt)).toEqual([at("2026-11-27", "09:00")]);
    await keepGathered(dbFor(school.id), school.id, at("2026-12-01", "09:00"));
    expect(await dbFor(school.id).delivery.findMany({ where: { channel: "call", message: { kind: "calendar_reminder" } }, select: { state: true, lastErrorCode: true } })).toEqual([{ state: "failed", lastErrorCode: "day_over" }]);
  });

  it("that say a day which was moved or taken back are told to nobody, and the new day is told anew, also when it moves back", async () => {
    const school = await makeSchool();
    const { adult } = await family(school, { readingNeed: "does_not_read", readingLanguage: null, spokenLanguages: ["so"], phone: "020 7946 0999" });
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    const { id } = await makeDate(school, { startsOn: "2026-11-30" });
    const open = async () => (await dbFor(school.id).message.findMany({ where: { adultId: adult.id, cancelledAt: null }, select: { args: true } })).map(({ args }) => (args as { day: string }).day);
    await remind(school, at("2026-11-23", "17:00"));
    expect(await open()).toEqual(["2026-11-30"]);
    await changeDate(office, { dateId: id, startsOn: "2026-12-02", endsOn: "2026-12-02", title: "", yearGroups: [] });
    expect([await open(), await dbFor(school.id).task.count({ where: { doneAt: null } })]).toEqual([[], 0]);
    await remind(school, at("2026-11-23", "17:10"));
    expect(await open()).toEqual(["2026-12-02"]);
    await changeDate(office, { dateId: id, startsOn: "2026-11-30", endsOn: "2026-11-30", title: "", yearGroups: [] });
    await remind(school, at("2026-11-23", "17:20"));
    expect(await open()).toEqual(["2026-11-30"]);
    await removeDate(office, { dateId: id });
    expect([await open(), await dbFor(school.id).task.count({ where: { doneAt: null } })]).toEqual([[], 0]);
  });

  it("ring about each day by itself, the day before, where the school would rather", async () => {
    const school = await makeSchool();
    const { adult } = await family(school, { readingNeed: "does_not_read", readingLanguage: null, spokenLanguages: ["so"], phone: "020 7946 0999" });
    await dbFor(school.id).contactPace.create({ data: { schoolId: school.id, quietFrom: 1200, quietTo: 420, weeklyMost: 5, newsCalls: "each", ladders: {}, changedAt: at("2026-11-01", "09:00") } });
    await makeDate(school, { startsOn: "2026-11-30" });
    expect(await remind(school, at("2026-11-20", "17:00"))).toBe(0);
    expect(await remind(school, at("2026-11-29", "17:00"))).toBe(1);
    const calls = await dbFor(school.id).task.findMany({ where: { adultId: adult.id, kind: "call" }, select: { dueAt: true } });
    // Not a day later, as other calls are: the day would be over.
    expect(calls).toEqual([{ dueAt: at("2026-11-29", "17:00") }]);
  });

  it("reach whoever asks to be rung, and reads, in writing when they chose it", async () => {
    const school = await makeSchool();
    const { adult } = await family(school, { readingNeed: "reads", prefers: ["phone"], phone: "020 7946 0999", email: "reads@example.org" });
    await makeDate(school, { startsOn: "2026-11-30" });
    const { channels } = (await findReachPlans(dbFor(school.id), [adult.id])).get(adult.id)?.plan ?? { channels: [] };
    expect(channels).toContain("call");
    expect(await remind(school, at("2026-11-20", "17:00"))).toBe(1);
    const ways = await dbFor(school.id).delivery.findMany({ where: { channel: { in: ["email", "letter", "text"] } }, select: { nextTryAt: true } });
    for (const { nextTryAt } of ways) expect(nextTryAt).toEqual(at("2026-11-29", "16:00"));
    expect((await dbFor(school.id).task.findMany({ select: { dueAt: true } })).map(({ dueAt }) => dueAt)).toEqual([at("2026-11-27", "09:00")]);
  });
});

describe("a closure", () => {
  it("is told at once, in each reader's words, once for the same days; and is not repeated by a reminder", async () => {
    const school = await makeSchool();
    const { adult } = await family(school, { readingLanguage: "pl" });
    const { id } = await makeDate(school, { kind: "closure", startsOn: "2026-11-24" });
    const now = at("2026-11-23", "20:30");
    const tell = () => dbFor(school.id).$transaction((tx) => tellClosed(tx, { school, now }, id));
    expect(await tell()).toBe(1);
    expect(await tell()).toBe(0);
    expect(await remind(school, at("2026-11-23", "21:00"))).toBe(0);
    const [message] = await told(school);
    expect(message).toMatchObject({ adultId: adult.id, kind: "school_closed", language: "pl", urgency: 2, args: { what: "Szkoła jest zamknięta", day: "2026-11-24" } });
  });

  it("is rung about at once to whoever reads nothing, beside the call of the week", async () => {
    const school = await makeSchool();
    const { adult } = await family(school, { readingNeed: "does_not_read", readingLanguage: null, spokenLanguages: ["so"], phone: "020 7946 0999" });
    await makeDate(school, { startsOn: "2026-11-30" });
    const now = at("2026-11-23", "17:00");
    await remind(school, now);
    const { id } = await makeDate(school, { kind: "closure", startsOn: "2026-11-24" });
    expect(await dbFor(school.id).$transaction((tx) => tellClosed(tx, { school, now }, id))).toBe(1);
    const calls = await dbFor(school.id).task.findMany({ where: { adultId: adult.id }, orderBy: { dueAt: "asc" }, select: { dueAt: true, uniqueKey: true } });
    expect(calls.map(({ dueAt, uniqueKey }) => [dueAt, uniqueKey.split(":")[0]])).toEqual([[now, "call"], [at("2026-11-27", "09:00"), "call-news"]]);
  });

  it("that is over, or no closure, is told to nobody", async () => {
    const school = await makeSchool();
    await family(school);
    const [over, inset] = [await makeDate(school, { kind: "closure", startsOn: "2026-11-20" }), await makeDate(school)];
    const tell = (id: string) => dbFor(school.id).$transaction((tx) => tellClosed(tx, { school, now: at("2026-11-23", "09:00") }, id));
    await expect(tell(over.id)).rejects.toMatchObject({ code: "conflict" });
    await expect(tell(inset.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await told(school)).toEqual([]);
  });
});
