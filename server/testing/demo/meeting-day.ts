import { boardKey } from "@/server/features/meetings/board/queries";
import { hashToken } from "@/server/lib/auth/tokens";
import { addDays, addMinutes } from "@/server/lib/clock";

import { addTextRows } from "../factories/languages";
import { planOf } from "./delivery";
import type { DemoMeetings } from "./meetings";
import { idOf } from "./random";
import type { DemoAdult, DemoPeople, DemoPupil, SchoolPlan } from "./school";

const TEN = 600_000;
/** How many classes meet families this evening, and how many families each. */
const CLASSES = 4;
const FAMILIES = 9;

/** How an evening goes that began an hour ago: what each teacher tapped, in minutes after the plan. */
const courses = [
  { name: "behind", delays: [0, 2, 4, 6, 8, 9], absent: -1, underWay: true },
  { name: "on time", delays: [0, 0, 1, 0, 0, 0], absent: 2, underWay: true },
  { name: "between two", delays: [1, 0, 0, 0, 0, 0], absent: -1, underWay: false },
  { name: "nobody yet", delays: [], absent: -1, underWay: false },
] as const;

/** An evening that goes on at this moment, with a board for the hall; Ms Patel's day with a question in Urdu; and what was promised three weeks ago. */
export function addMeetingDay(plan: SchoolPlan, people: DemoPeople, rows: DemoMeetings, rollingId: string): void {
  addEvening(plan, people, rows);
  addPromises(plan, people, rows, rollingId);
  rows.settings.push({ schoolId: plan.school.id, video: "server", videoAddress: "https://video.kingsgate.example", called: "number", changedAt: addDays(plan.now, -6) });
}

function addEvening({ school, now }: SchoolPlan, people: DemoPeople, rows: DemoMeetings): void {
  const [schoolId, roundId, createdById] = [school.id, idOf("meeting-round:today"), people.byKey.get("demo-person-office")?.id ?? ""];
  const base = new Date(Math.floor(now.getTime() / TEN) * TEN);
  rows.rounds.push({ id: roundId, schoolId, kind: "evening", state: "open", minutes: 10, gapMinutes: 0, yearGroups: [], priorityFrom: addDays(now, -9), opensAt: addDays(now, -7), closesAt: addMinutes(base, -120), createdById, createdAt: addDays(now, -9) });
  const boardId = idOf("meeting-board:today");
  rows.boards.push({ id: boardId, schoolId, roundId, keyHash: hashToken(boardKey(boardId)), createdById, createdAt: addDays(now, -1) });
  const patel = people.byKey.get("demo-person-patel");
  const leaders = people.classes.filter((each, nth) => each.teacher !== patel && people.classes.findIndex(({ year }) => year === each.year) === nth && rows.rooms.some(({ id }) => id === idOf(`meeting-room:${each.year}`))).slice(0, CLASSES);
  const met = new Set<string>();
  for (const [nth, { row, teacher, year }] of leaders.entries()) {
    const [roomId, sessionId, course] = [idOf(`meeting-room:${year}`), idOf(`meeting-session:evening:${row.id}`), courses[nth]];
    if (!course) continue;
    rows.sessions.push({ id: sessionId, schoolId, roundId, teacherId: teacher.id, roomId, startsAt: addMinutes(base, -60), endsAt: addMinutes(base, 60), modes: ["in_person"] });
    const families = people.pupils.filter((pupil) => pupil.classId === row.id && canCome(pupil, met)).slice(0, FAMILIES);
    for (const [place, pupil] of families.entries()) {
      const link = pupil.links[0];
      if (!link) continue;
      for (const { adult } of pupil.links) met.add(adult.id);
      const startsAt = addMinutes(base, -60 + place * 10);
      const delay: number | undefined = course.delays[place];
      const absent = place === course.absent;
      // The sixth of the evening is inside, where somebody is.
      const isInside = place === 5 && course.underWay;
      const startedAt = delay === undefined || absent || (place === 5 && !course.underWay) ? null : addMinutes(startsAt, delay);
      const finishedAt = startedAt && !isInside ? addMinutes(startsAt, 10 + (course.delays[place + 1] ?? 0)) : null;
      rows.meetings.push({
        id: idOf(`meeting:evening:${pupil.row.id}`), schoolId, roundId, sessionId, pupilId: pupil.row.id, adultId: link.adult.id, teacherId: teacher.id, roomId, mode: "in_person", language: planOf(link.adult).speakIn, needsInterpreter: false,
        startsAt, endsAt: addMinutes(startsAt, 10), gapMinutes: 0, state: absent ? "absent" : finishedAt ? "held" : "booked", startedAt, finishedAt, createdAt: addDays(now, -6), changedAt: addDays(now, -6),
      });
    }
  }
}

/** Somebody from the families that were drawn, and none of whom anybody was met already: nobody is in two places, and none near somebody from whom they live apart. */
const canCome = ({ links }: DemoPupil, met: ReadonlySet<string>): boolean =>
  links.every(({ adult }) => adult.externalId.startsWith("demo-adult-") && !met.has(adult.id)) && links[0]?.row.confirmedAt != null && links[0].row.parentalResponsibility === "yes";

const promised = [
  { key: "book", promiser: "school", days: 5, en: ["We lend Zara a reading book each Friday."], ur: ["ہم ہر جمعے کو زارا کو پڑھنے کے لیے کتاب دیں گے۔"] },
  { key: "read", promiser: "family", days: 12, en: ["You listen to Zara read for ten minutes each evening."], ur: ["آپ ہر شام دس منٹ زارا کو پڑھتے ہوئے سنیں گی۔"] },
  { key: "talk", promiser: "both", days: -2, en: ["We talk again about maths before the holidays."], ur: ["ہم چھٹیوں سے پہلے ریاضی پر دوبارہ بات کریں گے۔"] },
] as const;

/** What Ms Patel and Amina promised one another three weeks ago, and what Amina asks today. */
function addPromises({ school, now }: SchoolPlan, people: DemoPeople, rows: DemoMeetings, rollingId: string): void {
  const schoolId = school.id;
  const today = rows.meetings.find(({ id }) => id === idOf("meeting:today"));
  const amina: DemoAdult | undefined = people.byKey.get("demo-person-amina");
  if (!today || !amina) throw new Error("the meeting of today is missing");
  const { pupilId, adultId, teacherId, language } = today;
  const questionId = idOf("text:meeting-question");
  addTextRows(rows, { id: questionId, schoolId, kind: "messages.reply", language: "ur", authorId: amina.id, at: addDays(now, -1), pupilId, sentences: ["کیا زارا کو ریاضی میں مدد چاہیے؟"], translations: { en: ["Does Zara need help with maths?"] }, reviewerId: () => teacherId, idOf });
  today.questionId = questionId;
  const [meetingId, sessionId, startsAt] = [idOf("meeting:three-weeks-ago"), idOf("meeting-session:three-weeks-ago"), addDays(now, -21)];
  rows.sessions.push({ id: sessionId, schoolId, roundId: rollingId, teacherId, roomId: null, startsAt, endsAt: addMinutes(startsAt, 60), modes: ["phone"] });
  rows.meetings.push({
    id: meetingId, schoolId, roundId: rollingId, sessionId, pupilId, adultId, teacherId, mode: "phone", language, needsInterpreter: today.needsInterpreter, startsAt, endsAt: addMinutes(startsAt, 40), gapMinutes: 0, state: "held", startedAt: startsAt, finishedAt: addMinutes(startsAt, 45),
    createdAt: addDays(now, -23), changedAt: startsAt,
  });
  for (const { key, promiser, days, en, ur } of promised) {
    const textId = idOf(`text:meeting-promise:${key}`);
    addTextRows(rows, { id: textId, schoolId, kind: "meetings.promise", authorId: teacherId, at: startsAt, pupilId, sentences: [...en], translations: { ur: [...ur] }, reviewerId: () => people.byKey.get("demo-person-office")?.id ?? teacherId, idOf });
    rows.promises.push({ id: idOf(`meeting-promise:${key}`), schoolId, meetingId, pupilId, adultId, promiser, textId, dueAt: addDays(now, days), madeById: teacherId, createdAt: startsAt });
  }
}
