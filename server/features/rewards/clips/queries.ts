import { type ReaderText, readTexts } from "@/server/features/languages/queries";
import { findConsents } from "@/server/features/people/photos/queries";
import { lackingFor } from "@/server/features/people/photos/rules";
import { staffVisible } from "@/server/features/people/policy";
import { contentLanguage, type PersonCtx, type StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { ownCelebrations, staffCelebrations, watchingLinks } from "../celebrations/policy";
import { type Cue, cuesOf, type Part, partOf, toCaptions } from "./rules";

/** A film as a page shows it. */
export interface ShownClip {
  type: string;
  size: number;
  seconds: number;
  width: number;
  height: number;
  hash: string;
  poster: boolean;
  words: ReaderText | null;
  keepUntil: Date;
}

const fields = { celebrationId: true, type: true, size: true, seconds: true, width: true, height: true, hash: true, wordsId: true, keepUntil: true, approvedAt: true, cueStarts: true, cueEnds: true, children: { select: { pupilId: true } } } as const;

/** The films that this adult may watch by the access rule, whatever the consents: of celebrations of theirs, with a child of theirs in it, let through, before their last day. */
function ownClips(ctx: PersonCtx): Prisma.CelebrationClipWhereInput {
  return {
    keepUntil: { gt: ctx.now }, approvedAt: { not: null }, celebration: { AND: [{ state: "invited" }, ownCelebrations(ctx.actor, ctx.now)] },
    children: { some: { pupil: { removedAt: null, links: { some: { adultId: ctx.actor.adultId, ...watchingLinks(ctx.now) } } } } },
  };
}

/** Those of staff who may know a child in it. */
function staffClips(ctx: PersonCtx): Prisma.CelebrationClipWhereInput {
  return { keepUntil: { gt: ctx.now }, celebration: staffCelebrations(ctx.actor, ctx.now), children: { some: { pupil: staffVisible(ctx.actor, ctx.now) } } };
}

/** The children in a film who have no consent for it now: asked at each showing. */
export async function lackingInClip(db: Tx, children: readonly { pupilId: string }[], now: Date): Promise<string[]> {
  const ids = children.map(({ pupilId }) => pupilId);
  return lackingFor("film", ids, await findConsents(db, ids, now));
}

/** The films of celebrations that this adult may watch now. */
export async function findWatchable(ctx: PersonCtx, celebrationIds: readonly string[]): Promise<Map<string, ShownClip>> {
  const rows = await ctx.db.celebrationClip.findMany({ where: { AND: [{ celebrationId: { in: [...celebrationIds] } }, ownClips(ctx)] }, select: fields });
  if (rows.length === 0) return new Map();
  const consents = await findConsents(ctx.db, rows.flatMap(({ children }) => children.map(({ pupilId }) => pupilId)), ctx.now);
  const shown = rows.filter(({ children }) => children.length > 0 && lackingFor("film", children.map(({ pupilId }) => pupilId), consents).length === 0);
  const texts = await readTexts(ctx.db, shown.map(({ wordsId }) => wordsId), contentLanguage(ctx), ctx.actor.adultId);
  const posters = await ctx.db.celebrationClip.findMany({ where: { celebrationId: { in: shown.map(({ celebrationId }) => celebrationId) }, poster: { not: null } }, select: { celebrationId: true } });
  return new Map(shown.map(({ celebrationId, wordsId, type, size, seconds, width, height, hash, keepUntil }) => [
    celebrationId, { type, size, seconds, width, height, hash, keepUntil, words: texts.get(wordsId) ?? null, poster: posters.some((each) => each.celebrationId === celebrationId) },
  ]));
}

/** A film as staff see it: whether it is withheld, and because of whom. */
export interface StaffClip extends Omit<ShownClip, "words"> {
  words: string;
  children: string[];
  /** Children without consent, by name; null for one whom this person may not know. Empty: families can watch it. */
  lacking: (string | null)[];
  /** Whether it waits for somebody who may let it through. */
  waits: boolean;
  /** The sentences of its captions, and when each is shown. */
  cues: (Cue & { sentence: string })[];
}

const sentencesOf = (text: ReaderText | undefined): string[] => (text?.sentences ?? []).map(({ body }) => body);

/** The film of a celebration for staff, without its bytes; null where there is none. */
export async function findStaffClip(ctx: StaffCtx, celebrationId: string): Promise<StaffClip | null> {
  const row = await ctx.db.celebrationClip.findFirst({ where: { AND: [{ celebrationId }, staffClips(ctx)] }, select: fields });
  if (!row) return null;
  const { wordsId, children, celebrationId: _, approvedAt, cueStarts, cueEnds, ...clip } = row;
  const lacking = await lackingInClip(ctx.db, children, ctx.now);
  const [names, texts, poster] = [await namesFor(ctx, lacking), await readTexts(ctx.db, [wordsId], SOURCE_LANGUAGE), await ctx.db.celebrationClip.count({ where: { celebrationId, poster: { not: null } } })];
  const sentences = sentencesOf(texts.get(wordsId));
  const cues = cuesOf(sentences, clip.seconds, { cueStarts, cueEnds }).map((cue, nth) => ({ ...cue, sentence: sentences[nth] ?? "" }));
  return { ...clip, poster: poster > 0, words: texts.get(wordsId)?.source ?? "", children: children.map(({ pupilId }) => pupilId), lacking: names, waits: approvedAt === null, cues };
}

/** Names of children for a member of staff; null for a child whom this person may not know. */
export async function namesFor(ctx: StaffCtx, pupilIds: readonly string[]): Promise<(string | null)[]> {
  const known = await ctx.db.pupil.findMany({ where: { AND: [{ id: { in: [...pupilIds] } }, staffVisible(ctx.actor, ctx.now)] }, select: { id: true, givenName: true, familyName: true } });
  return pupilIds.map((id) => { const found = known.find((each) => each.id === id); return found ? `${found.givenName} ${found.familyName}` : null; });
}

/** A film that this person may watch now. Errors: not_found, the same for one that never was, one that is withheld and one that is past its day. */
async function findOpen(ctx: PersonCtx, celebrationId: string, version?: string) {
  const row = await ctx.db.celebrationClip.findFirst({ where: { AND: [{ celebrationId, ...(version ? { hash: version } : {}) }, { OR: [ownClips(ctx), staffClips(ctx)] }] }, select: fields });
  if (!row || row.children.length === 0 || (await lackingInClip(ctx.db, row.children, ctx.now)).length > 0) throw new AppError("not_found");
  return row;
}

/** A film, or the part that its player asks for; the rest is not read. Errors: not_found. */
export async function readClipPart(ctx: PersonCtx, input: { celebrationId: string; version: string; range: string | null }): Promise<{ type: string; size: number; part: Part | "none" | null; bytes: Uint8Array }> {
  const { type, size } = await findOpen(ctx, input.celebrationId, input.version);
  const part = partOf(input.range, size);
  if (part === "none") return { type, size, part, bytes: new Uint8Array() };
  const { from, to } = part ?? { from: 0, to: size - 1 };
  const [row] = await ctx.db.$queryRaw<{ piece: Uint8Array }[]>`SELECT substring(bytes FROM ${from + 1}::int FOR ${to - from + 1}::int) AS piece FROM celebration_clip WHERE celebration_id = ${input.celebrationId}::uuid`;
  if (!row) throw new AppError("not_found");
  return { type, size, part, bytes: row.piece };
}

/** The picture that stands before a film is played. Errors: not_found. */
export async function readPoster(ctx: PersonCtx, input: { celebrationId: string; version: string }): Promise<{ bytes: Uint8Array }> {
  await findOpen(ctx, input.celebrationId, input.version);
  const row = await ctx.db.celebrationClip.findUnique({ where: { celebrationId: input.celebrationId }, select: { poster: true } });
  if (!row?.poster) throw new AppError("not_found");
  return { bytes: row.poster };
}

/** The sentences of what is said in a film as they were written: by them its captions are timed. */
export async function readSaid(db: Tx, wordsId: string): Promise<string[]> {
  return sentencesOf((await readTexts(db, [wordsId], SOURCE_LANGUAGE)).get(wordsId));
}

/** What is said in it, as captions (WebVTT) in the language of the page; in English while nobody has translated it. Errors: not_found. */
export async function readCaptions(ctx: PersonCtx, input: { celebrationId: string }): Promise<{ captions: string; language: string }> {
  const { wordsId, seconds, cueStarts, cueEnds } = await findOpen(ctx, input.celebrationId);
  const text = (await readTexts(ctx.db, [wordsId], contentLanguage(ctx), ctx.actor.adultId)).get(wordsId);
  if (!text) throw new AppError("not_found");
  const cues = cuesOf(text.translated ? await readSaid(ctx.db, wordsId) : sentencesOf(text), seconds, { cueStarts, cueEnds });
  return { captions: toCaptions(sentencesOf(text), cues), language: text.language };
}
