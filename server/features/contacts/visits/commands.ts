import { v7 as uuid } from "uuid";

import { cancelMessages, createTask, queueMessages } from "@/server/features/delivery/commands";
import { acknowledgeMessages } from "@/server/features/delivery/ladder/commands";
import type { MessageKind } from "@/server/features/delivery/rules";
import { writeText } from "@/server/features/languages/commands";
import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import { keepVoiceNote } from "@/server/features/languages/speech/commands";
import { flagSentence } from "@/server/features/languages/workbench/commands";
import { findAbsences } from "@/server/features/people/absence/queries";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import { recordAudit } from "@/server/lib/audit/record";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { Ctx, PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma, Visit } from "@/server/lib/db/generated/client";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { noteContact } from "../commands";
import { recordVisible } from "../policy";
import { goingOn, mayBeVisited, ownVisits, staffVisits } from "./policy";
import { householdOf } from "./queries";
import { alarmDue, daysAsBusy, twoPeopleFor } from "./rules";
import { AHEAD_DAYS, type answers, type Choose, type ChooseOwn, type FlagVisit, type handledHow, type Plan, type VisitRecord } from "./schema";

type Row = Visit & { pupil: { givenName: string } };
const withChild = { pupil: { select: { givenName: true } } } as const;

const visitorsOf = (visit: Pick<Visit, "leadId" | "secondId">): string[] => [visit.leadId, ...(visit.secondId ? [visit.secondId] : [])];

const record = (tx: Tx, ctx: Ctx & { actor: PersonCtx["actor"] }, visit: Pick<Visit, "id" | "pupilId">, action: string, detail: Record<string, string | number | boolean | null> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `visits.${action}`, subjectType: "visit", subjectId: visit.id, pupilId: visit.pupilId, detail });

/** Tells the adult of a visit. `leaveOut`: the family did it itself, or it must not wait (delivery's queueMessages). Errors: conflict (translation: unchecked). */
function tell(tx: Tx, ctx: Pick<Ctx, "school" | "now">, visit: Row, kind: MessageKind, more: { key: string; at?: Date | null; notBefore?: Date; leaveOut?: boolean }): Promise<{ queued: number }> {
  return queueMessages(tx, {
    schoolId: ctx.school.id, now: ctx.now, leaveOut: more.leaveOut,
    messages: [{
      adultId: visit.adultId, pupilId: visit.pupilId, kind, subjectId: visit.id, args: { child: visit.pupil.givenName, ...(more.at ? { at: more.at.toISOString() } : {}) }, idempotencyKey: `visit:${visit.id}:${more.key}`,
      notBefore: more.notBefore, textIds: [visit.wordsId],
    }],
  });
}

function checkSlots(ctx: Ctx, slots: readonly string[]): Date[] {
  const times = [...new Set(slots)].map((slot) => new Date(slot)).sort((a, b) => a.getTime() - b.getTime());
  if (times.some((at) => at <= ctx.now || at > addDays(ctx.now, AHEAD_DAYS))) throw new AppError("invalid_input", { slots: "past" });
  return times;
}

/**
 * Plans a visit; nothing is said to the family before somebody else has authorised it. A first visit, and one to a home where that was noted,
 * is made by two. The same plan again changes nothing.
 * Errors: not_found for a child, adult or colleague who is not there to choose; not_allowed for an adult whom an order keeps from messages or meetings;
 * invalid_input (secondId: two_people, slots: past, words: acronym:…).
 */
export async function planVisit(ctx: StaffCtx, input: Plan): Promise<{ visitId: string }> {
  const times = checkSlots(ctx, input.slots);
  const unexplained = (await findUnexplained(ctx.db, new Map([["words", input.words]]))).get("words");
  if (unexplained) throw new AppError("invalid_input", { words: acronymReason(unexplained) });
  return ctx.db.$transaction(async (tx) => {
    await lockKey(tx, input.key);
    const known = await tx.visit.findFirst({ where: { id: input.key }, select: { id: true, plannerId: true } });
    if (known) {
      if (known.plannerId !== ctx.actor.adultId) throw new AppError("not_found");
      return { visitId: known.id };
    }
    const { pupilId, adultId, purpose, minutes, leadId, secondId = null, interpreter, twoPeople } = input;
    const link = await tx.guardianLink.findFirst({
      where: { adultId, pupilId, removedAt: null, adult: { removedAt: null }, pupil: recordVisible(ctx.actor, ctx.now) }, select: { adult: { select: reachFields } },
    });
    if (!link) throw new AppError("not_found");
    // The link is held: an order that is being entered at this moment is seen, or sees this visit.
    await tx.$executeRaw`SELECT 1 FROM guardian_link WHERE adult_id = ${adultId}::uuid AND pupil_id = ${pupilId}::uuid FOR SHARE`;
    if ((await tx.guardianLink.count({ where: { adultId, pupilId, ...mayBeVisited(ctx.now) } })) === 0) throw new AppError("not_allowed", { adultId: "restricted" });
    const visitors = visitorsOf({ leadId, secondId });
    const staff = await tx.adult.count({ where: { id: { in: visitors }, removedAt: null, posts: { some: { endedAt: null, role: { not: "authority_officer" } } }, links: { none: { pupilId, removedAt: null } } } });
    if (staff !== visitors.length) throw new AppError("invalid_input", { leadId: "not_there" });
    const household = await householdOf(tx, adultId, null);
    if (!secondId && twoPeopleFor(household.visits, household.noted || twoPeople)) throw new AppError("invalid_input", { secondId: "two_people" });
    const schoolId = ctx.school.id;
    const wordsId = await writeText(tx, { schoolId, kind: "contacts.record", language: SOURCE_LANGUAGE, body: input.words, authorId: ctx.actor.adultId, pupilId });
    const visit = await tx.visit.create({
      data: {
        id: input.key, schoolId, pupilId, adultId, purpose, wordsId, language: planFor(link.adult).speakIn, interpreter, minutes, plannerId: ctx.actor.adultId, leadId, secondId, twoPeople,
        riskNotes: input.riskNotes || null, taskId: input.taskId ?? null, createdAt: ctx.now,
      },
    });
    await tx.visitSlot.createMany({ data: times.map((startsAt) => ({ id: uuid(), schoolId, visitId: visit.id, startsAt })) });
    await record(tx, ctx, visit, "plan", { purpose, two: secondId !== null });
    return { visitId: visit.id };
  });
}

/** Locks a visit and answers it. Errors: not_found; conflict when it is in none of these states. */
async function take(tx: Tx, where: Prisma.VisitWhereInput, states: readonly Visit["state"][]): Promise<Row> {
  const found = await tx.visit.findFirst({ where, select: { id: true } });
  if (!found) throw new AppError("not_found");
  await tx.$executeRaw`SELECT 1 FROM visit WHERE id = ${found.id}::uuid FOR UPDATE`;
  const visit = await tx.visit.findUniqueOrThrow({ where: { id: found.id }, include: withChild });
  if (!states.includes(visit.state)) throw new AppError("conflict", { state: visit.state });
  return visit;
}

/** No new time is set for a visit that the school may not make any more. Errors: conflict. */
function refuseCalledOff(visit: Pick<Visit, "calledOffAt">): void {
  if (visit.calledOffAt) throw new AppError("conflict", { state: "called_off" });
}

const theirs = (ctx: StaffCtx, visitId: string) => ({ AND: [{ id: visitId }, staffVisits(ctx.actor, ctx.now)] });

/** Lets a visit be offered to the family, or ends it. Never by whoever planned it. Errors: not_found; conflict; not_allowed. */
export async function authoriseVisit(ctx: StaffCtx, input: { visitId: string; yes: boolean }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const visit = await take(tx, theirs(ctx, input.visitId), ["asked"]);
    if (visit.plannerId === ctx.actor.adultId) throw new AppError("not_allowed", { visitId: "own" });
    await tx.visit.update({ where: { id: visit.id }, data: { state: input.yes ? "offered" : "cancelled", authorisedById: ctx.actor.adultId, authorisedAt: ctx.now } });
    if (input.yes) await tell(tx, ctx, visit, "visit_offered", { key: "offered" });
    else await createTask(tx, { schoolId: ctx.school.id, kind: "follow_up", adultId: visit.adultId, pupilId: visit.pupilId, subjectId: visit.id, assigneeId: visit.plannerId, dueAt: ctx.now, uniqueKey: `visit-refused:${visit.id}` });
    await record(tx, ctx, visit, input.yes ? "authorise" : "refuse");
  });
}

/** Offers further times; the family is told that it can choose. Errors: not_found; conflict; invalid_input (slots: past). */
export async function offerTimes(ctx: StaffCtx, input: { visitId: string; slots: string[] }): Promise<void> {
  const times = checkSlots(ctx, input.slots);
  await ctx.db.$transaction(async (tx) => {
    const visit = await take(tx, theirs(ctx, input.visitId), ["offered", "booked"]);
    refuseCalledOff(visit);
    await tx.visitSlot.createMany({ data: times.map((startsAt) => ({ id: uuid(), schoolId: ctx.school.id, visitId: visit.id, startsAt })), skipDuplicates: true });
    await tell(tx, ctx, visit, "visit_offered", { key: `offered:${ctx.now.getTime()}` });
    await record(tx, ctx, visit, "offer", { times: times.length });
  });
}

/** Frees whoever was to go. */
const release = (tx: Tx, visitId: string) => tx.$executeRaw`DELETE FROM visit_hour WHERE visit_id = ${visitId}::uuid`;

/** Frees whoever was to go, and nothing of the visit reaches the family any more. */
async function letGo(tx: Tx, ctx: Pick<Ctx, "school" | "now">, visitId: string): Promise<void> {
  await release(tx, visitId);
  await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [visitId], kinds: ["visit_booked", "visit_reminder", "visit_offered"] });
}

/** Chooses a time and place in the caller's transaction: whoever goes is taken for it by the database, or somebody else was quicker. */
async function book(tx: Tx, ctx: Ctx & { actor: PersonCtx["actor"] }, visit: Row, input: Choose): Promise<void> {
  refuseCalledOff(visit);
  if (input.place === "elsewhere" && !input.placeWords && (await tx.voiceNote.count({ where: { subjectId: visit.id } })) === 0) throw new AppError("invalid_input", { placeWords: "needed" });
  const slot = await tx.visitSlot.findFirst({ where: { id: input.slotId, visitId: visit.id }, select: { startsAt: true } });
  if (!slot || slot.startsAt <= ctx.now) throw new AppError("conflict", { slotId: "over" });
  const { startsAt } = slot;
  const endsAt = addMinutes(startsAt, visit.minutes);
  await release(tx, visit.id);
  const visitors = visitorsOf(visit);
  // Whoever has become away since the times were offered does not go: the family sees the others.
  const away = daysAsBusy(await findAbsences(tx, visitors, ctx.school.zone, ctx.now), ctx.school.zone);
  if (away.some(({ from, to }) => startsAt < to && endsAt > from)) throw new AppError("conflict", { slotId: "taken" });
  const held = await tx.$executeRaw`
    INSERT INTO visit_hour (school_id, visit_id, visitor_id, during)
    SELECT ${ctx.school.id}::uuid, ${visit.id}::uuid, x.id, tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz) FROM unnest(${visitors}::uuid[]) AS x (id)
    ON CONFLICT DO NOTHING`;
  if (held !== visitors.length) throw new AppError("conflict", { slotId: "taken" });
  await tx.visit.update({ where: { id: visit.id }, data: { state: "booked", startsAt, place: input.place, placeWords: input.placeWords || null } });
  await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [visit.id], kinds: ["visit_booked", "visit_reminder"] });
  const key = `${startsAt.getTime()}:${ctx.now.getTime()}`;
  const leaveOut = ctx.actor.adultId === visit.adultId;
  await tell(tx, ctx, visit, "visit_booked", { key: `booked:${key}`, at: startsAt, leaveOut });
  const dayBefore = addDays(startsAt, -1);
  if (dayBefore > addMinutes(ctx.now, 180)) await tell(tx, ctx, visit, "visit_reminder", { key: `reminder:${key}`, at: startsAt, notBefore: dayBefore, leaveOut });
  await watch(tx, { ...visit, state: "booked", startsAt });
  await record(tx, ctx, visit, "book", { place: input.place, by: leaveOut ? "family" : "staff" });
}

/** Sets the clock: at the minute that is missed a job finds out, whatever has become of the visitors' telephones. */
async function watch(tx: Tx, visit: Pick<Visit, "id" | "state" | "startsAt" | "outBy">): Promise<void> {
  const due = alarmDue(visit);
  if (due) await enqueueJob(tx, "contacts.visitAlarm", { visitId: visit.id }, { key: `contacts.visitAlarm:${visit.id}`, runAt: due.dueAt });
}

/** What a family said of a place is of that place: it goes with the choice, and the newest counts. What was written down of it goes too. */
const forgetSaid = (tx: Tx, visitId: string) => tx.voiceNote.deleteMany({ where: { subjectId: visitId } });

/**
 * The family chooses, or changes its choice until the visitors are there; where, it can say with its voice.
 * Errors: not_found; conflict (slotId: taken, over; state); invalid_input (placeWords: needed; voice), too_large.
 */
export async function chooseTime(ctx: PersonCtx, input: ChooseOwn): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const visit = await take(tx, { AND: [{ id: input.visitId }, ownVisits(ctx.actor, ctx.now)] }, ["offered", "booked"]);
    await acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: visit.id, now: ctx.now });
    if (input.voice || visit.place !== input.place) await forgetSaid(tx, visit.id);
    if (input.voice) await keepVoiceNote(tx, ctx, { subjectId: visit.id, ofRecord: true, pupilId: visit.pupilId, audio: input.voice });
    await book(tx, ctx, visit, input);
  });
}

/** A member of staff chooses for a family on the telephone. Errors: the same. */
export async function chooseFor(ctx: StaffCtx, input: Choose): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const visit = await take(tx, theirs(ctx, input.visitId), ["offered", "booked"]);
    await acknowledgeMessages(tx, { adultId: visit.adultId, subjectId: visit.id, now: ctx.now });
    if (visit.place !== input.place) await forgetSaid(tx, visit.id);
    await book(tx, ctx, visit, input);
  });
}

/** The family asks for other times, or wants no visit: whoever planned it is told on the list of the day. Errors: not_found; conflict. */
export async function answerVisit(ctx: PersonCtx, input: { visitId: string; answer: (typeof answers)[number] }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const visit = await take(tx, { AND: [{ id: input.visitId }, ownVisits(ctx.actor, ctx.now)] }, ["offered", "booked"]);
    await acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: visit.id, now: ctx.now });
    await letGo(tx, ctx, visit.id);
    await forgetSaid(tx, visit.id);
    await tx.visit.update({ where: { id: visit.id }, data: { state: input.answer === "no_visit" ? "cancelled" : "offered", startsAt: null, place: null, placeWords: null } });
    await createTask(tx, {
      schoolId: ctx.school.id, kind: "family_says", adultId: visit.adultId, pupilId: visit.pupilId, subjectId: visit.id, assigneeId: visit.plannerId, dueAt: ctx.now, uniqueKey: `visit-${input.answer}:${visit.id}:${ctx.now.getTime()}`,
    });
    await record(tx, ctx, visit, input.answer);
  });
}

/** The school calls a visit off, whatever must be checked: the visitors' alarms end with it. The family is told when it knew of it. Errors: not_found; conflict. */
export async function cancelVisit(ctx: StaffCtx, input: { visitId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const visit = await take(tx, theirs(ctx, input.visitId), ["asked", "offered", "booked"]);
    await letGo(tx, ctx, visit.id);
    await tx.visit.update({ where: { id: visit.id }, data: { state: "cancelled" } });
    if (visit.state !== "asked") await tell(tx, ctx, visit, "visit_cancelled", { key: "cancelled", at: visit.startsAt, leaveOut: true });
    await record(tx, ctx, visit, "cancel");
  });
}

const going = (ctx: StaffCtx, visitId: string) => ({ AND: [{ id: visitId }, staffVisits(ctx.actor, ctx.now), goingOn(ctx.actor)] });

/** Alarms of a visit end when its people are heard of. */
const calm = (tx: Tx, ctx: StaffCtx, visitId: string) =>
  tx.visitAlarm.updateMany({ where: { visitId, handledAt: null }, data: { handledAt: ctx.now, handledById: ctx.actor.adultId, handledHow: "visitor" } });

/** Whoever goes says that they go in and for how long. Again, inside: so many minutes more. Errors: not_found for a visit of others; conflict. */
export async function checkIn(ctx: StaffCtx, input: { visitId: string; minutes: number }): Promise<{ outBy: Date }> {
  const outBy = addMinutes(ctx.now, input.minutes);
  await ctx.db.$transaction(async (tx) => {
    const visit = await take(tx, going(ctx, input.visitId), ["booked", "under_way"]);
    await tx.visit.update({ where: { id: visit.id }, data: { state: "under_way", checkedInAt: visit.checkedInAt ?? ctx.now, outBy } });
    await calm(tx, ctx, visit.id);
    await watch(tx, { ...visit, state: "under_way", outBy });
    await record(tx, ctx, visit, visit.state === "booked" ? "checkIn" : "extend", { minutes: input.minutes });
  });
  return { outBy };
}

/** Whoever went says that everybody is out and well. Errors: not_found; conflict. */
export async function checkOut(ctx: StaffCtx, input: { visitId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const visit = await take(tx, going(ctx, input.visitId), ["under_way"]);
    await tx.visit.update({ where: { id: visit.id }, data: { state: "done", checkedOutAt: ctx.now } });
    await release(tx, visit.id);
    await calm(tx, ctx, visit.id);
    await record(tx, ctx, visit, "checkOut");
  });
}

/** Ends an alarm with how the people were found. Errors: not_found for one that is no longer open. */
export async function handleAlarm(ctx: StaffCtx, input: { alarmId: string; how: (typeof handledHow)[number] }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const alarm = await tx.visitAlarm.findFirst({ where: { id: input.alarmId, handledAt: null }, select: { visit: { select: { id: true, pupilId: true } } } });
    const { count } = await tx.visitAlarm.updateMany({ where: { id: input.alarmId, handledAt: null }, data: { handledAt: ctx.now, handledById: ctx.actor.adultId, handledHow: input.how } });
    if (!alarm || count === 0) throw new AppError("not_found");
    await record(tx, ctx, alarm.visit, "handleAlarm", { how: input.how });
  });
}

/** Writes down what came of a visit: a note in the record of contact, with its next step. Once, however often it is sent. Errors: not_found; conflict. */
export async function recordVisit(ctx: StaffCtx, input: VisitRecord): Promise<{ contactId: string; pupilId: string }> {
  const visit = await ctx.db.visit.findFirst({ where: going(ctx, input.visitId) });
  if (!visit) throw new AppError("not_found");
  if (visit.state !== "done") throw new AppError("conflict", { state: visit.state });
  const { outcome, barrier, facts, theirWords, agreed, nextStep, opinion } = input;
  const { contactId } = await noteContact(ctx, {
    key: visit.id, pupilId: visit.pupilId, adultId: visit.adultId, at: (visit.checkedInAt ?? ctx.now).toISOString(), channel: "visit", direction: "out", language: visit.language, interpreter: visit.interpreter, topics: [], tone: "neutral", learned: [],
    outcome, barrier, facts, theirWords, agreed, nextStep, opinion,
  });
  await ctx.db.$transaction(async (tx) => {
    await tx.visit.update({ where: { id: visit.id }, data: { contactId } });
    // The task that asked for the visit is done with it.
    await tx.task.updateMany({ where: { doneAt: null, kind: "visit", adultId: visit.adultId, pupilId: visit.pupilId }, data: { doneAt: ctx.now, doneById: ctx.actor.adultId, outcome: "reached" } });
    await record(tx, ctx, visit, "record");
  });
  return { contactId, pupilId: visit.pupilId };
}

/** Tells the school that a sentence of what a visit is about is not clear or looks wrong, in the language in which it was read. Errors: not_found. */
export async function flagVisit(ctx: PersonCtx, input: FlagVisit): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const visit = await tx.visit.findFirst({ where: { AND: [{ id: input.visitId }, ownVisits(ctx.actor, ctx.now)] }, select: { pupilId: true, wordsId: true } });
    if (!visit) throw new AppError("not_found");
    return flagSentence(tx, ctx, { textIds: [visit.wordsId], segmentId: input.segmentId, kind: input.kind, pupilId: visit.pupilId });
  });
}
