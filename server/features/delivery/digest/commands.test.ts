import { simpleParser } from "mailparser";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { openMailTransport } from "@/server/lib/mail/transport";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { startSmtp, type TestSmtp } from "@/server/testing/smtp";

import { queueMessages } from "../commands";
import { listInbox } from "../inbox/queries";
import { acknowledgeMessages } from "../ladder/commands";
import { setOwnHours, setPace } from "../pace/commands";
import { getPace } from "../pace/queries";
import type { MessageKind } from "../rules";
import { drainOutbox } from "../sending/jobs";
import { sendDigests } from "./commands";

beforeAll(() => prepareEnvironment());

/** A Monday; the digest of its week leaves on Friday at half past three. */
const MONDAY = new Date("2026-11-23T09:00:00Z");
const FRIDAY = new Date("2026-11-27T15:30:00Z");

let school: SchoolFacts;
let mails: TestSmtp;
let family: { adultId: string; pupilId: string; linkId: string; email: string };

async function makeFamily(nth: number) {
  const adult = await makeAdult(school, { email: `f${nth}@family.example`, phone: null, readingLanguage: "pl", readingNeed: "reads", prefers: [] });
  const pupil = await makePupil(school, { givenName: "Ola" });
  const link = await linkGuardian(school, adult.id, pupil.id);
  return { adultId: adult.id, pupilId: pupil.id, linkId: link.id, email: adult.email ?? "" };
}

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool({ name: "Kingsgate School" });
  mails = await startSmtp();
  family = await makeFamily(1);
});
afterEach(() => mails.stop());

const db = () => dbFor(school.id);
let keys = 0;
const write = (kind: MessageKind, now: Date, to = family, more: { urgency?: number; subjectId?: string } = {}) =>
  db().$transaction((tx) => queueMessages(tx, { schoolId: school.id, now, messages: [{ adultId: to.adultId, pupilId: to.pupilId, kind, subjectId: more.subjectId ?? to.pupilId, args: { child: "Ola", round: "autumn" }, idempotencyKey: `k${keys++}`, urgency: more.urgency }] }));

async function drain(now: Date): Promise<void> {
  const transport = openMailTransport(2, mails.url);
  await drainOutbox({ db: db(), school, now }, { transport, clock: () => now }).finally(transport.close);
}
const digest = (now: Date) => sendDigests({ db: db(), school, now });
const read = () => Promise.all(mails.received.map(async ({ to, raw }) => ({ ...(await simpleParser(raw)), to })));

describe("a family that has heard five times in a week", () => {
  it("gets what can wait in one message on Friday, in its language, over all senders; what cannot wait still at once", async () => {
    for (let nth = 0; nth < 5; nth++) await write("school_wrote", MONDAY);
    await write("school_wrote", MONDAY, family, { subjectId: "0190a0a0-0000-7000-8000-000000000001" });
    await write("newsletter_sent", MONDAY, family, { subjectId: "0190a0a0-0000-7000-8000-000000000002" });
    await write("report_published", MONDAY); // a report never waits
    await write("school_wrote", MONDAY, family, { urgency: 0 }); // nor does what is urgent
    await drain(MONDAY);
    expect(mails.received).toHaveLength(7);
    expect(await db().delivery.groupBy({ by: ["state"], where: { channel: "email" }, _count: true, orderBy: { state: "asc" } })).toEqual([{ state: "handed_over", _count: 7 }, { state: "held", _count: 2 }]);
    // In the app all of it is there at once.
    expect(await listInbox(await contextFor(school, family.adultId, { locale: "pl", now: MONDAY }))).toHaveLength(9);
    expect(await digest(new Date(FRIDAY.getTime() - 1))).toBe(0);
    expect(await digest(FRIDAY)).toBe(1);
    expect(await digest(FRIDAY)).toBe(0);
    await drain(FRIDAY);
    const [last] = (await read()).slice(7);
    expect(mails.received).toHaveLength(8);
    expect(last).toMatchObject({ to: family.email, subject: "Sprawy ze szkoły: 2" });
    expect(last?.html || "").toMatch(/\/pl\/family\/messages\/0190a0a0-0000-7000-8000-000000000001/);
    expect(last?.text).toContain("/pl/family/newsletters/0190a0a0-0000-7000-8000-000000000002");
    expect(await db().delivery.count({ where: { state: "merged" } })).toBe(2);
  });

  it("gets a single thing that waited by its own mail; what was opened meanwhile is named no more", async () => {
    const other = await makeFamily(2);
    for (const each of [family, other]) for (let nth = 0; nth < 5; nth++) await write("school_wrote", MONDAY, each);
    await write("school_wrote", MONDAY, family, { subjectId: other.pupilId });
    await write("school_wrote", MONDAY, other, { subjectId: family.pupilId });
    await db().$transaction((tx) => acknowledgeMessages(tx, { adultId: other.adultId, subjectId: family.pupilId, now: MONDAY }));
    await drain(MONDAY);
    const before = mails.received.length;
    await digest(FRIDAY);
    await drain(FRIDAY);
    expect((await read()).slice(before).map(({ to, subject }) => [to, subject])).toEqual([[family.email, expect.stringContaining("Ola")]]);
  });

  it("finds in its digest only what its adult may still know, and its number", async () => {
    const [ola, jan] = [family, await makePupil(school, { givenName: "Jan" })];
    const link = await linkGuardian(school, ola.adultId, jan.id);
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    await setPace(head, { ...(await getPace(head)), weeklyMost: 1 });
    await write("school_wrote", MONDAY);
    for (const [nth, pupilId] of [ola.pupilId, ola.pupilId, jan.id].entries()) await write("school_wrote", MONDAY, { ...ola, pupilId }, { subjectId: `0190a0a0-0000-7000-8000-0000000000a${nth}` });
    await digest(FRIDAY);
    await makeRestriction(school, link.id, ["messages"]);
    await drain(FRIDAY);
    const text = (await read()).map((mail) => mail.text ?? "").find((each) => /0000000000a0/.test(each)) ?? "";
    expect([0, 1, 2].map((nth) => text.includes(`0000000000a${nth}`))).toEqual([true, true, false]);
    expect(text).toContain("Sprawy ze szkoły: 2");
  });

  it("is measured anew each week, and by the school's own measure; a digest of which an order has left nothing stays here", async () => {
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    await setPace(head, { ...(await getPace(head)), weeklyMost: 1 });
    await write("school_wrote", new Date(MONDAY.getTime() - 8 * 86_400_000)); // last week's does not count
    await write("school_wrote", MONDAY);
    for (let nth = 0; nth < 2; nth++) await write("school_wrote", MONDAY, family, { subjectId: `0190a0a0-0000-7000-8000-00000000000${nth}` });
    expect(await db().delivery.count({ where: { state: "held" } })).toBe(2);
    await digest(FRIDAY);
    await makeRestriction(school, family.linkId, ["messages"]);
    await drain(FRIDAY);
    expect((await read()).filter(({ subject }) => subject?.startsWith("Sprawy"))).toEqual([]);
    expect(await db().delivery.count({ where: { message: { kind: "digest" }, channel: "email", state: "cancelled" } })).toBe(1);
    expect(await db().delivery.count({ where: { state: "held" } })).toBe(0);
  });
});

describe("the hours of an adult who works at night", () => {
  it("hold e-mails back until they are over, and never what cannot wait", async () => {
    await setOwnHours(await contextFor(school, family.adultId, { now: MONDAY }), { hours: { from: 6 * 60, to: 14 * 60 } });
    await write("school_wrote", MONDAY);
    await write("school_wrote", MONDAY, family, { urgency: 0 });
    await drain(MONDAY);
    expect(mails.received).toHaveLength(1);
    await drain(new Date("2026-11-23T13:59:00Z"));
    expect(mails.received).toHaveLength(1);
    await drain(new Date("2026-11-23T14:00:00Z"));
    expect(mails.received).toHaveLength(2);
    await setOwnHours(await contextFor(school, family.adultId, { now: MONDAY }), { hours: null });
    await write("school_wrote", MONDAY);
    await drain(MONDAY);
    expect(mails.received).toHaveLength(3);
  });
});

describe("a ladder that the school has set", () => {
  it("holds for what is written from then on", async () => {
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    await write("report_published", MONDAY);
    await setPace(head, { ...(await getPace(head)), ladders: { ...(await getPace(head)).ladders, report_published: { text: null, call: 1 } } });
    await write("report_published", MONDAY);
    const steps = await db().message.findMany({ orderBy: { idempotencyKey: "asc" }, select: { ladderAt: true } });
    expect(steps.map(({ ladderAt }) => ladderAt?.toISOString())).toEqual(["2026-11-26T09:00:00.000Z", "2026-11-24T09:00:00.000Z"]);
  });
});

describe("everything from school", () => {
  it("is the adult's own, without links to sign in, and without what an order has taken away", async () => {
    await write("report_published", MONDAY);
    await write("sign_in_link", MONDAY);
    const other = await makeFamily(2);
    await write("report_published", MONDAY, other);
    const ctx = await contextFor(school, family.adultId, { locale: "pl", now: MONDAY });
    expect(await listInbox(ctx)).toMatchObject([{ kind: "report_published", place: `/family/reports/${family.pupilId}`, isNew: true, title: expect.stringContaining("Ola") }]);
    await makeRestriction(school, family.linkId, ["reports"]);
    expect(await listInbox(ctx)).toEqual([]);
  });
});
