import { findOwnHours } from "@/server/features/delivery/pace/queries";
import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { findAbsences } from "@/server/features/people/absence/queries";
import type { Days } from "@/server/features/people/absence/schema";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor, type ReachPlan } from "@/server/features/people/profile/rules";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { addDays, addMinutes, spanOfDays } from "@/server/lib/clock";
import { contentLanguage, type PersonCtx, type StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { ContactInterpreter, VisitAlarmKind, VisitPlace, VisitPurpose, VisitState } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { recordVisible } from "../policy";
import { findHours } from "../proposals/queries";
import { goingOn, mayBeHeard, ownVisits, staffVisits } from "./policy";
import { type Busy, daysAsBusy, suggestTimes, type TwoPeople, twoPeopleFor } from "./rules";
import { SLOTS } from "./schema";

type Words = Pick<ReaderText, "body" | "language" | "sign" | "source" | "sourceLanguage" | "sentences">;

/** A visit as the family reads it. */
export interface OwnVisit {
  id: string;
  state: VisitState;
  purpose: VisitPurpose;
  pupilId: string;
  child: string;
  words: Words;
  /** Who comes, by name. */
  visitors: string[];
  minutes: number;
  interpreter: ContactInterpreter;
  place: VisitPlace | null;
  placeWords: string | null;
  /** Whether the family has said something of the place with its voice. */
  spoken: boolean;
  startsAt: Date | null;
  /** Times that are still free. */
  slots: { id: string; startsAt: Date }[];
}

const ownFields = {
  id: true, state: true, purpose: true, pupilId: true, wordsId: true, minutes: true, interpreter: true, place: true, placeWords: true, startsAt: true, pupil: { select: { givenName: true } },
  leadId: true, secondId: true, lead: { select: nameFields }, second: { select: nameFields }, slots: { orderBy: { startsAt: "asc" }, select: { id: true, startsAt: true } },
} satisfies Prisma.VisitSelect;

const nothing: Words = { body: "", source: "", language: SOURCE_LANGUAGE, sourceLanguage: SOURCE_LANGUAGE, sign: null, sentences: [] };

async function readOwn(ctx: PersonCtx, where: Prisma.VisitWhereInput): Promise<OwnVisit[]> {
  const rows = await ctx.db.visit.findMany({ where: { AND: [ownVisits(ctx.actor, ctx.now), where] }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 50, select: ownFields });
  const texts = await readTexts(ctx.db, rows.map(({ wordsId }) => wordsId), contentLanguage(ctx), ctx.actor.adultId);
  const spoken = new Set((await ctx.db.voiceNote.findMany({ where: { subjectId: { in: rows.map(({ id }) => id) } }, select: { subjectId: true } })).map(({ subjectId }) => subjectId));
  return Promise.all(rows.map(async ({ wordsId, pupil, lead, second, leadId, secondId, slots, ...visit }) => ({
    ...visit, spoken: spoken.has(visit.id), child: pupil.givenName, words: texts.get(wordsId) ?? nothing, visitors: [lead, second].flatMap((who) => (who ? nameOf(who) : [])),
    slots: visit.state === "offered" || visit.state === "booked" ? await freeSlots(ctx.db, { id: visit.id, minutes: visit.minutes, visitorIds: [leadId, ...(secondId ? [secondId] : [])], slots }, ctx.school.zone, ctx.now) : [],
  })));
}

/** The visits to the signed-in adult, those that wait for an answer first. */
export async function listOwnVisits(ctx: PersonCtx): Promise<OwnVisit[]> {
  const order: Record<VisitState, number> = { asked: 9, offered: 0, booked: 1, under_way: 2, done: 3, cancelled: 4 };
  return (await readOwn(ctx, {})).sort((a, b) => order[a.state] - order[b.state]);
}

/** One of them. Errors: not_found. */
export async function getOwnVisit(ctx: PersonCtx, input: { visitId: string }): Promise<OwnVisit> {
  const [visit] = await readOwn(ctx, { id: input.visitId });
  if (!visit) throw new AppError("not_found");
  return visit;
}

/** How many visits wait for the signed-in adult to choose, or are to come. One statement. */
export async function countOwnVisits(ctx: PersonCtx): Promise<{ waiting: number; coming: number }> {
  const rows = await ctx.db.visit.groupBy({ by: ["state"], where: { AND: [ownVisits(ctx.actor, ctx.now), { OR: [{ state: "offered" }, { state: "booked", startsAt: { gte: addDays(ctx.now, -1) } }] }] }, _count: true });
  const of = (state: VisitState) => rows.find((row) => row.state === state)?._count ?? 0;
  return { waiting: of("offered"), coming: of("booked") };
}

/** When these people are taken by visits, other than one, or away. */
export async function findBusy(db: Tx, visitorIds: readonly string[], exceptId: string | null, zone: string, now: Date): Promise<Busy[]> {
  if (visitorIds.length === 0) return [];
  const [taken, away] = await Promise.all([
    db.$queryRaw<Busy[]>`
      SELECT lower(during) AS from, upper(during) AS to FROM visit_hour
      WHERE visitor_id = ANY(${[...visitorIds]}::uuid[]) AND visit_id IS DISTINCT FROM ${exceptId}::uuid AND upper(during) > ${now}::timestamptz`,
    findAbsences(db, visitorIds, zone, now),
  ]);
  return [...taken, ...daysAsBusy(away, zone)];
}

async function freeSlots(db: Tx, visit: { id: string; minutes: number; visitorIds: string[]; slots: { id: string; startsAt: Date }[] }, zone: string, now: Date): Promise<{ id: string; startsAt: Date }[]> {
  const busy = await findBusy(db, visit.visitorIds, visit.id, zone, now);
  return visit.slots.filter(({ startsAt }) => startsAt > now && !busy.some((taken) => startsAt < taken.to && startsAt.getTime() + visit.minutes * 60_000 > taken.from.getTime()));
}

export interface StaffVisit {
  id: string;
  state: VisitState;
  purpose: VisitPurpose;
  words: Words;
  pupil: { id: string; name: string };
  adult: { id: string; name: string; phone: string | null; plan: ReachPlan; address: string[] | null };
  language: string;
  interpreter: ContactInterpreter;
  minutes: number;
  planner: { id: string; name: string };
  lead: { id: string; name: string };
  second: { id: string; name: string } | null;
  riskNotes: string | null;
  /** What was noted at earlier visits to this adult, the newest first. */
  earlierRisks: { at: Date; notes: string }[];
  twoPeople: TwoPeople;
  authorisedBy: string | null;
  place: VisitPlace | null;
  placeWords: string | null;
  /** What the family said of the place, and what a colleague wrote down of it; nobody's to hear any more of a visit that must not be made. */
  said: { language: string; written: ReaderText | null } | null;
  startsAt: Date | null;
  outBy: Date | null;
  checkedInAt: Date | null;
  checkedOutAt: Date | null;
  /** When the school lost the right to visit this adult about this child. */
  calledOffAt: Date | null;
  contactId: string | null;
  slots: { id: string; startsAt: Date }[];
  /** Whether this person goes. */
  mine: boolean;
  alarm: { id: string; kind: VisitAlarmKind; dueAt: Date } | null;
}

const person = { select: { id: true, ...nameFields } } as const;

/** One visit for staff, with everything that whoever goes must know. Errors: not_found. */
export async function getVisit(ctx: StaffCtx, input: { visitId: string }): Promise<StaffVisit> {
  const visit = await ctx.db.visit.findFirst({
    where: { AND: [{ id: input.visitId }, staffVisits(ctx.actor, ctx.now)] },
    include: {
      pupil: { select: { id: true, givenName: true, familyName: true } }, adult: { select: { id: true, ...nameFields, ...reachFields, safeAddress: true } },
      planner: person, lead: person, second: person, slots: { orderBy: { startsAt: "asc" } }, alarms: { where: { handledAt: null }, orderBy: { dueAt: "asc" }, take: 1 },
    },
  });
  if (!visit) throw new AppError("not_found");
  const { pupil, adult, planner, lead, second, slots, alarms: [alarm], wordsId, authorisedById, twoPeople, ...rest } = visit;
  const note = mayBeHeard(visit) ? await ctx.db.voiceNote.findFirst({ where: { subjectId: visit.id }, select: { language: true, transcriptId: true } }) : null;
  const [texts, authorised, earlier, household] = await Promise.all([
    readTexts(ctx.db, [wordsId, ...(note?.transcriptId ? [note.transcriptId] : [])], SOURCE_LANGUAGE, ctx.actor.adultId),
    authorisedById ? ctx.db.adult.findFirst({ where: { id: authorisedById }, select: nameFields }) : null,
    ctx.db.visit.findMany({ where: { adultId: adult.id, id: { not: visit.id }, riskNotes: { not: null }, authorisedAt: { not: null } }, orderBy: { createdAt: "desc" }, take: 5, select: { createdAt: true, riskNotes: true } }),
    householdOf(ctx.db, adult.id, visit.id),
  ]);
  const named = (who: Parameters<typeof nameOf>[0] & { id: string }) => ({ id: who.id, name: nameOf(who) });
  const mine = lead.id === ctx.actor.adultId || second?.id === ctx.actor.adultId;
  return {
    ...rest, words: texts.get(wordsId) ?? nothing, pupil: { id: pupil.id, name: `${pupil.givenName} ${pupil.familyName}` },
    // Where a family lives in hiding stands on no screen: whoever goes asks the office.
    adult: { id: adult.id, name: nameOf(adult), phone: adult.phone, plan: planFor(adult), address: adult.safeAddress ? null : adult.addressLines },
    said: note ? { language: note.language, written: (note.transcriptId && texts.get(note.transcriptId)) || null } : null,
    planner: named(planner), lead: named(lead), second: second ? named(second) : null, authorisedBy: authorised ? nameOf(authorised) : null,
    earlierRisks: earlier.map(({ createdAt, riskNotes }) => ({ at: createdAt, notes: riskNotes ?? "" })), twoPeople: twoPeopleFor(household.visits, household.noted || twoPeople),
    slots: await freeSlots(ctx.db, { id: visit.id, minutes: visit.minutes, visitorIds: [lead.id, ...(second ? [second.id] : [])], slots }, ctx.school.zone, ctx.now), mine, alarm: alarm ?? null,
  };
}

/** What is known of earlier visits to an adult: how many were made, and whether nobody goes there alone. */
export async function householdOf(db: Tx, adultId: string, exceptId: string | null): Promise<{ visits: number; noted: boolean }> {
  const other = { adultId, ...(exceptId ? { id: { not: exceptId } } : {}) };
  const [visits, noted] = await Promise.all([db.visit.count({ where: { ...other, state: "done" } }), db.visit.count({ where: { ...other, twoPeople: true } })]);
  return { visits, noted: noted > 0 };
}

export interface VisitLine {
  id: string;
  state: VisitState;
  purpose: VisitPurpose;
  pupil: string;
  adult: string;
  language: string;
  visitors: string[];
  startsAt: Date | null;
  outBy: Date | null;
  createdAt: Date;
  mine: boolean;
  recorded: boolean;
  alarm: boolean;
  /** It was agreed and must not be made: the school may not visit this adult any more. */
  stopped: boolean;
}

const LISTED = 300;

/** Visits that are planned, to come, under way, or made without a note; and those of the last four weeks. */
export async function listVisits(ctx: StaffCtx): Promise<VisitLine[]> {
  const rows = await ctx.db.visit.findMany({
    where: { AND: [staffVisits(ctx.actor, ctx.now), { OR: [{ state: { in: ["asked", "offered", "booked", "under_way"] } }, { state: "done", contactId: null }, { createdAt: { gte: addDays(ctx.now, -28) } }, { calledOffAt: { gte: addDays(ctx.now, -28) } }] }] },
    orderBy: [{ startsAt: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }, { id: "asc" }], take: LISTED,
    select: {
      id: true, state: true, purpose: true, language: true, startsAt: true, outBy: true, createdAt: true, calledOffAt: true, contactId: true, leadId: true, secondId: true, pupil: { select: { givenName: true, familyName: true } },
      adult: { select: nameFields }, lead: { select: nameFields }, second: { select: nameFields }, alarms: { where: { handledAt: null }, select: { id: true } },
    },
  });
  return rows.map(({ pupil, adult, lead, second, leadId, secondId, contactId, alarms, calledOffAt, ...visit }) => ({
    ...visit, pupil: `${pupil.givenName} ${pupil.familyName}`, adult: nameOf(adult), visitors: [lead, second].flatMap((who) => (who ? nameOf(who) : [])),
    mine: leadId === ctx.actor.adultId || secondId === ctx.actor.adultId, recorded: contactId !== null, alarm: alarms.length > 0,
    stopped: calledOffAt !== null && (visit.state === "under_way" || (visit.startsAt !== null && visit.startsAt > addDays(ctx.now, -1))),
  }));
}

export interface OpenAlarm {
  id: string;
  visitId: string;
  kind: VisitAlarmKind;
  dueAt: Date;
  visitors: { name: string; phone: string | null }[];
  place: VisitPlace | null;
}

/** Who has not gone in or come out, for those who watch: nothing in it of the family. One statement where nobody is missed. */
export async function listAlarms(ctx: StaffCtx): Promise<OpenAlarm[]> {
  const rows = await ctx.db.visitAlarm.findMany({
    where: { handledAt: null }, orderBy: { dueAt: "asc" },
    select: { id: true, visitId: true, kind: true, dueAt: true, visit: { select: { place: true, lead: { select: { ...nameFields, phone: true } }, second: { select: { ...nameFields, phone: true } } } } },
  });
  return rows.map(({ visit: { lead, second, place }, ...alarm }) => ({ ...alarm, place, visitors: [lead, second].flatMap((who) => (who ? [{ name: nameOf(who), phone: who.phone }] : [])) }));
}

export interface PlanChoices {
  pupil: { id: string; name: string };
  adult: { id: string; name: string; plan: ReachPlan };
  /** Who may go: staff of this school who are not of this family. */
  colleagues: { id: string; name: string }[];
  twoPeople: TwoPeople;
  /** When everyone who was chosen is free and at work, in the family's good hours. */
  times: Date[];
}

/** What is needed to plan a visit to an adult about a child, with times at which those who go are free. Errors: not_found. */
export async function getPlanChoices(ctx: StaffCtx, input: { adultId: string; pupilId: string; leadId?: string; secondId?: string; minutes: number }): Promise<PlanChoices> {
  const link = await ctx.db.guardianLink.findFirst({
    where: { adultId: input.adultId, pupilId: input.pupilId, removedAt: null, adult: { removedAt: null }, pupil: recordVisible(ctx.actor, ctx.now) },
    select: { pupil: { select: { id: true, givenName: true, familyName: true } }, adult: { select: { id: true, ...nameFields, ...reachFields } } },
  });
  if (!link) throw new AppError("not_found");
  const visitorIds = [input.leadId ?? ctx.actor.adultId, ...(input.secondId ? [input.secondId] : [])];
  const [colleagues, household, hours, busy, kept] = await Promise.all([
    ctx.db.adult.findMany({ where: { removedAt: null, posts: { some: { endedAt: null, role: { not: "authority_officer" } } }, links: { none: { pupilId: input.pupilId, removedAt: null } } }, orderBy: [{ familyName: "asc" }, { id: "asc" }], select: { id: true, ...nameFields } }),
    householdOf(ctx.db, input.adultId, null), findHours(ctx.db, [input.adultId]), findBusy(ctx.db, visitorIds, null, ctx.school.zone, ctx.now), findOwnHours(ctx.db, [input.adultId, ...visitorIds]),
  ]);
  return {
    pupil: { id: link.pupil.id, name: `${link.pupil.givenName} ${link.pupil.familyName}` }, adult: { id: link.adult.id, name: nameOf(link.adult), plan: planFor(link.adult) },
    colleagues: colleagues.map((each) => ({ id: each.id, name: nameOf(each) })), twoPeople: twoPeopleFor(household.visits, household.noted),
    times: suggestTimes({ now: ctx.now, zone: ctx.school.zone, minutes: input.minutes, hours: hours.get(input.adultId) ?? [], busy, kept: [...kept.values()], count: SLOTS }),
  };
}

/** One's own visits that have a time and are not over: for the page of the day. */
export async function listGoing(ctx: StaffCtx): Promise<{ id: string; startsAt: Date; state: VisitState }[]> {
  const rows = await ctx.db.visit.findMany({ where: { AND: [goingOn(ctx.actor), { state: { in: ["booked", "under_way"] } }] }, orderBy: { startsAt: "asc" }, select: { id: true, startsAt: true, state: true } });
  return rows.flatMap(({ startsAt, ...row }) => (startsAt ? [{ ...row, startsAt }] : []));
}

/** One's own visits that are agreed on some days and still to be made, with whom: before one is away. None that was called off. One statement. */
export async function listPlannedVisits(ctx: StaffCtx, input: Days): Promise<{ id: string; startsAt: Date; endsAt: Date; adult: string; child: string }[]> {
  const span = spanOfDays(ctx.school.zone, input.fromOn, input.untilOn);
  if (!span) return [];
  const rows = await ctx.db.visit.findMany({
    where: { AND: [goingOn(ctx.actor), staffVisits(ctx.actor, ctx.now), { state: "booked", calledOffAt: null, startsAt: { gte: span.from > ctx.now ? span.from : ctx.now, lt: span.to } }] }, orderBy: [{ startsAt: "asc" }, { id: "asc" }], take: LISTED,
    select: { id: true, startsAt: true, minutes: true, adult: { select: nameFields }, pupil: { select: { givenName: true, familyName: true } } },
  });
  return rows.flatMap(({ id, startsAt, minutes, adult, pupil }) => (startsAt ? [{ id, startsAt, endsAt: addMinutes(startsAt, minutes), adult: nameOf(adult), child: `${pupil.givenName} ${pupil.familyName}` }] : []));
}

/** When home visits are agreed in a stretch of time, without names. One statement. */
export async function findVisitTimes(ctx: StaffCtx, span: { startsAt: Date; endsAt: Date }): Promise<{ startsAt: Date; endsAt: Date }[]> {
  const visits = await ctx.db.visit.findMany({ where: { state: "booked", startsAt: { gte: addDays(span.startsAt, -1), lt: span.endsAt } }, select: { startsAt: true, minutes: true } });
  return visits.flatMap(({ startsAt, minutes }) => (startsAt ? [{ startsAt, endsAt: addMinutes(startsAt, minutes) }] : []));
}
