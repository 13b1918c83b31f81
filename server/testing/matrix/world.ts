import { v7 as uuid } from "uuid";

import { writeText } from "@/server/features/languages/commands";
import { publishRound } from "@/server/features/reports/publishing/commands";
import type { PersonCtx, SchoolFacts } from "@/server/lib/context";
import { addDays } from "@/server/lib/clock";
import { dbFor } from "@/server/lib/db/client";
import type { StaffRole } from "@/server/lib/db/generated/enums";

import { contextFor, contextOf, staffContext, TEST_NOW } from "../context";
import { makeDate } from "../factories/calendar";
import { makeContact } from "../factories/contacts";
import { EVENING, makeInterpreter, makeMeeting, makeMeetingBoard, makeMeetingRound, makePromise } from "../factories/meetings";
import { makeVisit } from "../factories/visits";
import { makeThread } from "../factories/messages";
import { makeBooking, makeEvent } from "../factories/events";
import { makeNewsletter } from "../factories/newsletters";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "../factories/people";
import { makeCelebration } from "../factories/celebrations";
import { makeSuccess, sayToPhotos } from "../factories/rewards";
import { makeEntry, makeReport, makeRound } from "../factories/reports";
import type { Ids } from "./inputs";

export const roles: StaffRole[] = ["teacher", "head", "deputy_head", "office", "family_support", "safeguarding_lead", "authority_officer"];

/** One family of a school with a record of every kind; every name holds the canary. */
async function makeFamily(school: SchoolFacts, canary: string, shared: { headId: string; yearGroup: number; classGroupId: string; roundId: string; openRoundId: string; teacherId: string }) {
  const db = dbFor(school.id);
  const pupil = await makePupil(school, { givenName: canary, familyName: canary, yearGroup: shared.yearGroup, classGroupId: shared.classGroupId });
  const parent = await makeAdult(school, { givenName: canary, familyName: canary, email: `${canary.toLowerCase()}@family.example`, readingLanguage: "en", readingNeed: "reads" });
  const link = await linkGuardian(school, parent.id, pupil.id);
  const apart = await makeAdult(school, { givenName: canary, familyName: `${canary} apart`, email: `${canary.toLowerCase()}-apart@family.example` });
  const apartLink = await linkGuardian(school, apart.id, pupil.id, { relation: "father" });
  const restriction = await makeRestriction(school, apartLink.id, ["reports", "attendance", "messages", "meetings", "events", "media"]);
  const gone = await makeAdult(school, { givenName: canary, familyName: `${canary} gone` });
  await linkGuardian(school, gone.id, pupil.id, { relation: "other", hasCare: true, removedAt: TEST_NOW });
  const waiting = await makeAdult(school, { givenName: canary, familyName: `${canary} waiting` });
  await linkGuardian(school, waiting.id, pupil.id, { relation: "father", confirmedAt: null });
  const report = await makeReport(school, shared.roundId, pupil.id, { state: "checked" });
  await makeEntry(school, report.id, "general", { comments: [{ key: "strength.readsForPleasure" }] });
  await makeEntry(school, report.id, "english");
  await makeReport(school, shared.openRoundId, pupil.id);
  const textId = await db.$transaction((tx) => writeText(tx, { schoolId: school.id, kind: "reports.ownWords", language: "en", body: `${canary} reads well.`, authorId: shared.teacherId }));
  const segment = await db.segment.findFirstOrThrow({ where: { textId } });
  const task = await db.task.create({ data: { schoolId: school.id, kind: "call", adultId: parent.id, pupilId: pupil.id, dueAt: TEST_NOW, uniqueKey: uuid() } });
  const mail = await db.sinkMail.create({ data: { schoolId: school.id, messageId: uuid(), recipient: `${canary.toLowerCase()}@family.example`, subject: canary, text: canary, html: canary } });
  const run = await db.importRun.create({ data: { schoolId: school.id, fileName: `${canary}.zip`, fileHash: uuid(), state: "applied" } });
  const invite = await db.translatorInvite.create({
    data: { schoolId: school.id, name: canary, language: "ur", kinds: ["reports.ownWords"], tokenHash: uuid(), createdAt: TEST_NOW, expiresAt: new Date("2100-01-01") },
  });
  const publication = await db.reportPublication.create({ data: { schoolId: school.id, roundId: shared.openRoundId, publishAt: new Date("2100-01-01") } });
  const recording = await db.speechAudio.create({
    data: {
      schoolId: school.id, sentence: canary, key: canary, language: "so", engine: "recorded", voice: canary, version: "1", speed: 0, type: "audio/mpeg", audio: new Uint8Array(16),
      createdAt: TEST_NOW, text: canary, recordedById: parent.id,
    },
  });
  const voiceNote = await db.voiceNote.create({
    data: { schoolId: school.id, adultId: parent.id, pupilId: pupil.id, subjectId: report.id, language: "so", type: "audio/webm", audio: new Uint8Array(16), createdAt: TEST_NOW },
  });
  const contact = await makeContact(school, { pupilId: pupil.id, adultId: parent.id, staffId: shared.teacherId, facts: `${canary} spoke with us.`, opinion: canary });
  await makeContact(school, { pupilId: pupil.id, adultId: apart.id, staffId: shared.teacherId, facts: `${canary} apart spoke with us.`, opinion: canary });
  const proposal = await db.contactProposal.create({ data: { schoolId: school.id, contactId: contact.id, adultId: parent.id, learned: "good_hours", value: ["morning"], at: TEST_NOW } });
  const message = await db.message.create({
    data: { schoolId: school.id, adultId: parent.id, pupilId: pupil.id, kind: "report_published", subjectId: report.id, language: "en", args: { child: canary, round: "autumn" }, idempotencyKey: uuid() },
  });
  const news = await makeNewsletter(school, { title: `${canary} news`, yearGroups: [shared.yearGroup], state: "sent" });
  const date = await makeDate(school, { kind: "closure", title: `${canary} trip`, yearGroups: [shared.yearGroup] });
  const event = await makeEvent(school, { title: "Open evening", state: "published" });
  const booking = await makeBooking(school, event.sessionId, { name: `${canary} visitor` });
  const visitorVoice = await db.eventVoice.create({ data: { schoolId: school.id, bookingId: booking.bookingId, part: "words", language: "so", type: "audio/webm", audio: new Uint8Array(16), createdAt: TEST_NOW } });
  const visit = await makeVisit(school, { pupilId: pupil.id, adultId: parent.id, plannerId: shared.teacherId, leadId: shared.teacherId, words: `${canary} would like to talk.`, state: "offered", authorisedById: shared.headId });
  await db.voiceNote.create({
    data: { schoolId: school.id, adultId: parent.id, pupilId: pupil.id, subjectId: visit.visitId, ofRecord: true, language: "so", type: "audio/webm", audio: new Uint8Array(16), createdAt: TEST_NOW },
  });
  const alarm = await db.visitAlarm.create({ data: { schoolId: school.id, visitId: visit.visitId, kind: "not_in", dueAt: TEST_NOW, raisedAt: TEST_NOW } });
  // Each family's round is for its own year, and on a day of its own.
  const met = await makeMeetingRound(school, shared.headId, { yearGroups: [shared.yearGroup] });
  const { hourId } = await makeInterpreter(school, met.roundId, ["so"]);
  const startsAt = addDays(EVENING, shared.yearGroup);
  const session = await db.meetingSession.create({ data: { schoolId: school.id, roundId: met.roundId, teacherId: shared.teacherId, startsAt, endsAt: addDays(startsAt, 0.1), modes: ["phone"] } });
  const meeting = await makeMeeting(school, { roundId: met.roundId, sessionId: session.id, pupilId: pupil.id, adultId: parent.id, teacherId: shared.teacherId, startsAt });
  const ask = await db.meetingAsk.create({ data: { schoolId: school.id, roundId: met.roundId, adultId: parent.id, suits: [], keeps: [], mode: "phone", at: TEST_NOW } });
  const promise = await makePromise(school, { meetingId: meeting.id, pupilId: pupil.id, adultId: parent.id, madeById: shared.teacherId, text: `${canary} reads each day.`, promiser: "both" });
  const board = await makeMeetingBoard(school, met.roundId, shared.headId);
  await db.meetingWish.create({ data: { schoolId: school.id, askId: ask.id, pupilId: pupil.id, teacherId: shared.teacherId, offers: [] } });
  await sayToPhotos(school, { pupilId: pupil.id, adultId: parent.id });
  const success = await makeSuccess(school, { pupilId: pupil.id, words: `${canary} shared a book.`, photo: true, notedById: shared.teacherId });
  await makeSuccess(school, { pupilId: pupil.id, words: `${canary} waits.`, state: "waiting", notedById: shared.teacherId });
  const celebrationId = await makeCelebration(school, { pupilIds: [pupil.id], words: `${canary} is celebrated.`, clip: true });
  const print = await db.printRun.create({ data: { schoolId: school.id, classGroupId: shared.classGroupId, printedById: shared.teacherId, letters: 1, createdAt: TEST_NOW } });
  await db.delivery.create({ data: { schoolId: school.id, messageId: message.id, channel: "letter", state: "handed_over", handedOverAt: TEST_NOW, printRunId: print.id, answerHash: uuid() } });
  await db.contactReply.create({ data: { schoolId: school.id, contactId: contact.id, pupilId: pupil.id, adultId: parent.id, kind: "dispute", at: TEST_NOW } });
  await db.caseload.create({ data: { schoolId: school.id, pupilId: pupil.id, familyId: pupil.id, workerId: shared.teacherId, startsAt: TEST_NOW, handoverNote: canary } });
  const thread = await makeThread(school, { pupilId: pupil.id, adultId: parent.id, team: "class_teacher", words: `${canary} was ill.`, file: true });
  await makeThread(school, { pupilId: pupil.id, adultId: apart.id, team: "office", words: `${canary} apart asks.`, file: true });
  await db.voiceNote.create({
    data: { schoolId: school.id, adultId: parent.id, pupilId: pupil.id, subjectId: thread.postId, ofRecord: true, language: "so", type: "audio/webm", audio: new Uint8Array(16), createdAt: TEST_NOW },
  });
  const said = await db.$transaction((tx) => writeText(tx, { schoolId: school.id, kind: "messages.post", language: "en", body: `${canary} read well.`, authorId: shared.teacherId, pupilId: pupil.id }));
  const answered = await db.post.create({ data: { schoolId: school.id, threadId: thread.threadId, authorId: shared.teacherId, side: "school", textId: said, at: TEST_NOW, idempotencyKey: uuid() } });
  const callAbout = async (kind: string, subjectId: string, idempotencyKey: string) => {
    const told = await db.message.create({ data: { schoolId: school.id, adultId: parent.id, pupilId: pupil.id, kind, subjectId, language: "en", args: { child: canary, round: "autumn" }, idempotencyKey } });
    return (await db.task.create({ data: { schoolId: school.id, kind: "call", adultId: parent.id, pupilId: pupil.id, dueAt: TEST_NOW, uniqueKey: `call:${told.id}` } })).id;
  };
  const [messageCallId, newsCallId, reportCallId] = [await callAbout("school_wrote", thread.threadId, `post:${answered.id}`), await callAbout("newsletter_sent", news.newsletterId, uuid()), await callAbout("report_published", report.id, uuid())];
  const away = await db.staffAway.create({ data: { schoolId: school.id, staffId: shared.teacherId, fromOn: TEST_NOW, untilOn: TEST_NOW, createdAt: TEST_NOW } });
  const ids: Ids = {
    pupilId: pupil.id, adultId: parent.id, linkId: link.id, restrictionId: restriction.id, classGroupId: shared.classGroupId, roundId: shared.roundId,
    reportId: report.id, publicationId: publication.id, taskId: task.id, messageCallId, newsCallId, reportCallId, mailId: mail.id, textId, segmentId: segment.id, runId: run.id, inviteId: invite.id,
    recordingId: recording.id, noteId: voiceNote.id, contactId: contact.id, proposalId: proposal.id, printId: print.id, messageId: message.id,
    threadId: thread.threadId, fileId: thread.fileId, postId: thread.postId, awayId: away.id, newsletterId: news.newsletterId, dateId: date.id, eventId: event.eventId, sessionId: event.sessionId, bookingId: booking.bookingId, voiceId: visitorVoice.id, blockId: news.blockId, visitId: visit.visitId, slotId: visit.slotIds[0] ?? "", alarmId: alarm.id,
    meetingRoundId: met.roundId, meetingId: meeting.id, meetingSessionId: session.id, promiseId: promise.id, boardId: board.id, interpreterHourId: hourId, teacherId: shared.teacherId, successId: success.successId, noteKey: success.noteKey, celebrationId,
  };
  return { ids, parentId: parent.id, apartId: apart.id, goneId: gone.id, waitingId: waiting.id };
}

/** A school with three families that share a class (the third child has left the school), staff in every role, and one published round. */
export async function makeWorld(canary: string) {
  const school = await makeSchool({ name: `${canary} school` });
  const staffIds = new Map<StaffRole, string>();
  for (const role of roles) staffIds.set(role, (await makeAdult(school, { givenName: "Staff", familyName: role, posts: [role] })).id);
  const group = await makeClass(school, { name: `${canary} class`, teacherIds: [staffIds.get("teacher") ?? ""] });
  const [round, openRound] = [await makeRound(school), await makeRound(school, { term: "autumn" })];
  const shared = { classGroupId: group.id, roundId: round.id, openRoundId: openRound.id, teacherId: staffIds.get("teacher") ?? "", headId: staffIds.get("head") ?? "" };
  const own = await makeFamily(school, `${canary}own`, { ...shared, yearGroup: 4 });
  const other = await makeFamily(school, `${canary}other`, { ...shared, yearGroup: 5 });
  const left = await makeFamily(school, `${canary}left`, { ...shared, yearGroup: 6 });
  await publishRound(await staffContext(school, staffIds.get("head") ?? ""), { roundId: round.id });
  await dbFor(school.id).pupil.update({ where: { id: left.ids.pupilId }, data: { removedAt: TEST_NOW } });
  return { school, staffIds, own, other, left };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * Who calls: a parent; the parent apart whom an order keeps away; an adult whose link to the child was removed; one whom the school
 * has not confirmed; the parent of a child who has left; staff.
 */
export type Caller = "visitor" | "family" | "separated" | "removed" | "not confirmed" | "of a child who left" | "staff without second factor" | StaffRole;

/** A context for each kind of caller of a world. */
export async function contextAs(world: World, caller: Caller) {
  if (caller === "visitor") return contextOf(world.school);
  const adults: Partial<Record<Caller, string>> = {
    family: world.own.parentId, separated: world.own.apartId, removed: world.own.goneId, "not confirmed": world.own.waitingId, "of a child who left": world.left.parentId,
  };
  const adultId = adults[caller];
  if (adultId) return contextFor(world.school, adultId, { secondFactor: false });
  if (caller === "staff without second factor") return contextFor(world.school, world.staffIds.get("head") ?? "", { secondFactor: false });
  return (await staffContext(world.school, world.staffIds.get(caller as StaffRole) ?? "")) as PersonCtx;
}

/**
 * A caller's contexts, one procedure after another: as long as all that was asked is read, the same; after anything that writes, and so may end a session or change
 * who may do what, one through a new session.
 * @returns takes the kind of the procedure that is asked next
 */
export function contextsAs(world: World, caller: Caller): (type: string) => Promise<Awaited<ReturnType<typeof contextAs>>> {
  let kept: ReturnType<typeof contextAs> | undefined;
  return (type) => {
    const ctx = (kept ??= contextAs(world, caller));
    if (type !== "query") kept = undefined;
    return ctx;
  };
}

/** Ids that never were. */
export function nowhere(): Ids {
  const keys: (keyof Ids)[] = [
    "pupilId", "adultId", "linkId", "restrictionId", "classGroupId", "roundId", "reportId", "publicationId", "taskId", "messageCallId", "newsCallId", "reportCallId", "mailId", "textId", "segmentId", "runId", "inviteId",
    "recordingId", "noteId", "contactId", "proposalId", "printId", "messageId", "threadId", "fileId", "postId", "awayId", "newsletterId", "dateId", "eventId", "sessionId", "bookingId", "voiceId", "blockId", "visitId", "slotId", "alarmId",
    "meetingRoundId", "meetingId", "meetingSessionId", "promiseId", "boardId", "interpreterHourId", "teacherId", "successId", "noteKey", "celebrationId",
  ];
  return Object.fromEntries(keys.map((key) => [key, uuid()])) as unknown as Ids;
}
