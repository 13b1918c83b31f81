import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { addMinutes } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { AppError } from "@/server/lib/errors";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeBooking, makeEvent, visitorContext } from "@/server/testing/factories/events";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { cut, fill } from "../rules";
import { setCapacity } from "../staff/commands";
import { acceptOffer, cancelPlace, changePlace, lapseOffers } from "./commands";

let school: SchoolFacts;
let office: StaffCtx;
beforeAll(async () => {
  await prepareEnvironment();
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

type State = "booked" | "waiting" | "offered" | "cancelled" | "lapsed";
type Op = { do: "book" | "change"; nth: number; people: number } | { do: "cancel" | "accept"; nth: number } | { do: "wait"; hours: number } | { do: "places"; capacity: number };

const nth = fc.nat({ max: 11 });
const people = fc.integer({ min: 1, max: 4 });
const anyOp: fc.Arbitrary<Op> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("book" as const), nth, people }) }, { weight: 3, arbitrary: fc.record({ do: fc.constant("cancel" as const), nth }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("accept" as const), nth }) }, { weight: 2, arbitrary: fc.record({ do: fc.constant("change" as const), nth, people }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(1, 24, 49) }) }, { weight: 1, arbitrary: fc.record({ do: fc.constant("places" as const), capacity: fc.integer({ min: 0, max: 9 }) }) },
);

/** What the rules say should come of it: a list in order of arrival and a number of places, nothing more. */
class Model {
  rows: { state: State; people: number; until: number | null }[] = [];
  hour = 0;
  constructor(public capacity: number) {}
  get taken() { return this.rows.reduce((sum, { state, people: count }) => sum + (state === "booked" || state === "offered" ? count : 0), 0); }
  offer() {
    const waiting = this.rows.flatMap((row, id) => (row.state === "waiting" ? [{ id: String(id), people: row.people }] : []));
    for (const id of fill(Math.max(0, this.capacity - this.taken), waiting)) Object.assign(this.rows[Number(id)] as object, { state: "offered", until: this.hour + 48 });
  }
  run(op: Op) {
    const row = "nth" in op ? this.rows[op.nth] : undefined;
    if (op.do === "book") this.rows.push({ state: this.taken + op.people <= this.capacity ? "booked" : "waiting", people: op.people, until: null });
    if (op.do === "cancel" && row && row.state !== "cancelled") {
      Object.assign(row, { state: "cancelled", until: null });
      this.offer();
    }
    if (op.do === "accept" && row?.state === "offered" && (row.until ?? 0) > this.hour) Object.assign(row, { state: "booked", until: null });
    if (op.do === "change" && row && (row.state === "booked" || row.state === "waiting")) {
      const needed = row.state === "booked" ? op.people - row.people : op.people;
      const fits = this.taken + needed <= this.capacity;
      if (row.state === "booked" && !fits) return;
      const less = row.state === "booked" && op.people < row.people;
      Object.assign(row, { people: op.people, state: fits ? "booked" : "waiting" });
      if (less) this.offer();
    }
    if (op.do === "wait") {
      this.hour += op.hours;
      const due = this.rows.filter(({ state, until }) => state === "offered" && (until ?? 0) <= this.hour);
      for (const each of due) Object.assign(each, { state: "lapsed", until: null });
      if (due.length > 0) this.offer();
    }
    if (op.do === "places") {
      const held = this.rows.flatMap((each, id) => (each.state === "booked" || each.state === "offered" ? [{ id: String(id), people: each.people }] : []));
      const lost = cut(op.capacity, held);
      for (const id of lost) Object.assign(this.rows[Number(id)] as object, { state: "waiting", until: null });
      this.capacity = op.capacity;
      if (lost.length === 0) this.offer();
    }
  }
}

interface Place {
  bookingId: string;
  key: string;
}

/** The same on the real thing. A refusal is an answer too. */
async function perform(op: Op, sessionId: string, places: Place[], now: Date): Promise<void> {
  const ctx = visitorContext(school, { now });
  const place = "nth" in op ? places[op.nth] : undefined;
  const quiet = (work: Promise<unknown>) => work.catch((error: AppError) => { if (error.code !== "conflict") throw error; });
  if (op.do === "book") places.push(await makeBooking(school, sessionId, { people: op.people, now }));
  if (op.do === "cancel" && place) await quiet(cancelPlace(ctx, place));
  if (op.do === "accept" && place) await quiet(acceptOffer(ctx, place));
  if (op.do === "change" && place) await quiet(changePlace(ctx, { key: place.key, sessionId, people: op.people, childAges: [], creche: 0, needs: [], speaks: "en", foodWords: "", words: "" }));
  if (op.do === "wait") await lapseOffers({ db: dbFor(school.id), school, now });
  if (op.do === "places") await setCapacity({ ...office, now }, { sessionId, capacity: op.capacity, agreed: true });
}

const statesOf = async (places: Place[]) => {
  const rows = await dbFor(school.id).eventBooking.findMany({ where: { id: { in: places.map(({ bookingId }) => bookingId) } }, select: { id: true, state: true, people: true } });
  const byId = new Map(rows.map(({ id, ...row }) => [id, row]));
  return places.map(({ bookingId }) => byId.get(bookingId));
};

describe("places and the waiting list", () => {
  it("are what the model says after any sequence of booking, giving back, taking, changing, waiting and cutting", async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyOp, { minLength: 6, maxLength: 22 }), async (ops) => {
      const { sessionId } = await makeEvent(school, { sessions: [{ capacity: 6, inDays: 60 }] });
      const model = new Model(6);
      const places: Place[] = [];
      for (const op of ops) {
        model.run(op);
        await perform(op, sessionId, places, addMinutes(TEST_NOW, model.hour * 60));
        expect(await statesOf(places)).toEqual(model.rows.map(({ state, people: count }) => ({ state, people: count })));
      }
      expect((await dbFor(school.id).eventSession.findUniqueOrThrow({ where: { id: sessionId } })).taken).toBe(model.taken);
    }), { numRuns: 12 });
  }, 120_000);

  it("stay whole when eight families and the office do it all at once: never too many, nobody left out who fits, each offered once", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(anyOp, { minLength: 3, maxLength: 5 }), { minLength: 8, maxLength: 8 }), async (clients) => {
      const { sessionId } = await makeEvent(school, { sessions: [{ capacity: 8, inDays: 60 }] });
      const places: Place[] = [];
      for (let count = 0; count < 8; count += 1) places.push(await makeBooking(school, sessionId, { people: 1 + (count % 3) }));
      // No hour passes here: who waits for an offer waits to the end.
      await Promise.all(clients.map(async (ops) => { for (const op of ops) if (op.do !== "wait") await perform(op, sessionId, places, TEST_NOW); }));
      const db = dbFor(school.id);
      const session = await db.eventSession.findUniqueOrThrow({ where: { id: sessionId } });
      const rows = await db.eventBooking.findMany({ where: { sessionId }, select: { id: true, state: true, people: true } });
      const held = rows.filter(({ state }) => state === "booked" || state === "offered").reduce((sum, each) => sum + each.people, 0);
      expect(session.taken).toBe(held);
      expect(held).toBeLessThanOrEqual(session.capacity);
      expect(places).toHaveLength(rows.length);
    }), { numRuns: 6 });
  }, 120_000);
});
