import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { addMinutes, momentIn } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeBooking, makeEvent, visitorContext } from "@/server/testing/factories/events";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { arrive } from "../desk/commands";
import { cancelSession, setCapacity } from "../staff/commands";
import { acceptOffer, cancelPlace, changePlace, lapseOffers } from "./commands";

const [CLIENTS, CAPACITY, HOUR] = [8, 6, 60];

type State = "booked" | "waiting" | "offered" | "cancelled" | "lapsed" | "came";
interface Row {
  client: number;
  time: number;
  state: State;
  people: number;
  came: number | null;
  until: number | null;
  arrival: number;
}
type What = "book" | "move" | "cancel" | "accept" | "absent" | "arrive" | "places" | "close" | "wait";
interface Step {
  what: What;
  client: number;
  time: number;
  people: number;
  hours: number;
}

let school: SchoolFacts;
let office: StaffCtx;
beforeAll(async () => {
  await prepareEnvironment();
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

/** What the rules say: two times, rows in the order in which they came, and what each holds. In minutes after the model's beginning. */
class Model {
  rows: Row[] = [];
  now = 0;
  arrivals = 0;
  times: { starts: number; ends: number; capacity: number; off: boolean }[];

  constructor(starts: readonly number[]) {
    this.times = starts.map((each) => ({ starts: each, ends: each + 90, capacity: CAPACITY, off: false }));
  }

  last = (client: number) => this.rows.filter((row) => row.client === client).at(-1);
  held = (row: Row) => (row.state === "came" ? Math.max(row.people, row.came ?? 0) : row.state === "booked" || row.state === "offered" ? row.people : 0);
  taken = (time: number) => this.rows.filter((row) => row.time === time).reduce((sum, row) => sum + this.held(row), 0);
  room = (time: number) => (this.times[time]?.capacity ?? 0) - this.taken(time);
  over = (time: number) => this.now >= (this.times[time]?.ends ?? 0);
  shut = (time: number) => this.over(time) || (this.times[time]?.off ?? true);

  /** Whoever waits and fits is offered what is free, in the order of arrival: for two days, not into the last three hours, and for two hours at least. */
  offer(time: number): void {
    const { starts, off } = this.times[time] as Model["times"][number];
    const until = Math.min(this.now + 48 * HOUR, starts - 3 * HOUR);
    if (off || until - this.now < 2 * HOUR) return;
    for (const row of this.rows.filter((each) => each.time === time && each.state === "waiting").sort((a, b) => a.arrival - b.arrival)) {
      if (row.people <= this.room(time)) Object.assign(row, { state: "offered", until });
    }
  }

  /** @returns whether it is done, or refused */
  run({ what, client, time, people, hours }: Step): boolean {
    const row = this.last(client);
    const at = this.times[time] as Model["times"][number];
    if (what === "book") {
      if (this.shut(time)) return false;
      this.rows.push({ client, time, people, state: people <= this.room(time) ? "booked" : "waiting", came: null, until: null, arrival: this.arrivals++ });
      return true;
    }
    if (what === "wait") {
      this.now += hours * HOUR;
      for (const nth of [0, 1]) {
        const due = this.rows.filter((each) => each.time === nth && each.state === "offered" && (each.until ?? 0) <= this.now);
        for (const each of due) Object.assign(each, { state: "lapsed", until: null });
        if (due.length > 0) this.offer(nth);
      }
      return true;
    }
    if (what === "close") {
      if (this.shut(time)) return false;
      at.off = true;
      return true;
    }
    if (what === "places") {
      const held = this.rows.filter((each) => each.time === time && (each.state === "booked" || each.state === "offered")).sort((a, b) => a.arrival - b.arrival);
      let left = this.taken(time);
      if (this.shut(time) || people < left - held.reduce((sum, each) => sum + each.people, 0)) return false;
      at.capacity = people;
      const whole = left <= people;
      for (const each of held.reverse()) {
        if (left <= people) break;
        left -= each.people;
        Object.assign(each, { state: "waiting", until: null });
      }
      if (whole) this.offer(time);
      return true;
    }
    if (!row) return false;
    return this.change(what, row, time, people);
  }

  private change(what: What, row: Row, time: number, people: number): boolean {
    if (what === "arrive" || what === "absent") {
      const own = this.times[row.time] as Model["times"][number];
      if (own.off || this.now < own.starts - 3 * HOUR || this.now > own.ends + 48 * HOUR) return false;
      if (what === "absent") {
        if (row.state === "came") Object.assign(row, { state: "booked", came: null });
        return true;
      }
      if (this.room(row.time) + this.held(row) < Math.max(row.people, people)) return false;
      Object.assign(row, { state: "came", came: people, until: null });
      return true;
    }
    if (this.over(row.time)) return false;
    if (what === "cancel") {
      if (row.state === "came") return false;
      const before = row.state;
      Object.assign(row, { state: "cancelled", until: null });
      if (before !== "cancelled") this.offer(row.time);
      return true;
    }
    if (what === "accept") {
      if (row.state !== "offered" || (row.until ?? 0) <= this.now || this.times[row.time]?.off) return false;
      Object.assign(row, { state: "booked", until: null });
      return true;
    }
    if ((row.state !== "booked" && row.state !== "waiting") || this.shut(time)) return false;
    const [moves, held, from] = [row.time !== time, row.state === "booked", row.time];
    const fits = (held && !moves ? people - row.people : people) <= this.room(time);
    if (held && !fits) return false;
    const fewer = people < row.people;
    Object.assign(row, { time, people, state: fits ? "booked" : "waiting" });
    if (moves && row.state === "waiting") row.arrival = this.arrivals++;
    if (held && (moves || fewer)) this.offer(from);
    return true;
  }
}

interface Place {
  bookingId: string;
  key: string;
}

interface Real {
  sessionIds: string[];
  /** Each client's places, the newest last; all of them in the order in which they were made. */
  own: Place[][];
  all: Place[];
}

/** The same on the real thing. @returns whether it was done; a refusal is an answer, anything else is thrown */
async function really(real: Real, { what, client, time, people }: Step, now: Date): Promise<boolean> {
  const [ctx, staff, sessionId, place] = [visitorContext(school, { now }), { ...office, now }, real.sessionIds[time] ?? "", real.own[client]?.at(-1)];
  const work = async () => {
    if (what === "book") {
      const made = await makeBooking(school, sessionId, { people, now });
      real.own[client]?.push(made);
      return real.all.push(made);
    }
    if (what === "wait") return lapseOffers({ db: dbFor(school.id), school, now });
    if (what === "close") return cancelSession(staff, { sessionId });
    if (what === "places") return setCapacity(staff, { sessionId, capacity: people, agreed: true });
    if (!place) throw new AppError("not_found");
    if (what === "arrive" || what === "absent") return arrive(staff, { bookingId: place.bookingId, people: what === "absent" ? 0 : people });
    if (what === "cancel") return cancelPlace(ctx, place);
    if (what === "accept") return acceptOffer(ctx, place);
    return changePlace(ctx, { key: place.key, sessionId, people, childAges: [], creche: 0, needs: [], speaks: "en", foodWords: "", words: "" });
  };
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof AppError && ["conflict", "not_found", "invalid_input"].includes(error.code)) return false;
    throw error;
  }
}

const rowsOf = async (real: Real) => {
  const rows = await dbFor(school.id).eventBooking.findMany({ where: { sessionId: { in: real.sessionIds } }, select: { id: true, sessionId: true, state: true, people: true, camePeople: true } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return real.all.map(({ bookingId }) => byId.get(bookingId)).map((row) => row && { time: real.sessionIds.indexOf(row.sessionId), state: row.state, people: row.people, came: row.camePeople });
};
const takenOf = async (real: Real) => Promise.all(real.sessionIds.map(async (id) => (await dbFor(school.id).eventSession.findUniqueOrThrow({ where: { id } })).taken));

const step = (what: What, weight = 1) => ({
  weight, arbitrary: fc.record({ what: fc.constant(what), client: fc.nat(CLIENTS - 1), time: fc.nat(1), people: fc.integer({ min: 1, max: 4 }), hours: fc.constantFrom(1, 5, 24, 30) }),
});
const anything = fc.oneof(step("book", 6), step("move", 3), step("cancel", 3), step("accept", 3), step("arrive", 3), step("absent", 2), step("wait", 3), step("places", 1), step("close"));
const atOnce = fc.oneof(step("book", 4), step("move", 3), step("cancel", 3), step("accept", 2), step("arrive", 1), step("absent", 1), step("places", 1), step("close"));

const ZONE = "Europe/London";
/** Saturday and Sunday at six by the school's clock: an ordinary week, and those in which the night between is an hour shorter and longer. */
const weekends: [string, readonly [string, string]][] = [["in an ordinary week", ["2027-01-16", "2027-01-17"]], ["when clocks go forward", ["2027-03-27", "2027-03-28"]], ["when clocks go back", ["2027-10-30", "2027-10-31"]]];

describe.each(weekends)("two times of an event %s", (name, days) => {
  const starts = days.map((day) => momentIn(ZONE, day, "18:00") as Date) as [Date, Date];
  // Three days before the first time.
  const begin = addMinutes(starts[0], -72 * HOUR);
  const minutes = starts.map((each) => (each.getTime() - begin.getTime()) / 60_000);

  async function makeReal(): Promise<Real> {
    const { sessionIds } = await makeEvent(school, { sessions: [{ capacity: CAPACITY, inDays: 60 }, { capacity: CAPACITY, inDays: 61 }] });
    for (const [nth, id] of sessionIds.entries()) await dbFor(school.id).eventSession.update({ where: { id }, data: { startsAt: starts[nth], endsAt: addMinutes(starts[nth] as Date, 90) } });
    return { sessionIds, own: Array.from({ length: CLIENTS }, () => []), all: [] };
  }

  it("lie a day apart by the school's clock", () => {
    expect((minutes[1] as number) - (minutes[0] as number)).toBe({ "in an ordinary week": 24, "when clocks go forward": 23, "when clocks go back": 25 }[name]! * HOUR);
  });

  it("are what the model says after any sequence: booked, moved, given back, taken, waited for, come, taken back at the door, cut, called off", async () => {
    await fc.assert(fc.asyncProperty(fc.array(anything, { minLength: 12, maxLength: 30 }), async (steps) => {
      const [real, model] = [await makeReal(), new Model(minutes)];
      for (const each of steps) {
        const wanted = model.run(each);
        expect(await really(real, each, addMinutes(begin, model.now)), JSON.stringify(each)).toBe(wanted);
        expect(await rowsOf(real), JSON.stringify(each)).toEqual(model.rows.map(({ time, state, people, came }) => ({ time, state, people, came })));
        expect(await takenOf(real)).toEqual([model.taken(0), model.taken(1)]);
      }
    }), { numRuns: name === "in an ordinary week" ? 12 : 5, seed: 31 });
  }, 180_000);

  it("stay whole when eight families and the office do all of it at once", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(atOnce, { minLength: 3, maxLength: 5 }), { minLength: CLIENTS, maxLength: CLIENTS }), async (clients) => {
      const real = await makeReal();
      // Within three hours of the first time its doors are open; nothing is offered any more there, and at the second it is.
      const now = addMinutes(starts[0], -2 * HOUR);
      for (let client = 0; client < CLIENTS; client += 1) expect(await really(real, { what: "book", client, time: client % 2, people: 1 + (client % 3), hours: 0 }, now)).toBe(true);
      const work = clients.map(async (steps, client) => { for (const each of steps) await really(real, { ...each, client }, now); });
      await Promise.allSettled(work);
      await Promise.all(work);
      const rows = await rowsOf(real);
      expect(rows).not.toContain(undefined);
      for (const time of [0, 1]) {
        const { taken, capacity } = await dbFor(school.id).eventSession.findUniqueOrThrow({ where: { id: real.sessionIds[time] } });
        const held = rows.reduce((sum, row) => sum + (row?.time !== time ? 0 : row.state === "came" ? Math.max(row.people, row.came ?? 0) : row.state === "booked" || row.state === "offered" ? row.people : 0), 0);
        expect(taken).toBe(held);
        expect(taken).toBeLessThanOrEqual(capacity);
      }
    }), { numRuns: 4, seed: 17, endOnFailure: true });
  }, 180_000);
});
