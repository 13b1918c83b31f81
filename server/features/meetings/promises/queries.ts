import { type ReaderText, readTexts, readTextsForStaff, type StaffText } from "@/server/features/languages/queries";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { addDays } from "@/server/lib/clock";
import { contentLanguage, type PersonCtx, type StaffCtx } from "@/server/lib/context";

import { ownPromises, staffMeetings } from "../policy";
import type { Promiser } from "./schema";

/** How long a promise that was kept is still shown, in days. */
const REMEMBERED = 120;

export interface StaffPromise {
  id: string;
  pupilId: string;
  adultId: string;
  promiser: Promiser;
  /** In the language of the page as far as it is translated. */
  text: StaffText;
  dueAt: Date;
  keptAt: Date | null;
  overdue: boolean;
}

const shown = (now: Date) => ({ OR: [{ keptAt: null }, { keptAt: { gte: addDays(now, -REMEMBERED) } }] });

/** What was promised with these adults about these children in meetings that this member of staff may read, the next due first. Two statements. */
export async function findPromises(ctx: StaffCtx, about: readonly { pupilId: string; adultId: string }[]): Promise<StaffPromise[]> {
  if (about.length === 0) return [];
  const rows = await ctx.db.meetingPromise.findMany({
    where: { AND: [{ OR: about.map(({ pupilId, adultId }) => ({ pupilId, adultId })) }, { meeting: staffMeetings(ctx.actor, ctx.now) }, shown(ctx.now)] }, orderBy: [{ dueAt: "asc" }, { id: "asc" }],
  });
  return toStaff(ctx, rows);
}

/** What is still to be kept of one's own meetings, the next due first. */
export async function listOpenPromises(ctx: StaffCtx): Promise<(StaffPromise & { adult: string; child: string })[]> {
  const rows = await ctx.db.meetingPromise.findMany({
    where: { keptAt: null, meeting: { AND: [staffMeetings(ctx.actor, ctx.now), { teacherId: ctx.actor.adultId }] } }, orderBy: [{ dueAt: "asc" }, { id: "asc" }], take: 100,
    include: { adult: { select: nameFields }, pupil: { select: { givenName: true, familyName: true } } },
  });
  const promises = await toStaff(ctx, rows);
  return promises.flatMap((each) => {
    const row = rows.find(({ id }) => id === each.id);
    return row ? [{ ...each, adult: nameOf(row.adult), child: `${row.pupil.givenName} ${row.pupil.familyName}` }] : [];
  });
}

async function toStaff(ctx: StaffCtx, rows: { id: string; pupilId: string; adultId: string; promiser: Promiser; textId: string; dueAt: Date; keptAt: Date | null }[]): Promise<StaffPromise[]> {
  const texts = await readTextsForStaff(ctx.db, rows.map(({ textId }) => textId), ctx.locale);
  return rows.flatMap(({ id, pupilId, adultId, promiser, textId, dueAt, keptAt }) => {
    const text = texts.get(textId);
    return text ? [{ id, pupilId, adultId, promiser, text, dueAt, keptAt, overdue: keptAt === null && dueAt < ctx.now }] : [];
  });
}

export interface OwnPromise {
  id: string;
  child: string;
  teacher: string;
  promiser: Promiser;
  text: Pick<ReaderText, "body" | "language" | "sign" | "sourceLanguage" | "sentences">;
  dueAt: Date;
  keptAt: Date | null;
}

/** What was promised in the adult's own meetings about children whom the adult may meet about, in the language of the page: what is open first. */
export async function listOwnPromises(ctx: PersonCtx): Promise<OwnPromise[]> {
  const rows = await ctx.db.meetingPromise.findMany({
    where: { AND: [ownPromises(ctx.actor, ctx.now), shown(ctx.now)] }, orderBy: [{ keptAt: { sort: "desc", nulls: "first" } }, { dueAt: "asc" }, { id: "asc" }], take: 50,
    include: { pupil: { select: { givenName: true } }, meeting: { select: { teacher: { select: nameFields } } } },
  });
  const texts = await readTexts(ctx.db, rows.map(({ textId }) => textId), contentLanguage(ctx), ctx.actor.adultId);
  return rows.flatMap(({ id, pupil, meeting, promiser, textId, dueAt, keptAt }) => {
    const text = texts.get(textId);
    if (!text) return [];
    const { body, language, sign, sourceLanguage, sentences } = text;
    return [{ id, child: pupil.givenName, teacher: nameOf(meeting.teacher), promiser, text: { body, language, sign, sourceLanguage, sentences }, dueAt, keptAt }];
  });
}
