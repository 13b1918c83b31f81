import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { addDays, addMinutes, momentIn } from "@/server/lib/clock";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { closeSolver } from "@/server/lib/solver/thread";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { EVENING, makeMeetingRound } from "@/server/testing/factories/meetings";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "@/server/testing/factories/people";

import { markAbsent } from "../day/commands";
import { closeRound, cutHours } from "../rounds/commands";
import { bookMeeting, cancelOwn, moveMeeting, takeBack } from "./commands";

const [CLIENTS, SLOTS] = [8, 6];

interface Kept {
  id: string;
  slot: number;
  state: "booked" | "cancelled" | "absent";
}

/** What a round is, in memory. */
interface Model {
  /** Each client's meetings, the newest last. */
  own: Kept[][];
  open: number;
  closed: boolean;
}

interface Real {
  families: { ctx: PersonCtx; pupilId: string }[];
  office: StaffCtx;
  roundId: string;
  sessionId: string;
  teacherId: string;
}

/** Each world has the same school, so that it finds its connections open. Everything else in it is new. */
const SCHOOL = uuid();
let school: SchoolFacts;
/** When the hours of the round begin. */
let start: Date;

beforeAll(() => prepareEnvironment());
afterAll(closeSolver);

const at = (slot: number) => addMinutes(start, slot * 10).toISOString();
const takenBy = (model: Model, slot: number) => model.own.findIndex((own) => own.some((each) => each.state === "booked" && each.slot === slot));
const liveOf = (model: Model, client: number) => model.own[client]?.find(({ state }) => state === "booked");
const lastOf = (model: Model, client: number) => model.own[client]?.at(-1);

/** How a call ended: "ok" or the reason of the refusal. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "ok";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Object.values(error.fields)[0] ?? error.code;
  }
}

async function makeReal(): Promise<Real> {
  await resetDatabase();
  school = await makeSchool({ id: SCHOOL });
  const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  const teacherId = (await makeAdult(school, { posts: ["teacher"] })).id;
  const group = await makeClass(school, { teacherIds: [teacherId] });
  const { roundId, sessionIds } = await makeMeetingRound(school, office.actor.adultId, { teacherIds: [teacherId], hours: 1 });
  const session = await dbFor(school.id).meetingSession.update({ where: { id: sessionIds[0] }, data: { startsAt: start, endsAt: addMinutes(start, SLOTS * 10) } });
  await dbFor(school.id).meetingRound.update({ where: { id: roundId }, data: { closesAt: addDays(session.endsAt, 1) } });
  const families = [];
  for (let nth = 0; nth < CLIENTS; nth += 1) {
    const [pupil, adult] = [await makePupil(school, { classGroupId: group.id }), await makeAdult(school)];
    await linkGuardian(school, adult.id, pupil.id);
    families.push({ ctx: await contextFor(school, adult.id), pupilId: pupil.id });
  }
  return { families, office, roundId, sessionId: sessionIds[0] ?? "", teacherId };
}

/** One thing that somebody does: what the model says comes of it, and what really does. */
type Step = { client: number; slot: number; what: "book" | "move" | "cancel" | "undo" | "cut" | "close" | "absent" };

/** What must come of a step; the model moves with it. */
function expected(model: Model, { client, slot, what }: Step, id: string): string {
  const [live, last, taken] = [liveOf(model, client), lastOf(model, client), takenBy(model, slot)];
  if (what === "book") {
    if (model.closed) return "not_found";
    if (slot >= model.open) return "taken";
    if (live) return "once";
    if (taken >= 0) return "taken";
    model.own[client]?.push({ id, slot, state: "booked" });
    return "ok";
  }
  if (what === "move") {
    if (!live) return "none";
    if (model.closed) return "not_found";
    if (slot >= model.open || (taken >= 0 && taken !== client)) return "taken";
    live.slot = slot;
    return "ok";
  }
  if (what === "cancel") {
    if (!live) return "none";
    live.state = "cancelled";
    return "ok";
  }
  if (what === "undo") {
    if (last?.state !== "cancelled") return "none";
    if (model.closed) return "not_found";
    if (last.slot >= model.open || takenBy(model, last.slot) >= 0) return "taken";
    last.state = "booked";
    return "ok";
  }
  if (what === "absent") {
    if (!live) return "none";
    live.state = "absent";
    return "ok";
  }
  if (what === "cut") {
    model.open = Math.max(1, Math.min(model.open, slot));
    for (const own of model.own) for (const each of own) if (each.state === "booked" && each.slot >= model.open) each.state = "cancelled";
    return "ok";
  }
  if (model.closed) return "closed";
  model.closed = true;
  return "ok";
}

/** The same for real. `none`: there is nothing that it could be done with. */
async function really(real: Real, before: Model, { client, slot, what }: Step, id: string): Promise<string> {
  const { families, office, roundId, sessionId, teacherId } = real;
  const { ctx, pupilId } = families[client] as Real["families"][number];
  const [live, last] = [liveOf(before, client), lastOf(before, client)];
  if (what === "book") return outcome(bookMeeting(ctx, { key: id, roundId, pupilId, teacherId, startsAt: at(slot), mode: "phone" }));
  if (what === "cut") return outcome(cutHours(office, { sessionId, endsAt: at(Math.max(1, Math.min(before.open, slot))) }));
  if (what === "close") return outcome(closeRound(office, { roundId }));
  if (what === "undo") return last?.state === "cancelled" ? outcome(takeBack(ctx, { meetingId: last.id })) : "none";
  if (!live) return "none";
  if (what === "move") return outcome(moveMeeting(ctx, { meetingId: live.id, startsAt: at(slot), mode: "phone" }));
  if (what === "cancel") return outcome(cancelOwn(ctx, { meetingId: live.id }));
  return outcome(markAbsent({ ...office, now: addMinutes(start, 600) }, { meetingId: live.id }));
}

const stateOf = async () => (await withOwner((owner) => owner.query<{ id: string; state: string; starts_at: Date }>("SELECT id, state, starts_at FROM meeting ORDER BY id"))).rows.map(({ id, state, starts_at }) => `${id} ${state} ${starts_at.toISOString()}`);
const modelState = (model: Model) => model.own.flat().map(({ id, state, slot }) => `${id} ${state} ${at(slot)}`).sort();
const hoursHeld = async () => Number((await withOwner((owner) => owner.query<{ n: string }>("SELECT count(DISTINCT meeting_id) AS n FROM meeting_hour"))).rows[0]?.n);

class Doing implements fc.AsyncCommand<Model, Real> {
  constructor(private readonly step: Step) {}
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    const id = uuid();
    const before = structuredClone(model);
    const wanted = expected(model, this.step, id);
    expect(await really(real, before, this.step, id), this.toString()).toBe(wanted);
    expect(await stateOf()).toEqual(modelState(model));
    expect(await hoursHeld()).toBe(model.own.flat().filter(({ state }) => state === "booked").length);
  }
  toString = () => `${this.step.what}(${this.step.client}, ${this.step.slot})`;
}

const step = (what: Step["what"]) => fc.record({ client: fc.nat(CLIENTS - 1), slot: fc.nat(SLOTS - 1), what: fc.constant(what) });
const fresh = (): Model => ({ own: Array.from({ length: CLIENTS }, () => []), open: SLOTS, closed: false });

/** Waits for all, and throws what one of them threw only then: nothing goes on while the next run begins. */
async function allOf<T>(work: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

const ZONE = "Europe/London";
/** An evening, and the nights in which the clock shows an hour never and twice: the hours lie over it. */
const nights: [string, Date | null][] = [["on an evening", EVENING], ["when clocks go forward", momentIn(ZONE, "2027-03-28", "00:30")], ["when clocks go back", momentIn(ZONE, "2027-10-31", "01:30")]];
const often = ["book", "book", "move", "cancel", "undo", "absent"] as const;

describe.each(nights)("bookings against a model %s", (_, hour) => {
  beforeAll(() => {
    if (!hour) throw new Error("no such hour");
    start = hour;
  });

  it("end as the model says, whatever eight families and the office do in whatever order", async () => {
    await fc.assert(fc.asyncProperty(fc.commands([...often.map(step), step("cut"), step("close")].map((each) => each.map((one) => new Doing(one))), { maxCommands: 40, size: "max" }), async (commands) => {
      const real = await makeReal();
      await fc.asyncModelRun(() => ({ model: fresh(), real }), commands);
    }), { numRuns: hour === EVENING ? 8 : 3, seed: 20_261_130 });
  }, 120_000);

  it("in the same instant leave nobody in two places, and every answer true", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(step("book"), step("book"), step("cut")), { minLength: 16, maxLength: 24 }), async (steps) => {
      const real = await makeReal();
      const ids = steps.map(() => uuid());
      const answers = await allOf(steps.map((each, nth) => really(real, fresh(), each, ids[nth] ?? "")));
      const kept = new Map((await stateOf()).map((line) => [line.split(" ")[0], line]));
      for (const [nth, each] of steps.entries()) if (each.what === "book") expect(kept.has(ids[nth]), `${each.client} ${each.slot}: ${answers[nth]}`).toBe(answers[nth] === "ok");
      const live = [...kept.values()].filter((line) => line.includes(" booked ")).map((line) => line.split(" ")[2]);
      expect(new Set(live).size).toBe(live.length);
    }), { numRuns: hour === EVENING ? 6 : 2, seed: 7, endOnFailure: true });
  }, 120_000);

  it("in the same instant, everything that can be done at once: nobody in two places, nobody after hours that were cut, and what every meeting takes is held", async () => {
    const all = fc.oneof(...[...often, "cut", "close"].map((what) => step(what as Step["what"])));
    await fc.assert(fc.asyncProperty(fc.array(all, { minLength: 16, maxLength: 24 }), async (steps) => {
      const real = await makeReal();
      const model = fresh();
      for (let client = 0; client < SLOTS - 1; client += 1) {
        const [first, id] = [{ client, slot: client, what: "book" as const }, uuid()];
        expect(await really(real, model, first, id)).toBe(expected(model, first, id));
      }
      // One family has called off, so that there is something to take back.
      const off = { client: 0, slot: 0, what: "cancel" as const };
      expect(await really(real, structuredClone(model), off, "")).toBe(expected(model, off, ""));
      await allOf(steps.map((each) => really(real, model, each, uuid())));
      const booked = (await stateOf()).map((line) => line.split(" ")).filter(([, state]) => state === "booked").map(([, , time]) => time ?? "");
      expect(new Set(booked).size).toBe(booked.length);
      expect(await hoursHeld()).toBe(booked.length);
      const { endsAt } = await dbFor(school.id).meetingSession.findUniqueOrThrow({ where: { id: real.sessionId } });
      for (const time of booked) expect(addMinutes(new Date(time), 10) <= endsAt, time).toBe(true);
    }), { numRuns: hour === EVENING ? 8 : 3, seed: 11, endOnFailure: true });
  }, 120_000);
});
