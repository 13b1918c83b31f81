import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { createTask } from "@/server/features/delivery/commands";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { createCaller } from "@/server/root";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeContact } from "@/server/testing/factories/contacts";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { assignFamilies, coverWorker } from "../caseloads/commands";
import { listCaseloads } from "../caseloads/queries";
import { listCalls } from "./queries";

let school: SchoolFacts;
let office: StaffCtx;
let okafor: StaffCtx;
let sabir: StaffCtx;

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  okafor = await staffContext(school, (await makeAdult(school, { title: "Mr", familyName: "Okafor", posts: ["family_support"], spokenLanguages: ["en", "fr"] })).id);
  sabir = await staffContext(school, (await makeAdult(school, { title: "Mrs", familyName: "Sabir", posts: ["family_support"], spokenLanguages: ["en", "ur"] })).id);
});

const db = () => dbFor(school.id);

async function child(givenName: string, adult: Parameters<typeof makeAdult>[1] = {}) {
  const parent = await makeAdult(school, { givenName: `${givenName}s mother`, familyName: "X", phone: "020 7946 0299", spokenLanguages: ["ur"], ...adult });
  const pupil = await makePupil(school, { givenName });
  const link = await linkGuardian(school, parent.id, pupil.id);
  return { parent, pupil, link };
}

const rowsOf = async (ctx: StaffCtx) => (await listCalls(ctx)).rows.map(({ reason, pupil }) => [reason, pupil.name.split(" ")[0]]);

describe("caseloads", () => {
  it("keep siblings together, and move them together", async () => {
    const { parent, pupil } = await child("Ali");
    const sister = await makePupil(school, { givenName: "Bea" });
    await linkGuardian(school, parent.id, sister.id);
    expect(await assignFamilies(office, { pupilIds: [pupil.id], workerId: okafor.actor.adultId })).toEqual({ pupils: 2 });
    expect(await assignFamilies(office, { pupilIds: [sister.id], workerId: okafor.actor.adultId })).toEqual({ pupils: 0 });
    expect(await assignFamilies(office, { pupilIds: [sister.id], workerId: sabir.actor.adultId, handoverNote: "Ring after four." })).toEqual({ pupils: 2 });
    expect(await db().caseload.findMany({ where: { endedAt: null }, select: { workerId: true, handoverNote: true } })).toEqual([1, 2].map(() => ({ workerId: sabir.actor.adultId, handoverNote: "Ring after four." })));
    expect(await db().caseload.count()).toBe(4);
  });

  it("are not tied together by somebody who is there for several families", async () => {
    const [one, two] = [await child("Ali"), await child("Bea")];
    const social = await makeAdult(school);
    for (const { pupil } of [one, two]) await linkGuardian(school, social.id, pupil.id, { relation: "social_worker" });
    expect(await assignFamilies(office, { pupilIds: [one.pupil.id], workerId: okafor.actor.adultId })).toEqual({ pupils: 1 });
  });

  it("give a child to one worker, also when two give it out at once", async () => {
    const { pupil } = await child("Ali");
    await Promise.all([okafor, sabir, okafor, sabir].map((worker) => assignFamilies(office, { pupilIds: [pupil.id], workerId: worker.actor.adultId })));
    expect(await db().caseload.count({ where: { endedAt: null } })).toBe(1);
    await expect(db().caseload.create({ data: { schoolId: school.id, pupilId: pupil.id, familyId: pupil.id, workerId: okafor.actor.adultId, startsAt: TEST_NOW } })).rejects.toThrow();
  });

  it("show how the work is spread, and whom nobody has, by language and need", async () => {
    const heavy = await child("Ali", { needsInterpreter: true, readingNeed: "does_not_read" });
    await child("Bea", { spokenLanguages: ["pl"] });
    await assignFamilies(office, { pupilIds: [heavy.pupil.id], workerId: okafor.actor.adultId });
    const all = await listCaseloads(office, {});
    expect(all.workers.map(({ name, families, weight, beyond }) => [name, families, weight, beyond])).toEqual([["Mr Okafor", 1, 3, 100], ["Mrs Sabir", 0, 0, -100]]);
    expect(all).toMatchObject({ unassigned: 1, languages: ["pl", "ur"] });
    expect(all.families.map(({ pupils, workerId }) => [pupils[0]?.name.split(" ")[0], workerId])).toEqual([["Bea", null], ["Ali", okafor.actor.adultId]]);
    expect((await listCaseloads(office, { language: "ur" })).families).toHaveLength(1);
    expect((await listCaseloads(office, { need: "does_not_read" })).families.map(({ weight }) => weight)).toEqual([3]);
  });

  it("are given out by office and heads alone, to family support workers of this school alone", async () => {
    const { pupil, parent } = await child("Ali");
    for (const ctx of [okafor, await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id)]) {
      await expect(createCaller(ctx).contacts.assign({ pupilIds: [pupil.id], workerId: okafor.actor.adultId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(assignFamilies(office, { pupilIds: [pupil.id], workerId: parent.id })).rejects.toEqual(new AppError("not_found"));
    const elsewhere = await makeSchool();
    const head = await staffContext(elsewhere, (await makeAdult(elsewhere, { posts: ["head"] })).id);
    const worker = await makeAdult(elsewhere, { posts: ["family_support"] });
    await expect(assignFamilies(head, { pupilIds: [pupil.id], workerId: worker.id })).rejects.toEqual(new AppError("not_found"));
    expect(await db().caseload.count()).toBe(0);
  });
});

describe("the morning", () => {
  it("begins with what is late, then what families said, calls, visits, quiet families and good news", async () => {
    const families = await Promise.all(["Call", "Visit", "Says", "Late", "Quiet", "Good", "Well"].map(async (name) => ({ name, ...(await child(name)) })));
    const of = (name: string) => families.find((family) => family.name === name) ?? (() => { throw new Error(name); })();
    await assignFamilies(office, { pupilIds: families.map(({ pupil }) => pupil.id), workerId: okafor.actor.adultId });
    const task = (name: string, kind: "call" | "visit" | "family_says", days: number) =>
      createTask(db(), { schoolId: school.id, kind, adultId: of(name).parent.id, pupilId: of(name).pupil.id, dueAt: addDays(TEST_NOW, days), uniqueKey: name });
    await task("Visit", "visit", 2);
    await task("Call", "call", 1);
    await task("Says", "family_says", 2);
    await task("Late", "visit", -1);
    const spoke = (name: string, days: number, tone: "good_news" | "concern" | "neutral") =>
      makeContact(school, { pupilId: of(name).pupil.id, adultId: of(name).parent.id, staffId: okafor.actor.adultId, at: addDays(TEST_NOW, -days), tone });
    await spoke("Quiet", 50, "neutral");
    await spoke("Good", 10, "concern");
    await spoke("Well", 10, "good_news");
    expect(await rowsOf(okafor)).toEqual([["visit", "Late"], ["family_says", "Says"], ["call", "Call"], ["visit", "Visit"], ["quiet", "Quiet"], ["good_news", "Good"]]);
    const { rows, families: count } = await listCalls(okafor);
    expect(count).toBe(7);
    expect(rows[0]).toMatchObject({ overdue: true, adult: { phone: "020 7946 0299", plan: { speakIn: "ur" } } });
    expect(rows.find(({ reason }) => reason === "good_news")?.balance).toEqual({ praise: 0, concern: 1, low: true });
  });

  it("leaves another worker's families to that worker, until one steps in", async () => {
    const { pupil, parent } = await child("Ali");
    await assignFamilies(office, { pupilIds: [pupil.id], workerId: okafor.actor.adultId });
    await createTask(db(), { schoolId: school.id, kind: "call", adultId: parent.id, pupilId: pupil.id, dueAt: TEST_NOW, uniqueKey: "1" });
    const free = await child("Bea");
    await createTask(db(), { schoolId: school.id, kind: "call", adultId: free.parent.id, pupilId: free.pupil.id, dueAt: TEST_NOW, uniqueKey: "2" });
    expect(await rowsOf(sabir)).toEqual([["call", "Bea"]]);
    expect(await coverWorker(office, { workerId: okafor.actor.adultId, coverId: sabir.actor.adultId, from: "2026-11-23", until: "2026-11-24" })).toEqual({ pupils: 1 });
    expect((await rowsOf(sabir)).sort()).toEqual([["call", "Ali"], ["call", "Bea"]]);
    expect(await rowsOf({ ...sabir, now: new Date("2026-11-25T00:30:00Z") })).toEqual([["call", "Bea"]]);
  });

  it("names no adult whom an order keeps away, and no child whom this person may not see", async () => {
    const { pupil, parent, link } = await child("Ali");
    await assignFamilies(office, { pupilIds: [pupil.id], workerId: okafor.actor.adultId });
    expect(await rowsOf(okafor)).toEqual([["quiet", "Ali"]]);
    const order = await makeRestriction(school, link.id, ["reports", "messages"]);
    await createTask(db(), { schoolId: school.id, kind: "call", adultId: parent.id, pupilId: pupil.id, dueAt: TEST_NOW, uniqueKey: "1" });
    expect(await rowsOf(okafor)).toEqual([]);
    await db().restriction.update({ where: { id: order.id }, data: { liftedAt: TEST_NOW } });
    expect(await rowsOf(okafor)).toEqual([["call", "Ali"]]);
    await linkGuardian(school, okafor.actor.adultId, pupil.id, { relation: "father" });
    expect(await rowsOf(okafor)).toEqual([]);
  });
});
