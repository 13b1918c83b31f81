import { createHash } from "node:crypto";

import { cancelMessages } from "@/server/features/delivery/commands";
import { replaceText, writeText } from "@/server/features/languages/commands";
import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import { staffVisible } from "@/server/features/people/policy";
import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import { lockKey } from "@/server/lib/db/lock";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import type { JobCtx } from "@/server/lib/jobs/worker";
import { remakePicture } from "@/server/lib/pictures/remake";
import { remakeFilm } from "@/server/lib/video/remake";

import { tellOfCelebration } from "../celebrations/commands";
import { staffCelebrations, watchingLinks } from "../celebrations/policy";
import { PHOTO_BYTES } from "../schema";
import { lackingInClip, namesFor } from "./queries";
import { keepUntil } from "./rules";
import { CLIP_BYTES, CLIP_SECONDS, POSTER_WIDTH, type PutClip } from "./schema";

/**
 * Puts the film of a celebration before the families of the children in it, and tells each adult of them once. Its container is made anew: places and
 * cameras are gone. Every child who can be recognised must be one of those celebrated and have the consent for films.
 * Errors: not_found; conflict (state: not_out; film: no_consent and who: the names, as JSON; translation: unchecked); invalid_input (film: not_a_film
 * or too_long, photo: not_a_photo, words: acronym:…), too_large.
 */
export async function putClip(ctx: StaffCtx, input: PutClip): Promise<{ told: number }> {
  const { celebrationId } = input;
  const pupilIds = [...new Set(input.pupilIds)];
  const unexplained = (await findUnexplained(ctx.db, new Map([["words", input.words]]))).get("words");
  if (unexplained) throw new AppError("invalid_input", { words: acronymReason(unexplained) });
  const known = await ctx.db.celebration.findFirst({
    where: { AND: [{ id: celebrationId }, staffCelebrations(ctx.actor, ctx.now)] },
    select: { state: true, pupils: { where: { pupilId: { in: pupilIds }, pupil: staffVisible(ctx.actor, ctx.now) }, select: { pupilId: true } } },
  });
  if (!known || known.pupils.length !== pupilIds.length) throw new AppError("not_found");
  if (known.state !== "invited") throw new AppError("conflict", { state: "not_out" });
  const refuseLacking = async (lacking: readonly string[]) => {
    if (lacking.length > 0) throw new AppError("conflict", { film: "no_consent", who: JSON.stringify(await namesFor(ctx, lacking)) });
  };
  await refuseLacking(await lackingInClip(ctx.db, known.pupils, ctx.now));
  const film = await remakeFilm(input.film, { bytes: CLIP_BYTES, seconds: CLIP_SECONDS });
  const poster = input.poster ? await remakePicture(input.poster, PHOTO_BYTES, { width: POSTER_WIDTH, height: POSTER_WIDTH, fit: "inside", withoutEnlargement: true }) : null;
  const schoolId = ctx.school.id;
  return ctx.db.$transaction(async (tx) => {
    await lockKey(tx, celebrationId);
    // A no that came while the film was made anew counts.
    await refuseLacking(await lackingInClip(tx, known.pupils, ctx.now));
    const old = await tx.celebrationClip.findUnique({ where: { celebrationId }, select: { wordsId: true } });
    if (old) {
      await replaceText(tx, old.wordsId, input.words, ctx.actor.adultId);
      await tx.celebrationClip.delete({ where: { celebrationId } });
    }
    const wordsId = old?.wordsId ?? (await writeText(tx, { schoolId, kind: "rewards.words", language: SOURCE_LANGUAGE, body: input.words, authorId: ctx.actor.adultId }));
    await tx.celebrationClip.create({
      data: {
        celebrationId, schoolId, ...film, size: film.bytes.length, wordsId, poster: poster ? new Uint8Array(poster) : null, hash: createHash("sha256").update(film.bytes).digest("hex").slice(0, 16),
        keepUntil: keepUntil(input.keep, ctx.now, ctx.school.zone), createdAt: ctx.now,
      },
    });
    await tx.celebrationClipChild.createMany({ data: pupilIds.map((pupilId) => ({ schoolId, celebrationId, pupilId })) });
    const celebration = await tx.celebration.findUniqueOrThrow({ where: { id: celebrationId }, select: { id: true, startsAt: true, place: true } });
    const told = await tellOfCelebration(tx, ctx, { ...celebration, wordsId }, "celebration_clip", "first", { AND: [watchingLinks(ctx.now), { pupilId: { in: pupilIds } }] });
    await recordAudit(tx, { schoolId, at: ctx.now, actorId: ctx.actor.adultId, action: "rewards.putClip", subjectType: "celebration", subjectId: celebrationId, detail: { bytes: film.bytes.length, children: pupilIds.length, told } });
    return { told };
  }, { timeout: 60_000 });
}

/** Takes the film away for good; what has not left of its message stays here. Errors: not_found. */
export async function removeClip(ctx: StaffCtx, input: { celebrationId: string }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const clip = await tx.celebrationClip.findFirst({ where: { celebrationId: input.celebrationId, celebration: staffCelebrations(ctx.actor, ctx.now) }, select: { wordsId: true } });
    if (!clip) throw new AppError("not_found");
    await tx.celebrationClip.delete({ where: { celebrationId: input.celebrationId } });
    await tx.text.deleteMany({ where: { id: clip.wordsId } });
    await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [input.celebrationId], kinds: ["celebration_clip"] });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "rewards.removeClip", subjectType: "celebration", subjectId: input.celebrationId });
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
