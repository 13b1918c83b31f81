import { v7 as uuid } from "uuid";

import { addDays, addMinutes, dayIn } from "@/server/lib/clock";
import { seal } from "@/server/lib/auth/tokens";

import { makeDate } from "../factories/calendar";
import { makeBooking, makeEvent } from "../factories/events";
import { makeMeetingRound } from "../factories/meetings";
import { makeNewsletter } from "../factories/newsletters";
import { makeEntry, makeReport, makeRound } from "../factories/reports";
import { makeVisit } from "../factories/visits";
import { appliedSince, approvedRun, readSince, speakAtNight, spokenBefore, spokenRight, spokenSince, uploadedRun } from "./quiet";
import { sendAll, type Standing, type Street, whoHeard, writeToAll } from "./street";

type Payload = Record<string, unknown>;

/** What a job works on, and whether families hear through it. */
export interface JobRow {
  /** Brings it about while everybody may still know. Gives what the job is handed, once for each time that it runs. */
  before: (street: Street) => Promise<Payload[]>;
  /** The ways by which those of the child who may know must hear; empty for a job that tells families nothing. */
  tells: readonly string[];
  /** How it is run, where not at this moment and to its end. */
  run?: (street: Street, payload: Payload) => Promise<void>;
  /** What it has done, and what must have been done: silence of a job that did nothing proves nothing. */
  after?: (street: Street) => Promise<{ got: unknown; wanted: unknown }>;
}

const nothing = async (): Promise<Payload[]> => [{}];
const everyWay = ["app", "call", "email", "letter", "screen", "text"] as const;

/** A visit of the head and the teacher to whoever is rung, whose minute was missed. */
async function missedVisit(street: Street, of: Standing = "mother"): Promise<Payload[]> {
  const adultId = street.neighbours.find(({ standing, way }) => standing === of && way === "call")?.adultId ?? "";
  const { visitId } = await makeVisit(street.school, {
    pupilId: street.pupil.id, adultId, plannerId: street.teacherId, leadId: street.teacherId, authorisedById: street.headId, state: "booked", startsAt: addMinutes(street.now, -60),
  });
  return [{ visitId }];
}

/** A visit to somebody whom an order keeps away, called off: the office is to ask whoever may be visited still. */
async function calledOff(street: Street): Promise<Payload[]> {
  const payloads = await missedVisit(street, "kept");
  for (const { visitId } of payloads) await street.db.visit.update({ where: { id: String(visitId) }, data: { state: "cancelled", calledOffAt: street.now } });
  return payloads;
}

async function writtenReport(street: Street) {
  const round = await makeRound(street.school);
  const report = await makeReport(street.school, round.id, street.pupil.id, { state: "checked" });
  await makeEntry(street.school, report.id, "general", {
    comments: [
      { key: "strength.readsForPleasure" }, { key: "strength.readBooks", n: 7 }, { key: "effort.veryGood" }, { key: "behaviour.kindAndPolite" }, { key: "nextStep.readEveryDay", n: 10 }, { key: "home.readTogether", n: 10 },
    ],
  });
  await makeEntry(street.school, report.id, "english", { comments: [{ key: "progress.asExpected" }] });
  await makeEntry(street.school, report.id, "maths");
  return { round, report };
}

/** Everybody of the child asks for a meeting, those too whose right ends before it is planned. */
async function askedMeetings(street: Street): Promise<Payload[]> {
  const { roundId } = await makeMeetingRound(street.school, street.headId, { opensAt: addDays(street.now, -1), closesAt: addDays(street.now, 14) });
  await street.db.meetingSession.create({ data: { schoolId: street.school.id, roundId, teacherId: street.teacherId, startsAt: addDays(street.now, 7), endsAt: addMinutes(addDays(street.now, 7), 360), modes: ["phone"] } });
  for (const { standing, adultId } of street.neighbours) {
    if (standing === "otherChild" || standing === "otherSchool") continue;
    const ask = await street.db.meetingAsk.create({ data: { schoolId: street.school.id, roundId, adultId, suits: [], keeps: [], mode: "phone", at: street.now } });
    await street.db.meetingWish.create({ data: { schoolId: street.school.id, askId: ask.id, pupilId: street.pupil.id, teacherId: street.teacherId, offers: [] } });
  }
  return [{ roundId }];
}

async function scheduledNews(street: Street): Promise<Payload[]> {
  const { newsletterId } = await makeNewsletter(street.school, { state: "scheduled", yearGroups: [4], createdById: street.teacherId, title: `News of ${street.pupil.givenName}`, blocks: [{ kind: "text", words: "The beans grow." }] });
  await street.db.newsletter.update({ where: { id: newsletterId }, data: { sendAt: addMinutes(street.now, -1) } });
  return [{ newsletterId }];
}

async function fullEvent(street: Street): Promise<Payload[]> {
  const { sessionId } = await makeEvent(street.school, { sessions: [{ capacity: 2, inDays: 30 }] });
  await makeBooking(street.school, sessionId);
  await makeBooking(street.school, sessionId);
  return [{}];
}

/** Whether anything was spoken at all. */
const soundsMade = async (street: Street) => ({ got: (await street.db.speechAudio.count()) > 0, wanted: true });

/** A training day of the child's year tomorrow, in a school where it is five in the afternoon now: reminders leave at four. */
async function dayTomorrow(street: Street): Promise<Payload[]> {
  const hours = (17 - street.now.getUTCHours() + 36) % 24 - 12;
  street.school.zone = `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
  const tomorrow = dayIn(street.school.zone, addDays(street.now, 1));
  await makeDate(street.school, { kind: "own", startsOn: tomorrow, title: `Trip of ${street.pupil.givenName}`, yearGroups: [street.pupil.yearGroup] });
  return [{}];
}

const written = async (street: Street): Promise<Payload[]> => {
  await writeToAll(street);
  await writeToAll(street, { kind: "school_wrote" });
  return [{}];
};

/**
 * Every background job of the school, by its name. The matrix fails when a job has no row here, and when a row has no job: whoever adds a job says what it
 * tells whom, and the matrix looks whether it is so.
 */
export const jobRows: Record<string, JobRow> = {
  "delivery.drain": { before: async (street) => [...(await written(street)), { urgent: true }, { texts: true }, { pushes: true }], tells: everyWay },
  "delivery.drainUrgent": { before: async (street) => (await writeToAll(street, { urgency: 1 }), [{}]), tells: everyWay },
  "delivery.sweep": { before: written, tells: everyWay },
  "delivery.digest": {
    before: async (street) => {
      await written(street);
      await street.db.delivery.updateMany({ where: { channel: { in: ["email", "text"] }, state: "queued" }, data: { state: "held", nextTryAt: street.now } });
      return [{}];
    },
    tells: everyWay,
  },
  "delivery.climb": {
    // Written and gone six days ago: what the silence since then asks for comes after the rights have ended.
    before: async (street) => {
      await writeToAll(street, {}, addDays(street.now, -6));
      await sendAll(street);
      await whoHeard(street);
      await street.db.message.updateMany({ data: { ladderStep: 0, ladderAt: addDays(street.now, -3), createdAt: addDays(street.now, -6) } });
      await street.db.task.deleteMany();
      const { mails, texts, shown } = street.outside;
      mails.received.length = texts.taken.length = shown.length = 0;
      return [{}, {}];
    },
    // First the text to whoever had an e-mail, then the call.
    tells: ["app", "call", "text"],
  },
  "newsletters.send": { before: scheduledNews, tells: everyWay },
  // What its readers hear, the job makes, and tells nobody.
  "newsletters.speak": {
    before: async (street) => [{ newsletterId: (await makeNewsletter(street.school, { state: "sent", yearGroups: [4], title: `News of ${street.pupil.givenName}`, blocks: [{ kind: "text", words: "The beans grow." }] })).newsletterId, languages: ["en"] }],
    tells: [], after: soundsMade,
  },
  "newsletters.test": { before: async (street) => (await scheduledNews(street)).map((payload) => ({ ...payload, language: "en", adultId: street.headId })), tells: [] },
  "calendar.remind": { before: dayTomorrow, tells: everyWay },
  "reports.publish": {
    before: async (street) => {
      const { round } = await writtenReport(street);
      const { id } = await street.db.reportPublication.create({ data: { schoolId: street.school.id, roundId: round.id, publishAt: addMinutes(street.now, -1), createdAt: street.now } });
      return [{ publicationId: id }];
    },
    tells: everyWay,
  },
  "reports.speak": { before: async (street) => [{ reportIds: [(await writtenReport(street)).report.id] }], tells: [] },
  "meetings.plan": { before: askedMeetings, tells: everyWay },
  "contacts.visitAlarm": { before: (street) => missedVisit(street), tells: [] },
  "contacts.visitSweep": { before: (street) => missedVisit(street), tells: [] },
  "contacts.visitCalledOff": { before: calledOff, tells: ["call"] },
  "events.speak": { before: async (street) => [{ eventId: (await makeEvent(street.school, { sessions: [{ capacity: 2, inDays: 3_000 }] })).eventId, languages: ["en"] }], tells: [], after: soundsMade },
  "events.lapse": { before: fullEvent, tells: [] },
  "events.over": { before: fullEvent, tells: [] },
  "rewards.forgetClips": { before: nothing, tells: [] },
  "events.forget": { before: fullEvent, tells: [] },
  // Whoever may still sign in is sent a link at their own address and nothing about a child; the rights that ended are asked for too.
  "sign-in.sendLink": {
    before: async (street) => street.neighbours.filter(({ way, standing }) => way === "email" && standing !== "kept").map(({ standing }) => ({ tokenId: uuid(), address: seal(`${standing.toLowerCase()}-email@street.example`) })),
    tells: ["email"],
  },
  "sign-in.clean": { before: nothing, tells: [] },
  "languages.fill": {
    before: async (street) => [{ textId: (await street.db.newsletter.findUniqueOrThrow({ where: { id: String((await scheduledNews(street))[0]?.newsletterId) }, select: { titleId: true } })).titleId }],
    tells: [],
  },
  "languages.fillAll": { before: async () => [{ kind: "newsletters.words" }], tells: [] },
  "languages.speakPages": { before: spokenBefore, tells: [], run: speakAtNight, after: async (street) => ({ got: await spokenSince(street), wanted: spokenRight }) },
  // What an office uploads says who is whose; nobody is told before a person has confirmed them.
  "people.readImport": { before: uploadedRun, tells: [], after: readSince },
  "people.applyImport": { before: approvedRun, tells: [], after: appliedSince },
};
