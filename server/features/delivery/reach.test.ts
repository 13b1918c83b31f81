import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { printLetters } from "@/server/features/sign-in/letters/commands";
import type { Contact, UnderstandingProfile } from "@/server/features/people/profile/rules";
import type { SchoolFacts } from "@/server/lib/context";
import { type Db, dbFor } from "@/server/lib/db/client";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "@/server/testing/factories/people";
import { contacts, profiles } from "@/server/testing/factories/profiles";

import { queueMessages } from "./commands";
import { gatheredKey, mayGather } from "./gathered/rules";
import type { MessageKind } from "./rules";

/** The one function that says how to reach an adult, and a switch that puts a wrong one in its place. */
const reach = vi.hoisted(() => ({ wrong: false }));
vi.mock(import("@/server/features/people/profile/rules"), async (original) => {
  const actual = await original();
  const reachPlan: typeof actual.reachPlan = (profile, contact, able) => {
    const plan = actual.reachPlan(profile, contact, able);
    return reach.wrong ? { ...plan, channels: ["in_app", ...(contact.hasEmail ? ["email" as const] : [])], reasons: [] } : plan;
  };
  return { ...actual, reachPlan };
});

beforeAll(() => prepareEnvironment({ NOTIFY_API_KEY: "school-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222", NOTIFY_TEXT_TEMPLATE: "33333333-3333-4333-8333-333333333333" }));
beforeEach(async () => {
  reach.wrong = false;
  await resetDatabase();
});

const KINDS: MessageKind[] = ["report_published", "report_corrected", "report_withdrawn", "sign_in_link", "newsletter_sent"];
const people = fc.record({ profile: profiles(), contact: contacts, kind: fc.constantFrom(...KINDS) });
type Somebody = { profile: UnderstandingProfile; contact: Contact; kind: MessageKind };

async function makeGenerated(school: SchoolFacts, all: Somebody[]) {
  const db = dbFor(school.id);
  const adults = all.map(({ profile, contact }) => {
    const id = uuid();
    return {
      id, schoolId: school.id, givenName: "Sam", familyName: "Any", ...profile, email: contact.hasEmail ? `${id}@family.example` : null,
      phone: contact.hasPhone ? "020 7946 0400" : null, addressLines: contact.hasAddress ? ["1 Gate Lane"] : [],
    };
  });
  await db.adult.createMany({ data: adults });
  return adults;
}

/** Adults who read nothing, to whom something in writing was sent, and whom nobody is to ring. */
async function leftWithText(db: Db): Promise<string[]> {
  const written = await db.message.findMany({ select: { adultId: true, id: true, kind: true, deliveries: { select: { channel: true } } } });
  const printed = await db.signInToken.findMany({ where: { kind: "letter" }, select: { adultId: true } });
  const readsNothing = new Set((await db.adult.findMany({ where: { readingNeed: "does_not_read" }, select: { id: true } })).map(({ id }) => id));
  const calls = await db.task.findMany({ where: { kind: "call", doneAt: null }, select: { adultId: true, uniqueKey: true } });
  const has = (adultId: string, prefix: string) => calls.some((call) => call.adultId === adultId && call.uniqueKey.startsWith(prefix));
  return [
    ...written.filter(({ adultId, id, kind, deliveries }) => readsNothing.has(adultId) && (kind === "sign_in_link"
      ? deliveries.length > 0 && !has(adultId, "call-sign-in-help:")
      // News of the school is gathered into the one call that is open, or has its own, as the school says; a link to listen goes beside it.
      : !(has(adultId, `call:${id}`) || (mayGather(kind) && has(adultId, gatheredKey(adultId)))) || !deliveries.some(({ channel }) => channel === "call"))).map(({ adultId }) => adultId),
    ...printed.filter(({ adultId }) => readsNothing.has(adultId) && !has(adultId, "call-letter:")).map(({ adultId }) => adultId),
  ];
}

/** Queues one message of any kind to each generated adult; true when none of them is left with text alone. */
async function queueGenerated(all: Somebody[], newsCalls: "gathered" | "each" = "gathered"): Promise<{ left: string[]; readNothing: number }> {
  await resetDatabase();
  const school = await makeSchool();
  const db = dbFor(school.id);
  const adults = await makeGenerated(school, all);
  if (newsCalls === "each") await db.contactPace.create({ data: { schoolId: school.id, quietFrom: 1200, quietTo: 420, weeklyMost: 5, newsCalls, ladders: {}, changedAt: TEST_NOW } });
  // Two of them each: the second of news joins the call of the first.
  const messages = adults.flatMap(({ id }, nth) => [1, 2].map((copy) => ({ adultId: id, kind: all[nth]?.kind ?? "report_published" as const, subjectId: uuid(), args: {}, idempotencyKey: `${id}:${copy}` })));
  const { queued } = await db.$transaction((tx) => queueMessages(tx, { schoolId: school.id, now: TEST_NOW, messages }));
  expect(queued).toBe(all.length * 2);
  return { left: await leftWithText(db), readNothing: all.filter(({ profile }) => profile.readingNeed === "does_not_read").length };
}

const batches = fc.array(people, { minLength: 40, maxLength: 60 });

describe("an adult who reads nothing", () => {
  it("is never left with text as the only channel, by any message that is queued, however the school tells its news", async () => {
    let readNothing = 0;
    await fc.assert(fc.asyncProperty(batches, fc.constantFrom("gathered" as const, "each" as const), async (all, newsCalls) => {
      const found = await queueGenerated(all, newsCalls);
      readNothing += found.readNothing;
      return found.left.length === 0;
    }), { numRuns: 12 });
    expect(readNothing).toBeGreaterThan(40);
  }, 120_000);

  it("would be found if the plan were wrong", async () => {
    reach.wrong = true;
    const result = await fc.check(fc.asyncProperty(batches, async (all) => (await queueGenerated(all)).left.length === 0), { numRuns: 4, endOnFailure: true });
    expect(result.failed).toBe(true);
  }, 120_000);

  it("is rung about a printed letter, in the same transaction, once a day", async () => {
    const school = await makeSchool();
    const db = dbFor(school.id);
    const group = await makeClass(school);
    const pupil = await makePupil(school, { classGroupId: group.id });
    const sample = fc.sample(people, { numRuns: 40, seed: 7 });
    for (const adult of await makeGenerated(school, sample)) await linkGuardian(school, adult.id, pupil.id, { relation: "relative" });
    const office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
    await printLetters(office, { classId: group.id });
    await printLetters(office, { classId: group.id });
    expect(await leftWithText(db)).toEqual([]);
    const readNothing = sample.filter(({ profile }) => profile.readingNeed === "does_not_read").length;
    expect(readNothing).toBeGreaterThan(3);
    expect(await db.task.count({ where: { kind: "call" } })).toBe(readNothing);
    // The control: without those calls the same search finds every one of them.
    await db.task.deleteMany();
    expect(new Set(await leftWithText(db)).size).toBe(readNothing);
  }, 120_000);

  it("is written to in a language that the plan names, whoever asks", async () => {
    const school = await makeSchool();
    const db = dbFor(school.id);
    const hodan = await makeAdult(school, { spokenLanguages: ["so"], readingLanguage: null, readingNeed: "does_not_read", email: "hodan@family.example" });
    const message = (kind: MessageKind, key: string) => ({ adultId: hodan.id, kind, subjectId: uuid(), args: {}, idempotencyKey: key });
    const queue = (...messages: ReturnType<typeof message>[]) => db.$transaction((tx) => queueMessages(tx, { schoolId: school.id, now: TEST_NOW, messages }));
    await queue(message("report_published", "1"), message("sign_in_link", "2"));
    await queue(message("sign_in_link", "3"));
    expect((await db.message.findMany()).map(({ language }) => language)).toEqual(["so", "so", "so"]);
    const deliveries = await db.delivery.findMany({ include: { message: true } });
    expect(deliveries.map(({ message: { idempotencyKey }, channel }) => `${idempotencyKey} ${channel}`).sort()).toEqual(["1 call", "1 in_app", "2 email", "3 email"]);
    const tasks = await db.task.findMany({ orderBy: { uniqueKey: "asc" } });
    expect(tasks.map(({ uniqueKey }) => uniqueKey.split(":")[0]).sort()).toEqual(["call", "call-sign-in-help"]);
  });
});
