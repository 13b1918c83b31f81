import { createHash } from "node:crypto";

import sharp from "sharp";
import { v7 as uuid } from "uuid";

import { cancelMessages, queueMessages } from "@/server/features/delivery/commands";
import { acknowledgeMessages } from "@/server/features/delivery/ladder/commands";
import { writeText } from "@/server/features/languages/commands";
import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import { flagSentence } from "@/server/features/languages/workbench/commands";
import { linkAllows, staffVisible } from "@/server/features/people/policy";
import { mayDo } from "@/server/features/people/schema";
import { recordAudit, recordAudits } from "@/server/lib/audit/record";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { remakePicture } from "@/server/lib/pictures/remake";

import { findConsents } from "@/server/features/people/photos/queries";
import { lackingConsent } from "@/server/features/people/photos/rules";
import { can, ownSuccesses, staffSuccesses } from "./policy";
import { getOwn, type OwnSuccess } from "./queries";
import { type Answer, type Flag, type Note, PHOTO_BYTES, PHOTO_WIDTH } from "./schema";

interface Told {
  id: string;
  pupilId: string;
  wordsId: string | null;
}

const lines = (ctx: PersonCtx, rows: readonly Told[], action: string, detail: Record<string, string | boolean> = {}) =>
  rows.map(({ id, pupilId }) => ({ schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `rewards.${action}`, subjectType: "success", subjectId: id, pupilId, detail }));

/** Tells every adult who may get messages about these children, each of their own child alone. Good news is never urgent. */
async function tellFamilies(tx: Tx, ctx: StaffCtx, rows: readonly Told[]): Promise<void> {
  const links = await tx.guardianLink.findMany({
    where: { pupilId: { in: rows.map(({ pupilId }) => pupilId) }, ...linkAllows("messages", ctx.now), adult: { removedAt: null }, pupil: { removedAt: null } },
    select: { adultId: true, pupilId: true, pupil: { select: { givenName: true } } },
  });
  await queueMessages(tx, {
    schoolId: ctx.school.id, now: ctx.now,
    messages: rows.flatMap(({ id, pupilId, wordsId }) => links.filter((link) => link.pupilId === pupilId).map(({ adultId, pupil }) => ({
      adultId, pupilId, kind: "good_news" as const, subjectId: id, args: { child: pupil.givenName }, idempotencyKey: `good-news:${id}:${adultId}`, textIds: wordsId ? [wordsId] : [],
    }))),
  });
}

/** Refuses a photo in which somebody has no consent for what it would be used for. Errors: conflict (photo: no_consent). */
async function requireConsents(tx: Tx, ctx: StaffCtx, children: readonly string[]): Promise<void> {
  if (lackingConsent(children, await findConsents(tx, children, ctx.now)).length > 0) throw new AppError("conflict", { photo: "no_consent" });
}

/**
 * Notes one good thing about one or more children. A sentence of the bank reaches the families at once; own words and photos wait for somebody
 * who may let them through (`can.showAtOnce`). The same form sent again notes nothing new.
 * Errors: not_found for a child who is not this person's to know; invalid_input with letters that nobody explained (words: acronym:…) or no
 * photo (photo: not_a_photo); too_large; conflict (photo: no_consent; translation: unchecked).
 */
export async function noteSuccess(ctx: StaffCtx, input: Note): Promise<{ count: number; waits: boolean }> {
  const { key, category, statement, words, photo } = input;
  const pupilIds = [...new Set(input.pupilIds)];
  const pictured = photo ? [...new Set([...pupilIds, ...input.alsoInPhoto])] : [];
  const unexplained = (await findUnexplained(ctx.db, new Map([["words", words]]))).get("words");
  if (unexplained) throw new AppError("invalid_input", { words: acronymReason(unexplained) });
  const made = photo ? await remakePicture(photo, PHOTO_BYTES, { width: PHOTO_WIDTH, height: PHOTO_WIDTH, fit: "inside", withoutEnlargement: true }) : null;
  const size = made ? await sharp(made).metadata() : null;
  const atOnce = can.showAtOnce(ctx.actor, { words, hasPhoto: made !== null });
  const schoolId = ctx.school.id;
  return ctx.db.$transaction(async (tx) => {
    await lockKey(tx, key);
    const known = await tx.success.findMany({ where: { noteKey: key }, select: { state: true, notedById: true } });
    if (known.length > 0) {
      if (known.some(({ notedById }) => notedById !== ctx.actor.adultId)) throw new AppError("not_found");
      return { count: known.length, waits: known.some(({ state }) => state === "waiting") };
    }
    const wanted = [...new Set([...pupilIds, ...pictured])];
    if ((await tx.pupil.count({ where: { AND: [{ id: { in: wanted } }, staffVisible(ctx.actor, ctx.now)] } })) !== wanted.length) throw new AppError("not_found");
    if (made) await requireConsents(tx, ctx, pictured);
    const photoId = made ? uuid() : null;
    if (made && size && photoId) {
      await tx.rewardPhoto.create({ data: { id: photoId, schoolId, bytes: new Uint8Array(made), width: size.width, height: size.height, hash: createHash("sha256").update(made).digest("hex").slice(0, 16), createdAt: ctx.now } });
      await tx.rewardPhotoChild.createMany({ data: pictured.map((pupilId) => ({ schoolId, photoId, pupilId })) });
    }
    const rows: Told[] = [];
    // Each child has a text of its own: it is translated for that child's family alone.
    for (const pupilId of pupilIds) rows.push({ id: uuid(), pupilId, wordsId: words ? await writeText(tx, { schoolId, kind: "rewards.words", language: SOURCE_LANGUAGE, body: words, authorId: ctx.actor.adultId, pupilId }) : null });
    const decided = atOnce ? { state: "shown" as const, decidedById: ctx.actor.adultId, decidedAt: ctx.now } : { state: "waiting" as const };
    await tx.success.createMany({ data: rows.map((row) => ({ ...row, schoolId, noteKey: key, category, statement, photoId, notedById: ctx.actor.adultId, notedAt: ctx.now, ...decided })) });
    if (atOnce) await tellFamilies(tx, ctx, rows);
    await recordAudits(tx, lines(ctx, rows, "note", { category, atOnce, photo: made !== null }));
    return { count: rows.length, waits: !atOnce };
  });
}

/**
 * Lets what was noted at once through to its families, or keeps it back for good. Errors: not_found for what does not wait (any more) or is not
 * this person's to know; conflict when a consent for its photo has gone meanwhile (photo: no_consent).
 */
export async function decideNote(ctx: StaffCtx, input: { noteKey: string; yes: boolean }): Promise<{ count: number }> {
  return ctx.db.$transaction(async (tx) => {
    const where = { AND: [{ noteKey: input.noteKey, state: "waiting" as const }, staffSuccesses(ctx.actor, ctx.now)] };
    const rows = await tx.success.findMany({ where, select: { id: true, pupilId: true, wordsId: true, photo: { select: { children: { select: { pupilId: true } } } } } });
    const children = rows[0]?.photo?.children.map(({ pupilId }) => pupilId) ?? [];
    if (input.yes && children.length > 0) await requireConsents(tx, ctx, children);
    const { count } = await tx.success.updateMany({ where: { id: { in: rows.map(({ id }) => id) }, state: "waiting" }, data: { state: input.yes ? "shown" : "refused", decidedById: ctx.actor.adultId, decidedAt: ctx.now } });
    if (rows.length === 0 || count !== rows.length) throw new AppError("not_found");
    if (input.yes) await tellFamilies(tx, ctx, rows);
    await recordAudits(tx, lines(ctx, rows, input.yes ? "approve" : "refuse"));
    return { count };
  });
}

/** Takes one success back: nobody finds it any more, and what has not left stays here. For whoever noted it and those who approve. Errors: not_found. */
export async function takeBack(ctx: StaffCtx, input: { successId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const own = mayDo(ctx.actor.roles, "approveRewards") ? {} : { notedById: ctx.actor.adultId };
    const row = await tx.success.findFirst({ where: { AND: [{ id: input.successId, ...own }, staffSuccesses(ctx.actor, ctx.now)] }, select: { id: true, pupilId: true, wordsId: true } });
    const { count } = row ? await tx.success.updateMany({ where: { id: row.id, state: { in: ["shown", "waiting"] } }, data: { state: "taken_back", decidedById: ctx.actor.adultId, decidedAt: ctx.now } }) : { count: 0 };
    if (!row || count === 0) throw new AppError("not_found");
    await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [row.id], kinds: ["good_news"] });
    await recordAudits(tx, lines(ctx, [row], "takeBack"));
  });
}

/** Opens one success for its family: from now on its message counts as read. Errors: not_found. */
export async function openOwn(ctx: PersonCtx, input: { successId: string }): Promise<OwnSuccess> {
  const found = await getOwn(ctx, input);
  await ctx.db.$transaction((tx) => acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: found.id, now: ctx.now }));
  return found;
}

/** What the adult says back, with a picture; staff read it, the other parent never. A new answer stands in the place of the old one. Errors: not_found. */
export async function replyOwn(ctx: PersonCtx, input: { successId: string; answer: Answer }): Promise<void> {
  const { id, pupilId } = await getOwn(ctx, input);
  const { adultId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    const data = { answer: input.answer, at: ctx.now };
    await tx.successReply.upsert({ where: { successId_adultId: { successId: id, adultId } }, create: { schoolId: ctx.school.id, successId: id, adultId, ...data }, update: data });
    await acknowledgeMessages(tx, { adultId, subjectId: id, now: ctx.now });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: adultId, action: "rewards.reply", subjectType: "success", subjectId: id, pupilId, detail: { answer: input.answer } });
  });
}

/** Tells the school that a sentence of good news is not clear or looks wrong, in the language in which it was read. Errors: not_found. */
export async function flagOwn(ctx: PersonCtx, input: Flag): Promise<{ created: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const success = await tx.success.findFirst({ where: { AND: [{ id: input.successId }, ownSuccesses(ctx.actor, ctx.now)] }, select: { pupilId: true, wordsId: true } });
    if (!success) throw new AppError("not_found");
    return flagSentence(tx, ctx, { textIds: success.wordsId ? [success.wordsId] : [], segmentId: input.segmentId, kind: input.kind, pupilId: success.pupilId });
  });
}
