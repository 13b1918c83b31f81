import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import { contentLanguage, type PersonCtx, type StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { FlagKind } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";
import { findLanguage } from "@/server/lib/i18n/languages";
import { pairFor } from "@/server/lib/translation/codes";
import { type Engine, EngineFault } from "@/server/lib/translation/engine";
import { openEngine } from "@/server/lib/translation/open";

import { checkOpen, stops } from "../checking/rules";
import { recordChanges } from "../commands";
import { hitsOf } from "../glossary/rules";
import { loadGlossary } from "../glossary/queries";
import { makeNameBook, maskSentence, unmask } from "../masking/rules";
import { loadNames } from "../masking/queries";
import { spreadApproval } from "../memory/commands";
import { can, visibleTexts } from "../policy";
import { spokenBy } from "../queries";
import { hashSegment } from "../rules";
import { askLanguages, logged } from "../service/commands";
import { isSwitchedOn, loadService } from "../service/queries";
import type { ItemInput, RejectInput, SaveInput, StakesInput } from "./schema";

/** A sentence that this person may work on, read inside the transaction. Errors: not_found; conflict when it changed since it was read. */
async function openSentence(tx: Tx, ctx: StaffCtx, { segmentId, language }: ItemInput, sourceHash?: string) {
  const segment = await tx.segment.findFirst({
    where: { id: segmentId, text: { AND: [visibleTexts(ctx.actor, ctx.now), { language: { not: language } }] } },
    include: { text: true, translations: { where: { language } } },
  });
  if (!segment || !findLanguage(language)) throw new AppError("not_found");
  if (sourceHash !== undefined && segment.hash !== sourceHash) throw new AppError("conflict", { source: "changed" });
  return { segment, text: segment.text, made: segment.translations[0] };
}

/**
 * Keeps a person's translation of one sentence. An approval also answers the parents who flagged it and goes to the same sentence
 * wherever else it stands. Errors: not_found; not_allowed for an approval by someone who may not; conflict when the sentence changed;
 * invalid_input with the code of the check that refused it (`body`) and the word at fault (`detail`).
 */
export async function saveTranslation(ctx: StaffCtx, input: SaveInput): Promise<void> {
  const { segmentId, language, body, as } = input;
  if (as === "approved" && !can.approve(ctx.actor, language, await spokenBy(ctx.db, ctx.actor.adultId))) throw new AppError("not_allowed");
  const names = await loadNames(ctx.db);
  await ctx.db.$transaction(async (tx) => {
    const { segment, text } = await openSentence(tx, ctx, input, input.sourceHash);
    const terms = hitsOf(segment.body, await loadGlossary(tx, language)).filter((hit) => hit.doNotTranslate).map((hit) => hit.term);
    const [fault] = stops(checkOpen(body, { source: maskSentence(segment.body, { language: text.language, names, terms }), language, sourceLanguage: text.language }));
    if (fault) throw new AppError("invalid_input", { body: fault.code, ...(fault.detail ? { detail: fault.detail } : {}) });
    const row = { body, sourceHash: segment.hash, origin: "person" as const, status: as, reviewerId: ctx.actor.adultId, updatedAt: ctx.now, backBody: null, inviteId: null };
    await tx.translation.upsert({
      where: { segmentId_language: { segmentId, language } },
      create: { id: uuid(), schoolId: ctx.school.id, segmentId, language, ...row },
      update: row,
    });
    await recordChanges(tx, { schoolId: ctx.school.id, language, actorId: ctx.actor.adultId, at: ctx.now, rows: [{ segmentId, body, origin: "person", status: as }] });
    if (as === "approved") {
      await closeFlags(tx, ctx, input);
      await spreadApproval(tx, [segmentId]);
    }
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.saveTranslation", subjectType: "segment", subjectId: segmentId,
      pupilId: text.pupilId, detail: { language, status: as },
    });
  });
}

/** Says no to a translation: families no longer see it, and no machine drafts this sentence again. Errors: not_found; conflict. */
export async function rejectTranslation(ctx: StaffCtx, input: RejectInput): Promise<void> {
  const { segmentId, language } = input;
  if (!can.approve(ctx.actor, language, await spokenBy(ctx.db, ctx.actor.adultId))) throw new AppError("not_allowed");
  await ctx.db.$transaction(async (tx) => {
    const { text, made } = await openSentence(tx, ctx, input, input.sourceHash);
    if (!made) throw new AppError("conflict", { translation: "none" });
    await tx.translation.update({ where: { id: made.id }, data: { status: "rejected", reviewerId: ctx.actor.adultId, updatedAt: ctx.now } });
    await recordChanges(tx, { schoolId: ctx.school.id, language, actorId: ctx.actor.adultId, at: ctx.now, rows: [{ segmentId, body: made.body, origin: made.origin, status: "rejected" }] });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.rejectTranslation", subjectType: "segment", subjectId: segmentId,
      pupilId: text.pupilId, detail: { language, origin: made.origin },
    });
  });
}

async function closeFlags(tx: Tx, ctx: StaffCtx, { segmentId, language }: ItemInput): Promise<number> {
  const { count } = await tx.translationFlag.updateMany({ where: { segmentId, language, handledAt: null }, data: { handledAt: ctx.now, handledById: ctx.actor.adultId } });
  return count;
}

/** Ends what parents flagged on a sentence where its words stay as they are: somebody rang, or the flag was a slip. Errors: not_found. */
export async function handleFlags(ctx: StaffCtx, input: ItemInput): Promise<{ handled: number }> {
  return ctx.db.$transaction(async (tx) => {
    const { text } = await openSentence(tx, ctx, input);
    const handled = await closeFlags(tx, ctx, input);
    if (handled > 0) {
      await recordAudit(tx, {
        schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.handleFlags", subjectType: "segment", subjectId: input.segmentId,
        pupilId: text.pupilId, detail: { language: input.language, handled },
      });
    }
    return { handled };
  });
}

/** Says what a wrong word in a text would cost. Errors: not_found; not_allowed to lower it for whoever may not decide. */
export async function setStakes(ctx: StaffCtx, input: StakesInput): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const text = await tx.text.findFirst({ where: { AND: [{ id: input.textId }, visibleTexts(ctx.actor, ctx.now)] } });
    if (!text) throw new AppError("not_found");
    if (text.stakes === input.stakes) return;
    // Raising it is a duty of whoever reads it; taking it back is a decision.
    if (input.stakes === "ordinary" && !can.approve(ctx.actor, "", [])) throw new AppError("not_allowed");
    await tx.text.update({ where: { id: text.id }, data: { stakes: input.stakes } });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.setStakes", subjectType: "text", subjectId: text.id,
      pupilId: text.pupilId, detail: { from: text.stakes, to: input.stakes },
    });
  });
}

/**
 * Asks the service to put a translation back into the source's language: a hint for the reviewer, never proof. Names are locked away in both
 * directions. Errors: not_found; conflict when there is nothing to ask or the school has not said yes; unavailable when the service fails.
 */
export async function askBack(ctx: StaffCtx, input: ItemInput, engine: Engine | null = openEngine()): Promise<{ back: string }> {
  const { segment, text, made } = await openSentence(ctx.db, ctx, input);
  if (!made || !engine || text.stakes !== "ordinary" || !(await isSwitchedOn(ctx.db, text.kind, engine.name))) throw new AppError("conflict", { service: "off" });
  const names = await loadNames(ctx.db);
  const known = maskSentence(segment.body, { language: text.language, names }).slots.filter((slot) => slot.kind === "name").map((slot) => slot.value);
  const own = makeNameBook(known);
  const masked = maskSentence(made.body.replace(/[\u2066-\u2069]/g, ""), { language: input.language, names: { has: (word) => names.has(word) || own.has(word) } });
  try {
    const languages = (await loadService(ctx.db, engine.name))?.languages ?? (await askLanguages(ctx, engine));
    const pair = pairFor(engine.name, languages, input.language, text.language);
    if (!pair) throw new AppError("conflict", { service: "language" });
    const facts = { purpose: "back" as const, kind: text.kind, from: input.language, to: text.language, sentences: 1, characters: masked.text.length };
    const [answer = ""] = await logged(ctx, engine, facts, () => engine.translate({
      texts: [masked.text], from: { tag: input.language, code: pair.from }, to: { tag: text.language, code: pair.to }, glossary: [],
    }));
    const back = unmask(answer, masked.slots, text.language);
    await ctx.db.translation.updateMany({ where: { id: made.id, body: made.body }, data: { backBody: back } });
    return { back };
  } catch (error) {
    if (error instanceof EngineFault) throw new AppError("unavailable", { service: error.code });
    throw error;
  }
}

export interface NewFlag {
  /** The texts that this adult may read at this moment: the caller has asked the access rule. */
  textIds: string[];
  segmentId: string;
  kind: FlagKind;
  pupilId: string | null;
}

/**
 * Keeps a parent's "this is not clear" or "this looks wrong" with the words that they saw. Twice is the same as once.
 * Errors: not_found for a sentence of no text that they may read; invalid_input where they read it as it was written.
 */
export async function flagSentence(tx: Tx, ctx: PersonCtx, flag: NewFlag): Promise<{ created: boolean }> {
  const language = contentLanguage(ctx);
  const segment = await tx.segment.findFirst({ where: { id: flag.segmentId, textId: { in: flag.textIds } }, include: { text: true, translations: { where: { language } } } });
  if (!segment) throw new AppError("not_found");
  if (segment.text.language === language) throw new AppError("invalid_input", { language: "same_language" });
  const shown = segment.translations[0]?.body ?? segment.body;
  const { count } = await tx.translationFlag.createMany({
    data: [{ id: uuid(), schoolId: ctx.school.id, segmentId: segment.id, language, kind: flag.kind, shownHash: hashSegment(shown), adultId: ctx.actor.adultId, at: ctx.now }],
    skipDuplicates: true,
  });
  if (count > 0) {
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.flag", subjectType: "segment", subjectId: segment.id,
      pupilId: flag.pupilId, detail: { language, kind: flag.kind },
    });
  }
  return { created: count > 0 };
}
