import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { findConsents } from "@/server/features/people/photos/queries";
import { lackingFor } from "@/server/features/people/photos/rules";
import { familyVisible } from "@/server/features/people/policy";
import { mayDo } from "@/server/features/people/schema";
import { deriveToken, sameSecret } from "@/server/lib/auth/tokens";
import { addDays, momentIn } from "@/server/lib/clock";
import { contentLanguage, type Ctx, type PersonCtx } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { NewsletterAudience, NewsletterBlockKind } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { ownNewsletters, publicNewsletters } from "./policy";
import { pictureUse, timeText } from "./rules";
import type { ReadPicture } from "./schema";

/** One piece of a newsletter as its reader gets it. */
export interface ReadBlock {
  id: string;
  kind: NewsletterBlockKind;
  words: ReaderText;
  /** The day, as the start of that day in UTC, and the minute of it where there is a time. */
  happensOn: Date | null;
  happensTime: number | null;
  link: string | null;
  /** Null as well while somebody in it has no consent for those who may read the newsletter. */
  picture: { width: number; height: number; hash: string } | null;
  /** Whether there is a picture that cannot be shown now: its words stay. */
  hidden: boolean;
}

/** A newsletter as its reader gets it. */
export interface ReadNewsletter {
  id: string;
  title: ReaderText;
  audience: NewsletterAudience;
  yearGroups: number[];
  sentAt: Date | null;
  blocks: ReadBlock[];
  /** What must be said about all of it in the reader's language: some of it is not in that language, a computer translated it, it waits for a check. */
  signs: ("untranslated" | "machine" | "unchecked")[];
}

const blockFields = {
  id: true, kind: true, textId: true, happensOn: true, happensTime: true, link: true, picture: { select: { width: true, height: true, hash: true } },
} satisfies Prisma.NewsletterBlockSelect;

const nothing = (language: string): ReaderText => ({ body: "", language, translated: false, source: "", sourceLanguage: language, unchecked: false, sign: null, sentences: [] });

/** Pictures of newsletters, each with the children in it who have no consent for those who may read it. Three statements, and none where nobody is named. */
export async function findLacking(db: Db | Tx, newsletters: Prisma.NewsletterWhereInput, now: Date): Promise<{ blockId: string; newsletterId: string; pupilIds: string[] }[]> {
  const rows = await db.newsletterPicture.findMany({
    where: { block: { newsletter: newsletters }, children: { some: {} } },
    select: { blockId: true, children: { select: { pupilId: true } }, block: { select: { newsletterId: true, newsletter: { select: { audience: true } } } } },
  });
  const consents = await findConsents(db as Tx, rows.flatMap(({ children }) => children.map(({ pupilId }) => pupilId)), now);
  return rows.flatMap(({ blockId, children, block }) => {
    const pupilIds = lackingFor(pictureUse(block.newsletter.audience), children.map(({ pupilId }) => pupilId), consents);
    return pupilIds.length > 0 ? [{ blockId, newsletterId: block.newsletterId, pupilIds }] : [];
  });
}

/** Pictures of newsletters of which nobody has said who can be recognised in them. One statement. */
export async function findUnsaid(db: Db | Tx, newsletters: Prisma.NewsletterWhereInput): Promise<string[]> {
  return (await db.newsletterPicture.findMany({ where: { peopleSaid: false, block: { newsletter: newsletters } }, select: { blockId: true } })).map(({ blockId }) => blockId);
}

/**
 * One newsletter in a language with the texts of its pieces, the title first; null when there is none that `where` names. Five statements, however long it is, and three more where children
 * are named in its pictures: consents are asked at each reading.
 * @param readerId whose own open flags are shown; nobody's when left out
 */
export async function readWithTexts(db: Db | Tx, where: Prisma.NewsletterWhereInput, language: string, now: Date, readerId: string | null = null): Promise<{ newsletter: ReadNewsletter; pieces: { id: string; textId: string }[] } | null> {
  const found = await db.newsletter.findFirst({
    where,
    select: { id: true, titleId: true, audience: true, yearGroups: true, sentAt: true, blocks: { orderBy: { position: "asc" }, select: blockFields } },
  });
  if (!found) return null;
  const { titleId, blocks, ...rest } = found;
  const texts = await readTexts(db, [titleId, ...blocks.map(({ textId }) => textId)], language, readerId);
  const hidden = new Set((await findLacking(db, { id: found.id }, now)).map(({ blockId }) => blockId));
  const wordsOf = (textId: string) => texts.get(textId) ?? nothing(language);
  const read = { ...rest, title: wordsOf(titleId), blocks: blocks.map(({ textId, picture, ...block }): ReadBlock => ({ ...block, words: wordsOf(textId), picture: hidden.has(block.id) ? null : picture, hidden: hidden.has(block.id) })) };
  const signs = new Set([read.title, ...read.blocks.map(({ words }) => words)].flatMap(({ sign, source }) => (source === "" ? [] : sign ?? [])));
  return {
    newsletter: { ...read, signs: (["untranslated", "machine", "unchecked"] as const).filter((sign) => signs.has(sign)) },
    pieces: [{ id: "title", textId: titleId }, ...blocks.map(({ id, textId }) => ({ id, textId }))],
  };
}

/** The texts of a newsletter, the title first: none where there is no such one. One statement. */
export async function findTextIds(db: Db | Tx, newsletterId: string): Promise<string[]> {
  const found = await db.newsletter.findFirst({ where: { id: newsletterId }, select: { titleId: true, blocks: { orderBy: { position: "asc" }, select: { textId: true } } } });
  return found ? [found.titleId, ...found.blocks.map(({ textId }) => textId)] : [];
}

/** The newsletter alone. */
export async function readNewsletter(db: Db | Tx, where: Prisma.NewsletterWhereInput, language: string, now: Date, readerId: string | null = null): Promise<ReadNewsletter | null> {
  return (await readWithTexts(db, where, language, now, readerId))?.newsletter ?? null;
}

/** A newsletter in a list. */
export interface NewsletterLine {
  id: string;
  title: ReaderText;
  sentAt: Date;
}

const LISTED = 100;

async function listOf(db: Db, where: Prisma.NewsletterWhereInput, language: string): Promise<NewsletterLine[]> {
  const rows = await db.newsletter.findMany({ where, orderBy: [{ sentAt: "desc" }, { id: "desc" }], take: LISTED, select: { id: true, titleId: true, sentAt: true } });
  const titles = await readTexts(db, rows.map(({ titleId }) => titleId), language);
  return rows.flatMap(({ id, titleId, sentAt }) => {
    const title = titles.get(titleId);
    return title && sentAt ? [{ id, title, sentAt }] : [];
  });
}

/** Newsletters that anybody may read, the newest first. Two statements. */
export function listPublic(ctx: Ctx): Promise<NewsletterLine[]> {
  return listOf(ctx.db, publicNewsletters, ctx.locale);
}

/** One that anybody may read. Errors: not_found. */
export async function getPublic(ctx: Ctx, input: { newsletterId: string }): Promise<ReadNewsletter> {
  const found = await readNewsletter(ctx.db, { AND: [{ id: input.newsletterId }, publicNewsletters] }, ctx.locale, ctx.now);
  if (!found) throw new AppError("not_found");
  return found;
}

/** The years of the children about whom the signed-in adult may get messages; null when there is no such child. */
async function yearsOf(ctx: PersonCtx): Promise<number[] | null> {
  const pupils = await ctx.db.pupil.findMany({ where: familyVisible(ctx.actor, "messages", ctx.now), select: { yearGroup: true } });
  return pupils.length > 0 ? pupils.map(({ yearGroup }) => yearGroup) : null;
}

/** The newsletters of the signed-in adult's children and of the whole school, the newest first. Three statements. */
export async function listOwn(ctx: PersonCtx): Promise<NewsletterLine[]> {
  return listOf(ctx.db, ownNewsletters(ctx.actor, await yearsOf(ctx)), contentLanguage(ctx));
}

/** One of them. Errors: not_found. */
export async function getOwn(ctx: PersonCtx, input: { newsletterId: string }): Promise<ReadNewsletter> {
  const found = await readNewsletter(ctx.db, { AND: [{ id: input.newsletterId }, ownNewsletters(ctx.actor, await yearsOf(ctx))] }, contentLanguage(ctx), ctx.now, ctx.actor.adultId);
  if (!found) throw new AppError("not_found");
  return found;
}

/** The texts of one of them. Errors: not_found. */
export async function findOwnTexts(ctx: PersonCtx, input: { newsletterId: string }): Promise<string[]> {
  const found = await ctx.db.newsletter.findFirst({
    where: { AND: [{ id: input.newsletterId }, ownNewsletters(ctx.actor, await yearsOf(ctx))] }, select: { titleId: true, blocks: { select: { textId: true } } },
  });
  if (!found) throw new AppError("not_found");
  return [found.titleId, ...found.blocks.map(({ textId }) => textId)];
}

/** A day that a newsletter names. */
export interface NewsDate {
  id: string;
  newsletterId: string;
  /** "2026-12-05". */
  day: string;
  /** The moment, where it names a time; when it ends, no newsletter says. */
  at: Date | null;
  words: ReaderText;
  /** Only for children of these years; empty: for all. */
  yearGroups: number[];
}

/** How far back and ahead days of newsletters are listed. */
const [DATES_BACK, DATES_AHEAD] = [366, 400];

/**
 * The days in the newsletters that went to families of the signed-in adult's children, for their calendar: a day that several newsletters name in
 * the same words is there once, with the first of them. Three statements, and none more for somebody without such a child.
 */
export async function listOwnDates(ctx: PersonCtx): Promise<NewsDate[]> {
  const years = await yearsOf(ctx);
  if (years === null) return [];
  const rows = await ctx.db.newsletterBlock.findMany({
    where: { kind: "date", happensOn: { gte: addDays(ctx.now, -DATES_BACK), lte: addDays(ctx.now, DATES_AHEAD) }, newsletter: ownNewsletters(ctx.actor, years) },
    orderBy: [{ newsletter: { sentAt: "asc" } }, { id: "asc" }], select: { id: true, newsletterId: true, textId: true, happensOn: true, happensTime: true, newsletter: { select: { yearGroups: true } } },
  });
  const texts = await readTexts(ctx.db, rows.map(({ textId }) => textId), contentLanguage(ctx));
  const found = new Map<string, NewsDate>();
  for (const { id, newsletterId, textId, happensOn, happensTime, newsletter: { yearGroups } } of rows) {
    const words = texts.get(textId);
    if (!happensOn || !words || words.source === "") continue;
    const day = happensOn.toISOString().slice(0, 10);
    const key = JSON.stringify([day, happensTime, words.source]);
    const before = found.get(key);
    if (!before) found.set(key, { id, newsletterId, day, at: happensTime === null ? null : momentIn(ctx.school.zone, day, timeText(happensTime)), words, yearGroups });
    else before.yearGroups = before.yearGroups.length > 0 && yearGroups.length > 0 ? [...new Set([...before.yearGroups, ...yearGroups])] : [];
  }
  return [...found.values()];
}

/** The key that opens one picture of one newsletter to whoever has the e-mail; it dies when the newsletter is taken back or the picture changes. */
export function pictureKey(blockId: string, hash: string): string {
  return deriveToken("newsletter-picture", `${blockId}:${hash}`);
}

/**
 * The bytes of a picture for whoever may read its newsletter: anyone, the families, who has the e-mail; staff who write newsletters see those
 * of drafts too. While somebody in it has no consent nobody gets it. `open`: it may be kept by whatever stands between, which one with children
 * who are named never may: their consent can end. Errors: not_found.
 */
export async function readPicture(ctx: Ctx, input: ReadPicture): Promise<{ bytes: Uint8Array; open: boolean }> {
  const { actor } = ctx;
  const writes = actor.kind === "person" && mayDo(actor.roles, "writeNewsletters");
  const mailed = input.key !== undefined && sameSecret(input.key, pictureKey(input.blockId, input.version));
  const readable: Prisma.NewsletterWhereInput = writes ? {} : mailed ? { state: { in: ["draft", "scheduled", "sent"] } } : actor.kind === "person" ? ownNewsletters(actor, await yearsOf({ ...ctx, actor })) : publicNewsletters;
  const found = await ctx.db.newsletterPicture.findFirst({
    where: { blockId: input.blockId, hash: input.version, block: { newsletter: readable } },
    select: { bytes: true, children: { select: { pupilId: true } }, block: { select: { newsletter: { select: { state: true, audience: true } } } } },
  });
  if (!found) throw new AppError("not_found");
  const { state, audience } = found.block.newsletter;
  const children = found.children.map(({ pupilId }) => pupilId);
  if (lackingFor(pictureUse(audience), children, await findConsents(ctx.db, children, ctx.now)).length > 0) throw new AppError("not_found");
  return { bytes: found.bytes, open: state === "sent" && audience === "public" && children.length === 0 };
}
