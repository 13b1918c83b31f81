import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listInbox } from "@/server/features/delivery/inbox/queries";
import { listTasks } from "@/server/features/delivery/queries";
import { restrictAccess } from "@/server/features/people/access/commands";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { AccessScope } from "@/server/lib/db/generated/enums";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { authoriseVisit, checkIn, chooseFor, chooseTime, offerTimes, planVisit } from "../commands";
import { jobs, raiseAlarms } from "../jobs";
import { getOwnVisit, getVisit, listOwnVisits, listVisits } from "../queries";
import { planInput } from "../schema";
import { tellCalledOff } from "./commands";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let okafor: StaffCtx;
let teacher: StaffCtx;
let head: StaffCtx;
let pupilId: string;
let father: { adultId: string; linkId: string };
let mother: { adultId: string; linkId: string };

const START = addDays(TEST_NOW, 3);
const ALL: AccessScope[] = ["reports", "attendance", "messages", "meetings", "events", "media"];
const at = (ctx: StaffCtx, now: Date): StaffCtx => ({ ...ctx, now });
const job = (now = TEST_NOW) => ({ db: dbFor(school.id), school, now });

async function carer(relation: "mother" | "father", livesWith: boolean, email = `${relation}@family.example`) {
  const adult = await makeAdult(school, { givenName: relation, email, phone: null, readingLanguage: "en" });
  return { adultId: adult.id, linkId: (await linkGuardian(school, adult.id, pupilId, { relation, livesWith })).id };
}

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  okafor = await staffContext(school, (await makeAdult(school, { posts: ["family_support"], email: "okafor@school.example" })).id);
  teacher = await staffContext(school, (await makeAdult(school, { posts: ["teacher"], email: "teacher@school.example" })).id);
  head = await staffContext(school, (await makeAdult(school, { posts: ["head"], email: "head@school.example" })).id);
  pupilId = (await makePupil(school, { givenName: "Zara" })).id;
  [father, mother] = [await carer("father", true), await carer("mother", true)];
});

/** A visit to an adult, as far as a time that was agreed. */
async function booked(adultId: string, nth: number, startsAt = START): Promise<string> {
  const { visitId } = await planVisit(okafor, planInput.parse({
    key: `0190a0a0-0000-7000-8000-00000000000${nth}`, pupilId, adultId, purpose: "support", words: "We would like to help.", minutes: 30, leadId: teacher.actor.adultId, secondId: okafor.actor.adultId, slots: [startsAt.toISOString()],
  }));
  await authoriseVisit(head, { visitId, yes: true });
  await chooseFor(okafor, { visitId, slotId: (await getVisit(okafor, { visitId })).slots[0]?.id ?? "", place: "home" });
  return visitId;
}
const order = (linkId: string, scopes = ALL, now = TEST_NOW) => restrictAccess(at(head, now), { linkId, scopes, kind: "child_arrangements_order", document: "Order 7" });
const stateOf = async (visitId: string) => (await okafor.db.visit.findUniqueOrThrow({ where: { id: visitId } })).state;
const waiting = () => withOwner(async (client) => (await client.query<{ id: string }>("SELECT payload->>'visitId' AS id FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'contacts.visitCalledOff'")).rows.map(({ id }) => id));
const held = (visitId: string) => okafor.db.visitHour.count({ where: { visitId } });
const open = (adultId: string) => okafor.db.task.findMany({ where: { doneAt: null, adultId }, select: { kind: true, assigneeId: true } });

describe("an order against an adult", () => {
  it("calls off that adult's visit in its own transaction, frees whoever was to go, and leaves the other parent's visit as it was", async () => {
    const [his, hers] = [await booked(father.adultId, 1), await booked(mother.adultId, 2, addDays(START, 1))];
    await order(father.linkId);
    expect([await stateOf(his), await stateOf(hers)]).toEqual(["cancelled", "booked"]);
    expect([await held(his), await held(hers)]).toEqual([0, 2]);
    expect(await waiting()).toEqual([his]);
    expect(await raiseAlarms(job(addMinutes(START, 60)))).toBe(0);
    expect(await raiseAlarms(job(addMinutes(addDays(START, 1), 60)))).toBe(1); // hers is still watched
  });

  it("(control) without the database's trigger the visit would stay booked", async () => {
    const visitId = await booked(father.adultId, 1);
    await withOwner((client) => client.query("ALTER TABLE restriction DISABLE TRIGGER end_restricted_visits"));
    try {
      await order(father.linkId);
      expect([await stateOf(visitId), await held(visitId), await waiting()]).toEqual(["booked", 2, []]);
    } finally {
      await withOwner((client) => client.query("ALTER TABLE restriction ENABLE TRIGGER end_restricted_visits"));
    }
  });

  it("goes with the transaction: an order that is not entered calls nothing off", async () => {
    const visitId = await booked(father.adultId, 1);
    await expect(okafor.db.$transaction(async (tx) => {
      await tx.restriction.create({ data: { schoolId: school.id, linkId: father.linkId, kind: "other", scopes: ["messages"], document: "x", startsOn: TEST_NOW } });
      expect(await tx.visit.findUniqueOrThrow({ where: { id: visitId }, select: { state: true } })).toEqual({ state: "cancelled" });
      throw new Error("not after all");
    })).rejects.toThrow("not after all");
    expect([await stateOf(visitId), await waiting()]).toEqual(["booked", []]);
  });

  it.each<[AccessScope[], string]>([[["messages"], "cancelled"], [["meetings"], "cancelled"], [["reports", "attendance", "events", "media"], "booked"]])("over %j leaves a visit %s", async (scopes, state) => {
    const visitId = await booked(father.adultId, 1);
    await order(father.linkId, scopes);
    expect(await stateOf(visitId)).toBe(state);
  });

  it("tells whoever goes and whoever planned it, once; asks the office to ask the other carer, and tells no carer anything", async () => {
    const visitId = await booked(father.adultId, 1);
    const before = await okafor.db.message.count({ where: { adultId: mother.adultId } });
    await order(father.linkId);
    for (let again = 0; again < 2; again++) await jobs["contacts.visitCalledOff"]?.(job(), { visitId });
    const told = await okafor.db.message.findMany({ where: { kind: "visit_called_off" }, select: { adultId: true, args: true, pupilId: true, cancelledAt: true, deliveries: { select: { channel: true } } } });
    expect(told.map(({ adultId }) => adultId).sort()).toEqual([teacher.actor.adultId, okafor.actor.adultId].sort());
    // Nothing of the family is in it, and it goes to their mailbox.
    expect(told.every(({ args, pupilId: about, cancelledAt, deliveries }) => JSON.stringify(args) === "{}" && about === null && cancelledAt === null && deliveries.some(({ channel }) => channel === "email"))).toBe(true);
    const list = async (ctx: StaffCtx) => (await listTasks(ctx, {})).all.map(({ reason, adult, subjectId }) => [reason, adult?.id, subjectId]);
    expect(await list(teacher)).toEqual([["visit_called_off", undefined, visitId]]);
    expect((await list(okafor)).sort()).toEqual([["visit_again", mother.adultId, visitId], ["visit_called_off", undefined, visitId]]);
    expect(await open(father.adultId)).toEqual([]);
    expect(await okafor.db.message.count({ where: { adultId: mother.adultId } })).toBe(before);
    const hers = await contextFor(school, mother.adultId);
    expect([await listOwnVisits(hers), await listInbox(hers)]).toEqual([[], []]);
    // What he was to be told of it, and has not been, never leaves.
    expect(await okafor.db.message.count({ where: { adultId: father.adultId, cancelledAt: null, kind: { in: ["visit_offered", "visit_booked", "visit_reminder"] } } })).toBe(0);
    expect(await getVisit(teacher, { visitId })).toMatchObject({ state: "cancelled", calledOffAt: TEST_NOW });
    expect((await listVisits(teacher)).map(({ id, stopped }) => [id, stopped])).toEqual([[visitId, true]]);
    await expect(checkIn(at(teacher, START), { visitId, minutes: 30 })).rejects.toMatchObject({ code: "conflict" });
  });

  it("asks for nobody who may not be visited either: the planner is told, and no more", async () => {
    const visitId = await booked(father.adultId, 1);
    await order(mother.linkId, ["meetings"]);
    await order(father.linkId);
    await tellCalledOff(job(), visitId);
    expect(await open(mother.adultId)).toEqual([]);
    expect(await okafor.db.task.count({ where: { kind: "follow_up", subjectId: visitId } })).toBe(2);
    // (control) a visit that nobody called off asks for nothing.
    const hers = await booked((await carer("mother", false, "aunt@family.example")).adultId, 2, addDays(START, 1));
    expect(await tellCalledOff(job(), hers)).toBe(false);
  });

  it("does not stop the clock of whoever is inside, or should be: they are told, and missed as before", async () => {
    const visitId = await booked(father.adultId, 1);
    await checkIn(at(teacher, START), { visitId, minutes: 30 });
    await order(father.linkId, ALL, addMinutes(START, 10));
    expect(await getVisit(teacher, { visitId })).toMatchObject({ state: "under_way", calledOffAt: addMinutes(START, 10) });
    expect(await tellCalledOff(job(addMinutes(START, 10)), visitId)).toBe(true);
    expect(await raiseAlarms(job(addMinutes(START, 30)))).toBe(1);
    // At the door without a word yet: the same. No other time is set for it.
    const late = await booked(mother.adultId, 2, addDays(START, 1));
    const door = addMinutes(addDays(START, 1), 5);
    await order(mother.linkId, ["meetings"], door);
    expect(await stateOf(late)).toBe("booked");
    await expect(offerTimes(at(okafor, door), { visitId: late, slots: [addDays(START, 5).toISOString()] })).rejects.toMatchObject({ code: "conflict", fields: { state: "called_off" } });
    expect(await raiseAlarms(job(addMinutes(addDays(START, 1), 15)))).toBe(1);
  });

  it("and an adult who chooses a time, or a visit that is planned, at the same moment never leave a visit that stands", async () => {
    const { visitId } = await planVisit(okafor, planInput.parse({ key: "0190a0a0-0000-7000-8000-000000000001", pupilId, adultId: father.adultId, purpose: "support", words: "x", minutes: 30, leadId: teacher.actor.adultId, secondId: okafor.actor.adultId, slots: [START.toISOString()] }));
    await authoriseVisit(head, { visitId, yes: true });
    const he = await contextFor(school, father.adultId);
    const slotId = (await getOwnVisit(he, { visitId })).slots[0]?.id ?? "";
    const plan = (key: number) => planVisit(okafor, planInput.parse({ key: `0190a0a0-0000-7000-8000-00000000010${key}`, pupilId, adultId: father.adultId, purpose: "support", words: "x", minutes: 30, leadId: teacher.actor.adultId, secondId: okafor.actor.adultId, slots: [START.toISOString()] }));
    await Promise.allSettled([plan(0), chooseTime(he, { visitId, slotId, place: "home" }), plan(1), order(father.linkId), plan(2), plan(3)]);
    expect(await okafor.db.visit.count({ where: { adultId: father.adultId, state: { not: "cancelled" } } })).toBe(0);
    await expect(plan(4)).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("and a link that ends, do the same", async () => {
    const visitId = await booked(father.adultId, 1);
    await okafor.db.guardianLink.update({ where: { id: father.linkId }, data: { removedAt: TEST_NOW } });
    expect([await stateOf(visitId), await waiting()]).toEqual(["cancelled", [visitId]]);
  });
});
