import { cancelMessages, queueMessages } from "@/server/features/delivery/commands";
import type { MessageKind } from "@/server/features/delivery/rules";
import { writeText } from "@/server/features/languages/commands";
import { keepVoiceNote } from "@/server/features/languages/speech/commands";
import { familyVisible, linkAllows } from "@/server/features/people/policy";
import { reachFields } from "@/server/features/people/profile/queries";
import { type AdultReach, planFor } from "@/server/features/people/profile/rules";
import { recordAudit } from "@/server/lib/audit/record";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { Ctx, PersonCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Meeting, MeetingRound, MeetingSession } from "@/server/lib/db/generated/client";
import { inTurn, sqlState } from "@/server/lib/db/turns";
import { AppError } from "@/server/lib/errors";

import { ownMeetings, shownRounds, taughtBy } from "../policy";
import { lengthOf, stageOf, startsIn, type Video, videoLinkFor } from "../rules";
import type { Mode } from "../schema";
import { findVideo } from "../settings/queries";
import { hasPriority } from "./queries";
import type { Ask, Book } from "./schema";

const kinds: MessageKind[] = ["meeting_booked", "meeting_changed", "meeting_reminder"];
/** A meeting that begins sooner than this many minutes from now gets no reminder of its own. */
const NO_REMINDER = 180;
/** A circle of waiting, or an interpreter whom somebody else got in the same moment, is tried again so many times. */
const TRIES = 3;

/**
 * Tries a booking until the database has said yes or no. Errors: conflict (startsAt: taken) when somebody else was quicker; once: this adult
 * already meets this teacher about this child.
 */
export async function settled<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await inTurn(ctx.db, ctx.school.id, work);
    } catch (error) {
      if (error instanceof AppError && error.fields.startsAt !== "interpreter") throw error;
      const state = error instanceof AppError ? "40001" : sqlState(error);
      if (state === "23505") throw new AppError("conflict", { teacherId: "once" });
      if (state === "23P01" || (state && tried >= TRIES)) throw new AppError("conflict", { startsAt: "taken" });
      if (!state) throw error;
    }
  }
}

type Told = Pick<Meeting, "id" | "adultId" | "pupilId" | "startsAt">;

/** The texts that the adult finds behind a message of a meeting: what was promised in it. One statement. */
export const promiseTexts = async (tx: Tx, meetingId: string): Promise<string[]> => (await tx.meetingPromise.findMany({ where: { meetingId }, select: { textId: true } })).map(({ textId }) => textId);

/**
 * Tells the adult of a meeting, and reminds them a day before. What was said of it before and has not left is stopped. Errors: conflict (translation: unchecked).
 * @param leaveOut the family did it itself: it is not refused for a text that must not go out unchecked (delivery's queueMessages)
 */
export async function tellOfMeeting(tx: Tx, ctx: Pick<Ctx, "school" | "now">, meeting: Told, child: string, kind: MessageKind, leaveOut = false): Promise<void> {
  const { school, now } = ctx;
  if (kind !== "meeting_booked") await cancelMessages(tx, { schoolId: school.id, now, subjectIds: [meeting.id], kinds });
  // Nothing was promised in a meeting that has just been booked.
  const textIds = kind === "meeting_booked" ? [] : await promiseTexts(tx, meeting.id);
  const message = { adultId: meeting.adultId, pupilId: meeting.pupilId, subjectId: meeting.id, textIds, args: { child, at: meeting.startsAt.toISOString() } };
  const key = `meeting:${meeting.id}:${meeting.startsAt.getTime()}:${now.getTime()}`;
  const dayBefore = addDays(meeting.startsAt, -1);
  const reminded = kind !== "meeting_cancelled" && dayBefore > addMinutes(now, NO_REMINDER);
  await queueMessages(tx, {
    schoolId: school.id, now, leaveOut,
    messages: [{ ...message, kind, idempotencyKey: `${key}:${kind}` }, ...(reminded ? [{ ...message, kind: "meeting_reminder" as const, idempotencyKey: `${key}:reminder`, notBefore: dayBefore }] : [])],
  });
}

export const recordMeeting = (tx: Tx, ctx: Ctx & { actor: PersonCtx["actor"] }, meeting: Pick<Meeting, "id" | "pupilId">, action: string, detail: Record<string, string | number | boolean | null> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `meetings.${action}`, subjectType: "meeting", subjectId: meeting.id, pupilId: meeting.pupilId, detail });

export interface Place {
  roundId: string;
  pupilId: string;
  adultId: string;
  teacherId: string;
  startsAt: Date;
  mode: Mode;
}

/** What a meeting at a place and time needs. */
interface Facts {
  round: Pick<MeetingRound, "id" | "state" | "minutes" | "gapMinutes" | "priorityFrom" | "opensAt" | "closesAt">;
  session: Pick<MeetingSession, "id" | "roomId">;
  child: string;
  interpreter: boolean;
  language: string;
  /** Where it is, for a meeting by video. */
  video: Video | null;
  /** The family's wish that had no place until now. */
  lostWishId: string | null;
  /** Who has the meeting of this id, if there is one. */
  known: string | null;
  /** Whether this adult meets this teacher about this child already, and whether somebody else has the teacher's time: the constraints say it again. */
  once: boolean;
  taken: boolean;
}

interface FactsRow extends AdultReach {
  sessionId: string;
  startsAt: Date;
  endsAt: Date;
  roomId: string | null;
  modes: Mode[];
  state: string;
  minutes: number;
  gapMinutes: number;
  yearGroups: number[];
  videoLink: string | null;
  priorityFrom: Date;
  opensAt: Date;
  closesAt: Date;
  child: string;
  yearGroup: number;
  known: string | null;
  once: boolean;
  taken: boolean;
  lostWishId: string | null;
}

/**
 * What a meeting at this place and time needs. One statement locks its link, session and round and reads them, the next asks the access rule: an order of a
 * court, hours that are cut and a round that closes wait for it, and what they did before is seen.
 * @param meetingId the meeting that is made or moved
 * Errors: not_found; conflict (startsAt: taken) outside the teacher's hours; invalid_input (startsAt: no_time; mode: no_mode).
 */
async function readFacts(tx: Tx, ctx: Ctx, place: Place, meetingId: string): Promise<Facts> {
  const { roundId, pupilId, adultId, teacherId, startsAt, mode } = place;
  const [row] = await tx.$queryRaw<FactsRow[]>`
    SELECT s.id AS "sessionId", s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.room_id AS "roomId", s.modes::text[] AS modes, r.state::text AS state, r.minutes, r.gap_minutes AS "gapMinutes",
      coalesce(r.year_groups, '{}') AS "yearGroups", r.video_link AS "videoLink", r.priority_from AS "priorityFrom", r.opens_at AS "opensAt", r.closes_at AS "closesAt", p.given_name AS child, p.year_group AS "yearGroup",
      coalesce(a.spoken_languages, '{}') AS "spokenLanguages", a.reading_language AS "readingLanguage", a.reading_need::text AS "readingNeed", a.prefers::text[] AS prefers, a.needs_interpreter AS "needsInterpreter",
      a.email, a.phone, coalesce(a.address_lines, '{}') AS "addressLines",
      (SELECT m.adult_id FROM meeting m WHERE m.id = ${meetingId}::uuid) AS known,
      EXISTS (SELECT 1 FROM meeting m WHERE m.round_id = r.id AND m.adult_id = a.id AND m.pupil_id = p.id AND m.teacher_id = s.teacher_id AND m.state = 'booked' AND m.id <> ${meetingId}::uuid) AS once,
      EXISTS (SELECT 1 FROM meeting_hour h WHERE h.who_id = s.teacher_id AND h.during @> ${startsAt}::timestamptz AND h.meeting_id <> ${meetingId}::uuid) AS taken,
      (SELECT w.id FROM meeting_ask k JOIN meeting_wish w ON w.ask_id = k.id WHERE k.round_id = r.id AND k.adult_id = a.id AND w.pupil_id = p.id AND w.teacher_id = s.teacher_id AND w.reason IS NOT NULL) AS "lostWishId"
    FROM guardian_link l JOIN adult a ON a.id = l.adult_id JOIN pupil p ON p.id = l.pupil_id, meeting_session s JOIN meeting_round r ON r.id = s.round_id
    WHERE l.adult_id = ${adultId}::uuid AND l.pupil_id = ${pupilId}::uuid AND r.id = ${roundId}::uuid AND s.teacher_id = ${teacherId}::uuid AND s.starts_at <= ${startsAt}::timestamptz AND s.ends_at > ${startsAt}::timestamptz
    FOR SHARE OF l, s, r`;
  const link = await tx.guardianLink.findFirst({ where: { adultId, pupilId, ...linkAllows("meetings", ctx.now), adult: { removedAt: null }, pupil: { removedAt: null, ...taughtBy(teacherId) } }, select: { id: true } });
  if (!link || adultId === teacherId) throw new AppError("not_found");
  if (!row || row.state !== shownRounds.state) {
    // A time outside everybody's hours is told apart from a round that is not there.
    if ((await tx.meetingSession.count({ where: { roundId, teacherId, round: shownRounds } })) === 0) throw new AppError("not_found");
    throw new AppError("conflict", { startsAt: "taken" });
  }
  const { sessionId, roomId, child, yearGroups, yearGroup, videoLink, lostWishId, known, once, taken, minutes: usual } = row;
  if (yearGroups.length > 0 && !yearGroups.includes(yearGroup)) throw new AppError("not_found");
  const plan = planFor(row);
  if (startsAt <= ctx.now || !startsIn(row, usual, lengthOf(usual, plan.interpreter)).some((at) => at.getTime() === startsAt.getTime())) throw new AppError("invalid_input", { startsAt: "no_time" });
  const video = mode === "video" ? await findVideo(tx, { videoLink }) : null;
  if (!row.modes.includes(mode) || (mode === "video" && !video)) throw new AppError("invalid_input", { mode: "no_mode" });
  return { round: { ...row, id: roundId, state: shownRounds.state }, session: { id: sessionId, roomId }, child, interpreter: plan.interpreter, language: plan.speakIn, video, lostWishId, known, once, taken };
}

/** Refuses at once what the constraints would refuse. Errors: conflict (teacherId: once; startsAt: taken). */
function refuseTaken({ once, taken }: Facts): void {
  if (once) throw new AppError("conflict", { teacherId: "once" });
  if (taken) throw new AppError("conflict", { startsAt: "taken" });
}

/** A wish for which the family found a time itself is without a place no more. */
async function settleWish(tx: Tx, { lostWishId }: Facts): Promise<void> {
  if (lostWishId) await tx.meetingWish.updateMany({ where: { id: lostWishId }, data: { reason: null, offers: [] } });
}

/** Refuses a family whose turn it is not. Errors: conflict (roundId: soon, closed). */
async function checkTurn(tx: Tx, ctx: PersonCtx, round: Facts["round"], interpreter: boolean): Promise<void> {
  // Asked only while it makes a difference: most families come when the round is open to all.
  const priority = ctx.now < round.opensAt && (await hasPriority(tx, ctx.actor.adultId, interpreter));
  const stage = stageOf(round, priority, ctx.now);
  if (stage !== "open") throw new AppError("conflict", { roundId: stage });
}

/** An interpreter of the language who is there and free, one who is busy just before or after first: idle time between two is paid for. Null: none. */
async function findFreeInterpreter(tx: Tx, roundId: string, language: string, startsAt: Date, endsAt: Date, gap: number, except: string | null): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT h.interpreter_id AS id FROM meeting_interpreter_hour h JOIN meeting_interpreter i ON i.id = h.interpreter_id
    WHERE h.round_id = ${roundId}::uuid AND h.absent_at IS NULL AND ${language} = ANY(i.languages) AND h.starts_at <= ${startsAt}::timestamptz AND h.ends_at >= ${endsAt}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM meeting_hour t WHERE t.who_id = h.interpreter_id AND t.meeting_id IS DISTINCT FROM ${except}::uuid
        AND t.during && tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz + ${gap}::int * interval '1 minute'))
    ORDER BY (SELECT min(least(abs(extract(epoch FROM upper(t.during) - ${startsAt}::timestamptz)), abs(extract(epoch FROM lower(t.during) - ${endsAt}::timestamptz))))
      FROM meeting_hour t WHERE t.who_id = h.interpreter_id) NULLS LAST, h.interpreter_id LIMIT 1`;
  return found?.id ?? null;
}

/** What is written of a meeting at a place and time. Errors: conflict (startsAt: interpreter) when none is free. */
async function rowOf(tx: Tx, place: Place, facts: Facts, meetingId: string, moved: boolean) {
  const { round, session, interpreter, language, video } = facts;
  const endsAt = addMinutes(place.startsAt, lengthOf(round.minutes, interpreter));
  const gapMinutes = place.mode === "in_person" ? round.gapMinutes : 0;
  const interpreterId = interpreter ? await findFreeInterpreter(tx, round.id, language, place.startsAt, endsAt, gapMinutes, moved ? meetingId : null) : null;
  if (interpreter && !interpreterId) throw new AppError("conflict", { startsAt: "interpreter" });
  return {
    sessionId: session.id, roomId: place.mode === "in_person" ? session.roomId : null, mode: place.mode, language, needsInterpreter: interpreter, interpreterId, startsAt: place.startsAt, endsAt, gapMinutes,
    videoLink: video ? videoLinkFor(video, meetingId) : null,
  };
}

/**
 * Books a time that the family picked. The database settles who gets it: teacher, adult, room and interpreter are taken in this transaction or
 * nobody is. The same key again is the same meeting.
 * Errors: not_found; conflict (startsAt: taken; teacherId: once; roundId: soon, closed); invalid_input and too_large (voice).
 */
export async function bookMeeting(ctx: PersonCtx, input: Book): Promise<{ meetingId: string }> {
  const place: Place = { roundId: input.roundId, pupilId: input.pupilId, adultId: ctx.actor.adultId, teacherId: input.teacherId, startsAt: new Date(input.startsAt), mode: input.mode };
  return settled(ctx, async (tx) => {
    const facts = await readFacts(tx, ctx, place, input.key).catch(async (error: unknown) => {
      // The same form again is the same meeting, whatever has become of the hours.
      if (!(error instanceof AppError) || (await tx.meeting.count({ where: { id: input.key, adultId: ctx.actor.adultId } })) === 0) throw error;
      return null;
    });
    if (facts && facts.known !== null && facts.known !== ctx.actor.adultId) throw new AppError("not_found");
    if (facts === null || facts.known !== null) return { meetingId: input.key };
    await checkTurn(tx, ctx, facts.round, facts.interpreter);
    refuseTaken(facts);
    const row = await rowOf(tx, place, facts, input.key, false);
    await settleWish(tx, facts);
    const questionId = input.question ? await writeText(tx, { schoolId: ctx.school.id, kind: "messages.reply", language: ctx.locale, body: input.question, authorId: ctx.actor.adultId, pupilId: input.pupilId }) : null;
    const { startsAt: _at, mode: _mode, ...who } = place;
    await tx.meeting.createMany({ data: [{ id: input.key, schoolId: ctx.school.id, ...who, ...row, questionId, pinned: true, createdAt: ctx.now, changedAt: ctx.now }] });
    if (input.voice) await keepVoiceNote(tx, ctx, { subjectId: input.key, pupilId: input.pupilId, audio: input.voice });
    await tellOfMeeting(tx, ctx, { id: input.key, ...place }, facts.child, "meeting_booked");
    await recordMeeting(tx, ctx, { id: input.key, pupilId: input.pupilId }, "book", { by: "family", mode: row.mode });
    return { meetingId: input.key };
  });
}

/** Locks one of the adult's meetings that is still to come. Errors: not_found; conflict (state, or startsAt: over). */
async function takeOwn(tx: Tx, ctx: PersonCtx, meetingId: string, state: "booked" | "cancelled"): Promise<Meeting> {
  const found = await tx.meeting.findFirst({ where: { AND: [{ id: meetingId }, ownMeetings(ctx.actor, ctx.now)] }, select: { id: true } });
  if (!found) throw new AppError("not_found");
  await tx.$executeRaw`SELECT 1 FROM meeting WHERE id = ${meetingId}::uuid FOR UPDATE`;
  const meeting = await tx.meeting.findUniqueOrThrow({ where: { id: meetingId } });
  if (meeting.state !== state) throw new AppError("conflict", { state: meeting.state });
  if (meeting.startsAt <= ctx.now) throw new AppError("conflict", { startsAt: "over" });
  return meeting;
}

/** Puts a meeting at a time, again or for the first time after it was called off, in the caller's transaction. Errors: those of a booking. */
export async function placeMeeting(tx: Tx, ctx: Ctx, meeting: Meeting, at: { startsAt: Date; mode: Mode }): Promise<Facts> {
  const place: Place = { roundId: meeting.roundId, pupilId: meeting.pupilId, adultId: meeting.adultId, teacherId: meeting.teacherId, ...at };
  const facts = await readFacts(tx, ctx, place, meeting.id);
  refuseTaken(facts);
  const row = await rowOf(tx, place, facts, meeting.id, true);
  await settleWish(tx, facts);
  await tx.meeting.updateMany({ where: { id: meeting.id }, data: { ...row, state: "booked", changedAt: ctx.now } });
  return facts;
}

/** The family moves its meeting to another time or way; until then it keeps the one that it has. Errors: those of a booking; conflict (state). */
export async function moveMeeting(ctx: PersonCtx, input: { meetingId: string; startsAt: string; mode: Mode }): Promise<void> {
  const startsAt = new Date(input.startsAt);
  await settled(ctx, async (tx) => {
    const meeting = await takeOwn(tx, ctx, input.meetingId, "booked");
    const facts = await placeMeeting(tx, ctx, meeting, { startsAt, mode: input.mode });
    // What a family picked itself stays where it is.
    await tx.meeting.updateMany({ where: { id: meeting.id }, data: { pinned: true } });
    await checkTurn(tx, ctx, facts.round, facts.interpreter);
    await tellOfMeeting(tx, ctx, { ...meeting, startsAt }, facts.child, "meeting_changed", true);
    await recordMeeting(tx, ctx, meeting, "move", { by: "family" });
  });
}

/** The family calls its meeting off; the time is free at once, and no plan that is made anew books it again. Errors: not_found; conflict. */
export async function cancelOwn(ctx: PersonCtx, input: { meetingId: string }): Promise<void> {
  await settled(ctx, async (tx) => {
    const meeting = await takeOwn(tx, ctx, input.meetingId, "booked");
    const { roundId, adultId, pupilId, teacherId } = meeting;
    await tx.meeting.updateMany({ where: { id: meeting.id }, data: { state: "cancelled", changedAt: ctx.now } });
    await tx.meetingWish.deleteMany({ where: { pupilId, teacherId, ask: { roundId, adultId } } });
    await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [meeting.id], kinds });
    await recordMeeting(tx, ctx, meeting, "cancel", { by: "family" });
  });
}

/** Takes a meeting back that was called off, if its time is still free. Errors: those of a booking. */
export async function takeBack(ctx: PersonCtx, input: { meetingId: string }): Promise<void> {
  await settled(ctx, async (tx) => {
    const meeting = await takeOwn(tx, ctx, input.meetingId, "cancelled");
    const facts = await placeMeeting(tx, ctx, meeting, meeting);
    await checkTurn(tx, ctx, facts.round, facts.interpreter);
    await tellOfMeeting(tx, ctx, meeting, facts.child, "meeting_booked");
    await recordMeeting(tx, ctx, meeting, "takeBack", { by: "family" });
  });
}

/**
 * The family says when it can and whom it would like to meet; the planner makes one plan of it. What was asked before is replaced.
 * Errors: not_found for a round, child or teacher that is not theirs to meet; conflict (roundId: soon, closed).
 */
export async function askToMeet(ctx: PersonCtx, input: Ask): Promise<void> {
  const { roundId, suits, keeps, mode } = input;
  const wishes = [...new Map(input.wishes.map((wish) => [`${wish.pupilId}:${wish.teacherId}`, wish])).values()];
  await ctx.db.$transaction(async (tx) => {
    const round = await tx.meetingRound.findFirst({ where: { AND: [{ id: roundId }, shownRounds] } });
    if (!round) throw new AppError("not_found");
    for (const { pupilId, teacherId } of wishes) {
      const pupil = await tx.pupil.findFirst({ where: { AND: [{ id: pupilId }, familyVisible(ctx.actor, "meetings", ctx.now), taughtBy(teacherId), round.yearGroups.length > 0 ? { yearGroup: { in: round.yearGroups } } : {}] }, select: { id: true } });
      if (!pupil || teacherId === ctx.actor.adultId) throw new AppError("not_found");
    }
    const adult = await tx.adult.findUniqueOrThrow({ where: { id: ctx.actor.adultId }, select: reachFields });
    await checkTurn(tx, ctx, round, planFor(adult).interpreter);
    const said = { suits, keeps, mode, at: ctx.now };
    const ask = await tx.meetingAsk.upsert({ where: { roundId_adultId: { roundId, adultId: ctx.actor.adultId } }, create: { schoolId: ctx.school.id, roundId, adultId: ctx.actor.adultId, ...said }, update: said, select: { id: true } });
    await tx.meetingWish.deleteMany({ where: { askId: ask.id } });
    await tx.meetingWish.createMany({ data: wishes.map((wish) => ({ schoolId: ctx.school.id, askId: ask.id, ...wish })) });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "meetings.ask", subjectType: "meeting_round", subjectId: roundId, detail: { wishes: wishes.length } });
  });
}
