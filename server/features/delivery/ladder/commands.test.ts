import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { restrictAccess } from "@/server/features/people/access/commands";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { openMailTransport } from "@/server/lib/mail/transport";
import { openTexts } from "@/server/lib/notify/client";
import { type StandIn, type StandInOptions, startNotifyStandIn } from "@/server/lib/notify/stand-in";
import { staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";
import { startSmtp, type TestSmtp } from "@/server/testing/smtp";

import { queueMessages } from "../commands";
import { drainOutbox } from "../sending/jobs";
import { drainTexts } from "../texts/jobs";
import { acknowledgeMessages, climbLadders } from "./commands";

const KEY = "school-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222";
const TEMPLATE = "33333333-3333-4333-8333-333333333333";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, nine in the evening: the hour is quiet. */
const WRITTEN = new Date("2026-11-23T21:00:00Z");

beforeAll(() => prepareEnvironment({ NOTIFY_API_KEY: KEY, NOTIFY_TEXT_TEMPLATE: TEMPLATE }));

let school: SchoolFacts;
let mails: TestSmtp;
let service: StandIn;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool({ name: "Kingsgate School" });
  mails = await startSmtp();
});
afterEach(() => Promise.all([mails.stop(), service.stop()]));

const startTexts = async (options: Partial<StandInOptions> = {}) => (service = await startNotifyStandIn({ key: KEY, ...options }));

interface Somebody {
  adultId: string;
  pupilId: string;
  linkId: string;
  subjectId: string;
  email: string | null;
  phone: string | null;
}

let made = 0;
async function makeSomebody(input: { email?: boolean; phone?: boolean; readingNeed?: "reads" | "does_not_read"; readingLanguage?: string }): Promise<Somebody> {
  const nth = String(++made).padStart(3, "0");
  const adult = await makeAdult(school, {
    email: input.email === false ? null : `${nth}@family.example`, phone: input.phone === false ? null : `07700 900${nth}`, readingNeed: input.readingNeed ?? "reads",
    readingLanguage: input.readingLanguage ?? "en", prefers: [],
  });
  const pupil = await makePupil(school, { givenName: "Zara" });
  const link = await linkGuardian(school, adult.id, pupil.id);
  return { adultId: adult.id, pupilId: pupil.id, linkId: link.id, subjectId: pupil.id, email: adult.email, phone: adult.phone };
}

async function publish(people: Somebody[]): Promise<void> {
  await dbFor(school.id).$transaction((tx) => queueMessages(tx, {
    schoolId: school.id, now: WRITTEN,
    messages: people.map(({ adultId, pupilId, subjectId }) => ({ adultId, pupilId, subjectId, kind: "report_published" as const, args: { child: "Zara", round: "autumn" }, idempotencyKey: subjectId })),
  }));
}

/** What left and who is to be rung at one moment. */
async function liveThrough(at: Date): Promise<void> {
  const ctx = { db: dbFor(school.id), school, now: at };
  const transport = openMailTransport(4, mails.url);
  await drainOutbox(ctx, { transport, clock: () => at }).finally(transport.close);
  await climbLadders(ctx);
  await drainTexts(ctx, { clock: () => at, transport: openTexts({ url: service.url, key: KEY, template: TEMPLATE }) });
}

const acknowledge = ({ adultId, subjectId }: Somebody, now: Date) => dbFor(school.id).$transaction((tx) => acknowledgeMessages(tx, { adultId, subjectId, now }));
const openCalls = async () => (await dbFor(school.id).task.findMany({ where: { kind: "call", doneAt: null }, select: { adultId: true } })).map(({ adultId }) => adultId).sort();
const idsOf = (people: Somebody[]) => people.map(({ adultId }) => adultId).sort();
const phonesOf = (people: Somebody[]) => people.map(({ phone }) => phone?.replaceAll(" ", "")).sort();

describe("a fortnight with thirty adults", () => {
  it("gives each of six profiles the ways and calls worked out by hand", async () => {
    await startTexts();
    const five = (input: Parameters<typeof makeSomebody>[0]) => Promise.all(Array.from({ length: 5 }, () => makeSomebody(input)));
    const [quick, silent, slow, noPhone, readsNothing, restricted] = [
      await five({}), await five({ readingLanguage: "ur" }), await five({}), await five({ phone: false }), await five({ readingNeed: "does_not_read" }), await five({}),
    ];
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id, { now: new Date(WRITTEN.getTime() + 2 * DAY) });
    const everyone = [quick, silent, slow, noPhone, readsNothing, restricted].flat();
    expect(everyone).toHaveLength(30);
    await publish(everyone);

    const textsAt = new Map<string, number>();
    const callsAt = new Map<string, number>();
    for (let hour = 0; hour <= 14 * 24; hour++) {
      const at = new Date(WRITTEN.getTime() + hour * HOUR);
      if (hour === 24) for (const one of quick) await acknowledge(one, at);
      if (hour === 48) for (const { linkId } of restricted) await restrictAccess(head, { linkId, scopes: ["reports"], kind: "child_arrangements_order", document: "Order 7" });
      if (hour === 4 * 24) for (const one of slow) await acknowledge(one, at);
      await liveThrough(at);
      for (const { phone } of service.taken) if (!textsAt.has(phone)) textsAt.set(phone, hour);
      for (const adultId of await openCalls()) if (!callsAt.has(adultId ?? "")) callsAt.set(adultId ?? "", hour);
    }

    // Day 0: everyone who reads has an e-mail, once; whoever reads nothing has none, and a call that the letter itself asked for.
    expect(mails.received.map(({ to }) => to).sort()).toEqual([quick, silent, slow, noPhone, restricted].flat().map(({ email }) => email).sort());
    expect(readsNothing.map(({ adultId }) => callsAt.get(adultId))).toEqual([0, 0, 0, 0, 0]);
    // Day 3, nine in the evening, is quiet: the texts leave at seven the next morning, to those who have a phone and said nothing.
    expect([...textsAt.keys()].sort()).toEqual(phonesOf([...silent, ...slow]));
    expect(new Set(textsAt.values())).toEqual(new Set([3 * 24 + 10]));
    expect(service.taken).toHaveLength(10);
    // Day 5: a call for those who are still silent, with a phone or without one; not for those who answered after the text.
    expect([...silent, ...noPhone].map(({ adultId }) => callsAt.get(adultId))).toEqual(Array.from({ length: 10 }, () => 5 * 24));
    expect([...callsAt.keys()].sort()).toEqual(idsOf([...readsNothing, ...silent, ...noPhone]));
    expect(await openCalls()).toEqual(idsOf([...readsNothing, ...silent, ...noPhone]));
    // The words are in the reader's language, with the way to the report.
    const text = service.taken.find(({ phone }) => phone === phonesOf(silent)[0])?.body ?? "";
    expect(text).toMatch(/\p{Script=Arabic}/u);
    expect(text).toMatch(/http:\/\/kingsgate\.example\/ur\/family\/reports\//);
    expect(text).not.toMatch(/[\u2066-\u2069{}]/);
  }, 120_000);

  it("(control) without an answer and without an order the same people get texts and calls", async () => {
    await startTexts();
    const [one, other] = [await makeSomebody({}), await makeSomebody({})];
    await publish([one, other]);
    await acknowledge(one, WRITTEN);
    for (let day = 0; day <= 6; day++) await liveThrough(new Date(WRITTEN.getTime() + day * DAY - 12 * HOUR + (day === 0 ? 12 * HOUR : 0)));
    await liveThrough(new Date(WRITTEN.getTime() + 6 * DAY));
    expect(service.taken.map(({ phone }) => phone)).toEqual(phonesOf([other]));
    expect(await openCalls()).toEqual(idsOf([other]));
  });
});

describe("a step", () => {
  it("is taken once, however many climb at the same moment", async () => {
    await startTexts();
    const people = await Promise.all(Array.from({ length: 20 }, () => makeSomebody({})));
    await publish(people);
    const at = new Date(WRITTEN.getTime() + 5 * DAY + 12 * HOUR);
    for (let step = 0; step < 2; step++) await Promise.all(Array.from({ length: 4 }, () => climbLadders({ db: dbFor(school.id), school, now: at })));
    expect(await dbFor(school.id).delivery.count({ where: { channel: "text" } })).toBe(20);
    expect(await openCalls()).toEqual(idsOf(people));
    expect(await dbFor(school.id).message.count({ where: { ladderAt: { not: null } } })).toBe(0);
  });

  it("whose text the service refuses becomes a call; one that it cannot take now is tried again, and leaves once", async () => {
    const answers = new Map<string, number>();
    const people = await Promise.all(Array.from({ length: 2 }, () => makeSomebody({})));
    const [wrong, later] = people as [Somebody, Somebody];
    await startTexts({
      onText: ({ phone }) => {
        if (phone === wrong.phone?.replaceAll(" ", "")) return { status: 400, error: "BadRequestError", message: "" };
        const tries = (answers.get(phone) ?? 0) + 1;
        answers.set(phone, tries);
        return tries < 3 ? { status: tries === 1 ? 429 : 503, error: "RateLimitError", message: "" } : undefined;
      },
    });
    await publish(people);
    const day3 = new Date(WRITTEN.getTime() + 3 * DAY + 12 * HOUR);
    for (let hour = 0; hour < 5; hour++) await liveThrough(new Date(day3.getTime() + hour * HOUR));
    expect(service.taken.map(({ phone }) => phone)).toEqual(phonesOf([later]));
    expect(await openCalls()).toEqual([wrong.adultId]);
    const states = await dbFor(school.id).delivery.findMany({ where: { channel: "text" }, select: { state: true, lastErrorCode: true, providerId: true }, orderBy: { state: "asc" } });
    expect(states).toEqual([{ state: "handed_over", lastErrorCode: null, providerId: service.taken[0]?.id }, { state: "failed", lastErrorCode: "notify_400", providerId: null }]);
  });

  it("is not taken for a child of whom the adult may no longer know", async () => {
    await startTexts();
    const one = await makeSomebody({});
    await publish([one]);
    await dbFor(school.id).guardianLink.updateMany({ data: { removedAt: WRITTEN } });
    await liveThrough(new Date(WRITTEN.getTime() + 6 * DAY));
    expect(service.taken).toEqual([]);
    expect(await openCalls()).toEqual([]);
    expect(await dbFor(school.id).message.count({ where: { cancelledAt: { not: null } } })).toBe(1);
  });
});
