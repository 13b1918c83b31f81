import { v7 as uuid } from "uuid";

import { replaceText, writeText } from "@/server/features/languages/commands";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { lockKey } from "@/server/lib/db/lock";
import { sqlState } from "@/server/lib/db/turns";
import { shifted } from "@/server/lib/days/kept";
import { AppError } from "@/server/lib/errors";
import { dropPublic } from "@/server/lib/http/public-pages";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { dayOf } from "../queries";
import { readKept } from "../lists/queries";
import { isKept, overlapping } from "../lists/rules";
import { stopReminders, tellClosed } from "../reminders/commands";
import { firstDayOf } from "../rules";
import { type AddDate, type AddList, type ChangeDate, type DateKind, MOST_DAYS } from "../schema";
import { type Span, usualYear, yearLater } from "./rules";

/** What translators and services see as the kind of such words. */
const KIND = "calendar.words";
/** What PostgreSQL says when a rule of exclusion is broken. */
const EXCLUDED = "23P01";

const record = (tx: Tx, ctx: StaffCtx, action: string, subjectId: string, detail: Record<string, string | number> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `calendar.${action}`, subjectType: "school_date", subjectId, detail });

function check({ kind, startsOn, endsOn, title }: { kind: DateKind; startsOn: string; endsOn: string; title: string }): void {
  if (endsOn < startsOn) throw new AppError("invalid_input", { endsOn: "order" });
  if (endsOn >= shifted(startsOn, MOST_DAYS)) throw new AppError("invalid_input", { endsOn: "long" });
  if (kind === "own" && title === "") throw new AppError("invalid_input", { title: "needed" });
}

/** Runs a change of the calendar. The database refuses a second term at the same time: conflict (startsOn: overlap). */
async function keep<T>(ctx: StaffCtx, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await ctx.db.$transaction(async (tx) => {
      const answer = await work(tx);
      await dropPublic(tx, ctx.school.id, "dates");
      return answer;
    });
  } catch (error) {
    if (sqlState(error) === EXCLUDED) throw new AppError("conflict", { startsOn: "overlap" });
    throw error;
  }
}

const write = (tx: Tx, ctx: StaffCtx, body: string) => writeText(tx, { schoolId: ctx.school.id, kind: KIND, language: SOURCE_LANGUAGE, body, authorId: ctx.actor.adultId });

/** Adds days to the school's calendar. The same key again adds nothing. Errors: invalid_input; conflict (startsOn: overlap) for a second term. */
export async function addDate(ctx: StaffCtx, input: AddDate): Promise<{ dateId: string }> {
  check(input);
  const { key, kind, startsOn, endsOn, title, yearGroups } = input;
  return keep(ctx, async (tx) => {
    await lockKey(tx, key);
    const known = await tx.schoolDate.findFirst({ where: { id: key }, select: { createdById: true } });
    if (known && known.createdById !== ctx.actor.adultId) throw new AppError("not_found");
    if (known) return { dateId: key };
    await tx.schoolDate.create({
      data: {
        id: key, schoolId: ctx.school.id, kind, startsOn: new Date(startsOn), endsOn: new Date(endsOn), titleId: title === "" ? null : await write(tx, ctx, title), yearGroups, createdById: ctx.actor.adultId,
        createdAt: ctx.now, updatedAt: ctx.now,
      },
    });
    await record(tx, ctx, "add", key, { kind, startsOn, endsOn });
    return { dateId: key };
  });
}

/** Moves or renames an entry; calendars that subscribe follow. Errors: not_found; invalid_input; conflict. */
export async function changeDate(ctx: StaffCtx, input: ChangeDate): Promise<void> {
  await keep(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ kind: DateKind; titleId: string | null; startsOn: Date }[]>`
      SELECT kind::text AS kind, title_id AS "titleId", starts_on AS "startsOn" FROM school_date WHERE id = ${input.dateId}::uuid AND cancelled_at IS NULL FOR UPDATE`;
    if (!row) throw new AppError("not_found");
    check({ ...input, kind: row.kind });
    const { startsOn, endsOn, title, yearGroups } = input;
    if (row.titleId) await replaceText(tx, row.titleId, title, ctx.actor.adultId);
    const titleId = row.titleId ?? (title === "" ? null : await write(tx, ctx, title));
    await tx.schoolDate.update({ where: { id: input.dateId }, data: { startsOn: new Date(startsOn), endsOn: new Date(endsOn), titleId, yearGroups, updatedAt: ctx.now } });
    if (dayOf(row.startsOn) !== startsOn) await stopReminders(tx, ctx, input.dateId);
    await record(tx, ctx, "change", input.dateId, { startsOn, endsOn });
  });
}

/** Takes an entry back: calendars that subscribe show it as called off. Errors: not_found. */
export async function removeDate(ctx: StaffCtx, input: { dateId: string }): Promise<void> {
  await keep(ctx, async (tx) => {
    const { count } = await tx.schoolDate.updateMany({ where: { id: input.dateId, cancelledAt: null }, data: { cancelledAt: ctx.now, updatedAt: ctx.now } });
    if (count === 0) throw new AppError("not_found");
    await stopReminders(tx, ctx, input.dateId);
    await record(tx, ctx, "remove", input.dateId);
  });
}

async function addAll(tx: Tx, ctx: StaffCtx, spans: (Span & { id?: string; titleId?: string | null; yearGroups?: number[] })[]): Promise<number> {
  const { count } = await tx.schoolDate.createMany({
    data: spans.map(({ id = uuid(), kind, startsOn, endsOn, titleId = null, yearGroups = [] }) => ({ id, schoolId: ctx.school.id, kind, startsOn: new Date(startsOn), endsOn: new Date(endsOn), titleId, yearGroups, createdById: ctx.actor.adultId, createdAt: ctx.now, updatedAt: ctx.now })),
  });
  return count;
}

const within = (year: number) => ({ startsOn: { gte: new Date(firstDayOf(year)), lt: new Date(firstDayOf(year + 1)) }, cancelledAt: null });

/** Puts the terms and breaks that are usual in the school's nation into a year that has no term yet. Errors: conflict (year: begun). */
export async function startYear(ctx: StaffCtx, input: { year: number }): Promise<{ added: number }> {
  return keep(ctx, async (tx) => {
    if ((await tx.schoolDate.count({ where: { ...within(input.year), kind: "term" } })) > 0) throw new AppError("conflict", { year: "begun" });
    const added = await addAll(tx, ctx, usualYear(ctx.school.nation, input.year));
    await record(tx, ctx, "startYear", ctx.school.id, { year: input.year, added });
    return { added };
  });
}

/** Copies a year into the next, on the same weekdays; closures stay behind. Errors: conflict (year: begun, empty). */
export async function copyYear(ctx: StaffCtx, input: { year: number }): Promise<{ added: number }> {
  return keep(ctx, async (tx) => {
    const next = input.year + 1;
    if ((await tx.schoolDate.count({ where: { ...within(next), kind: "term" } })) > 0) throw new AppError("conflict", { year: "begun" });
    const rows = await tx.schoolDate.findMany({ where: { ...within(input.year), kind: { not: "closure" } }, orderBy: { startsOn: "asc" } });
    if (rows.length === 0) throw new AppError("conflict", { year: "empty" });
    const titles = new Map<string, string>();
    for (const { titleId } of rows) {
      if (!titleId) continue;
      const sentences = await tx.segment.findMany({ where: { textId: titleId }, orderBy: { position: "asc" }, select: { body: true } });
      titles.set(titleId, await write(tx, ctx, sentences.map(({ body }) => body).join("").trim()));
    }
    const added = await addAll(tx, ctx, rows.map(({ kind, startsOn, endsOn, titleId, yearGroups }) => ({
      kind, startsOn: yearLater(dayOf(startsOn)), endsOn: yearLater(dayOf(endsOn)), yearGroups, titleId: titleId ? (titles.get(titleId) ?? null) : null,
    })));
    await record(tx, ctx, "copyYear", ctx.school.id, { year: input.year, added });
    return { added };
  });
}

/**
 * Adds the entries of a published list, all of them or none. What the calendar holds already is not added again, and neither is the same list by the same
 * key. Errors: invalid_input (dates: the line and what is wrong: "4:order", "4:long", "4:needed"); conflict (dates: "4:overlap") for a term over another.
 */
export async function addList(ctx: StaffCtx, input: AddList): Promise<{ added: number }> {
  for (const { line, ...date } of input.dates) {
    try {
      check(date);
    } catch (error) {
      if (error instanceof AppError) throw new AppError("invalid_input", { dates: `${line}:${Object.values(error.fields)[0] ?? ""}` });
      throw error;
    }
  }
  return keep(ctx, async (tx) => {
    await lockKey(tx, input.key);
    if ((await tx.schoolDate.count({ where: { id: input.key } })) > 0) return { added: 0 };
    const kept = await readKept(tx);
    const fresh = input.dates.filter((date) => !isKept(date, kept));
    const isTerm = ({ kind }: { kind: DateKind }) => kind === "term";
    const clash = overlapping([...kept.filter(isTerm), ...fresh.filter(isTerm)]).find((line) => line > 0);
    if (clash !== undefined) throw new AppError("conflict", { dates: `${clash}:overlap` });
    const rows: (Span & { id: string; titleId: string | null; yearGroups: number[] })[] = [];
    for (const [nth, { kind, startsOn, endsOn, title, yearGroups }] of fresh.entries()) rows.push({ id: nth === 0 ? input.key : uuid(), kind, startsOn, endsOn, yearGroups, titleId: title === "" ? null : await write(tx, ctx, title) });
    const added = await addAll(tx, ctx, rows);
    await record(tx, ctx, "addList", ctx.school.id, { added });
    return { added };
  });
}

/** Tells every family whom a closure concerns, at once. The same days again tell nobody twice. Errors: not_found; conflict (dateId: over). */
export async function tellDate(ctx: StaffCtx, input: { dateId: string }): Promise<{ told: number }> {
  return keep(ctx, async (tx) => {
    const told = await tellClosed(tx, ctx, input.dateId);
    await record(tx, ctx, "tell", input.dateId, { told });
    return { told };
  });
}
