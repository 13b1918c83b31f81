import { familyVisible } from "@/server/features/people/policy";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { addDays, addMinutes, dayIn } from "@/server/lib/clock";
import type { PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { MeetingMode } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { ownMeetings, shownRounds, taughtBy } from "../policy";
import { delaysOf } from "../day/rules";
import { lengthOf, overlaps, type Span, type Stage, stageOf, startsIn } from "../rules";
import { APART_MINUTES } from "../schema";
import { findVideo } from "../settings/queries";

const roundFields = { id: true, kind: true, state: true, minutes: true, gapMinutes: true, yearGroups: true, videoLink: true, priorityFrom: true, opensAt: true, closesAt: true } as const;

/**
 * Whether this adult has their turn first: they need an interpreter, or the last round that closed ended without a meeting with them.
 * At most two statements.
 */
export async function hasPriority(tx: Tx, adultId: string, needsInterpreter: boolean): Promise<boolean> {
  if (needsInterpreter) return true;
  const last = await tx.meetingRound.findFirst({ where: { state: "closed", kind: "evening" }, orderBy: { closesAt: "desc" }, select: { id: true } });
  return last !== null && (await tx.meeting.count({ where: { roundId: last.id, adultId, state: { in: ["held", "booked"] } } })) === 0;
}

/** When these people, interpreters and rooms are taken. One statement. */
export async function findTaken(tx: Tx, whoIds: string[], from: Date): Promise<Map<string, Span[]>> {
  const taken = new Map<string, Span[]>();
  if (whoIds.length === 0) return taken;
  const rows = await tx.$queryRaw<{ who: string; startsAt: Date; endsAt: Date }[]>`
    SELECT who_id AS who, lower(during) AS "startsAt", upper(during) AS "endsAt" FROM meeting_hour
    WHERE who_id = ANY(${whoIds}::uuid[]) AND upper(during) > ${from}::timestamptz`;
  for (const { who, ...span } of rows) taken.set(who, [...(taken.get(who) ?? []), span]);
  return taken;
}

/** Whom each of these adults must not meet in the corridor, as the database knows it: one statement. Adults without such a person are not in the answer. */
export async function findApart(tx: Tx, adultIds: string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (adultIds.length === 0) return found;
  const rows = await tx.$queryRaw<{ adult: string; other: string }[]>`SELECT a AS adult, other FROM unnest(${adultIds}::uuid[]) AS a CROSS JOIN LATERAL adults_apart(a) AS other`;
  for (const { adult, other } of rows) found.set(adult, [...(found.get(adult) ?? []), other]);
  return found;
}

/** Interpreters of a language who come to a round, with their hours. */
export async function findInterpreters(tx: Tx, roundId: string, language: string): Promise<(Span & { id: string })[]> {
  const hours = await tx.meetingInterpreterHour.findMany({ where: { roundId, absentAt: null, interpreter: { languages: { has: language } } }, select: { interpreterId: true, startsAt: true, endsAt: true } });
  return hours.map(({ interpreterId, ...span }) => ({ id: interpreterId, ...span }));
}

export interface OpenTime {
  startsAt: Date;
  endsAt: Date;
  modes: MeetingMode[];
}

interface TimesAsked {
  round: { id: string; minutes: number; gapMinutes: number; videoLink: string | null };
  pupilId: string;
  adultId: string;
  teacherId: string;
  needsInterpreter: boolean;
  language: string;
  /** A meeting that would be moved: what it takes counts as free. */
  moving?: string;
}

/** Hours as families are offered them: without video where it has no place. One statement, none where nobody offers video. */
async function withoutVideo<T extends { modes: MeetingMode[] }>(tx: Tx, round: { videoLink: string | null }, sessions: T[]): Promise<T[]> {
  if (!sessions.some(({ modes }) => modes.includes("video")) || (await findVideo(tx, round))) return sessions;
  return sessions.map((session) => ({ ...session, modes: session.modes.filter((mode) => mode !== "video") })).filter(({ modes }) => modes.length > 0);
}

/** The times at which teacher, adult, room and, where it is needed, an interpreter are free. Seven statements at most, however many times there are. */
export async function findOpenTimes(tx: Tx, asked: TimesAsked, now: Date): Promise<OpenTime[]> {
  const { round, pupilId, adultId, teacherId, needsInterpreter, language, moving } = asked;
  const minutes = lengthOf(round.minutes, needsInterpreter);
  const offered = await tx.meetingSession.findMany({ where: { roundId: round.id, teacherId, endsAt: { gt: now } }, orderBy: { startsAt: "asc" }, select: { startsAt: true, endsAt: true, modes: true, roomId: true } });
  const sessions = await withoutVideo(tx, round, offered);
  const apart = (await findApart(tx, [adultId])).get(adultId) ?? [];
  const interpreters = needsInterpreter ? await findInterpreters(tx, round.id, language) : [];
  const rooms = sessions.flatMap(({ roomId }) => roomId ?? []);
  const [taken, others] = await Promise.all([
    findTaken(tx, [teacherId, adultId, ...rooms, ...interpreters.map(({ id }) => id)], now),
    tx.meeting.findMany({ where: { OR: [{ pupilId }, { adultId: { in: apart } }], adultId: { not: adultId }, state: "booked", endsAt: { gt: now } }, select: { startsAt: true, endsAt: true } }),
  ]);
  if (moving) {
    const own = await tx.meeting.findUnique({ where: { id: moving }, select: { startsAt: true, endsAt: true, gapMinutes: true, teacherId: true, adultId: true, roomId: true, interpreterId: true } });
    for (const who of own ? [own.teacherId, own.adultId, own.roomId, own.interpreterId] : []) {
      if (who) taken.set(who, (taken.get(who) ?? []).filter(({ startsAt }) => startsAt.getTime() !== own?.startsAt.getTime()));
    }
  }
  const free = (who: string, span: Span) => !(taken.get(who) ?? []).some((each) => overlaps(each, span));
  return sessions.flatMap((session) => startsIn(session, round.minutes, minutes).flatMap((startsAt) => {
    const span = { startsAt, endsAt: addMinutes(startsAt, minutes) };
    const held = { startsAt, endsAt: addMinutes(span.endsAt, round.gapMinutes) };
    if (startsAt <= now || !free(teacherId, span) || !free(adultId, session.modes.includes("in_person") ? held : span) || (session.roomId && !free(session.roomId, span))) return [];
    if (others.some((each) => overlaps(span, { startsAt: addMinutes(each.startsAt, -APART_MINUTES), endsAt: addMinutes(each.endsAt, APART_MINUTES) }))) return [];
    if (needsInterpreter && !interpreters.some((hours) => hours.startsAt <= startsAt && hours.endsAt >= span.endsAt && free(hours.id, held))) return [];
    return [{ ...span, modes: session.modes }];
  }));
}

const meetingFields = {
  id: true, number: true, roundId: true, pupilId: true, teacherId: true, mode: true, state: true, startsAt: true, endsAt: true, startedAt: true, finishedAt: true, needsInterpreter: true, videoLink: true,
  pupil: { select: { givenName: true } }, teacher: { select: nameFields }, room: { select: { name: true } },
} as const;

export interface OwnMeeting {
  id: string;
  /** What stands on the board in the hall. */
  number: number;
  roundId: string;
  pupilId: string;
  teacherId: string;
  child: string;
  teacher: string;
  room: string | null;
  mode: MeetingMode;
  state: "booked" | "held" | "absent" | "cancelled";
  startsAt: Date;
  endsAt: Date;
  interpreter: boolean;
  videoLink: string | null;
  /** Whether its time has come, so that it can be changed no more. */
  begun: boolean;
  /** Whether it goes on now. */
  underWay: boolean;
  /** Whether it is today, and by how many minutes it will begin later; null when nobody can say, because nothing was tapped. */
  today: boolean;
  late: number | null;
}

/** A family that waits longer still finds its meeting so many minutes after it should have ended. */
const WAITS_MINUTES = 180;

/** The delays of today's meetings of these teachers, by meeting: the family learns of its own alone. One statement, none without a meeting today. */
async function findDelays(ctx: PersonCtx, own: { teacherId: string; startsAt: Date }[]): Promise<Map<string, number>> {
  const today = own.filter(({ startsAt }) => dayIn(ctx.school.zone, startsAt) === dayIn(ctx.school.zone, ctx.now));
  if (today.length === 0) return new Map();
  const turns = await ctx.db.meeting.findMany({
    where: { teacherId: { in: today.map(({ teacherId }) => teacherId) }, state: { not: "cancelled" }, startsAt: { gte: addDays(ctx.now, -1), lte: addDays(ctx.now, 1) } },
    select: { id: true, teacherId: true, state: true, startsAt: true, endsAt: true, startedAt: true, finishedAt: true },
  });
  return delaysOf(turns.filter(({ startsAt }) => dayIn(ctx.school.zone, startsAt) === dayIn(ctx.school.zone, ctx.now)), ctx.now);
}

/** The adult's own meetings that are to come or wait to begin, in their order, with those that were called off and could be taken back. */
export async function listOwnMeetings(ctx: PersonCtx): Promise<OwnMeeting[]> {
  const rows = await ctx.db.meeting.findMany({
    where: { AND: [ownMeetings(ctx.actor, ctx.now), { OR: [{ state: "booked", endsAt: { gt: addMinutes(ctx.now, -WAITS_MINUTES) } }, { state: "cancelled", endsAt: { gt: ctx.now } }] }] }, orderBy: [{ startsAt: "asc" }, { id: "asc" }], select: meetingFields,
  });
  const late = await findDelays(ctx, rows.filter(({ state }) => state === "booked"));
  return rows.map(({ pupil, teacher, room, needsInterpreter, startedAt, finishedAt, ...row }) => ({
    ...row, child: pupil.givenName, teacher: nameOf(teacher), room: room?.name ?? null, interpreter: needsInterpreter, begun: row.startsAt <= ctx.now || startedAt !== null,
    underWay: startedAt !== null && finishedAt === null, today: dayIn(ctx.school.zone, row.startsAt) === dayIn(ctx.school.zone, ctx.now), late: late.get(row.id) ?? null,
  }));
}

/** How many meetings are to come, and whether the adult can choose some now: for the family's home page. */
export async function countOwnMeetings(ctx: PersonCtx): Promise<{ count: number; open: boolean }> {
  const [count, pupils, rounds] = await Promise.all([
    ctx.db.meeting.count({ where: { AND: [ownMeetings(ctx.actor, ctx.now), { endsAt: { gt: ctx.now }, state: "booked" }] } }),
    ctx.db.pupil.findMany({ where: familyVisible(ctx.actor, "meetings", ctx.now), select: { yearGroup: true } }),
    ctx.db.meetingRound.findMany({ where: { AND: [shownRounds, { opensAt: { lte: ctx.now }, closesAt: { gt: ctx.now } }] }, select: { yearGroups: true } }),
  ]);
  return { count, open: rounds.some(({ yearGroups }) => pupils.some(({ yearGroup }) => yearGroups.length === 0 || yearGroups.includes(yearGroup))) };
}

export interface ChildChoice {
  id: string;
  givenName: string;
  teachers: { id: string; name: string }[];
}

export interface OwnRound {
  id: string;
  kind: "evening" | "rolling";
  stage: Stage;
  /** From when this adult may ask and book. */
  from: Date;
  closesAt: Date;
  /** First and last day; null before the school has set hours. */
  days: { first: Date; last: Date } | null;
  minutes: number;
  interpreter: boolean;
  modes: MeetingMode[];
  children: ChildChoice[];
  ask: { suits: string[]; keeps: string[]; mode: MeetingMode; wishes: { pupilId: string; teacherId: string; reason: string | null; offers: Date[] }[] } | null;
}

async function toOwnRound(ctx: PersonCtx, round: { id: string; kind: "evening" | "rolling"; state: string; minutes: number; yearGroups: number[]; videoLink: string | null; priorityFrom: Date; opensAt: Date; closesAt: Date }): Promise<OwnRound | null> {
  const { db, actor, now } = ctx;
  const [pupils, offered, ask, adult] = await Promise.all([
    db.pupil.findMany({
      where: { AND: [familyVisible(actor, "meetings", now), round.yearGroups.length > 0 ? { yearGroup: { in: round.yearGroups } } : {}] }, orderBy: [{ givenName: "asc" }, { id: "asc" }],
      select: { id: true, givenName: true, enrolments: { where: { endedAt: null }, select: { classGroup: { select: { teachers: { where: { endedAt: null }, select: { adult: { select: { id: true, ...nameFields } } } } } } } } },
    }),
    db.meetingSession.findMany({ where: { roundId: round.id, endsAt: { gt: now } }, orderBy: { startsAt: "asc" }, select: { teacherId: true, startsAt: true, modes: true } }),
    db.meetingAsk.findUnique({ where: { roundId_adultId: { roundId: round.id, adultId: actor.adultId } }, select: { suits: true, keeps: true, mode: true, wishes: { select: { pupilId: true, teacherId: true, reason: true, offers: true } } } }),
    db.adult.findUniqueOrThrow({ where: { id: actor.adultId }, select: reachFields }),
  ]);
  if (pupils.length === 0) return null;
  const sessions = await withoutVideo(db, round, offered);
  const offering = new Set(sessions.map(({ teacherId }) => teacherId));
  const interpreter = planFor(adult).interpreter;
  const priority = await hasPriority(db, actor.adultId, interpreter);
  const [first, last] = [sessions[0], sessions.at(-1)];
  return {
    id: round.id, kind: round.kind, stage: stageOf(round, priority, now), from: priority ? round.priorityFrom : round.opensAt, closesAt: round.closesAt, minutes: lengthOf(round.minutes, interpreter), interpreter,
    days: first && last ? { first: first.startsAt, last: last.startsAt } : null, modes: [...new Set(sessions.flatMap(({ modes }) => modes))],
    children: pupils.map(({ id, givenName, enrolments }) => ({
      id, givenName, teachers: [...new Map(enrolments.flatMap(({ classGroup }) => classGroup.teachers.map(({ adult: each }) => [each.id, { id: each.id, name: nameOf(each) }] as const))).values()].filter((each) => offering.has(each.id) && each.id !== actor.adultId),
    })),
    ask: ask && ask.wishes.length > 0 ? { ...ask, wishes: ask.wishes.filter(({ pupilId }) => pupils.some(({ id }) => id === pupilId)) } : null,
  };
}

/** The rounds in which this adult can meet teachers about a child. */
export async function listOwnRounds(ctx: PersonCtx): Promise<OwnRound[]> {
  const rounds = await ctx.db.meetingRound.findMany({ where: { AND: [shownRounds, { closesAt: { gt: ctx.now } }] }, orderBy: [{ closesAt: "asc" }, { id: "asc" }], select: roundFields });
  const found = await Promise.all(rounds.map((round) => toOwnRound(ctx, round)));
  return found.filter((round) => round !== null);
}

/** One of them. Errors: not_found. */
export async function getOwnRound(ctx: PersonCtx, input: { roundId: string }): Promise<OwnRound> {
  const round = await ctx.db.meetingRound.findFirst({ where: { AND: [{ id: input.roundId }, shownRounds] }, select: roundFields });
  const own = round ? await toOwnRound(ctx, round) : null;
  if (!own) throw new AppError("not_found");
  return own;
}

export interface OwnTimes {
  child: string;
  teacher: string;
  interpreter: boolean;
  minutes: number;
  times: OpenTime[];
}

/** The times at which this adult can meet a teacher about a child, or move a meeting to. Errors: not_found. */
export async function listOpenTimes(ctx: PersonCtx, input: { roundId: string; pupilId: string; teacherId: string }): Promise<OwnTimes> {
  const { roundId, pupilId, teacherId } = input;
  const [round, pupil, adult, teacher, own] = await Promise.all([
    ctx.db.meetingRound.findFirst({ where: { AND: [{ id: roundId }, shownRounds] }, select: roundFields }),
    ctx.db.pupil.findFirst({ where: { AND: [{ id: pupilId }, familyVisible(ctx.actor, "meetings", ctx.now), taughtBy(teacherId)] }, select: { givenName: true, yearGroup: true } }),
    ctx.db.adult.findUniqueOrThrow({ where: { id: ctx.actor.adultId }, select: reachFields }),
    ctx.db.adult.findFirst({ where: { id: teacherId, removedAt: null, meetingSessions: { some: { roundId } } }, select: nameFields }),
    ctx.db.meeting.findFirst({ where: { AND: [ownMeetings(ctx.actor, ctx.now), { roundId, pupilId, teacherId, state: "booked" }] }, select: { id: true } }),
  ]);
  if (!round || !pupil || !teacher || teacherId === ctx.actor.adultId || (round.yearGroups.length > 0 && !round.yearGroups.includes(pupil.yearGroup))) throw new AppError("not_found");
  const plan = planFor(adult);
  const times = await findOpenTimes(ctx.db, { round, pupilId, adultId: ctx.actor.adultId, teacherId, needsInterpreter: plan.interpreter, language: plan.speakIn, moving: own?.id }, ctx.now);
  return { child: pupil.givenName, teacher: nameOf(teacher), interpreter: plan.interpreter, minutes: lengthOf(round.minutes, plan.interpreter), times };
}
