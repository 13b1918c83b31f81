import { addDays, addMinutes, clockIn, dayIn, momentIn } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";

import type { TextRows } from "../factories/languages";
import { planOf } from "./delivery";
import { addMeetingDay } from "./meeting-day";
import { idOf } from "./random";
import type { DemoAdult, DemoPeople, SchoolPlan } from "./school";

export interface DemoMeetings extends TextRows {
  rounds: Prisma.MeetingRoundCreateManyInput[];
  rooms: Prisma.MeetingRoomCreateManyInput[];
  sessions: (Prisma.MeetingSessionCreateManyInput & { id: string })[];
  interpreters: Prisma.MeetingInterpreterCreateManyInput[];
  hours: Prisma.MeetingInterpreterHourCreateManyInput[];
  asks: Prisma.MeetingAskCreateManyInput[];
  wishes: Prisma.MeetingWishCreateManyInput[];
  meetings: Prisma.MeetingCreateManyInput[];
  promises: Prisma.MeetingPromiseCreateManyInput[];
  boards: Prisma.MeetingBoardCreateManyInput[];
  settings: Prisma.MeetingSettingCreateManyInput[];
}

/** Who interprets at the demo's evening. */
const interpreters = [
  { key: "ur", name: "Mrs Rukhsana Malik", languages: ["ur", "phr", "pa"] },
  { key: "pl", name: "Mr Marek Zielinski", languages: ["pl", "uk"] },
  { key: "so", name: "Ms Ifrah Warsame", languages: ["so", "ar"] },
] as const;

/** The days of the demo's round: the first two school days from nine days ahead. */
function daysOf({ school: { zone }, now }: SchoolPlan): [string, string] {
  const found: string[] = [];
  for (let ahead = 9; found.length < 2; ahead += 1) {
    const at = addDays(now, ahead);
    const { weekday } = clockIn(zone, at);
    if (weekday > 0 && weekday < 6) found.push(dayIn(zone, at));
  }
  return found as [string, string];
}

/** A parents' evening that is open: class teachers on two evenings and by phone in the morning, three interpreters, wishes, an evening that goes on now, and one meeting later today. Kingsgate alone. */
export function buildMeetings(plan: SchoolPlan, people: DemoPeople): DemoMeetings {
  const rows: DemoMeetings = { rounds: [], rooms: [], sessions: [], interpreters: [], hours: [], asks: [], wishes: [], meetings: [], promises: [], boards: [], settings: [], texts: [], segments: [], translations: [] };
  const { school, now } = plan;
  if (school.slug !== "kingsgate") return rows;
  const schoolId = school.id;
  const [roundId, todayId] = [idOf("meeting-round:evening"), idOf("meeting-round:rolling")];
  const days = daysOf(plan);
  const at = (day: string, time: string) => {
    const moment = momentIn(school.zone, day, time);
    if (!moment) throw new Error(`no such time: ${day} ${time}`);
    return moment;
  };
  const createdById = people.byKey.get("demo-person-office")?.id ?? "";
  const usual = { schoolId, minutes: 10, gapMinutes: 5, yearGroups: [], state: "open" as const, createdById, createdAt: addDays(now, -6) };
  rows.rounds.push({ id: roundId, ...usual, kind: "evening", priorityFrom: addDays(now, -4), opensAt: addDays(now, -1), closesAt: at(days[0], "12:00") });
  rows.rounds.push({ id: todayId, ...usual, kind: "rolling", minutes: 20, gapMinutes: 0, priorityFrom: addDays(now, -5), opensAt: addDays(now, -5), closesAt: addDays(now, 200) });
  const leaders = people.classes.filter((each, nth) => people.classes.findIndex(({ year }) => year === each.year) === nth);
  for (const { row, teacher, year } of leaders) {
    const roomId = idOf(`meeting-room:${year}`);
    rows.rooms.push({ id: roomId, schoolId, name: `Room ${year + 1}` });
    const session = (key: string, day: string, from: string, to: string, modes: Prisma.MeetingSessionCreateManyInput["modes"], inRoom: boolean) =>
      rows.sessions.push({ id: idOf(`meeting-session:${key}:${row.id}`), schoolId, roundId, teacherId: teacher.id, roomId: inRoom ? roomId : null, startsAt: at(day, from), endsAt: at(day, to), modes });
    for (const [nth, day] of days.entries()) {
      session(`${nth}:morning`, day, "08:00", "08:30", ["phone", "video"], false);
      session(`${nth}:early`, day, "15:30", "17:00", ["in_person", "phone", "video"], true);
      session(`${nth}:late`, day, "17:20", "19:00", ["in_person", "phone", "video"], true);
    }
  }
  for (const { key, name, languages } of interpreters) {
    const id = idOf(`meeting-interpreter:${key}`);
    rows.interpreters.push({ id, schoolId, name, languages: [...languages] });
    for (const [nth, day] of days.entries()) rows.hours.push({ id: idOf(`meeting-hour:${key}:${nth}`), schoolId, roundId, interpreterId: id, startsAt: at(day, "15:30"), endsAt: at(day, "18:30") });
  }
  addWishes(plan, people, rows, roundId);
  addToday(plan, people, rows, todayId);
  addMeetingDay(plan, people, rows, todayId);
  return rows;
}

/** What some families of the design and every fourth of the others wished. */
function addWishes({ school, now }: SchoolPlan, people: DemoPeople, rows: DemoMeetings, roundId: string): void {
  const schoolId = school.id;
  const said: Record<string, { suits: string[]; keeps: string[]; mode: "in_person" | "phone" }> = {
    "demo-person-dariusz": { suits: ["after_school"], keeps: ["nights"], mode: "phone" }, "demo-person-hodan": { suits: [], keeps: ["prayer", "caring"], mode: "in_person" },
  };
  const mayMeet = ({ row, restrictions }: DemoPeople["pupils"][number]["links"][number]) => row.confirmedAt && !row.removedAt && row.parentalResponsibility === "yes" && !restrictions.some(({ scopes }) => (scopes as string[]).includes("meetings"));
  const asking = new Map<string, { adult: DemoAdult; pupils: DemoPeople["pupils"] }>();
  for (const [nth, pupil] of people.pupils.entries()) {
    for (const link of pupil.links.filter(mayMeet)) {
      const { externalId } = link.adult;
      if (!(externalId in said) && !(externalId.startsWith("demo-adult-") && nth % 4 === 1 && link === pupil.links[0])) continue;
      asking.set(externalId, { adult: link.adult, pupils: [...(asking.get(externalId)?.pupils ?? []), pupil] });
    }
  }
  for (const [externalId, { adult, pupils }] of asking) {
    const askId = idOf(`meeting-ask:${externalId}`);
    rows.asks.push({ id: askId, schoolId, roundId, adultId: adult.id, at: addDays(now, -1), ...(said[externalId] ?? { suits: [], keeps: [], mode: "in_person" as const }) });
    for (const pupil of pupils) {
      const teacher = people.classes.find(({ row }) => row.id === pupil.classId)?.teacher;
      if (teacher && rows.sessions.some(({ teacherId }) => teacherId === teacher.id)) rows.wishes.push({ id: idOf(`meeting-wish:${externalId}:${pupil.row.id}`), schoolId, askId, pupilId: pupil.row.id, teacherId: teacher.id, offers: [] });
    }
  }
}

/** Ms Patel's appointment with Amina later today, so that the list of the day is not empty. */
function addToday({ school, now }: SchoolPlan, people: DemoPeople, rows: DemoMeetings, roundId: string): void {
  const amina = people.byKey.get("demo-person-amina");
  const patel = people.byKey.get("demo-person-patel");
  const pupil = people.pupils.find(({ links, classId }) => links.some(({ adult }) => adult === amina) && people.classes.some(({ row, teacher }) => row.id === classId && teacher === patel));
  if (!amina || !patel || !pupil) throw new Error("Amina or Ms Patel is missing");
  const startsAt = addMinutes(new Date(Math.ceil(now.getTime() / 600_000) * 600_000), 30);
  const sessionId = idOf("meeting-session:today");
  rows.sessions.push({ id: sessionId, schoolId: school.id, roundId, teacherId: patel.id, roomId: null, startsAt, endsAt: addMinutes(startsAt, 120), modes: ["in_person", "phone"] });
  const { interpreter, speakIn } = planOf(amina);
  rows.meetings.push({
    id: idOf("meeting:today"), schoolId: school.id, roundId, sessionId, pupilId: pupil.row.id, adultId: amina.id, teacherId: patel.id, mode: "phone", language: speakIn, needsInterpreter: interpreter, startsAt,
    endsAt: addMinutes(startsAt, interpreter ? 40 : 20), gapMinutes: 0, createdAt: addDays(now, -1), changedAt: addDays(now, -1),
  });
}
