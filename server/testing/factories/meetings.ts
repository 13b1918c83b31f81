import { v7 as uuid } from "uuid";

import { boardKey } from "@/server/features/meetings/board/queries";
import type { Promiser } from "@/server/features/meetings/promises/schema";
import { writeText } from "@/server/features/languages/commands";
import { hashToken } from "@/server/lib/auth/tokens";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { MeetingMode } from "@/server/lib/db/generated/enums";

import { TEST_NOW } from "../context";

/** When the evening of tests begins: at four, a week after their moment. */
export const EVENING = addMinutes(addDays(TEST_NOW, 7), 7 * 60);

interface RoundInput extends Partial<Omit<Prisma.MeetingRoundUncheckedCreateInput, "hours">> {
  /** Who meets families: three hours each, from the start of the evening. */
  teacherIds?: string[];
  room?: boolean;
  hours?: number;
  modes?: MeetingMode[];
}

/** A round that is open to all, with hours for its teachers, each in a room of their own. */
export async function makeMeetingRound(school: SchoolFacts, createdById: string, input: RoundInput = {}) {
  const { teacherIds = [], room = true, hours = 3, modes = ["in_person", "phone", "video"], ...fields } = input;
  const [db, schoolId, id] = [dbFor(school.id), school.id, uuid()];
  await db.meetingRound.create({
    data: { id, schoolId, kind: "evening", state: "open", minutes: 10, gapMinutes: 5, yearGroups: [], videoLink: "https://video.school.test/talk", priorityFrom: addDays(TEST_NOW, -2), opensAt: addDays(TEST_NOW, -1), closesAt: addDays(EVENING, 14), createdById, createdAt: addDays(TEST_NOW, -3), ...fields },
  });
  const sessionIds: string[] = [];
  for (const teacherId of teacherIds) {
    const roomId = room ? uuid() : null;
    if (roomId) await db.meetingRoom.create({ data: { id: roomId, schoolId, name: `Room ${roomId.slice(-8)}` } });
    const sessionId = uuid();
    sessionIds.push(sessionId);
    await db.meetingSession.create({ data: { id: sessionId, schoolId, roundId: id, teacherId, roomId, startsAt: EVENING, endsAt: addMinutes(EVENING, hours * 60), modes } });
  }
  return { roundId: id, sessionIds };
}

/** An interpreter who is there for the evening. */
export async function makeInterpreter(school: SchoolFacts, roundId: string, languages: string[], hours = 3) {
  const [db, schoolId, interpreterId, hourId] = [dbFor(school.id), school.id, uuid(), uuid()];
  await db.meetingInterpreter.create({ data: { id: interpreterId, schoolId, name: `Interpreter ${interpreterId.slice(-8)}`, languages } });
  await db.meetingInterpreterHour.create({ data: { id: hourId, schoolId, roundId, interpreterId, startsAt: EVENING, endsAt: addMinutes(EVENING, hours * 60) } });
  return { interpreterId, hourId };
}

/** A meeting that is booked, with whatever it takes. */
export async function makeMeeting(school: SchoolFacts, input: { roundId: string; sessionId: string; pupilId: string; adultId: string; teacherId: string; startsAt?: Date } & Partial<Prisma.MeetingUncheckedCreateInput>) {
  const startsAt = input.startsAt ?? EVENING;
  return dbFor(school.id).meeting.create({
    data: { id: uuid(), schoolId: school.id, mode: "in_person", language: "en", needsInterpreter: false, gapMinutes: 0, createdAt: TEST_NOW, changedAt: TEST_NOW, ...input, startsAt, endsAt: input.endsAt ?? addMinutes(startsAt, 10) },
  });
}

/** Something promised in a meeting. */
export async function makePromise(school: SchoolFacts, input: { meetingId: string; pupilId: string; adultId: string; madeById: string; text: string; promiser: Promiser; dueAt?: Date }) {
  const { text, dueAt = addDays(TEST_NOW, 14), ...fields } = input;
  return dbFor(school.id).$transaction(async (tx) => {
    const textId = await writeText(tx, { schoolId: school.id, kind: "meetings.promise", language: "en", body: text, authorId: input.madeById, pupilId: input.pupilId });
    return tx.meetingPromise.create({ data: { id: uuid(), schoolId: school.id, ...fields, textId, dueAt, createdAt: TEST_NOW } });
  });
}

/** A link to the board of a round. */
export async function makeMeetingBoard(school: SchoolFacts, roundId: string, createdById: string) {
  const id = uuid();
  return dbFor(school.id).meetingBoard.create({ data: { id, schoolId: school.id, roundId, keyHash: hashToken(boardKey(id)), createdById, createdAt: TEST_NOW } });
}
