import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listQueue } from "@/server/features/languages/workbench/queries";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { makeVisit } from "@/server/testing/factories/visits";

import { answerVisit, authoriseVisit, cancelVisit, checkIn, checkOut, chooseFor, chooseTime, flagVisit, handleAlarm, planVisit, recordVisit } from "./commands";
import { raiseAlarms } from "./jobs";
import { hearVisit } from "./listening/commands";
import { getOwnVisit, getPlanChoices, getVisit, listAlarms, listOwnVisits, listPlannedVisits, listVisits } from "./queries";
import { planInput } from "./schema";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let okafor: StaffCtx;
let second: StaffCtx;
let head: StaffCtx;
let family: { adultId: string; pupilId: string; linkId: string };

const KEY = "0190a0a0-0000-7000-8000-000000000001";
const START = addDays(TEST_NOW, 3);

async function makeFamily() {
  const pupil = await makePupil(school, { givenName: "Zara" });
  const adult = await makeAdult(school, { email: null, phone: null, readingLanguage: "ur", spokenLanguages: ["ur"], readingNeed: "reads" });
  const link = await linkGuardian(school, adult.id, pupil.id);
  return { adultId: adult.id, pupilId: pupil.id, linkId: link.id };
}

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  okafor = await staffContext(school, (await makeAdult(school, { posts: ["family_support"] })).id);
  second = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
  head = await staffContext(school, (await makeAdult(school, { posts: ["head"], email: "head@school.example" })).id);
  family = await makeFamily();
});

const planOf = (more: object = {}) => planInput.parse({
  key: KEY, pupilId: family.pupilId, adultId: family.adultId, purpose: "support", words: "We would like to help.", minutes: 30, leadId: okafor.actor.adultId, secondId: second.actor.adultId,
  riskNotes: "A dog in the yard.", slots: [START.toISOString(), addDays(START, 1).toISOString()], ...more,
});
const parent = () => contextFor(school, family.adultId, { locale: "ur" });
const at = (ctx: StaffCtx, now: Date): StaffCtx => ({ ...ctx, now });
const job = (now: Date) => ({ db: dbFor(school.id), school, now });

/** A visit that the family has been asked to choose. */
async function offered(more: object = {}): Promise<string> {
  const { visitId } = await planVisit(okafor, planOf(more));
  await authoriseVisit(head, { visitId, yes: true });
  return visitId;
}
const slotsOf = async (visitId: string) => (await getOwnVisit(await parent(), { visitId })).slots;

describe("planning a visit", () => {
  it("says nothing to the family before somebody else has allowed it, and is one plan however often it is sent", async () => {
    const { visitId } = await planVisit(okafor, planOf());
    expect((await planVisit(okafor, planOf())).visitId).toBe(visitId);
    expect(await listOwnVisits(await parent())).toEqual([]);
    await expect(getOwnVisit(await parent(), { visitId })).rejects.toMatchObject({ code: "not_found" });
    await expect(authoriseVisit(await staffContext(school, okafor.actor.adultId), { visitId, yes: true })).rejects.toMatchObject({ code: "not_allowed" });
    expect(await okafor.db.message.count()).toBe(0);
    await authoriseVisit(head, { visitId, yes: true });
    expect(await okafor.db.message.findMany({ select: { kind: true, language: true, args: true } })).toEqual([{ kind: "visit_offered", language: "ur", args: { child: "Zara" } }]);
    expect((await listOwnVisits(await parent())).map(({ state, slots }) => [state, slots.length])).toEqual([["offered", 2]]);
    // The same person cannot do both, in the database either.
    await expect(withOwner((client) => client.query("UPDATE visit SET authorised_by_id = planner_id"))).rejects.toThrow(/visit_four_eyes/);
  });

  it("refuses letters that nobody explained, and keeps nothing of it", async () => {
    await expect(planVisit(okafor, planOf({ words: "The SALT team would like to help." }))).rejects.toMatchObject({ code: "invalid_input", fields: { words: "acronym:SALT" } });
    expect([await okafor.db.visit.count(), await okafor.db.text.count()]).toEqual([0, 0]);
    expect((await planVisit(okafor, planOf({ words: "The SALT (speech and language therapy) team would like to help." }))).visitId).toBe(KEY);
  });

  it("sends two on a first visit, and for good where somebody wrote that nobody goes alone", async () => {
    await expect(planVisit(okafor, planOf({ secondId: undefined }))).rejects.toMatchObject({ code: "invalid_input", fields: { secondId: "two_people" } });
    const before = { ...family, plannerId: okafor.actor.adultId, leadId: okafor.actor.adultId, secondId: second.actor.adultId, state: "done" as const, authorisedById: head.actor.adultId };
    await makeVisit(school, { pupilId: before.pupilId, adultId: before.adultId, plannerId: before.plannerId, leadId: before.leadId, secondId: before.secondId, state: "done", authorisedById: before.authorisedById });
    await planVisit(okafor, planOf({ secondId: undefined }));
    await makeVisit(school, { pupilId: before.pupilId, adultId: before.adultId, plannerId: before.plannerId, leadId: before.leadId, secondId: before.secondId, state: "done", authorisedById: before.authorisedById, twoPeople: true, riskNotes: "Shouting on the stairs." });
    await expect(planVisit(okafor, planOf({ secondId: undefined, key: "0190a0a0-0000-7000-8000-000000000002" }))).rejects.toMatchObject({ fields: { secondId: "two_people" } });
    const { visitId } = await planVisit(okafor, planOf({ key: "0190a0a0-0000-7000-8000-000000000003" }));
    expect(await getVisit(okafor, { visitId })).toMatchObject({ twoPeople: "noted", riskNotes: "A dog in the yard.", earlierRisks: [{ notes: "Shouting on the stairs." }] });
  });

  it("sends nobody to their own family, and none to an adult whom an order keeps from messages", async () => {
    await linkGuardian(school, second.actor.adultId, family.pupilId, { relation: "father" });
    await expect(planVisit(okafor, planOf())).rejects.toMatchObject({ code: "invalid_input", fields: { leadId: "not_there" } });
    expect((await getPlanChoices(okafor, { ...family, minutes: 30 })).colleagues.map(({ id }) => id)).not.toContain(second.actor.adultId);
    await makeRestriction(school, family.linkId, ["messages"]);
    await expect(planVisit(okafor, planOf({ secondId: head.actor.adultId }))).rejects.toMatchObject({ code: "not_allowed" });
    const other = await makePupil(school);
    await expect(planVisit(okafor, planOf({ pupilId: other.id }))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a sentence of the offer that is not clear", () => {
  it("lands in the workbench from the adult who is visited, once somebody has allowed the visit, and from nobody else", async () => {
    const { visitId } = await planVisit(okafor, planOf());
    const { id: segmentId } = await okafor.db.segment.findFirstOrThrow({ where: { text: { kind: "contacts.record" } } });
    const flag = { visitId, segmentId, kind: "unclear" as const };
    await expect(flagVisit(await parent(), flag)).rejects.toMatchObject({ code: "not_found" });
    await authoriseVisit(head, { visitId, yes: true });
    const other = await makeAdult(school);
    await linkGuardian(school, other.id, family.pupilId, { relation: "father" });
    await expect(flagVisit(await contextFor(school, other.id, { locale: "ur" }), flag)).rejects.toMatchObject({ code: "not_found" });
    expect([await flagVisit(await parent(), flag), await flagVisit(await parent(), flag)]).toEqual([{ created: true }, { created: false }]);
    expect((await getOwnVisit(await parent(), { visitId })).words.sentences).toMatchObject([{ id: segmentId, flagged: true }]);
    expect((await listQueue(head, { language: "ur", show: "flags" })).items).toMatchObject([{ segmentId, kind: "contacts.record", source: "We would like to help.", flags: 1 }]);
  });
});

describe("the family's choice", () => {
  it("sets the time and place, sends word of it and of the day before, and can be changed", async () => {
    const visitId = await offered();
    const [first, other] = await slotsOf(visitId);
    await chooseTime(await parent(), { visitId, slotId: first!.id, place: "elsewhere", placeWords: "کیفے" });
    expect(await getOwnVisit(await parent(), { visitId })).toMatchObject({ state: "booked", place: "elsewhere", placeWords: "کیفے", startsAt: START });
    const waits = () => okafor.db.message.findMany({ where: { cancelledAt: null, kind: { in: ["visit_booked", "visit_reminder"] } }, orderBy: { createdAt: "asc" }, select: { kind: true, args: true, deliveries: { select: { channel: true, nextTryAt: true } } } });
    expect((await waits()).map(({ kind, args }) => [kind, args])).toEqual([["visit_booked", { child: "Zara", at: START.toISOString() }], ["visit_reminder", { child: "Zara", at: START.toISOString() }]]);
    const changed = { ...(await parent()), now: addMinutes(TEST_NOW, 5) };
    await chooseTime(changed, { visitId, slotId: other!.id, place: "home" });
    // What was said of the first time is taken back: nobody is reminded of it.
    expect((await waits()).map(({ args }) => (args as { at: string }).at)).toEqual([other!.startsAt.toISOString(), other!.startsAt.toISOString()]);
    expect((await okafor.db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM visit_hour`)[0]?.n).toBe(2);
  });

  it("is never two visits for one visitor, whoever is quicker; without the rule of the database there would be", async () => {
    const [one, two] = [await offered(), "0190a0a0-0000-7000-8000-000000000002"];
    const mine = family;
    family = await makeFamily();
    await offered({ key: two });
    const theirs = family;
    const choose = async (adultId: string, visitId: string) => {
      const ctx = await contextFor(school, adultId);
      const slot = (await okafor.db.visitSlot.findFirstOrThrow({ where: { visitId }, orderBy: { startsAt: "asc" } })).id;
      return chooseTime(ctx, { visitId, slotId: slot, place: "home" });
    };
    const both = await Promise.allSettled([choose(mine.adultId, one), choose(theirs.adultId, two)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((both.find(({ status }) => status === "rejected") as PromiseRejectedResult).reason).toMatchObject({ code: "conflict", fields: { slotId: "taken" } });
    const loser = both[0]?.status === "rejected" ? one : two;
    expect((await okafor.db.visit.findUniqueOrThrow({ where: { id: loser } })).state).toBe("offered");
    expect((await getVisit(okafor, { visitId: loser })).slots).toHaveLength(1); // the taken time is no longer shown
    // The control: with the constraint gone, the second is let in.
    await withOwner((client) => client.query("ALTER TABLE visit_hour DROP CONSTRAINT visit_hour_once"));
    try {
      await choose(loser === one ? mine.adultId : theirs.adultId, loser);
      expect(await okafor.db.visit.count({ where: { state: "booked", startsAt: START } })).toBe(2);
    } finally {
      await withOwner(async (client) => {
        await client.query("TRUNCATE visit_hour");
        await client.query('ALTER TABLE visit_hour ADD CONSTRAINT visit_hour_once EXCLUDE USING gist (visitor_id WITH =, during WITH &&)');
      });
    }
  });

  it("may be no: nothing is held, and whoever planned it finds it on the list of the day", async () => {
    const visitId = await offered();
    const [slot] = await slotsOf(visitId);
    await chooseTime(await parent(), { visitId, slotId: slot!.id, place: "school" });
    await answerVisit(await parent(), { visitId, answer: "other_times" });
    expect(await getOwnVisit(await parent(), { visitId })).toMatchObject({ state: "offered", startsAt: null });
    await answerVisit({ ...(await parent()), now: addMinutes(TEST_NOW, 1) }, { visitId, answer: "no_visit" });
    expect(await getOwnVisit(await parent(), { visitId })).toMatchObject({ state: "cancelled" });
    expect(await okafor.db.task.findMany({ where: { kind: "family_says" }, select: { assigneeId: true } })).toEqual([{ assigneeId: okafor.actor.adultId }, { assigneeId: okafor.actor.adultId }]);
    expect((await okafor.db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM visit_hour`)[0]?.n).toBe(0);
    expect(await okafor.db.message.count({ where: { kind: "visit_reminder", cancelledAt: null } })).toBe(0);
  });

  it("is the family's alone: the other parent, and one whom an order keeps away, find nothing", async () => {
    const visitId = await offered();
    const other = await makeAdult(school);
    await linkGuardian(school, other.id, family.pupilId, { relation: "father" });
    await expect(getOwnVisit(await contextFor(school, other.id), { visitId })).rejects.toMatchObject({ code: "not_found" });
    const slotId = (await slotsOf(visitId))[0]!.id;
    await expect(chooseTime(await contextFor(school, other.id), { visitId, slotId, place: "home" })).rejects.toMatchObject({ code: "not_found" });
    const read = JSON.stringify([await getOwnVisit(await parent(), { visitId }), await listOwnVisits(await parent())]);
    expect(read).not.toContain("A dog in the yard.");
    await makeRestriction(school, family.linkId, ["messages"]);
    await expect(chooseTime(await parent(), { visitId, slotId, place: "home" })).rejects.toMatchObject({ code: "not_found" });
    // What is for staff alone is nowhere in what a family gets.
    expect(JSON.stringify(await getVisit(okafor, { visitId }))).toContain("A dog in the yard.");
  });
});

describe("a visit that is heard", () => {
  it("says what it is about, who comes and every time that can be chosen, in the family's language, to that family alone", async () => {
    const visitId = await offered();
    const { blocks } = await hearVisit(await parent(), { visitId });
    const said = blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join(" ");
    expect(blocks.map(({ id }) => id)).toEqual(["about", "who", "when", "where"]);
    expect(blocks.find(({ id }) => id === "when")?.sentences.length).toBeGreaterThanOrEqual(4);
    expect(said).toMatch(/\p{Script=Arabic}/u);
    expect(said).not.toContain("A dog in the yard");
    expect(blocks.flatMap(({ sentences }) => sentences).every(({ openKey }) => openKey === null)).toBe(true);
    await expect(hearVisit(await contextFor(school, (await makeFamily()).adultId), { visitId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("at the door", () => {
  async function booked(): Promise<string> {
    const visitId = await offered();
    await chooseFor(okafor, { visitId, slotId: (await slotsOf(visitId))[0]!.id, place: "home" });
    return visitId;
  }

  it("nobody who has not gone in or come out is forgotten: those who watch are told at the minute, once", async () => {
    const visitId = await booked();
    expect(await raiseAlarms(job(addMinutes(START, 14)))).toBe(0);
    expect(await raiseAlarms(job(addMinutes(START, 15)))).toBe(1);
    expect(await raiseAlarms(job(addMinutes(START, 16)))).toBe(0);
    expect(await listAlarms(head)).toMatchObject([{ visitId, kind: "not_in", dueAt: addMinutes(START, 15) }]);
    expect(await okafor.db.message.findMany({ where: { kind: "visit_alarm" }, select: { adultId: true, urgency: true, args: true } })).toEqual([{ adultId: head.actor.adultId, urgency: 0, args: {} }]);
    // Gone in after all: the alarm ends by itself, and a new clock runs.
    await checkIn(at(okafor, addMinutes(START, 17)), { visitId, minutes: 30 });
    expect(await listAlarms(head)).toEqual([]);
    expect(await raiseAlarms(job(addMinutes(START, 46)))).toBe(0);
    await checkIn(at(second, addMinutes(START, 46)), { visitId, minutes: 20 }); // a few minutes more
    expect(await raiseAlarms(job(addMinutes(START, 65)))).toBe(0);
    expect(await raiseAlarms(job(addMinutes(START, 66)))).toBe(1);
    const [alarm] = await listAlarms(head);
    expect(alarm).toMatchObject({ kind: "not_out", dueAt: addMinutes(START, 66) });
    await handleAlarm(head, { alarmId: alarm!.id, how: "spoke" });
    await expect(handleAlarm(head, { alarmId: alarm!.id, how: "spoke" })).rejects.toMatchObject({ code: "not_found" });
    await checkOut(at(okafor, addMinutes(START, 70)), { visitId });
    expect(await raiseAlarms(job(addMinutes(START, 300)))).toBe(0);
  });

  it("the clock is set in the database with the booking: a job waits for that very minute", async () => {
    const visitId = await booked();
    const jobs = () => withOwner(async (client) => (await client.query<{ run_at: Date; key: string }>("SELECT run_at, key FROM graphile_worker.jobs WHERE task_identifier = 'contacts.visitAlarm'")).rows);
    expect((await jobs()).map(({ run_at }) => run_at)).toEqual([addMinutes(START, 15)]);
    await checkIn(at(okafor, START), { visitId, minutes: 45 });
    expect((await jobs()).map(({ run_at }) => run_at)).toEqual([addMinutes(START, 45)]);
  });

  it("only those who go say so, and what came of it is one note with its next step", async () => {
    const visitId = await booked();
    await expect(checkIn(head, { visitId, minutes: 30 })).rejects.toMatchObject({ code: "not_found" });
    await expect(checkOut(okafor, { visitId })).rejects.toMatchObject({ code: "conflict" });
    await checkIn(at(okafor, START), { visitId, minutes: 30 });
    await expect(recordVisit(at(okafor, addMinutes(START, 20)), { visitId, outcome: "reached", facts: "Too early." })).rejects.toMatchObject({ code: "conflict" });
    await checkOut(at(okafor, addMinutes(START, 25)), { visitId });
    const note = { visitId, outcome: "reached_and_understood" as const, facts: "We read together.", theirWords: "I will read with her.", agreed: "Ten minutes a day.", nextStep: { text: "Ring to ask how it goes.", dueOn: addDays(START, 7).toISOString().slice(0, 10) } };
    const later = at(okafor, addMinutes(START, 60));
    const { contactId } = await recordVisit(later, note);
    expect((await recordVisit(later, note)).contactId).toBe(contactId);
    expect(await okafor.db.contact.findMany({ select: { id: true, channel: true, at: true, outcome: true } })).toEqual([{ id: contactId, channel: "visit", at: START, outcome: "reached_and_understood" }]);
    expect(await okafor.db.task.count({ where: { kind: "follow_up", subjectId: contactId } })).toBe(1);
    expect((await listVisits(later)).map(({ state, recorded }) => [state, recorded])).toEqual([["done", true]]);
  });

  it("a visit that is called off holds nobody and sets off nothing; the family is told", async () => {
    const visitId = await booked();
    await cancelVisit(okafor, { visitId });
    expect(await raiseAlarms(job(addMinutes(START, 60)))).toBe(0);
    expect(await okafor.db.message.count({ where: { kind: "visit_cancelled" } })).toBe(1);
    await expect(checkIn(okafor, { visitId, minutes: 30 })).rejects.toMatchObject({ code: "conflict" });
  });

  it("a teacher reads the visits that the teacher makes, and no others", async () => {
    const visitId = await booked();
    expect((await getVisit(second, { visitId })).mine).toBe(true);
    const stranger = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
    await expect(getVisit(stranger, { visitId })).rejects.toMatchObject({ code: "not_found" });
    expect(await listVisits(stranger)).toEqual([]);
  });
});

describe("whoever goes", () => {
  const goAway = (staffId: string, fromOn: Date, untilOn: Date) => dbFor(school.id).staffAway.create({ data: { schoolId: school.id, staffId, fromOn, untilOn, createdAt: TEST_NOW } });
  const dayOf = (date: Date) => new Date(date.toISOString().slice(0, 10));
  const times = async () => (await getPlanChoices(okafor, { adultId: family.adultId, pupilId: family.pupilId, secondId: second.actor.adultId, minutes: 30 })).times;

  it("is not suggested for a day on which either is away, nor in hours that the family or a visitor keeps free", async () => {
    const [first] = await times();
    expect(first).toEqual(new Date("2026-11-24T09:00:00Z"));
    await goAway(second.actor.adultId, dayOf(TEST_NOW), dayOf(addDays(TEST_NOW, 1)));
    expect((await times())[0]).toEqual(new Date("2026-11-25T09:00:00Z"));
    // A father on nights sleeps until one.
    await dbFor(school.id).ownHours.create({ data: { schoolId: school.id, adultId: family.adultId, quietFrom: 8 * 60, quietTo: 13 * 60, at: TEST_NOW } });
    expect((await times())[0]).toEqual(new Date("2026-11-25T13:00:00Z"));
    await dbFor(school.id).ownHours.create({ data: { schoolId: school.id, adultId: okafor.actor.adultId, quietFrom: 13 * 60, quietTo: 14 * 60, at: TEST_NOW } });
    expect((await times())[0]).toEqual(new Date("2026-11-25T14:00:00Z"));
  });

  it("reads before a day away which families expect them then, with the time: until the school's midnight, and nobody else's", async () => {
    const visitId = await offered();
    const [early] = await slotsOf(visitId);
    const on = (day: Date) => day.toISOString().slice(0, 10);
    const planned = async (ctx: StaffCtx, from: Date, until = from) => (await listPlannedVisits(ctx, { fromOn: on(from), untilOn: on(until) })).map(({ startsAt, endsAt, child }) => [startsAt, endsAt, child]);
    expect(await planned(okafor, START)).toEqual([]); // a time that nobody has chosen stands in nobody's way
    await chooseFor(okafor, { visitId, slotId: early?.id ?? "", place: "home" });
    const line = [START, addMinutes(START, 30), expect.stringContaining("Zara")];
    expect(await planned(okafor, START)).toEqual([line]);
    expect(await planned(second, addDays(START, -2), addDays(START, 2))).toEqual([line]);
    expect([await planned(okafor, addDays(START, 1)), await planned(okafor, addDays(START, -1)), await planned(head, START)]).toEqual([[], [], []]);
    // Half past eleven at night is still that day, by the school's clock.
    await dbFor(school.id).visit.update({ where: { id: visitId }, data: { startsAt: new Date(`${on(START)}T23:30:00Z`) } });
    expect([(await planned(okafor, START)).length, (await planned(okafor, addDays(START, 1))).length]).toEqual([1, 0]);
    await cancelVisit(okafor, { visitId });
    expect(await planned(okafor, START)).toEqual([]);
  });

  it("and has become away since is not to be chosen: the family sees the other times, and the database's answer is the same for a page that was open", async () => {
    const visitId = await offered();
    const [early, late] = await slotsOf(visitId);
    await goAway(okafor.actor.adultId, dayOf(START), dayOf(START));
    expect((await slotsOf(visitId)).map(({ id }) => id)).toEqual([late?.id]);
    await expect(chooseTime(await parent(), { visitId, slotId: early?.id ?? "", place: "home" })).rejects.toMatchObject({ code: "conflict", fields: { slotId: "taken" } });
    await chooseTime(await parent(), { visitId, slotId: late?.id ?? "", place: "home" });
    // The control: at work again, the same time can be chosen.
    await dbFor(school.id).staffAway.deleteMany();
    await chooseTime(await parent(), { visitId, slotId: early?.id ?? "", place: "home" });
  });
});
