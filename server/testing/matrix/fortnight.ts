import { v7 as uuid } from "uuid";

import { authoriseVisit, chooseTime, planVisit } from "@/server/features/contacts/visits/commands";
import { getOwnVisit } from "@/server/features/contacts/visits/queries";
import { planInput } from "@/server/features/contacts/visits/schema";
import { queueMessages } from "@/server/features/delivery/commands";
import { sendDigests } from "@/server/features/delivery/digest/commands";
import { hearGathered, keepGathered } from "@/server/features/delivery/gathered/commands";
import { acknowledgeMessages, climbLadders } from "@/server/features/delivery/ladder/commands";
import { printRun } from "@/server/features/delivery/letters/commands";
import { getPace } from "@/server/features/delivery/pace/queries";
import { setPace } from "@/server/features/delivery/pace/commands";
import { listTasks } from "@/server/features/delivery/queries";
import { drainOutbox } from "@/server/features/delivery/sending/jobs";
import { drainTexts } from "@/server/features/delivery/texts/jobs";
import { writeToFamily } from "@/server/features/messages/commands";
import { answerInput } from "@/server/features/messages/schema";
import { restrictAccess } from "@/server/features/people/access/commands";
import { jobTable } from "@/server/jobs";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { openMailTransport } from "@/server/lib/mail/transport";
import { openTexts } from "@/server/lib/notify/client";
import { type StandIn, startNotifyStandIn } from "@/server/lib/notify/stand-in";

import { contextFor, staffContext } from "../context";
import { resetDatabase } from "../database";
import { prepareEnvironment } from "../environment";
import { makeNewsletter } from "../factories/newsletters";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "../factories/people";
import { startSmtp, type TestSmtp } from "../smtp";

const KEY = "school-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222";
const TEMPLATE = "33333333-3333-4333-8333-333333333333";
/** A Monday, nine in the morning: hour 0. In winter the school's clock shows Greenwich's time. */
const BEGAN = new Date("2026-11-23T09:00:00Z");
const HOURS = 14 * 24;
/** The moment of an hour of the fortnight. */
export const at = (hour: number) => new Date(BEGAN.getTime() + hour * 3_600_000);
/** The hour of a day of the fortnight, the first being day 0, at a time of its clock. */
export const on = (day: number, clock: number) => day * 24 + clock - 9;

/** What is known of an adult, and what they do. */
const profiles = ["answers", "silent", "textOnly", "paper", "readsNothing", "kept"] as const;
export type Profile = (typeof profiles)[number];

/** One thing that left, or one call to make: what, by which way, in which hour. */
type Line = [what: string, way: string, hour: number, why: string];

/*
 * Worked out by hand. The school writes at most two messages a week to an adult before what can wait is gathered (it set so). It sends
 *   a report on Monday at nine (hour 0), a newsletter on Tuesday at ten, a message of staff on Thursday at ten, an offer to visit on the second Monday at nine, and a newsletter on the second Tuesday at ten. On the second Saturday at nine in the evening it corrects the report: what rings waits until seven.
 * Its usual ladders: report text +3 days, call +5; message text +1, call +4; visit text +2, call +4. Letters are printed at noon each school day. A digest leaves on Fridays at half past three: seen in the hour of four.
 */
const expected: Record<Profile, (nth: number) => Line[]> = {
  // Opens everything a day later, chooses a time for the visit, on the second Friday from ten, an hour apart.
  answers: (nth) => [
    ["report_published", "email", 0, "a report never waits; read after a day: no text, no call"],
    ["newsletter_sent", "email", on(1, 10), "the second of the week: still within the measure"],
    // The message of Thursday would be the third: it waits for Friday's digest, and was opened in the app on Friday at ten. It never leaves.
    ["visit_offered", "email", on(7, 9), "a visit never waits; answered after a day: no text, no call"],
    ["visit_booked", "email", on(8, 9), "they chose: said at once"],
    // The newsletter of the second Tuesday waits too (offer and booking were two), and was opened on Wednesday.
    ["visit_reminder", "email", on(10, 10 + nth), "the day before, at the hour of the visit"],
    ["report_corrected", "email", on(12, 21), "an e-mail rings nowhere: at once"],
  ],
  // Never says a word; has e-mail and telephone.
  silent: () => [
    ["report_published", "email", 0, "at once"],
    ["newsletter_sent", "email", on(1, 10), "within the measure"],
    ["report_published", "text", on(3, 9), "three days of silence"],
    ["school_wrote", "email", on(4, 16), "the third of the week: with Friday's digest, alone in it and so by itself"],
    ["school_wrote", "text", on(5, 16), "its ladder begins with the digest: a day later"],
    ["report_published", "call", on(5, 9), "five days of silence"],
    ["visit_offered", "email", on(7, 9), "at once"],
    ["school_wrote", "call", on(8, 16), "four days after the digest"],
    ["visit_offered", "text", on(9, 9), "two days of silence"],
    ["visit_offered", "call", on(11, 9), "four days of silence"],
    ["newsletter_sent", "email", on(11, 16), "message and offer were two in seven days: with the digest; news has no ladder"],
    ["report_corrected", "email", on(12, 21), "at once"],
  ],
  // A telephone and nothing else: the text message is the first way, and no second text follows it.
  textOnly: () => [
    ["report_published", "text", 0, "at once"],
    ["newsletter_sent", "text", on(1, 10), "within the measure"],
    ["school_wrote", "text", on(4, 16), "the third of the week"],
    ["report_published", "call", on(5, 9), "five days of silence"],
    ["visit_offered", "text", on(7, 9), "at once"],
    ["school_wrote", "call", on(8, 16), "four days after the digest"],
    ["visit_offered", "call", on(11, 9), "four days of silence"],
    ["newsletter_sent", "text", on(11, 16), "two in seven days before it"],
    ["report_corrected", "text", on(13, 7), "written at nine in the evening: not before seven"],
  ],
  // An address and nothing else. Paper waits for no digest: it waits for the printer.
  paper: () => [
    ["report_published", "letter", on(0, 12), "printed at noon"],
    ["newsletter_sent", "letter", on(1, 12), "printed at noon"],
    ["school_wrote", "letter", on(3, 12), "printed at noon, whatever the measure"],
    ["report_published", "call", on(5, 9), "five days of silence; no text can go"],
    ["visit_offered", "letter", on(7, 12), "printed at noon"],
    ["school_wrote", "call", on(8, 16), "the measure was full on Thursday: its ladder begins on Friday as for the others"],
    ["newsletter_sent", "letter", on(8, 12), "printed at noon"],
    ["visit_offered", "call", on(11, 9), "four days of silence"],
    // The correction of Saturday waits for the printer, which runs again on the third Monday at noon.
  ],
  // Reads nothing, has a telephone. Everything about a child is rung about at once; news is a link to listen, and one call.
  readsNothing: () => [
    ["report_published", "call", 0, "no writing: a person rings from the first day"],
    ["newsletter_sent", "text", on(1, 10), "a link to listen, in their language"],
    ["news_gathered", "call", on(1, 10), "one call for all news, due a week later"],
    ["school_wrote", "call", on(3, 10), "a person rings; calls are not in the measure"],
    ["visit_offered", "call", on(7, 9), "a person rings"],
    ["newsletter_sent", "text", on(8, 10), "a link to listen; the piece joins the open call, and leaves it when they listen on Wednesday"],
    ["report_corrected", "call", on(12, 21), "a person rings: on the list at once, for the next day"],
  ],
  // An order is entered on Wednesday at nine: from then on nothing, by any way, and nobody rings.
  kept: () => [
    ["report_published", "email", 0, "before the order"],
    ["newsletter_sent", "email", on(1, 10), "before the order"],
  ],
};

interface Somebody {
  profile: Profile;
  nth: number;
  adultId: string;
  pupilId: string;
  linkId: string;
}

let school: SchoolFacts;
let mails: TestSmtp;
let service: StandIn;
let head: StaffCtx;
let worker: StaffCtx;
let second: StaffCtx;

/** A new school at nine on the first Monday, with a mail server and a service for text messages of its own. */
async function openSchool(): Promise<void> {
  await prepareEnvironment({ NOTIFY_API_KEY: KEY, NOTIFY_TEXT_TEMPLATE: TEMPLATE });
  // The school of the fortnight before is gone: so are its connections.
  await closeDatabases();
  await resetDatabase();
  [mails, service] = [await startSmtp(), await startNotifyStandIn({ key: KEY })];
  school = await makeSchool({ name: "Kingsgate School" });
  head = await staffContext(school, (await makeAdult(school, { posts: ["head"], email: null })).id, { now: BEGAN });
  worker = await staffContext(school, (await makeAdult(school, { posts: ["family_support"], email: null })).id, { now: BEGAN });
  second = await staffContext(school, (await makeAdult(school, { posts: ["office"], email: null })).id, { now: BEGAN });
  await setPace(head, { ...(await getPace(head)), weeklyMost: 2 });
}

const db = () => dbFor(school.id);

async function makePeople(each: number): Promise<Somebody[]> {
  const group = await makeClass(school, { name: "Oak" });
  const people: Somebody[] = [];
  for (const profile of profiles) {
    for (let nth = 0; nth < each; nth++) {
      const [mail, phone] = [profile === "answers" || profile === "silent" || profile === "kept", profile !== "paper"];
      const adult = await makeAdult(school, {
        email: mail ? `${profile.toLowerCase()}-${nth}@family.example` : null, phone: phone ? `07700 9${profiles.indexOf(profile)}00${nth}0` : null, addressLines: profile === "paper" ? ["1 Gate Lane"] : [],
        readingNeed: profile === "readsNothing" ? "does_not_read" : "reads", readingLanguage: profile === "readsNothing" ? null : profile === "silent" ? "ur" : "en", spokenLanguages: [profile === "readsNothing" ? "so" : "en"], prefers: [],
      });
      const pupil = await makePupil(school, { givenName: "Zara", classGroupId: group.id });
      const link = await linkGuardian(school, adult.id, pupil.id);
      people.push({ profile, nth, adultId: adult.id, pupilId: pupil.id, linkId: link.id });
    }
  }
  return people;
}

/** What leaves in one hour, and who is to be rung. */
async function liveThrough(now: Date): Promise<void> {
  const ctx = { db: db(), school, now };
  await sendDigests(ctx);
  await climbLadders(ctx);
  await keepGathered(db(), school.id, now);
  const transport = openMailTransport(4, mails.url);
  await drainOutbox(ctx, { transport, clock: () => now }).finally(transport.close);
  await drainTexts(ctx, { clock: () => now, transport: openTexts({ url: service.url, key: KEY, template: TEMPLATE }) });
}

async function sendNews(now: Date, title: string): Promise<string> {
  const { newsletterId } = await makeNewsletter(school, { state: "scheduled", title, blocks: [{ kind: "text", words: "The beans grow." }], createdById: head.actor.adultId });
  await db().newsletter.update({ where: { id: newsletterId }, data: { sendAt: now } });
  await jobTable["newsletters.send"]?.({ db: db(), school, now }, { newsletterId });
  return newsletterId;
}

const acknowledge = (adultId: string, subjectId: string, now: Date) => db().$transaction((tx) => acknowledgeMessages(tx, { adultId, subjectId, now }));

/**
 * Lives through the fortnight hour by hour.
 * @param each adults of each profile
 * @param nights whether the hours from eleven to seven are lived through too, in which nothing is written and nothing is due
 * @returns what left by which way in which hour, for each adult, beside the table; and what really arrived
 */
export async function liveFortnight(each: number, nights = true) {
  await openSchool();
  const people = await makePeople(each);
  const of = (profile: Profile) => people.filter((one) => one.profile === profile);
  const allowed = people.filter(({ profile }) => profile !== "kept");
  const threads = new Map<string, string>();
  const visits = new Map<string, string>();
  const news: string[] = [];
  const notRefused: string[] = [];
  const happens: Record<number, (now: Date) => Promise<void>> = {
    0: async (now) => {
      await db().$transaction((tx) => queueMessages(tx, {
        schoolId: school.id, now,
        messages: people.map(({ adultId, pupilId }) => ({ adultId, pupilId, subjectId: pupilId, kind: "report_published" as const, args: { child: "Zara", round: "autumn" }, idempotencyKey: pupilId })),
      }));
    },
    [on(1, 9)]: async (now) => void (await Promise.all(of("answers").map(({ adultId, pupilId }) => acknowledge(adultId, pupilId, now)))),
    [on(1, 10)]: async (now) => void news.push(await sendNews(now, "The first news")),
    [on(2, 9)]: async (now) => {
      for (const { linkId } of of("kept")) await restrictAccess({ ...head, now }, { linkId, scopes: ["reports", "messages", "meetings", "events", "media", "attendance"], kind: "child_arrangements_order", document: "Order 7" });
    },
    [on(2, 10)]: async (now) => void (await Promise.all(of("answers").map(({ adultId }) => acknowledge(adultId, news[0] ?? "", now)))),
    [on(3, 10)]: async (now) => {
      for (const { adultId, pupilId } of allowed) {
        const { threadIds } = await writeToFamily({ ...second, now }, answerInput.parse({ key: uuid(), pupilId, team: "office", adultIds: [adultId], words: "Please bring a warm coat on Friday." }));
        threads.set(adultId, threadIds[0] ?? "");
      }
      // Who is kept away cannot be written to at all.
      for (const { adultId, pupilId } of of("kept")) {
        const refused = await writeToFamily({ ...second, now }, answerInput.parse({ key: uuid(), pupilId, team: "office", adultIds: [adultId], words: "Please bring a warm coat." })).then(() => "written", (error: { code?: string }) => error.code);
        if (refused !== "not_allowed") notRefused.push(adultId);
      }
    },
    [on(4, 10)]: async (now) => void (await Promise.all(of("answers").map(({ adultId }) => acknowledge(adultId, threads.get(adultId) ?? "", now)))),
    [on(7, 9)]: async (now) => {
      for (const { adultId, pupilId, nth } of allowed) {
        const plan = planInput.parse({ key: uuid(), pupilId, adultId, purpose: "support", words: "We would like to talk.", minutes: 30, leadId: worker.actor.adultId, secondId: second.actor.adultId, slots: [at(on(11, 10 + nth)).toISOString()] });
        const { visitId } = await planVisit({ ...worker, now }, plan);
        await authoriseVisit({ ...head, now }, { visitId, yes: true });
        visits.set(adultId, visitId);
      }
    },
    [on(8, 9)]: async (now) => {
      for (const { adultId } of of("answers")) {
        const ctx = await contextFor(school, adultId, { now, secondFactor: false });
        const visitId = visits.get(adultId) ?? "";
        await chooseTime(ctx, { visitId, slotId: (await getOwnVisit(ctx, { visitId })).slots[0]?.id ?? "", place: "home" });
      }
    },
    [on(8, 10)]: async (now) => void news.push(await sendNews(now, "The second news")),
    [on(12, 21)]: async (now) => {
      await db().$transaction((tx) => queueMessages(tx, {
        schoolId: school.id, now,
        messages: people.map(({ adultId, pupilId }) => ({ adultId, pupilId, subjectId: pupilId, kind: "report_corrected" as const, args: { child: "Zara", round: "autumn" }, idempotencyKey: `corrected:${pupilId}` })),
      }));
    },
    [on(9, 10)]: async (now) => {
      for (const { adultId } of of("answers")) await acknowledge(adultId, news[1] ?? "", now);
      for (const { adultId } of of("readsNothing")) await db().$transaction((tx) => hearGathered(tx, { schoolId: school.id, adultId, subjectIds: [news[1] ?? ""], now }));
    },
  };

  for (let hour = 0; hour <= HOURS; hour++) {
    const now = at(hour);
    const clock = (hour + 9) % 24;
    if (!nights && (clock === 23 || clock < 7)) continue;
    await happens[hour]?.(now);
    await liveThrough(now);
    if (hour % 24 === 3 && ![5, 6, 12, 13].includes(Math.floor(hour / 24))) await printRun({ ...second, now }, {});
  }

  const hourOf = (moment: Date) => (moment.getTime() - BEGAN.getTime()) / 3_600_000;
  const left = await db().delivery.findMany({ where: { handedOverAt: { not: null } }, select: { channel: true, handedOverAt: true, message: { select: { kind: true, adultId: true } } } });
  const tasks = (await listTasks({ ...head, now: at(HOURS) }, {})).all;
  const created = new Map((await db().task.findMany({ select: { id: true, createdAt: true } })).map(({ id, createdAt }) => [id, createdAt]));
  const lines = (adultId: string) => [
    ...left.filter(({ message }) => message.adultId === adultId).map(({ channel, handedOverAt, message }) => `${hourOf(handedOverAt ?? BEGAN)} ${message.kind} ${channel}`),
    ...tasks.filter(({ adult }) => adult?.id === adultId).map(({ id, reason }) => `${hourOf(created.get(id) ?? BEGAN)} ${reason} call`),
  ].sort();
  /** A call that silence asked for says so on the list of the day, whatever it is about. */
  const said = (profile: Profile, [what, way, hour]: Line) => `${hour} ${way === "call" && profile !== "readsNothing" ? "not_acknowledged" : what} ${way}`;
  const [got, wanted] = [people, people].map((all, which) => Object.fromEntries(all.map(({ profile, nth, adultId }) => [
    `${profile} ${nth}`, which === 0 ? lines(adultId) : expected[profile](nth).map((line) => said(profile, line)).sort(),
  ])));
  const sum = (way: string) => people.reduce((total, { profile, nth }) => total + expected[profile](nth).filter(([, by]) => by === way).length, 0);
  const letters = await db().delivery.count({ where: { channel: "letter", state: "handed_over" } });
  const hear = service.taken.filter(({ phone }) => phone.startsWith("0770094"));
  const found = {
    got: got ?? {}, wanted: wanted ?? {}, notRefused: notRefused.length,
    // What the records say is what really arrived: each mail and each text once, and none to anybody else.
    arrived: [mails.received.length, service.taken.length, letters], meant: [sum("email"), sum("text"), sum("letter")],
    toHear: hear.map(({ body }) => /dhegaysan/.test(body) && /\/so\/family\/newsletters\/[0-9a-f-]{36}\/listen\n/.test(body)),
    gathered: tasks.filter(({ reason }) => reason === "news_gathered").map(({ dueAt }) => dueAt),
    inThem: await db().delivery.count({ where: { channel: "call", state: "queued", message: { kind: "newsletter_sent" } } }),
  };
  await Promise.all([mails.stop(), service.stop()]);
  return found;
}
