import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { staffVisible } from "@/server/features/people/policy";
import { nameFields, nameOf } from "@/server/features/people/rules";
import { mayDo } from "@/server/features/people/schema";
import { addDays } from "@/server/lib/clock";
import { contentLanguage, type PersonCtx, type StaffCtx } from "@/server/lib/context";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { SuccessAnswer, SuccessCategory, SuccessState, WordingForm } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { findConsents } from "@/server/features/people/photos/queries";
import { mayShowPhoto } from "@/server/features/people/photos/rules";
import { ownPhotos, ownSuccesses, staffSuccesses } from "./policy";
import { bankSentence } from "./rules";

/** A photo as a page shows it: its address has the version. */
export interface ShownPhoto {
  width: number;
  height: number;
  hash: string;
}

/** A success as its family reads it. */
export interface OwnSuccess {
  id: string;
  pupilId: string;
  child: string;
  form: WordingForm;
  category: SuccessCategory;
  statement: string | null;
  /** The sentence of the bank in the language of the page. */
  sentence: string | null;
  words: ReaderText | null;
  /** Who noted it, by name. */
  by: string | null;
  at: Date;
  photo: ShownPhoto | null;
  answer: SuccessAnswer | null;
}

const LISTED = 100;
const photoFields = { select: { width: true, height: true, hash: true, children: { select: { pupilId: true } } } } as const;

async function readOwn(ctx: PersonCtx, where: Prisma.SuccessWhereInput): Promise<OwnSuccess[]> {
  const { adultId } = ctx.actor;
  const rows = await ctx.db.success.findMany({
    where: { AND: [ownSuccesses(ctx.actor, ctx.now), where] }, orderBy: [{ decidedAt: "desc" }, { id: "desc" }], take: LISTED,
    select: {
      id: true, category: true, statement: true, wordsId: true, notedAt: true, decidedAt: true, pupil: { select: { id: true, givenName: true, wordingForm: true } }, notedBy: { select: nameFields },
      photo: photoFields, replies: { where: { adultId }, select: { answer: true } },
    },
  });
  const texts = await readTexts(ctx.db, rows.flatMap(({ wordsId }) => wordsId ?? []), contentLanguage(ctx), adultId);
  const pictured = rows.filter(({ photo }) => photo !== null);
  const consents = await findConsents(ctx.db, pictured.flatMap(({ photo }) => photo?.children.map(({ pupilId }) => pupilId) ?? []), ctx.now);
  const seen = pictured.length === 0 ? [] : await ctx.db.success.findMany({ where: { AND: [{ id: { in: pictured.map(({ id }) => id) } }, ownPhotos(ctx.actor, ctx.now)] }, select: { id: true } });
  return rows.map(({ wordsId, notedAt, decidedAt, pupil, notedBy, photo, replies, ...row }) => {
    const shown = photo && seen.some(({ id }) => id === row.id) && mayShowPhoto(photo.children.map(({ pupilId }) => pupilId), consents);
    return {
      ...row, pupilId: pupil.id, child: pupil.givenName, form: pupil.wordingForm, sentence: row.statement ? bankSentence(ctx.locale, row.statement, { name: pupil.givenName, form: pupil.wordingForm }) : null,
      words: (wordsId && texts.get(wordsId)) || null, by: notedBy ? nameOf(notedBy) : null, at: decidedAt ?? notedAt, answer: replies[0]?.answer ?? null,
      photo: shown ? { width: photo.width, height: photo.height, hash: photo.hash } : null,
    };
  });
}

/** The good news of the signed-in adult's children, the newest first. Two statements, and five more where there are photos. */
export function listOwn(ctx: PersonCtx): Promise<OwnSuccess[]> {
  return readOwn(ctx, {});
}

/** One of them. Errors: not_found. */
export async function getOwn(ctx: PersonCtx, input: { successId: string }): Promise<OwnSuccess> {
  const [found] = await readOwn(ctx, { id: input.successId });
  if (!found) throw new AppError("not_found");
  return found;
}

const NEW_DAYS = 14;

/** How much good news came in the last two weeks. One statement. */
export async function countOwn(ctx: PersonCtx): Promise<{ count: number }> {
  return { count: await ctx.db.success.count({ where: { AND: [ownSuccesses(ctx.actor, ctx.now), { decidedAt: { gte: addDays(ctx.now, -NEW_DAYS) } }] } }) };
}

/**
 * The bytes of a photo, for the family of the child whom it celebrates and for staff who may know that child, and only while everybody in it has
 * the consent. Errors: not_found, the same for a photo that was never taken.
 */
export async function readPhoto(ctx: PersonCtx, input: { successId: string; version: string }): Promise<{ bytes: Uint8Array }> {
  const found = await ctx.db.success.findFirst({
    where: { id: input.successId, photo: { hash: input.version }, OR: [ownPhotos(ctx.actor, ctx.now), { AND: [{ state: { in: ["waiting", "shown"] } }, staffSuccesses(ctx.actor, ctx.now)] }] },
    select: { photo: { select: { bytes: true, children: { select: { pupilId: true } } } } },
  });
  const children = found?.photo?.children.map(({ pupilId }) => pupilId) ?? [];
  if (!found?.photo || !mayShowPhoto(children, await findConsents(ctx.db, children, ctx.now))) throw new AppError("not_found");
  return { bytes: found.photo.bytes };
}

/** A child whom one can celebrate, with the photos that its consents allow. */
export interface DeskChild {
  id: string;
  givenName: string;
  name: string;
  form: WordingForm;
  classId: string | null;
  photo: "none" | "alone" | "together";
}

export interface Desk {
  classes: { id: string; name: string }[];
  classId: string | null;
  children: DeskChild[];
}

/** Whom a member of staff can celebrate: every child whom they may know, and which class stands open first. Errors: none; a class of others is as if unnamed. */
export async function getDesk(ctx: StaffCtx, input: { classGroupId?: string }): Promise<Desk> {
  const pupils = await ctx.db.pupil.findMany({
    where: staffVisible(ctx.actor, ctx.now), orderBy: [{ givenName: "asc" }, { familyName: "asc" }, { id: "asc" }],
    select: { id: true, givenName: true, familyName: true, wordingForm: true, enrolments: { where: { endedAt: null, classGroup: { removedAt: null } }, orderBy: { classGroupId: "asc" }, select: { classGroup: { select: { id: true, name: true } } } } },
  });
  const classes = [...new Map(pupils.flatMap(({ enrolments }) => enrolments.map(({ classGroup }) => [classGroup.id, classGroup] as const))).values()].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const classId = classes.find(({ id }) => id === input.classGroupId)?.id ?? classes.find(({ id }) => ctx.actor.classIds.includes(id))?.id ?? classes[0]?.id ?? null;
  const consents = await findConsents(ctx.db, pupils.map(({ id }) => id), ctx.now);
  return {
    classes, classId,
    children: pupils.map(({ id, givenName, familyName, wordingForm, enrolments }) => ({
      id, givenName, form: wordingForm, name: `${givenName} ${familyName}`, classId: enrolments.find(({ classGroup }) => classGroup.id === classId)?.classGroup.id ?? enrolments[0]?.classGroup.id ?? null,
      photo: consents.get(id)?.school === "yes" ? "together" : consents.get(id)?.family === "yes" ? "alone" : "none",
    })),
  };
}

/** What was noted at once, as staff see it. */
export interface StaffNote {
  noteKey: string;
  state: SuccessState;
  category: SuccessCategory;
  statement: string | null;
  /** The sentence in the language of the page, of the first child. */
  sentence: string | null;
  words: string | null;
  by: string | null;
  at: Date;
  photo: (ShownPhoto & { successId: string }) | null;
  /** Whether a photo was added that cannot be shown now. */
  hidden: boolean;
  children: { successId: string; state: SuccessState; name: string; replies: { by: string; answer: SuccessAnswer }[] }[];
  /** Whether this person may let it through, and may take it back. */
  decides: boolean;
  mayTakeBack: boolean;
}

const RECENT = 60;

/** Notes that wait, then those of late, newest first: of children whom this person may know, one's own first of all. */
export async function listNotes(ctx: StaffCtx): Promise<StaffNote[]> {
  const rows = await ctx.db.success.findMany({
    where: { AND: [staffSuccesses(ctx.actor, ctx.now), { state: { not: "refused" } }] }, orderBy: [{ notedAt: "desc" }, { id: "desc" }], take: RECENT * 3,
    include: { pupil: { select: { givenName: true, familyName: true, wordingForm: true } }, notedBy: { select: nameFields }, photo: photoFields, replies: { select: { answer: true, adult: { select: nameFields } } } },
  });
  const texts = await readTexts(ctx.db, rows.flatMap(({ wordsId }) => wordsId ?? []), SOURCE_LANGUAGE);
  const consents = await findConsents(ctx.db, rows.flatMap(({ photo }) => photo?.children.map(({ pupilId }) => pupilId) ?? []), ctx.now);
  const decides = mayDo(ctx.actor.roles, "approveRewards");
  const notes = new Map<string, StaffNote>();
  for (const row of rows) {
    const { photo, pupil } = row;
    const known = notes.get(row.noteKey);
    const child = { successId: row.id, state: row.state, name: `${pupil.givenName} ${pupil.familyName}`, replies: row.replies.map(({ answer, adult }) => ({ answer, by: nameOf(adult) })) };
    if (known) {
      known.children.push(child);
      continue;
    }
    const shown = photo !== null && mayShowPhoto(photo.children.map(({ pupilId }) => pupilId), consents);
    notes.set(row.noteKey, {
      noteKey: row.noteKey, state: row.state, category: row.category, statement: row.statement, at: row.notedAt, by: row.notedBy ? nameOf(row.notedBy) : null,
      sentence: row.statement ? bankSentence(ctx.locale, row.statement, { name: pupil.givenName, form: pupil.wordingForm }) : null, words: (row.wordsId && texts.get(row.wordsId)?.source) || null,
      photo: shown ? { width: photo.width, height: photo.height, hash: photo.hash, successId: row.id } : null, hidden: photo !== null && !shown, children: [child],
      decides, mayTakeBack: decides || row.notedById === ctx.actor.adultId,
    });
  }
  return [...notes.values()].slice(0, RECENT).sort((a, b) => Number(b.state === "waiting") - Number(a.state === "waiting"));
}

/** What a member of staff says who rings about a success: its words in English. */
export interface ToTell {
  category: SuccessCategory;
  sentence: string | null;
  words: string | null;
}

/** One success that is shown, for staff who may know the child. Errors: not_found. */
export async function getToTell(ctx: StaffCtx, input: { successId: string }): Promise<ToTell> {
  const found = await ctx.db.success.findFirst({
    where: { AND: [{ id: input.successId, state: "shown" }, staffSuccesses(ctx.actor, ctx.now)] }, select: { category: true, statement: true, wordsId: true, pupil: { select: { givenName: true, wordingForm: true } } },
  });
  if (!found) throw new AppError("not_found");
  const { category, statement, wordsId, pupil } = found;
  const texts = await readTexts(ctx.db, wordsId ? [wordsId] : [], SOURCE_LANGUAGE);
  return { category, sentence: statement ? bankSentence(SOURCE_LANGUAGE, statement, { name: pupil.givenName, form: pupil.wordingForm }) : null, words: (wordsId && texts.get(wordsId)?.source) || null };
}
