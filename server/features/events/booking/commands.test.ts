import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { writeText } from "@/server/features/languages/commands";
import { readTexts } from "@/server/features/languages/queries";
import { listQueue } from "@/server/features/languages/workbench/queries";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { bookingOf, makeBooking, makeEvent, visitorContext } from "@/server/testing/factories/events";
import { makeTranslation } from "@/server/testing/factories/languages";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { forgetGuests } from "../jobs";
import type { Change } from "../schema";
import { listGuests } from "../staff/queries";
import { acceptOffer, bookPlace, cancelPlace, changePlace, findByCode, giveFeedback, lapseOffers } from "./commands";
import { openPlace, placeCode } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
const db = () => dbFor(school.id);
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
});

const session = (id: string) => db().eventSession.findUniqueOrThrow({ where: { id } });
const stateOf = async (id: string) => (await db().eventBooking.findUniqueOrThrow({ where: { id } })).state;
const told = async (bookingId: string) => (await db().message.findMany({ where: { subjectId: bookingId } })).map(({ kind, cancelledAt }) => (cancelledAt ? `${kind} stopped` : kind)).sort();
const change = (key: string, sessionId: string, more: Partial<Change> = {}): Change => ({ key, sessionId, people: 2, childAges: [], creche: 0, needs: [], speaks: "en", foodWords: "", words: "", ...more });

describe("a place", () => {
  it("is booked without an account, told in the family's language, and reminded of a day before", async () => {
    const { sessionId, startsAt } = await makeEvent(school);
    const { bookingId, key, state } = await makeBooking(school, sessionId, { locale: "ur", people: 3 });
    expect(state).toBe("booked");
    expect((await session(sessionId)).taken).toBe(3);
    const messages = await db().message.findMany({ where: { subjectId: bookingId }, include: { deliveries: true }, orderBy: { kind: "asc" } });
    expect(messages.map(({ kind, language }) => [kind, language])).toEqual([["event_booked", "ur"], ["event_reminder", "ur"]]);
    expect(messages.map(({ deliveries }) => deliveries.map(({ channel, state: at, nextTryAt }) => [channel, at, nextTryAt]))).toEqual([[["email", "queued", TEST_NOW]], [["email", "queued", addDays(startsAt, -1)]]]);
    expect(await openPlace(visitorContext(school), { key })).toMatchObject({ state: "booked", people: 3, code: expect.stringMatching(/^\w{4}-\w{4}$/) });
  });

  it("is one however often its form is sent", async () => {
    const { sessionId } = await makeEvent(school);
    const booking = bookingOf(sessionId);
    const answers = await Promise.all(Array.from({ length: 5 }, () => bookPlace(visitorContext(school), booking).catch(() => null)));
    expect(answers.filter(Boolean).length).toBeGreaterThan(0);
    expect(await bookPlace(visitorContext(school), booking)).toMatchObject({ state: "booked" });
    expect([(await session(sessionId)).taken, await db().eventBooking.count(), await db().message.count({ where: { kind: "event_booked" } })]).toEqual([2, 1, 1]);
  });

  it("is found again by its link and its code, and by nothing else", async () => {
    const { sessionId } = await makeEvent(school);
    const { bookingId, key } = await makeBooking(school, sessionId);
    const ctx = visitorContext(school);
    expect(await findByCode(ctx, { code: placeCode(bookingId).toLowerCase() })).toEqual({ key });
    await expect(findByCode(ctx, { code: "ACDE-FGHJ" })).rejects.toMatchObject({ code: "not_found" });
    await expect(findByCode(ctx, { code: "?" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(openPlace(ctx, { key: key.replace(/./, (sign) => (sign === "a" ? "b" : "a")) })).rejects.toMatchObject({ code: "not_found" });
    const other = await makeSchool();
    await expect(openPlace(visitorContext(other), { key })).rejects.toMatchObject({ code: "not_found" });
    // Neither stands in the database.
    const rows = JSON.stringify(await db().eventBooking.findMany());
    expect(rows).not.toContain(key);
    expect(rows).not.toContain(placeCode(bookingId));
  });

  it("cannot be booked at a time that is over, in a draft, or by a flood", async () => {
    const { sessionId, startsAt } = await makeEvent(school);
    await expect(bookPlace(visitorContext(school, { now: addMinutes(startsAt, 91) }), bookingOf(sessionId))).rejects.toMatchObject({ code: "conflict" });
    const draft = await makeEvent(school, { state: "draft" });
    await expect(bookPlace(visitorContext(school), bookingOf(draft.sessionId))).rejects.toMatchObject({ code: "not_found" });
    const many = await makeEvent(school, { sessions: [{ capacity: 500, inDays: 20 }] });
    const answers = await Promise.all(Array.from({ length: 45 }, () => bookPlace(visitorContext(school, { client: "one" }), bookingOf(many.sessionId)).then(() => "booked", (error: { code: string }) => error.code)));
    expect(answers.filter((answer) => answer === "rate_limited")).toHaveLength(5);
  });

  it("is asked for by telephone: a person rings, and finds the guest on the list", async () => {
    const { sessionId, startsAt } = await makeEvent(school);
    const { bookingId } = await makeBooking(school, sessionId, { channel: "call", email: null, phone: "020 7946 0000", locale: "so" });
    const booking = await db().eventBooking.findUniqueOrThrow({ where: { id: bookingId } });
    const tasks = await db().task.findMany({ where: { adultId: booking.guestId, kind: "call", subjectId: bookingId }, orderBy: { dueAt: "asc" } });
    expect(tasks.map(({ dueAt }) => dueAt)).toEqual([addDays(TEST_NOW, 1), addDays(startsAt, -1)]);
  });
});

describe("the waiting list", () => {
  it("keeps families together and in order; a place that comes free is offered for a while, then to the next", async () => {
    const { sessionId } = await makeEvent(school, { sessions: [{ capacity: 4, inDays: 14 }] });
    const first = await makeBooking(school, sessionId, { people: 4 });
    const large = await makeBooking(school, sessionId, { people: 4 });
    const small = await makeBooking(school, sessionId, { people: 2 });
    const last = await makeBooking(school, sessionId, { people: 2 });
    expect([first.state, large.state, small.state, last.state]).toEqual(["booked", "waiting", "waiting", "waiting"]);
    expect((await openPlace(visitorContext(school), last)).before).toBe(2);
    // Three places, then four: the large family's turn comes when it fits.
    await changePlace(visitorContext(school), change(first.key, sessionId, { people: 1 }));
    expect([await stateOf(large.bookingId), await stateOf(small.bookingId), await stateOf(last.bookingId)]).toEqual(["waiting", "offered", "waiting"]);
    expect((await session(sessionId)).taken).toBe(3);
    expect(await told(small.bookingId)).toEqual(["event_offered", "event_waiting"]);
    const later = addMinutes(TEST_NOW, 48 * 60 + 1);
    expect(await lapseOffers({ db: db(), school, now: addMinutes(TEST_NOW, 47 * 60) })).toBe(0);
    expect(await lapseOffers({ db: db(), school, now: later })).toBe(1);
    expect([await stateOf(small.bookingId), await stateOf(last.bookingId)]).toEqual(["lapsed", "offered"]);
    expect(await told(small.bookingId)).toEqual(["event_lapsed", "event_offered stopped", "event_waiting stopped"]);
    await expect(acceptOffer(visitorContext(school, { now: later }), small)).rejects.toMatchObject({ code: "conflict" });
    await acceptOffer(visitorContext(school, { now: later }), last);
    expect(await stateOf(last.bookingId)).toBe("booked");
    await cancelPlace(visitorContext(school, { now: later }), last);
    await cancelPlace(visitorContext(school, { now: later }), first);
    expect(await stateOf(large.bookingId)).toBe("offered");
    expect((await session(sessionId)).taken).toBe(4);
  });

  it("offers nothing when there is no time left to answer", async () => {
    const { sessionId, startsAt } = await makeEvent(school, { sessions: [{ capacity: 2, inDays: 14 }] });
    const first = await makeBooking(school, sessionId);
    const next = await makeBooking(school, sessionId);
    await cancelPlace(visitorContext(school, { now: addMinutes(startsAt, -240) }), first);
    expect(await stateOf(next.bookingId)).toBe("waiting");
  });
});

describe("a change", () => {
  it("that does not fit leaves everything as it was", async () => {
    const { sessionIds } = await makeEvent(school, { sessions: [{ capacity: 3, inDays: 14 }, { capacity: 2, inDays: 15 }] });
    const [one = "", two = ""] = sessionIds;
    const mine = await makeBooking(school, one, { people: 2 });
    await makeBooking(school, two, { people: 1 });
    await expect(changePlace(visitorContext(school), change(mine.key, two))).rejects.toMatchObject({ code: "conflict", fields: { sessionId: "full" } });
    await expect(changePlace(visitorContext(school), change(mine.key, one, { people: 4 }))).rejects.toMatchObject({ code: "conflict", fields: { people: "full" } });
    expect([(await session(one)).taken, (await session(two)).taken, await stateOf(mine.bookingId)]).toEqual([2, 1, "booked"]);
    await changePlace(visitorContext(school), change(mine.key, two, { people: 1 }));
    expect([(await session(one)).taken, (await session(two)).taken]).toEqual([0, 2]);
    const other = await makeEvent(school);
    await expect(changePlace(visitorContext(school), change(mine.key, other.sessionId))).rejects.toMatchObject({ code: "not_found" });
  });

  it("of two families into each other's time never waits for ever", async () => {
    const { sessionIds } = await makeEvent(school, { sessions: [{ capacity: 40, inDays: 14 }, { capacity: 40, inDays: 15 }] });
    const [one = "", two = ""] = sessionIds;
    const families = await Promise.all(Array.from({ length: 16 }, (_, nth) => makeBooking(school, nth % 2 ? one : two)));
    await Promise.all(families.map(({ key }, nth) => changePlace(visitorContext(school), change(key, nth % 2 ? two : one))));
    expect([(await session(one)).taken, (await session(two)).taken]).toEqual([16, 16]);
  });
});

describe("the places", () => {
  const rush = async (sessionId: string) => Promise.all(Array.from({ length: 60 }, (_, nth) => makeBooking(school, sessionId, { people: 1 + (nth % 3) }).then(({ state }) => state)));

  it("are never more than there are, whoever comes at once", async () => {
    const { sessionId } = await makeEvent(school, { sessions: [{ capacity: 30, inDays: 14 }] });
    const states = await rush(sessionId);
    const held = await db().eventBooking.aggregate({ where: { sessionId, state: "booked" }, _sum: { people: true } });
    expect(held._sum.people).toBe(30);
    expect((await session(sessionId)).taken).toBe(30);
    expect(states.filter((state) => state === "waiting").length).toBe(await db().eventBooking.count({ where: { sessionId, state: "waiting" } }));
  });

  it("would be, if neither the lock nor the database's own check were there", async () => {
    const { sessionId } = await makeEvent(school, { sessions: [{ capacity: 4, inDays: 14 }] });
    const booking = bookingOf(sessionId, { people: 4 });
    await bookPlace(visitorContext(school), booking);
    const second = bookingOf(sessionId, { people: 4 });
    await bookPlace(visitorContext(school), second);
    const force = () => withOwner((owner) => owner.query("UPDATE event_booking SET state = 'booked' WHERE id = $1", [second.key]));
    await expect(force()).rejects.toThrow("event_session_places");
    await withOwner((owner) => owner.query("ALTER TABLE event_session DROP CONSTRAINT event_session_places"));
    try {
      await force();
      expect((await session(sessionId)).taken).toBe(8);
    } finally {
      await withOwner((owner) => owner.query("UPDATE event_booking SET state = 'waiting' WHERE id = $1", [second.key]));
      await withOwner((owner) => owner.query("ALTER TABLE event_session ADD CONSTRAINT event_session_places CHECK (taken BETWEEN 0 AND capacity)"));
    }
  });
});

describe("what a family writes", () => {
  it("is a text in its language that the school translates into English; the family reads its own words", async () => {
    const { eventId, sessionId } = await makeEvent(school);
    const { bookingId, key } = await makeBooking(school, sessionId, { locale: "pl", words: "Syn ma alergię.", foodWords: "Orzechy." });
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    const saidOf = async () => (await listGuests(office, { eventId })).sessions[0]?.rows[0]?.said.map(({ body, sign, source }) => [body, sign, source]);
    expect(await saidOf()).toEqual([["Orzechy.", "untranslated", "Orzechy."], ["Syn ma alergię.", "untranslated", "Syn ma alergię."]]);
    const queue = await listQueue(office, { language: "en", show: "missing" });
    expect(queue.items.map(({ kind, source, sourceLanguage }) => [kind, source, sourceLanguage])).toEqual([["events.said", "Orzechy.", "pl"], ["events.said", "Syn ma alergię.", "pl"]]);
    // Nobody but the school reads it: it waits in English alone, where the event's own words wait in the languages of families.
    await linkGuardian(school, (await makeAdult(school, { readingLanguage: "ur" })).id, (await makePupil(school)).id);
    const { languages, items } = await listQueue(office, { language: "ur", show: "waiting" });
    expect(languages.map(({ tag, waiting }) => [tag, waiting])).toEqual([["en", 2], ["ur", items.length]]);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(["events.words"]));

    const { wordsId } = await db().eventBooking.findUniqueOrThrow({ where: { id: bookingId } });
    await makeTranslation(school, wordsId ?? "", "en", ["My son has an allergy."]);
    expect(await saidOf()).toEqual([["Orzechy.", "untranslated", "Orzechy."], ["My son has an allergy.", null, "Syn ma alergię."]]);
    expect(await openPlace(visitorContext(school, { locale: "en" }), { key })).toMatchObject({ words: "Syn ma alergię.", foodWords: "Orzechy." });
    // The same words again keep their translation; other words are another text, and nothing of the first is left.
    const again = (words: string) => changePlace(visitorContext(school, { locale: "pl" }), change(key, sessionId, { words, foodWords: "" }));
    await again("Syn ma alergię.");
    expect(await saidOf()).toEqual([["My son has an allergy.", null, "Syn ma alergię."]]);
    await again("Nic więcej.");
    expect(await saidOf()).toEqual([["Nic więcej.", "untranslated", "Nic więcej."]]);
    expect(await db().text.count({ where: { kind: "events.said" } })).toBe(1);
  });

  it("goes with its booking, with its translations and what others could remember of them; without the trigger it would stay", async () => {
    const { sessionId, startsAt } = await makeEvent(school);
    const tell = async (name: string) => {
      const { bookingId, key } = await makeBooking(school, sessionId, { locale: "pl", name, words: "Syn ma alergię na orzechy." });
      await giveFeedback(visitorContext(school, { locale: "pl", now: addDays(startsAt, 1) }), { key, rating: 3, words: "Było miło." });
      const { wordsId } = await db().eventBooking.findUniqueOrThrow({ where: { id: bookingId } });
      await makeTranslation(school, wordsId ?? "", "en", ["My son is allergic to nuts."]);
    };
    const left = async () => [await db().text.count({ where: { kind: "events.said" } }), await db().segment.count({ where: { text: { kind: "events.said" } } }), await db().translation.count({ where: { body: { contains: "allergic" } } })];
    /** The same sentence from somebody else, in a message that has nothing to do with it: does the school still remember its English? */
    const remembered = async () => {
      const textId = await db().$transaction((tx) => writeText(tx, { schoolId: school.id, kind: "messages.reply", language: "pl", body: "Syn ma alergię na orzechy.", authorId: null }));
      const known = (await readTexts(db(), [textId], "en")).get(textId)?.translated;
      await db().text.delete({ where: { id: textId } });
      return known;
    };
    const forget = () => forgetGuests({ db: db(), school, now: addDays(startsAt, 94) });
    await tell("First Family");
    expect([await left(), await remembered()]).toEqual([[2, 2, 1], true]);
    await withOwner((owner) => owner.query("ALTER TABLE event_booking DISABLE TRIGGER event_booking_takes_its_words"));
    try {
      expect(await forget()).toBe(1);
      expect([await left(), await remembered()]).toEqual([[2, 2, 1], true]);
    } finally {
      await withOwner((owner) => owner.query("ALTER TABLE event_booking ENABLE TRIGGER event_booking_takes_its_words"));
    }
    await db().text.deleteMany({ where: { kind: "events.said" } });
    await tell("Second Family");
    expect(await forget()).toBe(1);
    expect([await left(), await remembered()]).toEqual([[0, 0, 0], false]);
  });
});

describe("afterwards", () => {
  it("a family says how it was, and three months later nothing of it is left but how many came", async () => {
    const { sessionId, startsAt } = await makeEvent(school);
    const { bookingId, key } = await makeBooking(school, sessionId, { name: "Secret Family" });
    await expect(giveFeedback(visitorContext(school), { key, rating: 3, words: "Lovely" })).rejects.toMatchObject({ code: "conflict" });
    await db().eventBooking.update({ where: { id: bookingId }, data: { state: "came", cameAt: startsAt, camePeople: 2 } });
    await giveFeedback(visitorContext(school, { now: addDays(startsAt, 1) }), { key, rating: 3, words: "Lovely" });
    const forget = (now: Date) => forgetGuests({ db: db(), school, now });
    expect(await forget(addDays(startsAt, 88))).toBe(0);
    expect(await db().guest.count()).toBe(1);
    expect(await forget(addDays(startsAt, 94))).toBe(1);
    expect([await db().guest.count(), await db().eventBooking.count(), await db().message.count(), (await session(sessionId)).came, (await session(sessionId)).taken]).toEqual([0, 0, 0, 2, 0]);
  });
});
