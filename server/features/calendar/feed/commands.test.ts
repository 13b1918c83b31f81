import ICAL from "ical.js";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { endFeed, makeFeed } from "@/server/features/calendar/commands";
import { addDate, changeDate, copyYear, removeDate, startYear } from "@/server/features/calendar/dates/commands";
import { listDates } from "@/server/features/calendar/dates/queries";
import { getOwnCalendar, listOpenDates } from "@/server/features/calendar/queries";
import type { Ctx, SchoolFacts } from "@/server/lib/context";
import type { CalendarEntry } from "@/server/lib/days/icalendar";
import { dbFor } from "@/server/lib/db/client";
import { contextFor, contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeDate } from "@/server/testing/factories/calendar";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { writeFeed, writeOpenFeed } from "./commands";
import { openFeed } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
});

async function parent(input: Parameters<typeof makeAdult>[1] = {}, yearGroup = 4) {
  const pupil = await makePupil(school, { yearGroup });
  const adult = await makeAdult(school, input);
  const link = await linkGuardian(school, adult.id, pupil.id);
  return { pupil, adult, link, ctx: await contextFor(school, adult.id, { locale: "ur" }) };
}

const office = async () => staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
const entryOf = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({ id: "meeting-1", startsOn: "2026-11-30", endsOn: "2026-11-30", startsAt: new Date("2026-11-30T15:00:00Z"), endsAt: new Date("2026-11-30T15:10:00Z"), summary: "Meeting", description: "", location: "", path: null, off: false, ...more });
const eventOf = (text: string) => new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
const visit = (client = "phone"): Ctx => contextOf(school, undefined, { client });

describe("the secret link", () => {
  it("opens its adult as a parent and nothing more, in the adult's language; a new one ends the old, and ending leaves none", async () => {
    const { adult, ctx } = await parent({ readingLanguage: null, posts: ["head"] });
    const first = await makeFeed(ctx);
    const opened = await openFeed(visit(), first.key);
    expect(opened).toMatchObject({ language: "ur", actor: { adultId: adult.id, roles: [], posts: [], classIds: [] } });
    expect((await getOwnCalendar(ctx)).key).toBe(first.key);
    const second = await makeFeed(ctx);
    expect(await openFeed(visit(), first.key)).toBeNull();
    expect((await openFeed(visit(), second.key))?.actor.adultId).toBe(adult.id);
    await endFeed(ctx);
    expect(await openFeed(visit(), second.key)).toBeNull();
    expect((await getOwnCalendar(ctx)).key).toBeNull();
  });

  it("keeps nothing by which the database could make it again", async () => {
    const { ctx } = await parent();
    const { key } = await makeFeed(ctx);
    const rows = await dbFor(school.id).$queryRaw<{ all: string }[]>`SELECT to_jsonb(f)::text AS all FROM calendar_feed f`;
    const audit = await dbFor(school.id).$queryRaw<{ all: string }[]>`SELECT to_jsonb(a)::text AS all FROM audit_entry a`;
    expect(rows).toHaveLength(1);
    expect(JSON.stringify([rows, audit])).not.toContain(key);
  });

  it("shows nothing of a child from the moment of an order, nor after the adult is gone", async () => {
    const { adult, link, ctx } = await parent();
    await makeDate(school);
    const { key } = await makeFeed(ctx);
    const opened = await openFeed(visit(), key);
    const read = async () => getOwnCalendar({ ...ctx, actor: (opened ?? { actor: ctx.actor }).actor });
    // Control: before the order there is something to be seen.
    expect((await read()).lines.length).toBeGreaterThan(0);
    await makeRestriction(school, link.id, ["reports", "messages", "meetings"]);
    expect(await read()).toMatchObject({ children: [], lines: [], key: null });
    await dbFor(school.id).adult.update({ where: { id: adult.id }, data: { removedAt: TEST_NOW } });
    expect(await openFeed(visit(), key)).toBeNull();
  });

  it("is limited, for a key and for whoever tries keys", async () => {
    const { ctx } = await parent();
    const { key } = await makeFeed(ctx);
    for (let nth = 0; nth < 30; nth += 1) await openFeed(visit(`phone-${nth}`), key);
    await expect(openFeed(visit("another"), key)).rejects.toMatchObject({ code: "rate_limited" });
    for (let nth = 0; nth < 60; nth += 1) expect(await openFeed(visit("guesser"), String(nth).padStart(43, "x"))).toBeNull();
    await expect(openFeed(visit("guesser"), "y".repeat(43))).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("a feed that is read again and again", () => {
  it("is the same, byte for byte, until something changes; then that entry has the next SEQUENCE", async () => {
    const { ctx } = await parent();
    await makeFeed(ctx);
    const { id } = await dbFor(school.id).calendarFeed.findFirstOrThrow();
    const at = (hour: number) => ({ ...ctx, now: new Date(TEST_NOW.getTime() + hour * 3_600_000) });
    const first = await writeFeed(at(0), id, [entryOf()]);
    expect(await writeFeed(at(5), id, [entryOf()])).toBe(first);
    const moved = eventOf(await writeFeed(at(6), id, [entryOf({ startsAt: new Date("2026-11-30T16:00:00Z"), endsAt: new Date("2026-11-30T16:10:00Z") })]));
    expect([moved?.getFirstPropertyValue("sequence"), String(moved?.getFirstPropertyValue("uid")).split("@")[0], String(moved?.getFirstPropertyValue("dtstamp"))]).toEqual([1, "meeting-1", "2026-11-23T15:00:00Z"]);
    const off = eventOf(await writeFeed(at(7), id, [entryOf({ off: true })]));
    expect([off?.getFirstPropertyValue("sequence"), off?.getFirstPropertyValue("status")]).toEqual([2, "CANCELLED"]);
  });
});

describe("the school's dates", () => {
  it("are for everybody, those of some years for their families alone", async () => {
    await makeDate(school, { kind: "inset" });
    await makeDate(school, { kind: "own", title: "Year 5 swims", yearGroups: [5] });
    const [four, five] = [await parent({}, 4), await parent({}, 5)];
    expect((await listOpenDates(visit())).map(({ kind }) => kind)).toEqual(["inset"]);
    const words = async (ctx: typeof four.ctx) => (await getOwnCalendar(ctx)).lines.filter(({ kind }) => kind !== "bank_holiday").map(({ kind }) => kind);
    expect(await words(four.ctx)).toEqual(["inset"]);
    expect(await words(five.ctx)).toEqual(["inset", "own"]);
    expect(await writeOpenFeed(visit())).not.toContain("swims");
  });

  it("hold one term at a time, begin with what is usual and are copied without closures", async () => {
    const ctx = await office();
    expect(await startYear(ctx, { year: 2026 })).toEqual({ added: 6 });
    await expect(startYear(ctx, { year: 2026 })).rejects.toMatchObject({ code: "conflict", fields: { year: "begun" } });
    const key = "01935b7c-7c7b-7000-8000-000000000001";
    const term = { kind: "term" as const, startsOn: "2026-12-01", endsOn: "2027-01-10", title: "", yearGroups: [] };
    await expect(addDate(ctx, { key, ...term })).rejects.toMatchObject({ code: "conflict", fields: { startsOn: "overlap" } });
    await addDate(ctx, { ...term, key, kind: "own", title: "Winter fair", endsOn: "2026-12-01" });
    await addDate(ctx, { ...term, key, kind: "own", title: "Winter fair", endsOn: "2026-12-01" });
    await makeDate(school, { kind: "closure", startsOn: "2027-01-12" });
    expect(await copyYear(ctx, { year: 2026 })).toEqual({ added: 7 });
    const next = await listDates(ctx, { year: 2027 });
    expect(next.dates.map(({ kind, title }) => [kind, title])).toContainEqual(["own", "Winter fair"]);
    expect(next.dates.some(({ kind }) => kind === "closure")).toBe(false);
    const [fair] = (await listDates(ctx, {})).dates.filter(({ kind }) => kind === "own");
    expect(fair?.missing).toContain("ur");
  });

  it("that are taken back stay in calendars as called off, and cannot be changed", async () => {
    const staff = await office();
    const ctx = { ...staff, now: new Date(TEST_NOW.getTime() + 60_000) };
    const { id } = await makeDate(school);
    const before = await writeOpenFeed(visit());
    expect(await writeOpenFeed({ ...visit(), now: new Date("2026-12-01T09:00:00Z") })).toBe(before);
    await removeDate(ctx, { dateId: id });
    const event = eventOf(await writeOpenFeed(visit()));
    expect(event?.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(eventOf(before)?.getFirstPropertyValue("sequence")).toBe(0);
    expect(event?.getFirstPropertyValue("sequence")).toBe(60);
    await expect(changeDate(ctx, { dateId: id, startsOn: "2026-12-01", endsOn: "2026-12-01", title: "", yearGroups: [] })).rejects.toMatchObject({ code: "not_found" });
    await expect(addDate(ctx, { key: "01935b7c-7c7b-7000-8000-000000000002", kind: "own", startsOn: "2026-12-02", endsOn: "2026-12-01", title: "x", yearGroups: [] })).rejects.toMatchObject({ fields: { endsOn: "order" } });
  });
});
