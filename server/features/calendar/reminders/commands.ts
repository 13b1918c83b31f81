import { queueMessages } from "@/server/features/delivery/commands";
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
import { dueOn } from "./rules";

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

/** What an entry is called in a language, in one line. */
function nameIn(language: string, date: ReadDate): string {
  const [line] = linesOf([date], language);
  return line?.note ? `${line.words} (${line.note})` : (line?.words ?? "");
}

async function tell(tx: Tx, ctx: Sender, date: { id: string; startsOn: string }, adultIds: string[], kind: MessageKind, key: string, urgency?: number): Promise<number> {
  const plans = await findReachPlans(tx, adultIds);
  const languages = new Set([...plans.values()].map(({ plan }) => plan.writeIn));
  const names = new Map<string, string>();
  for (const language of languages) {
    const [read] = await readDates(tx, { id: date.id }, language);
    if (read) names.set(language, nameIn(language, read));
  }
  const { queued } = await queueMessages(tx, {
    schoolId: ctx.school.id, now: ctx.now,
    messages: adultIds.map((adultId) => ({
      // Whoever is rung is rung now: tomorrow is too late.
      adultId, kind, subjectId: date.id, urgency, notBefore: ctx.now, idempotencyKey: `${kind}:${date.id}:${key}:${adultId}`,
      args: { what: names.get(plans.get(adultId)?.plan.writeIn ?? SOURCE_LANGUAGE) ?? "", day: date.startsOn },
    })),
  });
  return queued;
}

/**
 * Reminds everybody who wants to be of what the school's calendar holds tomorrow or today, once each: the key is the entry and its day, so
 * that a second run, another choice or the hour that comes twice in autumn tells nobody again. @returns how many were told
 */
export async function remindAll(ctx: Sender & { db: Ctx["db"] }): Promise<number> {
  const { db, school, now } = ctx;
  const today = dayIn(school.zone, now);
  const due = dueOn(clockIn(school.zone, now).minute);
  if (due.length === 0) return 0;
  const days = due.map((time) => (time === "morning" ? today : shifted(today, 1)));
  const rows = await db.schoolDate.findMany({
    where: { cancelledAt: null, kind: { in: [...reminded] }, startsOn: { in: days.map((day) => new Date(day)) }, OR: [{ toldAt: null }, { toldAt: { lt: addDays(now, -TOLD_DAYS) } }] },
    orderBy: { id: "asc" }, select: { id: true, startsOn: true, yearGroups: true },
  });
  let told = 0;
  for (const row of rows) {
    const startsOn = dayOf(row.startsOn);
    const times = due.filter((_, nth) => days[nth] === startsOn);
    told += await db.$transaction(async (tx) => {
      const readers = (await findReaders(tx, now, row.yearGroups)).filter(({ reminders }) => times.some((time) => time === reminders));
      return tell(tx, ctx, { id: row.id, startsOn }, readers.map(({ id }) => id), "calendar_reminder", startsOn);
    });
  }
  return told;
}

/** Tells everybody whom a closure concerns, in the caller's transaction. Errors: not_found; conflict (dateId: over) for days that are over. */
export async function tellClosed(tx: Tx, ctx: Sender, dateId: string): Promise<number> {
  const [date] = await readDates(tx, { AND: [{ id: dateId, kind: "closure", cancelledAt: null }, datesFor(Array.from({ length: 14 }, (_, year) => year))] }, SOURCE_LANGUAGE);
  if (!date) throw new AppError("not_found");
  if (date.endsOn < dayIn(ctx.school.zone, ctx.now)) throw new AppError("conflict", { dateId: "over" });
  const readers = await findReaders(tx, ctx.now, date.yearGroups);
  const told = await tell(tx, ctx, date, readers.map(({ id }) => id), "school_closed", `${date.startsOn}:${date.endsOn}`, AT_ONCE);
  await tx.schoolDate.update({ where: { id: dateId }, data: { toldAt: ctx.now } });
  return told;
}
