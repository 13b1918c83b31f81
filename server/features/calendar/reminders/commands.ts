import { cancelMessages, queueMessages } from "@/server/features/delivery/commands";
import { readPace } from "@/server/features/delivery/pace/queries";
import type { MessageKind } from "@/server/features/delivery/rules";
import { linkAllows } from "@/server/features/people/policy";
import { findReachPlans } from "@/server/features/people/profile/queries";
import { addDays, clockIn, dayIn } from "@/server/lib/clock";
import type { Ctx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { shifted } from "@/server/lib/days/kept";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { datesFor } from "../policy";
import { dayOf, readDates } from "../queries";
import { linesOf, type ReadDate } from "../rules";
import type { ReminderTimeName } from "../schema";
import { dueOn, leavesAt, RUNG_AHEAD, tellBy } from "./rules";

type Sender = Pick<Ctx, "school" | "now">;

/** Kinds of days of which families are reminded: those on which something is other than yesterday. */
const reminded = ["term", "inset", "closure", "own"] as const;
/** Whoever was told of a closure so lately needs no reminder of it. */
const TOLD_DAYS = 1.5;
/** The school is closed: this leaves at once, at any hour. */
const AT_ONCE = 2;

/** The adults who may have messages about a child in one of these years, or in any, with what they chose. One statement. */
async function findReaders(tx: Tx, now: Date, yearGroups: readonly number[]): Promise<{ id: string; reminders: ReminderTimeName }[]> {
  const adults = await tx.adult.findMany({
    where: { removedAt: null, links: { some: { ...linkAllows("messages", now), pupil: { removedAt: null, ...(yearGroups.length > 0 ? { yearGroup: { in: [...yearGroups] } } : {}) } } } },
    orderBy: { id: "asc" }, select: { id: true, calendarChoice: { select: { reminders: true } } },
  });
  return adults.map(({ id, calendarChoice }) => ({ id, reminders: calendarChoice?.reminders ?? "day_before" }));
}

/** Somebody to be told, and from when on in writing. */
interface Told {
  id: string;
  from?: Date;
}

/**
 * Whom a day is told to now: those who chose one of these times, and ahead of it those who are rung about news, where the school gathers it. What is
 * written to them besides leaves when they chose; only who reads nothing has the link to listen at once. At most three statements.
 */
async function findDue(tx: Tx, ctx: Sender, date: { startsOn: string; yearGroups: readonly number[] }, times: readonly ReminderTimeName[], ahead: boolean): Promise<Told[]> {
  const readers = await findReaders(tx, ctx.now, date.yearGroups);
  const chosen = ({ reminders }: { reminders: ReminderTimeName }) => times.includes(reminders);
  if (readers.length === 0 || (await readPace(tx)).newsCalls !== "gathered") return readers.filter(chosen);
  const plans = await findReachPlans(tx, readers.map(({ id }) => id));
  return readers.flatMap((reader): Told[] => {
    const plan = plans.get(reader.id)?.plan;
    if (!plan?.channels.includes("call")) return chosen(reader) ? [reader] : [];
    if (!ahead || reader.reminders === "none") return [];
    return [{ id: reader.id, from: plan.reasons.includes("reads_nothing") ? undefined : leavesAt(ctx.school.zone, date.startsOn, reader.reminders) }];
  });
}

/** What an entry is called in a language, in one line. */
function nameIn(language: string, date: ReadDate): string {
  const [line] = linesOf([date], language);
  return line?.note ? `${line.words} (${line.note})` : (line?.words ?? "");
}

async function tell(tx: Tx, ctx: Sender, date: { id: string; startsOn: string }, readers: readonly Told[], kind: MessageKind, more: { key: string; urgency?: number; leaveOut?: boolean }): Promise<number> {
  if (readers.length === 0) return 0;
  const { key, urgency, leaveOut } = more;
  const { titleId = null } = (await tx.schoolDate.findFirst({ where: { id: date.id }, select: { titleId: true } })) ?? {};
  const textIds = titleId ? [titleId] : [];
  const plans = await findReachPlans(tx, readers.map(({ id }) => id));
  // Whoever rings says it in English.
  const languages = new Set([...[...plans.values()].map(({ plan }) => plan.writeIn), SOURCE_LANGUAGE]);
  const names = new Map<string, string>();
  for (const language of languages) {
    const [read] = await readDates(tx, { id: date.id }, language);
    if (read) names.set(language, nameIn(language, read));
  }
  const { queued } = await queueMessages(tx, {
    schoolId: ctx.school.id, now: ctx.now, leaveOut,
    messages: readers.map(({ id: adultId, from = ctx.now }) => ({
      // Whoever is rung about this alone is rung now: tomorrow is too late.
      adultId, kind, subjectId: date.id, textIds, urgency, notBefore: from, idempotencyKey: `${kind}:${date.id}:${key}:${adultId}`,
      args: { what: names.get(plans.get(adultId)?.plan.writeIn ?? SOURCE_LANGUAGE) ?? "", day: date.startsOn, ...(kind === "calendar_reminder" ? { call: names.get(SOURCE_LANGUAGE) ?? "", tellBy: tellBy(ctx.school.zone, date.startsOn).toISOString() } : {}) },
    })),
  });
  return queued;
}

/**
 * Reminds everybody who wants to be of what the school's calendar holds, once each: the key is the entry and its day, so that a second run, another
 * choice or the hour that comes twice in autumn tells nobody again. In writing the day before or in the morning, as each chose; whoever is rung about
 * news has it in the call of the week, for which it is written ten days before. A reader for whom the words must be checked first is left out, the office
 * has a task, and the next run tells them once that is done. @returns how many were told
 */
export async function remindAll(ctx: Sender & { db: Ctx["db"] }): Promise<number> {
  const { db, school, now } = ctx;
  const today = dayIn(school.zone, now);
  const due = dueOn(clockIn(school.zone, now).minute);
  if (due.length === 0) return 0;
  const days = new Map(due.map((time) => [time, time === "morning" ? today : shifted(today, 1)]));
  const last = due.includes("day_before") ? shifted(today, RUNG_AHEAD) : today;
  const rows = await db.schoolDate.findMany({
    where: { cancelledAt: null, kind: { in: [...reminded] }, startsOn: { gte: new Date(today), lte: new Date(last) }, OR: [{ toldAt: null }, { toldAt: { lt: addDays(now, -TOLD_DAYS) } }] },
    orderBy: { id: "asc" }, select: { id: true, startsOn: true, yearGroups: true },
  });
  let told = 0;
  for (const row of rows) {
    const startsOn = dayOf(row.startsOn);
    const times = due.filter((time) => days.get(time) === startsOn);
    if (times.length === 0 && startsOn === today) continue;
    told += await db.$transaction(async (tx) => {
      const readers = await findDue(tx, ctx, { startsOn, yearGroups: row.yearGroups }, times, startsOn > today);
      return tell(tx, ctx, { id: row.id, startsOn }, readers, "calendar_reminder", { key: startsOn, leaveOut: true });
    });
  }
  return told;
}

/** Stops reminders of an entry that say a day that is not right any more, in the caller's transaction: those that have not left, and calls that have not been made. */
export async function stopReminders(tx: Tx, ctx: Sender, dateId: string): Promise<void> {
  await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [dateId], kinds: ["calendar_reminder"], again: true });
}

/** Tells everybody whom a closure concerns, in the caller's transaction. Errors: not_found; conflict (dateId: over for days that are over; translation: unchecked). */
export async function tellClosed(tx: Tx, ctx: Sender, dateId: string): Promise<number> {
  const [date] = await readDates(tx, { AND: [{ id: dateId, kind: "closure", cancelledAt: null }, datesFor(Array.from({ length: 14 }, (_, year) => year))] }, SOURCE_LANGUAGE);
  if (!date) throw new AppError("not_found");
  if (date.endsOn < dayIn(ctx.school.zone, ctx.now)) throw new AppError("conflict", { dateId: "over" });
  const readers = await findReaders(tx, ctx.now, date.yearGroups);
  const told = await tell(tx, ctx, date, readers, "school_closed", { key: `${date.startsOn}:${date.endsOn}`, urgency: AT_ONCE });
  await tx.schoolDate.update({ where: { id: dateId }, data: { toldAt: ctx.now } });
  return told;
}
