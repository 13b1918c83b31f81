import { createHash } from "node:crypto";

import { cancelMessages } from "@/server/features/delivery/commands";
import { replaceText, writeText } from "@/server/features/languages/commands";
import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import { staffVisible } from "@/server/features/people/policy";
import { mayDo } from "@/server/features/people/schema";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import type { JobCtx } from "@/server/lib/jobs/worker";
import { remakePicture } from "@/server/lib/pictures/remake";
import { remakeFilm } from "@/server/lib/video/remake";

import { tellOfCelebration } from "../celebrations/commands";
import { staffCelebrations, watchingLinks } from "../celebrations/policy";
import { PHOTO_BYTES } from "../schema";
import { lackingInClip, namesFor, readSaid } from "./queries";
import { faultOfCues, keepUntil } from "./rules";
import { CLIP_BYTES, CLIP_SECONDS, POSTER_WIDTH, type PutClip, type TimeClip } from "./schema";

/** Refuses a film in which somebody has no consent, and says who. */
async function refuseLacking(ctx: StaffCtx, lacking: readonly string[]): Promise<void> {
  if (lacking.length > 0) throw new AppError("conflict", { film: "no_consent", who: JSON.stringify(await namesFor(ctx, lacking)) });
}

/** Tells the adults who may watch it of a film that was let through, each once. In the caller's transaction. @returns how many */
async function tellOfClip(tx: Tx, ctx: StaffCtx, { celebrationId, wordsId, pupilIds }: { celebrationId: string; wordsId: string; pupilIds: string[] }): Promise<number> {
  const celebration = await tx.celebration.findUniqueOrThrow({ where: { id: celebrationId }, select: { id: true, startsAt: true, place: true } });
  return tellOfCelebration(tx, ctx, { ...celebration, wordsId }, "celebration_clip", "first", { AND: [watchingLinks(ctx.now), { pupilId: { in: pupilIds } }] });
}

const record = (tx: Tx, ctx: StaffCtx, action: string, celebrationId: string, detail: Record<string, string | number | boolean> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `rewards.${action}`, subjectType: "celebration", subjectId: celebrationId, detail });

/**
 * Keeps the film of a celebration. From those who may let it through it stands before the families of the children in it at once, and each adult of
 * them is told once; from others it waits for one of those, and never takes the place of a film that families watch. Its container is made anew:
 * places and cameras are gone. Every child who can be recognised must be one of those celebrated and have the consent for films.
 * Errors: not_found; conflict (state: not_out; film: shown, or no_consent and who: the names, as JSON; translation: unchecked); invalid_input (film:
 * not_a_film, hevc or too_long, photo: not_a_photo, words: acronym:…), too_large.
 */
export async function putClip(ctx: StaffCtx, input: PutClip): Promise<{ told: number; waits: boolean }> {
  const { celebrationId } = input;
  const decides = mayDo(ctx.actor.roles, "approveRewards");
  const pupilIds = [...new Set(input.pupilIds)];
  const unexplained = (await findUnexplained(ctx.db, new Map([["words", input.words]]))).get("words");
  if (unexplained) throw new AppError("invalid_input", { words: acronymReason(unexplained) });
  const known = await ctx.db.celebration.findFirst({
    where: { AND: [{ id: celebrationId }, staffCelebrations(ctx.actor, ctx.now)] },
    select: { state: true, pupils: { where: { pupilId: { in: pupilIds }, pupil: staffVisible(ctx.actor, ctx.now) }, select: { pupilId: true } } },
  });
  if (!known || known.pupils.length !== pupilIds.length) throw new AppError("not_found");
  if (known.state !== "invited") throw new AppError("conflict", { state: "not_out" });
  await refuseLacking(ctx, await lackingInClip(ctx.db, known.pupils, ctx.now));
  const film = await remakeFilm(input.film, { bytes: CLIP_BYTES, seconds: CLIP_SECONDS });
  const poster = input.poster ? await remakePicture(input.poster, PHOTO_BYTES, { width: POSTER_WIDTH, height: POSTER_WIDTH, fit: "inside", withoutEnlargement: true }) : null;
  const schoolId = ctx.school.id;
  return ctx.db.$transaction(async (tx) => {
    await lockKey(tx, celebrationId);
    // A no that came while the film was made anew counts.
    await refuseLacking(ctx, await lackingInClip(tx, known.pupils, ctx.now));
    const old = await tx.celebrationClip.findUnique({ where: { celebrationId }, select: { wordsId: true, approvedAt: true } });
    if (old?.approvedAt && !decides) throw new AppError("conflict", { film: "shown" });
    if (old) {
      await replaceText(tx, old.wordsId, input.words, ctx.actor.adultId);
      await tx.celebrationClip.delete({ where: { celebrationId } });
    }
    const wordsId = old?.wordsId ?? (await writeText(tx, { schoolId, kind: "rewards.words", language: SOURCE_LANGUAGE, body: input.words, authorId: ctx.actor.adultId }));
    await tx.celebrationClip.create({
      data: {
        celebrationId, schoolId, ...film, size: film.bytes.length, wordsId, poster: poster ? new Uint8Array(poster) : null, hash: createHash("sha256").update(film.bytes).digest("hex").slice(0, 16),
        keepUntil: keepUntil(input.keep, ctx.now, ctx.school.zone), createdAt: ctx.now, approvedAt: decides ? ctx.now : null,
      },
    });
    await tx.celebrationClipChild.createMany({ data: pupilIds.map((pupilId) => ({ schoolId, celebrationId, pupilId })) });
    const told = decides ? await tellOfClip(tx, ctx, { celebrationId, wordsId, pupilIds }) : 0;
    await record(tx, ctx, "putClip", celebrationId, { bytes: film.bytes.length, children: pupilIds.length, told, waits: !decides });
    return { told, waits: !decides };
  }, { timeout: 60_000 });
}

/** The film of a celebration, locked, in the version that was looked at. Errors: not_found; conflict (state: changed) for another version. */
async function lockClip(tx: Tx, ctx: StaffCtx, { celebrationId, version }: { celebrationId: string; version: string }) {
  await lockKey(tx, celebrationId);
  const clip = await tx.celebrationClip.findFirst({
    where: { celebrationId, celebration: { AND: [{ state: "invited" }, staffCelebrations(ctx.actor, ctx.now)] }, keepUntil: { gt: ctx.now } },
    select: { hash: true, wordsId: true, seconds: true, approvedAt: true, children: { select: { pupilId: true } } },
  });
  if (!clip) throw new AppError("not_found");
  if (clip.hash !== version) throw new AppError("conflict", { state: "changed" });
  return clip;
}

/**
 * Lets a film through that waited: the families of the children in it can watch it, and each adult of them is told once.
 * Errors: not_found; conflict (state: changed for another film or one that was let through; film: no_consent and who; translation: unchecked).
 */
export async function approveClip(ctx: StaffCtx, input: { celebrationId: string; version: string }): Promise<{ told: number }> {
  const { celebrationId } = input;
  return ctx.db.$transaction(async (tx) => {
    const { wordsId, approvedAt, children } = await lockClip(tx, ctx, input);
    if (approvedAt) throw new AppError("conflict", { state: "changed" });
    await refuseLacking(ctx, await lackingInClip(tx, children, ctx.now));
    await tx.celebrationClip.update({ where: { celebrationId }, data: { approvedAt: ctx.now } });
    const told = await tellOfClip(tx, ctx, { celebrationId, wordsId, pupilIds: children.map(({ pupilId }) => pupilId) });
    await record(tx, ctx, "approveClip", celebrationId, { told });
    return { told };
  });
}

/**
 * Keeps when each sentence of the captions is shown. One that waits is anybody's to time who may note good news; one that families watch is theirs
 * who let it through. Errors: not_found; not_allowed; conflict (state: changed) for other words or another film; invalid_input (cues: the number of
 * the sentence and what is wrong: "2:order", "2:overlap", "2:outside").
 */
export async function timeClip(ctx: StaffCtx, { cues, ...input }: TimeClip): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { wordsId, seconds, approvedAt } = await lockClip(tx, ctx, input);
    if (approvedAt && !mayDo(ctx.actor.roles, "approveRewards")) throw new AppError("not_allowed");
    if ((await readSaid(tx, wordsId)).length !== cues.length) throw new AppError("conflict", { state: "changed" });
    const wrong = faultOfCues(cues, seconds);
    if (wrong) throw new AppError("invalid_input", { cues: `${wrong.nth + 1}:${wrong.fault}` });
    const kept = (moments: number[]) => moments.map((moment) => Math.round(moment * 1000));
    await tx.celebrationClip.update({ where: { celebrationId: input.celebrationId }, data: { cueStarts: kept(cues.map(({ from }) => from)), cueEnds: kept(cues.map(({ until }) => until)) } });
    await record(tx, ctx, "timeClip", input.celebrationId, { sentences: cues.length });
  });
}

/** Takes the film away for good; what has not left of its message stays here. Errors: not_found. */
export async function removeClip(ctx: StaffCtx, input: { celebrationId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const clip = await tx.celebrationClip.findFirst({ where: { celebrationId: input.celebrationId, celebration: staffCelebrations(ctx.actor, ctx.now) }, select: { wordsId: true } });
    if (!clip) throw new AppError("not_found");
    await tx.celebrationClip.delete({ where: { celebrationId: input.celebrationId } });
    await tx.text.deleteMany({ where: { id: clip.wordsId } });
    await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [input.celebrationId], kinds: ["celebration_clip"] });
    await record(tx, ctx, "removeClip", input.celebrationId);
  });
}

/** Deletes films whose last day is over, with what is said in them. @returns how many */
export async function forgetClips(ctx: JobCtx): Promise<number> {
  return ctx.db.$transaction(async (tx) => {
    const over = await tx.celebrationClip.findMany({ where: { keepUntil: { lte: ctx.now } }, select: { celebrationId: true, wordsId: true } });
    await tx.celebrationClip.deleteMany({ where: { celebrationId: { in: over.map(({ celebrationId }) => celebrationId) } } });
    await tx.text.deleteMany({ where: { id: { in: over.map(({ wordsId }) => wordsId) } } });
    for (const { celebrationId } of over) await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: null, action: "rewards.forgetClip", subjectType: "celebration", subjectId: celebrationId });
    return over.length;
  });
}
