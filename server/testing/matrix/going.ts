import { v7 as uuid } from "uuid";

import { remindAll, tellClosed } from "@/server/features/calendar/reminders/commands";
import { authoriseVisit, cancelVisit, chooseFor, chooseTime, offerTimes } from "@/server/features/contacts/visits/commands";
import type { MessageKind } from "@/server/features/delivery/rules";
import { acceptOffer, bookPlace, lapseOffers } from "@/server/features/events/booking/commands";
import { cancelEvent, moveSession, sayThanks, setCapacity } from "@/server/features/events/staff/commands";
import { moveMeeting } from "@/server/features/meetings/booking/commands";
import { writeText } from "@/server/features/languages/commands";
import { needLonger } from "@/server/features/meetings/day/commands";
import { shiftMeeting } from "@/server/features/meetings/planning/commands";
import { cutHours } from "@/server/features/meetings/rounds/commands";
import { askForTest, scheduleNewsletter, sendNewsletter, sendTest } from "@/server/features/newsletters/sending/commands";
import { correctReport } from "@/server/features/reports/correcting/commands";
import { publishRound } from "@/server/features/reports/publishing/commands";
import { approveClip } from "@/server/features/rewards/clips/commands";
import { inviteFamilies, saveCelebration } from "@/server/features/rewards/celebrations/commands";
import { decideNote } from "@/server/features/rewards/commands";
import { addDays, addMinutes, momentIn } from "@/server/lib/clock";
import type { Ctx, PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import type { Db } from "@/server/lib/db/client";

import { contextFor, staffContext, TEST_NOW } from "../context";
import { makeCelebration } from "../factories/celebrations";
import { makeDate } from "../factories/calendar";
import { bookingOf, makeBooking, makeEvent, visitorContext } from "../factories/events";
import { EVENING, makeMeeting, makeMeetingRound, makePromise } from "../factories/meetings";
import { makeNewsletter } from "../factories/newsletters";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "../factories/people";
import { makeEntry, makeReport, makeRound } from "../factories/reports";
import { makeSuccess, sayToPhotos } from "../factories/rewards";
import { makeVisit } from "../factories/visits";

/** A school with one family, which reads Urdu. */
export interface UrduSchool {
  school: SchoolFacts;
  db: Db;
  head: StaffCtx;
  office: StaffCtx;
  teacher: StaffCtx;
  mother: PersonCtx;
  pupilId: string;
  job: { db: Db; school: SchoolFacts; now: Date };
}

export async function makeUrduSchool(): Promise<UrduSchool> {
  const school = await makeSchool();
  const make = async (role: "head" | "office" | "teacher") => (await makeAdult(school, { posts: [role], email: `${uuid()}@school.example` })).id;
  const teacherId = await make("teacher");
  const group = await makeClass(school, { teacherIds: [teacherId] });
  const [head, office, teacher] = [await staffContext(school, await make("head")), await staffContext(school, await make("office")), await staffContext(school, teacherId)];
  const pupil = await makePupil(school, { givenName: "Zara", yearGroup: 4, classGroupId: group.id });
  const adult = await makeAdult(school, { email: `${uuid()}@family.example`, readingLanguage: "ur", spokenLanguages: ["ur"], readingNeed: "reads" });
  await linkGuardian(school, adult.id, pupil.id);
  return { school, db: head.db, head, office, teacher, mother: await contextFor(school, adult.id, { locale: "ur" }), pupilId: pupil.id, job: { db: head.db, school, now: TEST_NOW } };
}

/** A message that is about to be sent: the texts that its reader finds behind it, and the sending. */
export interface Going {
  texts: string[];
  send: () => Promise<unknown>;
}

/** How a message of a kind comes to be sent. `leavesOut`: nobody of the staff sends it, so its text keeps back this message alone. */
export interface Way {
  make: (world: UrduSchool) => Promise<Going>;
  leavesOut?: boolean;
}

const textOf = (id: string | null | undefined): string[] => (id ? [id] : []);

/** A report of the family with words of its own, checked. */
async function report({ school, db, head, pupilId }: UrduSchool) {
  const round = await makeRound(school);
  const { id } = await makeReport(school, round.id, pupilId, { state: "checked" });
  await makeEntry(school, id, "general", { comments: [{ key: "strength.readsForPleasure" }] });
  await makeEntry(school, id, "english");
  const textId = await db.$transaction((tx) => writeText(tx, { schoolId: school.id, kind: "reports.ownWords", language: "en", body: "She has to rest at break.", authorId: head.actor.adultId, pupilId }));
  await db.reportEntry.updateMany({ where: { reportId: id, subject: "english" }, data: { ownWordsId: textId } });
  return { roundId: round.id, reportId: id, texts: [textId] };
}

async function celebration(world: UrduSchool, more: { state?: "draft" | "invited"; clip?: boolean } = {}) {
  const celebrationId = await makeCelebration(world.school, { pupilIds: [world.pupilId], words: "Well done.", ...more });
  const { wordsId } = await world.db.celebration.findUniqueOrThrow({ where: { id: celebrationId } });
  return { celebrationId, texts: textOf(wordsId) };
}

async function visit(world: UrduSchool, state: "asked" | "offered") {
  const { head, office, teacher, mother, pupilId } = world;
  const { visitId, slotIds } = await makeVisit(world.school, {
    pupilId, adultId: mother.actor.adultId, plannerId: office.actor.adultId, leadId: teacher.actor.adultId, secondId: office.actor.adultId, state, authorisedById: state === "asked" ? undefined : head.actor.adultId,
  });
  const { wordsId } = await world.db.visit.findUniqueOrThrow({ where: { id: visitId } });
  return { input: { visitId, slotId: slotIds[0] ?? "", place: "home" as const }, visitId, texts: [wordsId] };
}

async function meeting(world: UrduSchool) {
  const { school, teacher, mother, pupilId } = world;
  const who = { pupilId, adultId: mother.actor.adultId };
  const { roundId, sessionIds } = await makeMeetingRound(school, teacher.actor.adultId, { teacherIds: [teacher.actor.adultId] });
  const { id } = await makeMeeting(school, { roundId, sessionId: sessionIds[0] ?? "", teacherId: teacher.actor.adultId, ...who });
  const { textId } = await makePromise(school, { meetingId: id, madeById: teacher.actor.adultId, text: "She rests at break.", promiser: "school", ...who });
  return { meetingId: id, sessionId: sessionIds[0] ?? "", texts: [textId], moved: { meetingId: id, startsAt: addMinutes(EVENING, 30).toISOString(), mode: "phone" as const } };
}

async function newsletter(world: UrduSchool) {
  const { newsletterId } = await makeNewsletter(world.school, { blocks: [{ kind: "text", words: "Wash your hands." }] });
  const { titleId, blocks } = await world.db.newsletter.findUniqueOrThrow({ where: { id: newsletterId }, include: { blocks: true } });
  return { newsletterId, texts: [titleId, ...blocks.map(({ textId }) => textId)] };
}

const mail = async (_id: string, language: string) => ({ language, subject: "x", text: "x", html: "x" });

async function date(world: UrduSchool, kind: "closure" | "own") {
  const { id } = await makeDate(world.school, { kind, title: "Many are ill.", startsOn: "2026-11-30" });
  return { dateId: id, texts: textOf((await world.db.schoolDate.findUniqueOrThrow({ where: { id } })).titleId) };
}

/** An event with a family that reads Urdu: with a place, waiting behind others, or not there yet. */
async function event(world: UrduSchool, family: "booked" | "waiting" | "none", input: Parameters<typeof makeEvent>[1] = { sessions: [{ capacity: 2, inDays: 14 }] }) {
  const made = await makeEvent(world.school, input);
  const others = family === "waiting" ? await makeBooking(world.school, made.sessionId) : null;
  const own = family === "none" ? null : await makeBooking(world.school, made.sessionId, { locale: "ur" });
  const { titleId, whatId, meetId, placeId, routeId, afterId } = await world.db.event.findUniqueOrThrow({ where: { id: made.eventId } });
  return { ...made, others, own, texts: [titleId, whatId, meetId, placeId, routeId, afterId] };
}

const at = <C extends Ctx>(ctx: C, now: Date): C => ({ ...ctx, now });

/** After an event that a family had a place at. */
async function thanks(world: UrduSchool, came: boolean): Promise<Going> {
  const made = await event(world, "booked");
  if (came) await world.db.eventBooking.updateMany({ where: { id: made.own?.bookingId }, data: { state: "came", cameAt: made.startsAt, camePeople: 2 } });
  return { texts: made.texts, send: () => sayThanks(at(world.office, addDays(TEST_NOW, 15)), { eventId: made.eventId }) };
}

const byBooking: Way = {
  leavesOut: true,
  make: async (world) => {
    const { sessionId, texts } = await event(world, "none");
    return { texts, send: () => bookPlace(visitorContext(world.school, { locale: "ur" }), bookingOf(sessionId)) };
  },
};

const byChoice = (family: boolean): Way => ({
  leavesOut: family,
  make: async (world) => {
    const { input, texts } = await visit(world, "offered");
    return { texts, send: () => (family ? chooseTime(world.mother, input) : chooseFor(world.teacher, input)) };
  },
});

const byMoving = (family: boolean): Way => ({
  leavesOut: family,
  make: async (world) => {
    const { moved, texts } = await meeting(world);
    return { texts, send: () => (family ? moveMeeting(world.mother, moved) : shiftMeeting(world.office, moved)) };
  },
});

/** Every kind of message with each way in which it is sent, or why no words stand behind it that were there before. */
export const going: Record<MessageKind, Way[] | string> = {
  sign_in_link: "a link",
  digest: "names messages, each of which went through the gate",
  family_wrote: "tells staff that a family wrote, and not what",
  visit_alarm: "tells staff whom to look for",
  visit_called_off: "tells staff that a visit is off",
  meetings_open: "a round has no words of its own",
  meetings_planned: "a plan has no words of its own",
  meeting_booked: "nothing was promised in a meeting that has just been booked",
  celebration_cancelled: "its page shows that it is off, and not its words",
  report_withdrawn: "the reason is written in the same moment; it names it all the same",
  school_wrote: "its words are written in the same moment: a test of its own",

  report_published: [{ make: async (world) => { const { roundId, texts } = await report(world); return { texts, send: () => publishRound(world.head, { roundId }) }; } }],
  report_corrected: [{
    make: async (world) => {
      const { roundId, reportId, texts } = await report(world);
      await publishRound(world.head, { roundId });
      return { texts, send: () => correctReport(world.head, { reportId, edition: 1, entries: [{ subject: "english", changes: { attainment: "exceeding" } }], note: "A slip." }) };
    },
  }],
  good_news: [{
    make: async (world) => {
      const { successId, noteKey } = await makeSuccess(world.school, { pupilId: world.pupilId, words: "She was brave.", state: "waiting", notedById: world.teacher.actor.adultId });
      return { texts: textOf((await world.db.success.findUniqueOrThrow({ where: { id: successId } })).wordsId), send: () => decideNote(world.head, { noteKey, yes: true }) };
    },
  }],
  celebration_invited: [{ make: async (world) => { const { celebrationId, texts } = await celebration(world, { state: "draft" }); return { texts, send: () => inviteFamilies(world.head, { celebrationId }) }; } }],
  celebration_moved: [{
    make: async (world) => {
      const { celebrationId, texts } = await celebration(world);
      const startsAt = addDays(TEST_NOW, 9);
      return { texts, send: () => saveCelebration(world.head, { celebrationId, kind: "assembly", startsAt, endsAt: addMinutes(startsAt, 60), place: "Main hall", words: "Well done.", pupils: [{ pupilId: world.pupilId, successId: null }] }) };
    },
  }],
  celebration_clip: [{
    make: async (world) => {
      await sayToPhotos(world.school, { pupilId: world.pupilId, adultId: world.mother.actor.adultId });
      const { celebrationId } = await celebration(world, { clip: true });
      await world.db.celebrationClip.updateMany({ where: { celebrationId }, data: { approvedAt: null } });
      const { wordsId } = await world.db.celebrationClip.findUniqueOrThrow({ where: { celebrationId } });
      return { texts: [wordsId], send: () => approveClip(world.head, { celebrationId, version: "v1" }) };
    },
  }],

  newsletter_sent: [
    {
      make: async (world) => {
        const { newsletterId, texts } = await newsletter(world);
        return { texts, send: async () => { await scheduleNewsletter(world.head, { newsletterId, seen: true }); await sendNewsletter(world.job, newsletterId, mail); } };
      },
    },
    {
      leavesOut: true,
      make: async (world) => {
        const { newsletterId, texts } = await newsletter(world);
        await world.db.newsletter.update({ where: { id: newsletterId }, data: { state: "scheduled", sendAt: TEST_NOW, sentById: world.head.actor.adultId } });
        return { texts, send: () => sendNewsletter(world.job, newsletterId, mail) };
      },
    },
  ],
  newsletter_test: [
    {
      make: async (world) => {
        const [{ newsletterId, texts }, { adultId }] = [await newsletter(world), world.office.actor];
        return { texts, send: async () => { await askForTest(world.office, { newsletterId, language: "ur" }); await sendTest(world.job, { newsletterId, language: "ur", adultId }, mail); } };
      },
    },
    { leavesOut: true, make: async (world) => { const { newsletterId, texts } = await newsletter(world); return { texts, send: () => sendTest(world.job, { newsletterId, language: "ur", adultId: world.office.actor.adultId }, mail) }; } },
  ],

  visit_offered: [
    { make: async (world) => { const { visitId, texts } = await visit(world, "asked"); return { texts, send: () => authoriseVisit(world.head, { visitId, yes: true }) }; } },
    { make: async (world) => { const { visitId, texts } = await visit(world, "offered"); return { texts, send: () => offerTimes(world.teacher, { visitId, slots: [addDays(TEST_NOW, 6).toISOString()] }) }; } },
  ],
  visit_booked: [byChoice(true), byChoice(false)],
  visit_reminder: [byChoice(true), byChoice(false)],
  visit_cancelled: [{ leavesOut: true, make: async (world) => { const { visitId, texts } = await visit(world, "offered"); return { texts, send: () => cancelVisit(world.office, { visitId }) }; } }],

  meeting_changed: [byMoving(true), byMoving(false)],
  meeting_reminder: [byMoving(true), byMoving(false)],
  meeting_cancelled: [{ make: async (world) => { const { sessionId, texts } = await meeting(world); return { texts, send: () => cutHours(world.office, { sessionId, endsAt: null }) }; } }],
  meeting_longer: [{ make: async (world) => { const { meetingId, texts } = await meeting(world); return { texts, send: () => needLonger(at(world.teacher, addMinutes(EVENING, 5)), { meetingId }) }; } }],

  calendar_reminder: [{ leavesOut: true, make: async (world) => ({ texts: (await date(world, "own")).texts, send: () => remindAll({ ...world.job, now: momentIn("Europe/London", "2026-11-29", "17:00") ?? TEST_NOW }) }) }],
  school_closed: [{ make: async (world) => { const { dateId, texts } = await date(world, "closure"); return { texts, send: () => world.db.$transaction((tx) => tellClosed(tx, world.job, dateId)) }; } }],

  event_booked: [
    byBooking,
    {
      leavesOut: true,
      make: async (world) => {
        const { own, texts } = await event(world, "waiting");
        await world.db.eventBooking.updateMany({ where: { id: { not: own?.bookingId } }, data: { state: "cancelled" } });
        await world.db.eventBooking.updateMany({ where: { id: own?.bookingId }, data: { state: "offered", offeredUntil: addDays(TEST_NOW, 1) } });
        return { texts, send: () => acceptOffer(visitorContext(world.school, { locale: "ur" }), { key: own?.key ?? "" }) };
      },
    },
  ],
  event_reminder: [
    byBooking,
    { make: async (world) => { const { sessionId, texts } = await event(world, "booked"); return { texts, send: () => moveSession(world.office, { sessionId, startsAt: addDays(TEST_NOW, 20).toISOString(), endsAt: addDays(TEST_NOW, 20.1).toISOString() }) }; } },
  ],
  event_waiting: [{
    leavesOut: true,
    make: async (world) => {
      const { sessionId, texts } = await event(world, "none", { sessions: [{ capacity: 1, inDays: 14 }] });
      return { texts, send: () => bookPlace(visitorContext(world.school, { locale: "ur" }), bookingOf(sessionId)) };
    },
  }],
  event_offered: [{ make: async (world) => { const { sessionId, texts } = await event(world, "waiting"); return { texts, send: () => setCapacity(world.office, { sessionId, capacity: 9, agreed: true }) }; } }],
  event_lapsed: [{
    leavesOut: true,
    make: async (world) => {
      const { own, texts } = await event(world, "booked");
      await world.db.eventBooking.updateMany({ where: { id: own?.bookingId }, data: { state: "offered", offeredUntil: TEST_NOW } });
      return { texts, send: () => lapseOffers(world.job) };
    },
  }],
  event_changed: [{ make: async (world) => { const { sessionId, texts } = await event(world, "booked"); return { texts, send: () => moveSession(world.office, { sessionId, startsAt: addDays(TEST_NOW, 20).toISOString(), endsAt: addDays(TEST_NOW, 20.1).toISOString() }) }; } }],
  event_full: [{ make: async (world) => { const { sessionId, texts } = await event(world, "booked"); return { texts, send: () => setCapacity(world.office, { sessionId, capacity: 1, agreed: true }) }; } }],
  event_cancelled: [{ leavesOut: true, make: async (world) => { const { eventId, texts } = await event(world, "booked"); return { texts, send: () => cancelEvent(world.office, { eventId }) }; } }],
  event_thanks: [{ make: (world) => thanks(world, true) }],
  event_missed: [{ make: (world) => thanks(world, false) }],
};
