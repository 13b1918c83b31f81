import { createECDH, randomBytes } from "node:crypto";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { v7 as uuid } from "uuid";
import webpush from "web-push";

import { getCall, listCalls } from "@/server/features/contacts/calls/queries";
import { type NewMessage, queueMessages } from "@/server/features/delivery/commands";
import { openRun, printRun } from "@/server/features/delivery/letters/commands";
import { listTasks } from "@/server/features/delivery/queries";
import { restrictAccess } from "@/server/features/people/access/commands";
import { jobTable } from "@/server/jobs";
import { addDays, now as systemNow } from "@/server/lib/clock";
import type { PersonCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import { startNotifyStandIn } from "@/server/lib/notify/stand-in";
import { createCaller } from "@/server/root";

import { contextsFor, staffContext } from "../context";
import { resetDatabase } from "../database";
import { prepareEnvironment } from "../environment";
import { withOwner } from "../factories/owner";
import { makeAdult, makeClass, makePupil, makeSchool } from "../factories/people";
import { startSmtp } from "../smtp";

/** How news leaves the school: each standing has an adult for each of them, and every adult shows news on a phone's screen too. */
export const ways = ["email", "text", "letter", "call"] as const;
type Way = (typeof ways)[number];

/**
 * What ties an adult to the child: a mother; a father who lives apart and may know the same; one whom an order keeps away from now on; one who was taken out of
 * the school's records; one whose link to the child has ended; one whom the school never confirmed; another child's mother; a parent at another school.
 */
export const standings = ["mother", "apart", "kept", "deleted", "unlinked", "unconfirmed", "otherChild", "otherSchool"] as const;
export type Standing = (typeof standings)[number];

/** Those whose rights end between the moment a message is written and the moment it leaves. */
const ending: readonly Standing[] = ["kept", "deleted", "unlinked"];
/** Those of whom a message may be written: while their right lasts, and, as an error would, for whom there never was one. */
const addressed: readonly Standing[] = ["mother", "apart", ...ending, "unconfirmed"];

export interface Neighbour {
  standing: Standing;
  way: Way;
  adultId: string;
  linkId: string;
}

export const CHILD = "Zarafshan";
const KEY = "school-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222";

/** The outside world of a street: a mail server, GOV.UK Notify, a push service. Opened once a file. */
export async function openOutside() {
  const [mails, texts] = [await startSmtp(), await startNotifyStandIn({ key: KEY })];
  const shown: string[] = [];
  const push = createServer((req, res) => {
    req.resume().on("end", () => {
      shown.push((req.url ?? "").slice(1));
      res.writeHead(201).end();
    });
  });
  await new Promise<void>((done) => push.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(push.address() as AddressInfo).port}`;
  const keys = webpush.generateVAPIDKeys();
  await prepareEnvironment({
    KINGSGATE_DEMO: "0", SMTP_URL: mails.url, NOTIFY_URL: texts.url, NOTIFY_API_KEY: KEY, NOTIFY_TEXT_TEMPLATE: "33333333-3333-4333-8333-333333333333",
    PUSH_PUBLIC_KEY: keys.publicKey, PUSH_PRIVATE_KEY: keys.privateKey, PUSH_HOSTS: host,
  });
  return { mails, texts, shown, host, close: () => Promise.all([mails.stop(), texts.stop(), new Promise((done) => push.close(done))]) };
}

type Outside = Awaited<ReturnType<typeof openOutside>>;

const browser = createECDH("prime256v1");
browser.generateKeys();

/** An adult who can be reached by one way alone, and whose name and address say who they are. */
function adultOf(at: string, { standing, way, adultId }: Neighbour): Prisma.AdultCreateManyInput {
  const name = `${standing}-${way}`;
  const nth = String(standings.indexOf(standing) * ways.length + ways.indexOf(way)).padStart(3, "0");
  return {
    id: adultId, schoolId: at, givenName: "Sam", familyName: name, email: way === "email" ? `${name.toLowerCase()}@street.example` : null, phone: way === "letter" ? null : `07700 900${nth}`, addressLines: [`${name} Lane`],
    readingNeed: way === "call" ? "does_not_read" : "reads", readingLanguage: "en", spokenLanguages: ["en"],
  };
}

/** Each street has the same two schools, so that it finds their connections open and warm. Everything else in it is new. */
const [schoolId, elsewhereId] = [uuid(), uuid()];

/** A school at this very moment, with an adult of each standing for each way, all of one child's but the last two. */
export async function makeStreet(outside: Outside) {
  await resetDatabase();
  const now = systemNow();
  const [school, elsewhere] = [await makeSchool({ id: schoolId, name: "Street School" }), await makeSchool({ id: elsewhereId, name: "School elsewhere" })];
  const db = dbFor(school.id);
  const head = await makeAdult(school, { familyName: "Head", posts: ["head"] });
  const teacher = await makeAdult(school, { familyName: "Teacher", posts: ["teacher"] });
  const group = await makeClass(school, { name: "Oak", teacherIds: [teacher.id] });
  const pupil = await makePupil(school, { givenName: CHILD, familyName: CHILD, yearGroup: 4, classGroupId: group.id });
  const other = await makePupil(school, { givenName: "Other", yearGroup: 5, classGroupId: group.id });
  const theirs = await makePupil(elsewhere, { givenName: "Elsewhere", yearGroup: 4 });
  // Nothing rings at night; a test may run then.
  await db.contactPace.create({ data: { schoolId: school.id, quietFrom: 0, quietTo: 0, weeklyMost: 50, ladders: {}, changedById: head.id, changedAt: now } });
  const neighbours = standings.flatMap((standing) => ways.map((way): Neighbour => ({ standing, way, adultId: uuid(), linkId: uuid() })));
  for (const at of [school, elsewhere]) {
    const theirOwn = neighbours.filter(({ standing }) => (standing === "otherSchool") === (at === elsewhere));
    const there = dbFor(at.id);
    await there.adult.createMany({ data: theirOwn.map((who) => adultOf(at.id, who)) });
    await there.guardianLink.createMany({
      data: theirOwn.map(({ standing, adultId, linkId }) => ({
        id: linkId, schoolId: at.id, adultId, pupilId: (standing === "otherSchool" ? theirs : standing === "otherChild" ? other : pupil).id, parentalResponsibility: "yes" as const,
        relation: standing === "mother" || standing === "otherChild" ? ("mother" as const) : ("father" as const), confirmedAt: standing === "unconfirmed" ? null : new Date("2026-09-01"),
      })),
    });
    await there.pushSubscription.createMany({
      data: theirOwn.map(({ standing, way, adultId }) => ({
        id: uuid(), schoolId: at.id, adultId, endpoint: `http://${outside.host}/${standing}-${way}`, p256dh: browser.getPublicKey("base64url"), auth: randomBytes(16).toString("base64url"), createdAt: now,
      })),
    });
  }
  outside.mails.received.length = outside.texts.taken.length = outside.shown.length = 0;
  return { outside, school, elsewhere, theirs, db, now, headId: head.id, teacherId: teacher.id, group, pupil, other, neighbours };
}

export type Street = Awaited<ReturnType<typeof makeStreet>>;

/** Runs a job as the worker does. @param signal stops a long one after the step in hand */
export async function runJob(street: Street, name: string, payload: Record<string, unknown> = {}, at = systemNow(), signal?: AbortSignal): Promise<void> {
  await jobTable[name]?.({ db: street.db, school: street.school, now: at, signal }, { schoolId: street.school.id, ...payload });
}

/** Writes a message about the child to everybody to whom one could be addressed. */
export async function writeToAll(street: Street, more: Partial<NewMessage> = {}, at = street.now): Promise<void> {
  const kind = more.kind ?? "report_published";
  await street.db.$transaction((tx) => queueMessages(tx, {
    schoolId: street.school.id, now: at,
    messages: street.neighbours.filter(({ standing }) => addressed.includes(standing)).map(({ adultId }) => ({
      adultId, pupilId: street.pupil.id, kind, subjectId: street.pupil.id, args: { child: CHILD, round: "autumn" }, idempotencyKey: uuid(), ...more,
    })),
  }));
}

/** Between writing and sending: an order is entered, an adult is taken out of the records, a link ends. */
export async function endRights(street: Street): Promise<void> {
  const ctx = await staffContext(street.school, street.headId, { now: systemNow() });
  for (const { standing, linkId, adultId } of street.neighbours) {
    if (standing === "kept") await restrictAccess(ctx, { linkId, scopes: ["reports", "attendance", "messages", "meetings", "events", "media"], kind: "child_arrangements_order", document: "Order 7" });
    if (standing === "deleted") await street.db.adult.update({ where: { id: adultId }, data: { removedAt: systemNow() } });
    if (standing === "unlinked") await street.db.guardianLink.update({ where: { id: linkId }, data: { removedAt: systemNow() } });
  }
}

/** Runs each of the senders. */
export async function sendAll(street: Street): Promise<void> {
  for (const payload of [{}, { urgent: true }, { texts: true }, { pushes: true }]) await runJob(street, "delivery.drain", payload);
}

/** Lets everything leave that may: each sweep, then each sender. */
export async function letLeave(street: Street): Promise<void> {
  for (const task of ["delivery.digest", "delivery.sweep", "delivery.climb"]) await runJob(street, task);
  await sendAll(street);
}

/** What reached an adult: "mother by email". */
export type Heard = `${Standing} by ${string}`;

/**
 * Who heard anything, by which way and in which words: mails and texts that were taken, screens that showed something, pages of a print run, what whoever rings is
 * told to say, lines of calls to make, and of their own list in the app.
 */
export async function whoHeard(street: Street): Promise<{ heard: Heard[]; words: Map<Standing, string> }> {
  const { outside, neighbours, school } = street;
  const head = await staffContext(school, street.headId, { now: addDays(systemNow(), 1) });
  const heard = new Set<Heard>();
  const words = new Map<Standing, string>();
  const say = (who: Neighbour | undefined, by: string, text: string) => {
    if (!who) return;
    heard.add(`${who.standing} by ${by}`);
    words.set(who.standing, `${words.get(who.standing) ?? ""}\n${text}`);
  };
  const named = (name: string) => neighbours.find(({ standing, way }) => `${standing}-${way}`.toLowerCase() === name.toLowerCase());
  const byNumber = (digits: string) => neighbours[Number(digits.slice(-3))];
  for (const { to, raw } of outside.mails.received) say(named(to.split("@")[0] ?? ""), "email", raw);
  for (const { phone, body } of outside.texts.taken) say(byNumber(phone), "text", body);
  for (const name of outside.shown) say(named(name), "screen", "");
  const run = await printRun(head, {});
  if (run) {
    const { file } = await openRun(head, { runId: run.runId });
    const paper = execFileSync("pdftotext", ["-layout", "-", "-"], { input: file, encoding: "utf8", maxBuffer: 1 << 24 });
    for (const who of neighbours) if (paper.includes(`${who.standing}-${who.way} Lane`)) say(who, "letter", paper);
  }
  const { all } = await listTasks(head, {});
  for (const task of all) say(neighbours.find(({ adultId }) => adultId === task.adult?.id), "call", `${task.pupil?.givenName ?? ""} ${task.reason}`);
  for (const row of (await listCalls(head)).rows.filter(({ taskId }) => taskId !== null)) {
    say(neighbours.find(({ adultId }) => adultId === row.adult.id), "call", JSON.stringify((await getCall(head, row.id)).message));
  }
  const here = neighbours.filter(({ standing }) => standing !== "otherSchool");
  const contexts = await contextsFor(school, here.map(({ adultId }) => adultId), { now: addDays(systemNow(), 1), secondFactor: false });
  for (const [nth, who] of here.entries()) {
    const lines = await createCaller(contexts[nth] as PersonCtx).delivery.inbox.list().catch(() => []);
    if (lines.length > 0) say(who, "app", JSON.stringify(lines));
  }
  return { heard: [...heard].sort(), words };
}

/** Takes the database's own wall away: an order then stops nothing that is on its way by itself. The access rule alone stands. */
export async function withoutTrigger<T>(work: () => Promise<T>): Promise<T> {
  const set = (how: "DISABLE" | "ENABLE") => withOwner((owner) => owner.query(`ALTER TABLE restriction ${how} TRIGGER restriction_stops_delivery`));
  await set("DISABLE");
  try {
    return await work();
  } finally {
    await set("ENABLE");
  }
}
