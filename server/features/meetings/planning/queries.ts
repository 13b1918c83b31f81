import { linkAllows } from "@/server/features/people/policy";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import { nameFields, nameOf } from "@/server/features/people/rules";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Meeting } from "@/server/lib/db/generated/client";
import type { MeetingMode } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { findApart, findOpenTimes, findTaken, type OpenTime } from "../booking/queries";
import { staffMeetings } from "../policy";
import type { Span } from "../rules";
import { findVideo } from "../settings/queries";
import type { PlanWish, Problem } from "./rules";

/** What the planner works on, with the meetings that it may move. */
export interface Loaded {
  problem: Problem;
  /** The wish's meeting, if it has one now. */
  meetings: Map<string, Pick<Meeting, "id" | "startsAt" | "interpreterId" | "sessionId" | "mode" | "language">>;
  /** What the family was told last time of a wish without a place: its reason. */
  lost: Map<string, string>;
}

/** Adults who have a confirmed link to the same child, both ways round once. */
async function findPairs(tx: Tx, pupilIds: string[]): Promise<[string, string][]> {
  const links = await tx.guardianLink.findMany({ where: { pupilId: { in: pupilIds }, confirmedAt: { not: null }, removedAt: null }, select: { adultId: true, pupilId: true } });
  const found = new Map<string, [string, string]>();
  for (const a of links) for (const b of links) if (a.pupilId === b.pupilId && a.adultId < b.adultId) found.set(`${a.adultId}:${b.adultId}`, [a.adultId, b.adultId]);
  return [...found.values()];
}

/**
 * Reads a round for the planner: wishes that the access rule lets be met, hours, and who is taken by what stays. What a family picked itself, what
 * staff pinned and what belongs to other rounds stays. Errors: not_found.
 */
export async function loadProblem(tx: Tx, round: { id: string; minutes: number; gapMinutes: number; videoLink: string | null }, zone: string, now: Date): Promise<Loaded> {
  const [video, all, hours, wishes, booked] = await Promise.all([
    findVideo(tx, round),
    tx.meetingSession.findMany({ where: { roundId: round.id, endsAt: { gt: now } }, orderBy: [{ startsAt: "asc" }, { id: "asc" }] }),
    tx.meetingInterpreterHour.findMany({ where: { roundId: round.id, absentAt: null, endsAt: { gt: now } }, orderBy: { id: "asc" }, include: { interpreter: { select: { languages: true } } } }),
    tx.meetingWish.findMany({ where: { ask: { roundId: round.id, adult: { removedAt: null } }, pupil: { removedAt: null } }, orderBy: [{ ask: { at: "asc" } }, { id: "asc" }], include: { ask: { include: { adult: { select: { id: true, ...reachFields } } } } } }),
    tx.meeting.findMany({ where: { roundId: round.id, state: "booked", startsAt: { gt: now } } }),
  ]);
  // Nobody is met by video at a school that has no place for it.
  const sessions = video ? all : all.map((each) => ({ ...each, modes: each.modes.filter((mode) => mode !== "video") }));
  const allowed = await tx.guardianLink.findMany({ where: { adultId: { in: [...new Set(wishes.map(({ ask }) => ask.adultId))] }, pupilId: { in: wishes.map(({ pupilId }) => pupilId) }, ...linkAllows("meetings", now) }, select: { adultId: true, pupilId: true } });
  const may = new Set(allowed.map(({ adultId, pupilId }) => `${adultId}:${pupilId}`));
  const meetings: Loaded["meetings"] = new Map();
  const planned: PlanWish[] = [];
  for (const { id, pupilId, teacherId, ask } of wishes) {
    const own = booked.find((each) => each.adultId === ask.adultId && each.pupilId === pupilId && each.teacherId === teacherId);
    if (!may.has(`${ask.adultId}:${pupilId}`) || ask.adultId === teacherId || own?.pinned) continue;
    if (own) meetings.set(id, own);
    const plan = planFor(ask.adult);
    planned.push({ id, adultId: ask.adultId, pupilId, teacherId, mode: ask.mode, language: plan.speakIn, interpreter: plan.interpreter, suits: ask.suits, keeps: ask.keeps, present: own && !(own.needsInterpreter && !own.interpreterId) ? own : null });
  }
  const movable = new Set([...meetings.values()].map(({ id }) => id));
  const whoIds = [...new Set([...sessions.map(({ teacherId }) => teacherId), ...hours.map(({ interpreterId }) => interpreterId), ...planned.map(({ adultId }) => adultId)])];
  const [busy, pupils] = [await findTaken(tx, whoIds, now), [...new Set(planned.map(({ pupilId }) => pupilId))]];
  const moved = booked.filter(({ id }) => movable.has(id));
  const taken = new Map<string, Span[]>([...busy].map(([who, spans]) => [who, spans.filter(({ startsAt }) => !moved.some((each) => each.startsAt.getTime() === startsAt.getTime() && [each.teacherId, each.adultId, each.interpreterId].includes(who)))]));
  const apart = await findApart(tx, [...new Set(planned.map(({ adultId }) => adultId))]);
  const others = [...new Set([...apart.values()].flat())];
  const staying = await tx.meeting.findMany({ where: { OR: [{ pupilId: { in: pupils } }, { adultId: { in: others } }], state: "booked", endsAt: { gt: now }, id: { notIn: [...movable] } }, select: { adultId: true, pupilId: true, startsAt: true, endsAt: true } });
  return {
    meetings, lost: new Map(wishes.flatMap(({ id, reason }) => (reason ? [[id, reason] as const] : []))),
    problem: {
      zone, now, minutes: round.minutes, gapMinutes: round.gapMinutes, sessions, wishes: planned, taken, staying, apart, pairs: await findPairs(tx, pupils),
      interpreters: hours.map(({ interpreterId, startsAt, endsAt, interpreter }) => ({ id: interpreterId, startsAt, endsAt, languages: interpreter.languages })),
    },
  };
}

export interface PlanLine {
  id: string;
  startsAt: Date;
  endsAt: Date;
  teacher: string;
  adult: string;
  child: string;
  room: string | null;
  mode: MeetingMode;
  language: string;
  interpreter: string | null;
  needsInterpreter: boolean;
  pinned: boolean;
}

export interface StaffPlan {
  lines: PlanLine[];
  /** `language`: in which the adult talks with the school, whoever interprets. */
  unplaced: { id: string; adult: string; child: string; teacher: string; language: string; reason: string; offers: Date[] }[];
}

/** The plan of a round in the order of its times, and who has no place with the reason and the nearest offers. Never one's own child's. */
export async function getPlan(ctx: StaffCtx, input: { roundId: string }): Promise<StaffPlan> {
  const [meetings, wishes] = await Promise.all([
    ctx.db.meeting.findMany({
      where: { AND: [staffMeetings(ctx.actor, ctx.now), { roundId: input.roundId, state: "booked" }] }, orderBy: [{ startsAt: "asc" }, { teacherId: "asc" }, { id: "asc" }],
      include: { teacher: { select: nameFields }, adult: { select: nameFields }, pupil: { select: { givenName: true, familyName: true } }, room: { select: { name: true } }, interpreter: { select: { name: true } } },
    }),
    ctx.db.meetingWish.findMany({
      where: { ask: { roundId: input.roundId }, reason: { not: null }, pupil: { links: { none: { adultId: ctx.actor.adultId, removedAt: null } } } }, orderBy: [{ ask: { at: "asc" } }, { id: "asc" }],
      include: { teacher: { select: nameFields }, pupil: { select: { givenName: true, familyName: true } }, ask: { select: { adult: { select: { ...nameFields, ...reachFields } } } } },
    }),
  ]);
  const child = (pupil: { givenName: string; familyName: string }) => `${pupil.givenName} ${pupil.familyName}`;
  return {
    lines: meetings.map(({ id, startsAt, endsAt, teacher, adult, pupil, room, mode, language, interpreter, needsInterpreter, pinned }) => ({ id, startsAt, endsAt, teacher: nameOf(teacher), adult: nameOf(adult), child: child(pupil), room: room?.name ?? null, mode, language, interpreter: interpreter?.name ?? null, needsInterpreter, pinned })),
    unplaced: wishes.map(({ id, teacher, pupil, ask, reason, offers }) => ({ id, teacher: nameOf(teacher), child: child(pupil), adult: nameOf(ask.adult), language: planFor(ask.adult).speakIn, reason: reason ?? "", offers })),
  };
}

export interface Shiftable extends PlanLine {
  roundId: string;
  times: OpenTime[];
}

/** One meeting with the times to which it can be moved. Errors: not_found. */
export async function getShiftable(ctx: StaffCtx, input: { meetingId: string }): Promise<Shiftable> {
  const meeting = await ctx.db.meeting.findFirst({
    where: { AND: [{ id: input.meetingId, state: "booked" }, staffMeetings(ctx.actor, ctx.now)] }, include: { round: true },
  });
  if (!meeting) throw new AppError("not_found");
  const { round, pupilId, adultId, teacherId, needsInterpreter, language } = meeting;
  const line = (await getPlan(ctx, { roundId: round.id })).lines.find(({ id }) => id === meeting.id);
  if (!line) throw new AppError("not_found");
  return { ...line, roundId: round.id, times: await findOpenTimes(ctx.db, { round, pupilId, adultId, teacherId, needsInterpreter, language, moving: meeting.id }, ctx.now) };
}
