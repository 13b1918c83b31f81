import { readTexts } from "@/server/features/languages/queries";
import { deriveToken } from "@/server/lib/auth/tokens";
import { dayIn } from "@/server/lib/clock";
import { contentLanguage, type Ctx, type PersonCtx } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import { shifted } from "@/server/lib/days/kept";

import { calendarChildren, datesFor, openDates } from "./policy";
import { type DateLine, firstDayOf, keptBetween, keptLinesOf, linesOf, type ReadDate, schoolYearOf, shownLines } from "./rules";
import type { ReminderTimeName } from "./schema";

/** The key in the secret link of a calendar. Nothing of it is kept but a hash. */
export const feedKey = (feedId: string): string => deriveToken("calendar-feed", feedId);

/** A column of days as "2026-11-23". */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** How far ahead a calendar looks. */
const AHEAD = 400;

/** The school's days that `where` names, in a language, in their order. Two statements. */
export async function readDates(db: Db | Tx, where: Prisma.SchoolDateWhereInput, language: string): Promise<ReadDate[]> {
  const rows = await db.schoolDate.findMany({ where, orderBy: [{ startsOn: "asc" }, { endsOn: "desc" }, { id: "asc" }], select: { id: true, kind: true, startsOn: true, endsOn: true, titleId: true, yearGroups: true, cancelledAt: true, createdAt: true, updatedAt: true } });
  const texts = await readTexts(db, rows.flatMap(({ titleId }) => titleId ?? []), language);
  return rows.map(({ titleId, cancelledAt, createdAt, updatedAt, startsOn, endsOn, ...row }) => {
    const text = titleId ? texts.get(titleId) : undefined;
    return { ...row, startsOn: dayOf(startsOn), endsOn: dayOf(endsOn), title: text && text.source !== "" ? { body: text.body, language: text.language, sign: text.sign } : null, off: cancelledAt !== null, changedAt: updatedAt, sequence: Math.max(0, Math.floor((updatedAt.getTime() - createdAt.getTime()) / 1_000)) };
  });
}

/** The days of the whole school from the beginning of this school year on; those taken back say so. */
export async function readOpenDates(ctx: Ctx): Promise<DateLine[]> {
  const from = firstDayOf(schoolYearOf(dayIn(ctx.school.zone, ctx.now)));
  return linesOf(await readDates(ctx.db, { AND: [openDates, { endsOn: { gte: new Date(from) } }] }, ctx.locale), ctx.locale);
}

/** The same as anybody is shown them: in their order, and of those taken back the ones that somebody may have counted on. */
export async function listOpenDates(ctx: Ctx): Promise<DateLine[]> {
  return shownLines(await readOpenDates(ctx));
}

/** What an adult's own calendar is made of, apart from what other features hold. */
export interface OwnCalendar {
  children: { id: string; givenName: string; yearGroup: number }[];
  lines: DateLine[];
  reminders: ReminderTimeName;
  festivals: boolean;
  /** The key of the secret link, where the adult has one. */
  key: string | null;
}

/** The signed-in adult's calendar. Without a child of whom anything may be known: nothing but the choices. At most five statements. */
export async function getOwnCalendar(ctx: PersonCtx): Promise<OwnCalendar> {
  const { db, actor, school, now } = ctx;
  const today = dayIn(school.zone, now);
  const from = firstDayOf(schoolYearOf(today));
  const [children, choice, feed] = await Promise.all([
    db.pupil.findMany({ where: calendarChildren(actor, now), orderBy: [{ yearGroup: "desc" }, { givenName: "asc" }, { id: "asc" }], select: { id: true, givenName: true, yearGroup: true } }),
    db.calendarChoice.findUnique({ where: { adultId: actor.adultId }, select: { reminders: true, festivals: true } }),
    db.calendarFeed.findUnique({ where: { adultId: actor.adultId }, select: { id: true } }),
  ]);
  const festivals = choice?.festivals ?? false;
  const dates = children.length === 0 ? [] : await readDates(db, { AND: [datesFor(children.map(({ yearGroup }) => yearGroup)), { endsOn: { gte: new Date(from) } }] }, contentLanguage(ctx));
  return {
    children, festivals, lines: children.length === 0 ? [] : [...linesOf(dates, ctx.locale), ...keptLinesOf(keptBetween(from, shifted(today, AHEAD), school.nation, festivals), ctx.locale)],
    reminders: choice?.reminders ?? "day_before", key: feed && children.length > 0 ? feedKey(feed.id) : null,
  };
}
