import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeBooking, makeEvent, visitorContext } from "@/server/testing/factories/events";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { arrive, walkIn } from "../desk/commands";
import { getDesk } from "../desk/queries";
import { getOpen, listOpen } from "../queries";
import { addSession, cancelEvent, createEvent, deleteEvent, moveSession, publishEvent, saveEvent, sayThanks, setCapacity, wordsHash } from "./commands";
import { getEdited, listEvents, listGuests } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let office: StaffCtx;
const db = () => dbFor(school.id);
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

const stateOf = async (id: string) => (await db().eventBooking.findUniqueOrThrow({ where: { id } })).state;
const told = async (kind: string) => (await db().message.findMany({ where: { kind, cancelledAt: null } })).map(({ subjectId }) => subjectId).sort();
const key = () => crypto.randomUUID();

describe("an event", () => {
  it("is made, written, announced, and found by everybody from then on", async () => {
    const id = key();
    const input = { key: id, kind: "open_evening" as const, title: "Open evening", startsAt: addDays(TEST_NOW, 10).toISOString(), endsAt: addMinutes(addDays(TEST_NOW, 10), 90).toISOString(), capacity: 50 };
    expect(await createEvent(office, input)).toEqual(await createEvent(office, input));
    await expect(createEvent(office, { ...input, key: key(), startsAt: addDays(TEST_NOW, -1).toISOString() })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(publishEvent(office, { eventId: id })).rejects.toMatchObject({ fields: { what: "empty" } });
    await expect(getOpen(visitorContext(school), { eventId: id })).rejects.toMatchObject({ code: "not_found" });
    const edited = await getEdited(office, { eventId: id });
    const words = { ...edited.words, what: { words: "See the school.", base: edited.words.what.base } };
    expect(await saveEvent(office, { eventId: id, words, kind: "workshop", mapLink: null, packLink: null, offers: ["food"] })).toEqual({ changed: [] });
    // A colleague had it open meanwhile: their words do not wipe out these.
    const late = { ...words, what: { words: "Other words.", base: wordsHash("") }, route: { words: "No steps.", base: wordsHash("") } };
    expect(await saveEvent(office, { eventId: id, words: late, kind: "workshop", mapLink: null, packLink: null, offers: ["food"] })).toEqual({ changed: ["what"] });
    await publishEvent(office, { eventId: id });
    const [open] = await listOpen(visitorContext(school));
    expect(open).toMatchObject({ id, kind: "workshop", offers: ["food"], words: { what: { body: "See the school." }, route: { body: "No steps." } }, sessions: [{ fullness: "free" }] });
    await expect(deleteEvent(office, { eventId: id })).rejects.toMatchObject({ code: "conflict" });
    expect(await listEvents(office)).toMatchObject([{ id, capacity: 50, taken: 0 }]);
    expect(await listOpen(visitorContext(school, { now: addDays(TEST_NOW, 11) }))).toEqual([]);
  });

  it("is announced without letters that nobody explained, and keeps none once it is", async () => {
    const { eventId } = await makeEvent(school, { title: "Meet the SALT team", state: "draft" });
    await expect(publishEvent(office, { eventId })).rejects.toMatchObject({ code: "invalid_input", fields: { title: "acronym:SALT" } });
    expect((await db().event.findUniqueOrThrow({ where: { id: eventId } })).state).toBe("draft");
    const rename = async (title: string) => {
      const { words } = await getEdited(office, { eventId });
      return saveEvent(office, { eventId, words: { ...words, title: { words: title, base: words.title.base } }, kind: "workshop", mapLink: null, packLink: null, offers: [] });
    };
    await rename("Meet the SALT (speech and language therapy) team");
    await publishEvent(office, { eventId });
    expect((await db().event.findUniqueOrThrow({ where: { id: eventId } })).state).toBe("published");
    await expect(rename("Meet the TLA team")).rejects.toMatchObject({ fields: { title: "acronym:TLA" } });
    expect((await getEdited(office, { eventId })).words.title.words).toBe("Meet the SALT (speech and language therapy) team");
  });

  it("that is called off is told to each family once", async () => {
    const { eventId, sessionIds } = await makeEvent(school, { sessions: [{ capacity: 2, inDays: 14 }, { capacity: 9, inDays: 15 }] });
    const families = [await makeBooking(school, sessionIds[0] ?? ""), await makeBooking(school, sessionIds[0] ?? ""), await makeBooking(school, sessionIds[1] ?? "", { locale: "pl" })];
    expect(await cancelEvent(office, { eventId })).toEqual({ told: 3 });
    expect(await cancelEvent(office, { eventId })).toEqual({ told: 0 });
    expect(await told("event_cancelled")).toEqual(families.map(({ bookingId }) => bookingId).sort());
    expect(await told("event_reminder")).toEqual([]);
    await expect(addSession(office, { eventId, key: key(), capacity: 3, startsAt: addDays(TEST_NOW, 20).toISOString(), endsAt: addDays(TEST_NOW, 20.1).toISOString() })).rejects.toMatchObject({ code: "conflict" });
  });

  it("that is moved is told once to each, and reminded of at the new time alone", async () => {
    const { sessionId } = await makeEvent(school);
    const { bookingId } = await makeBooking(school, sessionId);
    const at = addDays(TEST_NOW, 20);
    const move = { sessionId, startsAt: at.toISOString(), endsAt: addMinutes(at, 60).toISOString() };
    expect(await moveSession(office, move)).toEqual({ told: 1 });
    expect(await moveSession(office, move)).toEqual({ told: 0 });
    expect(await told("event_changed")).toEqual([bookingId]);
    const reminders = await db().message.findMany({ where: { kind: "event_reminder", cancelledAt: null }, include: { deliveries: true } });
    expect(reminders.map(({ deliveries }) => deliveries[0]?.nextTryAt)).toEqual([addDays(at, -1)]);
  });
});

describe("the number of places", () => {
  it("goes up: those who wait are offered them in order; down: those who asked last wait again, when somebody has agreed to it", async () => {
    const { sessionId } = await makeEvent(school, { sessions: [{ capacity: 4, inDays: 14 }] });
    const [a, b, c] = [await makeBooking(school, sessionId), await makeBooking(school, sessionId), await makeBooking(school, sessionId)];
    expect(await setCapacity(office, { sessionId, capacity: 6, agreed: false })).toEqual({ lost: 0, offered: 1 });
    expect(await stateOf(c.bookingId)).toBe("offered");
    await expect(setCapacity(office, { sessionId, capacity: 3, agreed: false })).rejects.toMatchObject({ fields: { capacity: "loses:2" } });
    expect(await stateOf(b.bookingId)).toBe("booked");
    expect(await setCapacity(office, { sessionId, capacity: 3, agreed: true })).toEqual({ lost: 2, offered: 0 });
    expect([await stateOf(a.bookingId), await stateOf(b.bookingId), await stateOf(c.bookingId)]).toEqual(["booked", "waiting", "waiting"]);
    expect(await told("event_full")).toEqual([b.bookingId, c.bookingId].sort());
    // The first to lose a place is the first to be offered one.
    await setCapacity(office, { sessionId, capacity: 4, agreed: false });
    expect([await stateOf(b.bookingId), await stateOf(c.bookingId)]).toEqual(["offered", "waiting"]);
  });
});

describe("the desk", () => {
  it("notes who is here, takes it back, and lets in whoever comes without a place as long as there is room", async () => {
    const { eventId, sessionId, startsAt } = await makeEvent(school, { sessions: [{ capacity: 5, inDays: 14 }] });
    const family = await makeBooking(school, sessionId, { people: 3, name: "Łukasz Żak", needs: ["interpreter"], speaks: "pl" });
    await expect(arrive(office, { bookingId: family.bookingId, people: 3 })).rejects.toMatchObject({ fields: { sessionId: "doors" } });
    const door = { ...office, now: startsAt };
    expect((await getDesk(door, { sessionId })).rows).toMatchObject([{ name: "Łukasz Żak", search: "łukasz zak", state: "booked" }]);
    await arrive(door, { bookingId: family.bookingId, people: 2 });
    await arrive(door, { bookingId: family.bookingId, people: 2 });
    await expect(arrive(door, { bookingId: family.bookingId, people: 6 })).rejects.toMatchObject({ fields: { people: "full" } });
    const walk = { key: key(), sessionId, name: "New Family", people: 2, language: "ur" };
    expect(await walkIn(door, walk)).toEqual(await walkIn(door, walk));
    await expect(walkIn(door, { ...walk, key: key(), people: 1 })).rejects.toMatchObject({ fields: { people: "full" } });
    expect(await listGuests(door, { eventId })).toMatchObject({ sessions: [{ taken: 5, needs: { families: 2, people: 5, interpreters: [{ language: "pl", families: 1 }] } }] });
    await arrive(door, { bookingId: family.bookingId, people: 0 });
    expect(await stateOf(family.bookingId)).toBe("booked");
    // The network was down: the evening is written down the next morning.
    await arrive({ ...office, now: addDays(startsAt, 1) }, { bookingId: family.bookingId, people: 3, at: startsAt.toISOString() });
    expect((await db().eventBooking.findUniqueOrThrow({ where: { id: family.bookingId } })).cameAt).toEqual(startsAt);
  });

  it("is for staff of this school alone", async () => {
    const { sessionId } = await makeEvent(school);
    const other = await makeSchool();
    const stranger = await staffContext(other, (await makeAdult(other, { posts: ["office"] })).id);
    await expect(getDesk(stranger, { sessionId })).rejects.toMatchObject({ code: "not_found" });
  });
});

it("says thanks to who came and sends who could not to what they missed, each once", async () => {
  const { eventId, sessionId, startsAt } = await makeEvent(school);
  const [came, missed, gone] = [await makeBooking(school, sessionId), await makeBooking(school, sessionId), await makeBooking(school, sessionId)];
  await arrive({ ...office, now: startsAt }, { bookingId: came.bookingId, people: 2 });
  await walkIn({ ...office, now: startsAt }, { key: key(), sessionId, name: "Door Family", people: 1, language: "en" });
  await db().eventBooking.update({ where: { id: gone.bookingId }, data: { state: "cancelled" } });
  await expect(sayThanks({ ...office, now: startsAt }, { eventId })).rejects.toMatchObject({ code: "conflict" });
  const after = { ...office, now: addDays(startsAt, 1) };
  expect(await sayThanks(after, { eventId })).toEqual({ told: 2 });
  expect(await sayThanks(after, { eventId })).toEqual({ told: 0 });
  expect([await told("event_thanks"), await told("event_missed")]).toEqual([[came.bookingId], [missed.bookingId]]);
});
