import { createHash } from "node:crypto";

import sharp from "sharp";
import { v7 as uuid } from "uuid";

import { replaceText, writeText } from "@/server/features/languages/commands";
import { readTexts } from "@/server/features/languages/queries";
import { staffVisible } from "@/server/features/people/policy";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { remakePicture } from "@/server/lib/pictures/remake";

import { moved, wordsHash } from "../rules";
import { MOST_BLOCKS, PICTURE_BYTES, PICTURE_WIDTH, type PutPicture, type Save } from "../schema";

const KIND = "newsletters.words";

const write = (tx: Tx, ctx: StaffCtx, body: string) => writeText(tx, { schoolId: ctx.school.id, kind: KIND, language: SOURCE_LANGUAGE, body, authorId: ctx.actor.adultId });

/** Begins a newsletter with a title and one block for words. The same key again begins nothing new. */
export async function createNewsletter(ctx: StaffCtx, input: { title: string; key: string }): Promise<{ newsletterId: string }> {
  const schoolId = ctx.school.id;
  return ctx.db.$transaction(async (tx) => {
    await lockKey(tx, input.key);
    const known = await tx.newsletter.findFirst({ where: { id: input.key }, select: { id: true, createdById: true } });
    if (known && known.createdById !== ctx.actor.adultId) throw new AppError("not_found");
    if (known) return { newsletterId: known.id };
    const titleId = await write(tx, ctx, input.title);
    await tx.newsletter.create({ data: { id: input.key, schoolId, titleId, yearGroups: [], createdById: ctx.actor.adultId, createdAt: ctx.now, updatedAt: ctx.now } });
    await tx.newsletterBlock.create({ data: { id: uuid(), schoolId, newsletterId: input.key, position: 0, kind: "text", textId: await write(tx, ctx, "") } });
    await record(tx, ctx, "newsletters.create", input.key);
    return { newsletterId: input.key };
  });
}

const record = (tx: Tx, ctx: StaffCtx, action: string, subjectId: string, detail: Record<string, string | number | boolean> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action, subjectType: "newsletter", subjectId, detail });

/** Holds a draft against everybody else until the transaction ends. Errors: not_found; conflict for one that is no draft any more. */
async function lockDraft(tx: Tx, newsletterId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`SELECT state::text FROM newsletter WHERE id = ${newsletterId}::uuid FOR UPDATE`;
  if (!row) throw new AppError("not_found");
  if (row.state !== "draft") throw new AppError("conflict", { state: row.state });
}

/**
 * Saves everything in the editor at once, then does the one thing more that its button asks for. Words that somebody else has changed since
 * the editor was opened are left as they are: `changed` names those blocks, and all the rest is saved.
 * Errors: not_found; conflict for a newsletter that is no draft any more; invalid_input (blocks: too_many).
 */
export async function saveNewsletter(ctx: StaffCtx, input: Save): Promise<{ changed: string[]; addedId: string | null }> {
  const { newsletterId, then } = input;
  return ctx.db.$transaction(async (tx) => {
    await lockDraft(tx, newsletterId);
    const row = await tx.newsletter.findUniqueOrThrow({
      where: { id: newsletterId }, select: { titleId: true, blocks: { orderBy: { position: "asc" }, select: { id: true, kind: true, textId: true } } },
    });
    const texts = await readTexts(tx, [row.titleId, ...row.blocks.map(({ textId }) => textId)], SOURCE_LANGUAGE);
    const changed: string[] = [];
    const put = async (name: string, textId: string, words: string, base: string) => {
      const stands = texts.get(textId)?.source ?? "";
      if (wordsHash(words) === wordsHash(stands)) return;
      if (base !== wordsHash(stands)) changed.push(name);
      else await replaceText(tx, textId, words, ctx.actor.adultId);
    };
    await put("title", row.titleId, input.title, input.titleBase);
    // Blocks that a colleague has taken out meanwhile are passed over.
    for (const block of row.blocks) {
      const saved = input.blocks.find(({ id }) => id === block.id);
      if (!saved) continue;
      await put(block.id, block.textId, saved.words, saved.base);
      await tx.newsletterBlock.update({
        where: { id: block.id },
        data: {
          happensOn: block.kind === "date" && saved.happensOn ? new Date(saved.happensOn) : null, happensTime: block.kind === "date" ? saved.happensTime : null,
          link: block.kind === "card" ? saved.link : null,
        },
      });
    }
    const order = row.blocks.map(({ id }) => id);
    const addedId = then ? await change(tx, ctx, newsletterId, order, then) : null;
    await tx.newsletter.update({ where: { id: newsletterId }, data: { audience: input.audience, yearGroups: [...new Set(input.yearGroups)].sort((a, b) => a - b), updatedAt: ctx.now } });
    await record(tx, ctx, "newsletters.save", newsletterId, { blocks: input.blocks.length, kept: changed.length });
    return { changed, addedId };
  });
}

async function change(tx: Tx, ctx: StaffCtx, newsletterId: string, order: string[], then: NonNullable<Save["then"]>): Promise<string | null> {
  if (then.do === "add") {
    if (order.length >= MOST_BLOCKS) throw new AppError("invalid_input", { blocks: "too_many" });
    const id = uuid();
    const under = then.under === null ? -1 : order.indexOf(then.under);
    await tx.newsletterBlock.create({ data: { id, schoolId: ctx.school.id, newsletterId, position: order.length, kind: then.kind, textId: await write(tx, ctx, "") } });
    await reorder(tx, newsletterId, under < 0 ? [...order, id] : [...order.slice(0, under + 1), id, ...order.slice(under + 1)]);
    return id;
  }
  if (then.do === "remove") {
    await tx.newsletterBlock.deleteMany({ where: { id: then.id, newsletterId } });
    await reorder(tx, newsletterId, order.filter((id) => id !== then.id));
    return null;
  }
  const next = moved(order, then.id, then.do);
  if (next) await reorder(tx, newsletterId, next);
  return null;
}

/** Gives every block its place anew: first out of the way, because no two may stand in one. */
async function reorder(tx: Tx, newsletterId: string, ids: string[]): Promise<void> {
  await tx.$executeRaw`UPDATE newsletter_block SET position = -position - 1 WHERE newsletter_id = ${newsletterId}::uuid`;
  await tx.$executeRaw`
    UPDATE newsletter_block b SET position = x.place - 1 FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS x (id, place)
    WHERE b.id = x.id AND b.newsletter_id = ${newsletterId}::uuid`;
}

/**
 * Keeps who can be recognised in a picture. Children whom this person may not know stay marked as others have marked them.
 * Errors: not_found for a child who is not this person's to know.
 */
async function markPeople(tx: Tx, ctx: StaffCtx, blockId: string, wanted: readonly string[]): Promise<void> {
  const pupilIds = [...new Set(wanted)];
  const visible = staffVisible(ctx.actor, ctx.now);
  if ((await tx.pupil.count({ where: { AND: [{ id: { in: pupilIds } }, visible] } })) !== pupilIds.length) throw new AppError("not_found");
  await tx.newsletterPictureChild.deleteMany({ where: { blockId, pupil: visible, pupilId: { notIn: pupilIds } } });
  await tx.newsletterPictureChild.createMany({ data: pupilIds.map((pupilId) => ({ schoolId: ctx.school.id, blockId, pupilId })), skipDuplicates: true });
  await tx.newsletterPicture.update({ where: { blockId }, data: { peopleSaid: true } });
}

/**
 * Puts a picture into its block, made anew from its points alone, with what it shows in words and who can be recognised in it. Without a file only
 * those change. Errors: not_found, for a child too who is not this person's to know; conflict; invalid_input (photo: not_a_photo), too_large.
 */
export async function putPicture(ctx: StaffCtx, input: PutPicture): Promise<{ newsletterId: string }> {
  const block = await ctx.db.newsletterBlock.findFirst({ where: { id: input.blockId, kind: "picture" }, select: { id: true, newsletterId: true, textId: true, picture: { select: { blockId: true } } } });
  if (!block) throw new AppError("not_found");
  if (!input.file && !block.picture) throw new AppError("invalid_input", { file: "needed" });
  const made = input.file ? await remakePicture(input.file, PICTURE_BYTES, { width: PICTURE_WIDTH, height: PICTURE_WIDTH, fit: "inside", withoutEnlargement: true }) : null;
  const size = made ? await sharp(made).metadata() : null;
  return ctx.db.$transaction(async (tx) => {
    await lockDraft(tx, block.newsletterId);
    if (made && size) {
      const data = { bytes: new Uint8Array(made), width: size.width, height: size.height, hash: createHash("sha256").update(made).digest("hex").slice(0, 16) };
      await tx.newsletterPicture.upsert({ where: { blockId: block.id }, create: { blockId: block.id, schoolId: ctx.school.id, ...data }, update: data });
    }
    await markPeople(tx, ctx, block.id, input.pupilIds);
    await replaceText(tx, block.textId, input.alt, ctx.actor.adultId);
    await tx.newsletter.update({ where: { id: block.newsletterId }, data: { updatedAt: ctx.now } });
    await record(tx, ctx, "newsletters.picture", block.newsletterId, { bytes: made?.length ?? 0 });
    return { newsletterId: block.newsletterId };
  });
}

/** Takes a draft away for good. Errors: not_found; conflict for one that is no draft. */
export async function deleteNewsletter(ctx: StaffCtx, input: { newsletterId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await lockDraft(tx, input.newsletterId);
    const row = await tx.newsletter.findUniqueOrThrow({ where: { id: input.newsletterId }, select: { titleId: true, blocks: { select: { textId: true } } } });
    await tx.newsletter.delete({ where: { id: input.newsletterId } });
    await tx.text.deleteMany({ where: { id: { in: [row.titleId, ...row.blocks.map(({ textId }) => textId)] } } });
    await record(tx, ctx, "newsletters.delete", input.newsletterId);
  });
}

/** Begins a new newsletter with the blocks of another, its words, pictures and translations found again by their sentences. Errors: not_found. */
export async function copyNewsletter(ctx: StaffCtx, input: { newsletterId: string; key: string }): Promise<{ newsletterId: string }> {
  const schoolId = ctx.school.id;
  return ctx.db.$transaction(async (tx) => {
    await lockKey(tx, input.key);
    const known = await tx.newsletter.findFirst({ where: { id: input.key }, select: { createdById: true } });
    if (known && known.createdById !== ctx.actor.adultId) throw new AppError("not_found");
    if (known) return { newsletterId: input.key };
    const from = await tx.newsletter.findFirst({ where: { id: input.newsletterId }, include: { blocks: { orderBy: { position: "asc" }, include: { picture: { include: { children: true } } } } } });
    if (!from) throw new AppError("not_found");
    const texts = await readTexts(tx, [from.titleId, ...from.blocks.map(({ textId }) => textId)], SOURCE_LANGUAGE);
    const again = (textId: string) => write(tx, ctx, texts.get(textId)?.source ?? "");
    await tx.newsletter.create({
      data: {
        id: input.key, schoolId, titleId: await again(from.titleId), audience: from.audience, yearGroups: from.yearGroups, createdById: ctx.actor.adultId, createdAt: ctx.now, updatedAt: ctx.now,
      },
    });
    for (const { kind, textId, position, link, picture } of from.blocks) {
      const id = uuid();
      // A day that is over is not copied: it would be wrong.
      await tx.newsletterBlock.create({ data: { id, schoolId, newsletterId: input.key, position, kind, link, textId: await again(textId) } });
      if (!picture) continue;
      const { children, ...kept } = picture;
      await tx.newsletterPicture.create({ data: { ...kept, blockId: id } });
      await tx.newsletterPictureChild.createMany({ data: children.map(({ pupilId }) => ({ schoolId, blockId: id, pupilId })) });
    }
    await record(tx, ctx, "newsletters.copy", input.key);
    return { newsletterId: input.key };
  });
}
