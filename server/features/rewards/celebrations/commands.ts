import { cancelMessages, queueMessages } from "@/server/features/delivery/commands";
import { acknowledgeMessages } from "@/server/features/delivery/ladder/commands";
import { readAnswerCode } from "@/server/features/delivery/letters/commands";
import type { MessageKind } from "@/server/features/delivery/rules";
import { replaceText, writeText } from "@/server/features/languages/commands";
import { findUnexplained } from "@/server/features/languages/gate/queries";
import { acronymReason } from "@/server/features/languages/gate/schema";
import { flagSentence } from "@/server/features/languages/workbench/commands";
import { linkAllows, staffVisible } from "@/server/features/people/policy";
import { mayDo } from "@/server/features/people/schema";
import { recordAudit } from "@/server/lib/audit/record";
import type { Ctx, PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { Prisma } from "@/server/lib/db/generated/client";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { lockKey } from "@/server/lib/db/lock";

import { findWatchable } from "../clips/queries";
import { invitedLinks, ownCelebrations, staffCelebrations } from "./policy";
import { getOwnCelebration, type OwnCelebration } from "./queries";
import type { AnswerCelebration, FlagCelebration, SaveCelebration, Says } from "./schema";

interface Told {
  id: string;
  startsAt: Date;
  place: string;
  wordsId: string | null;
}

const toldFields = { id: true, startsAt: true, place: true, wordsId: true } as const;
const words: readonly MessageKind[] = ["celebration_invited", "celebration_moved", "celebration_clip"];

const record = (tx: Tx, ctx: StaffCtx, action: string, subjectId: string, detail: Record<string, string | number | boolean> = {}) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: `rewards.${action}`, subjectType: "celebration", subjectId, detail });

/**
 * Tells adults of a celebration, once for each child through whom they are told.
 * @param round what makes one telling another: the same round again tells nobody
 */
export async function tellOfCelebration(tx: Tx, ctx: StaffCtx, celebration: Told, kind: MessageKind, round: string, links: Prisma.GuardianLinkWhereInput): Promise<number> {
  const rows = await tx.guardianLink.findMany({ where: links, select: { adultId: true, pupilId: true, pupil: { select: { givenName: true } } } });
  const { id, startsAt, place, wordsId } = celebration;
  const { queued } = await queueMessages(tx, {
    schoolId: ctx.school.id, now: ctx.now,
    messages: rows.map(({ adultId, pupilId, pupil }) => ({
      adultId, pupilId, kind, subjectId: id, args: { child: pupil.givenName, at: startsAt.toISOString(), what: place },
      idempotencyKey: `${kind}:${id}:${round}:${pupilId}:${adultId}`, textIds: wordsId && words.includes(kind) ? [wordsId] : [],
    })),
  });
  return queued;
}

/** The children of a celebration whom somebody may be told of. */
const ofChildren = (celebrationId: string): Prisma.GuardianLinkWhereInput => ({ pupil: { removedAt: null, celebrations: { some: { celebrationId } } } });

async function requireKnown(tx: Tx, ctx: StaffCtx, pupils: SaveCelebration["pupils"]): Promise<void> {
  const ids = [...new Set(pupils.map(({ pupilId }) => pupilId))];
  if (ids.length !== pupils.length) throw new AppError("invalid_input", { pupils: "twice" });
  if ((await tx.pupil.count({ where: { AND: [{ id: { in: ids } }, staffVisible(ctx.actor, ctx.now)] } })) !== ids.length) throw new AppError("not_found");
  const chosen = pupils.flatMap(({ pupilId, successId }) => (successId ? [{ id: successId, pupilId }] : []));
  if ((await tx.success.count({ where: { state: "shown", OR: chosen } })) !== chosen.length) throw new AppError("not_found");
}

/**
 * Keeps a celebration: begins it, or changes it. Once its families are invited, a new time or place is told to each of them once, and children who
 * join have their families invited; none is taken out any more. Children whom this person may not know stay as others chose them.
 * Errors: not_found; not_allowed for one that is out, without the right to invite; conflict for one that is called off or over, or (translation:
 * unchecked); invalid_input (words: acronym:…, startsAt: past).
 */
export async function saveCelebration(ctx: StaffCtx, input: SaveCelebration): Promise<{ celebrationId: string; told: number }> {
  const { celebrationId: id, kind, startsAt, endsAt, place } = input;
  const unexplained = (await findUnexplained(ctx.db, new Map([["words", input.words]]))).get("words");
  if (unexplained) throw new AppError("invalid_input", { words: acronymReason(unexplained) });
  if (startsAt <= ctx.now) throw new AppError("invalid_input", { startsAt: "past" });
  const schoolId = ctx.school.id;
  return ctx.db.$transaction(async (tx) => {
    await lockKey(tx, id);
    await requireKnown(tx, ctx, input.pupils);
    const old = await tx.celebration.findFirst({ where: { id }, include: { pupils: { select: { pupilId: true } } } });
    if (old && (await tx.celebration.count({ where: { AND: [{ id }, staffCelebrations(ctx.actor, ctx.now)] } })) === 0) throw new AppError("not_found");
    const out = old?.state === "invited";
    if (old?.state === "cancelled" || (out && old.endsAt <= ctx.now)) throw new AppError("conflict", { state: "over" });
    if (out && !mayDo(ctx.actor.roles, "approveRewards")) throw new AppError("not_allowed");
    const wordsId = await keepWords(tx, ctx, old?.wordsId ?? null, input.words);
    const data = { kind, startsAt, endsAt, place, wordsId };
    if (old) await tx.celebration.update({ where: { id }, data });
    else await tx.celebration.create({ data: { id, schoolId, ...data, createdById: ctx.actor.adultId, createdAt: ctx.now } });
    const chosen = input.pupils.map(({ pupilId }) => pupilId);
    if (!out) await tx.celebrationPupil.deleteMany({ where: { celebrationId: id, pupil: staffVisible(ctx.actor, ctx.now), pupilId: { notIn: chosen } } });
    await tx.celebrationPupil.createMany({ data: input.pupils.map((each) => ({ schoolId, celebrationId: id, ...each })), skipDuplicates: true });
    for (const { pupilId, successId } of input.pupils) await tx.celebrationPupil.update({ where: { celebrationId_pupilId: { celebrationId: id, pupilId } }, data: { successId } });
    let told = 0;
    if (out) {
      const before = old.pupils.map(({ pupilId }) => pupilId);
      const now = { id, startsAt, place, wordsId };
      const moved = old.startsAt.getTime() !== startsAt.getTime() || old.place !== place;
      if (moved) {
        // What has not left yet would name a time that is wrong.
        await cancelMessages(tx, { schoolId, now: ctx.now, subjectIds: [id], kinds: ["celebration_moved"] });
        told += await tellOfCelebration(tx, ctx, now, "celebration_moved", `${startsAt.toISOString()}:${ctx.now.toISOString()}`, { AND: [invitedLinks(ctx.now), ofChildren(id), { pupilId: { in: before } }] });
      }
      told += await tellOfCelebration(tx, ctx, now, "celebration_invited", "first", { AND: [invitedLinks(ctx.now), ofChildren(id), { pupilId: { notIn: before } }] });
    }
    await record(tx, ctx, "saveCelebration", id, { children: input.pupils.length, told });
    return { celebrationId: id, told };
  });
}

async function keepWords(tx: Tx, ctx: StaffCtx, wordsId: string | null, body: string): Promise<string | null> {
  if (body === "") return null;
  if (!wordsId) return writeText(tx, { schoolId: ctx.school.id, kind: "rewards.words", language: SOURCE_LANGUAGE, body, authorId: ctx.actor.adultId });
  await replaceText(tx, wordsId, body, ctx.actor.adultId);
  return wordsId;
}

/** Locks a celebration that this person may decide about. Errors: not_found; conflict for another state. */
async function lockState(tx: Tx, ctx: StaffCtx, id: string, states: readonly string[]): Promise<Told> {
  const found = await tx.celebration.findFirst({ where: { AND: [{ id }, staffCelebrations(ctx.actor, ctx.now)] }, select: { id: true } });
  if (!found) throw new AppError("not_found");
  const [row] = await tx.$queryRaw<{ state: string }[]>`SELECT state::text FROM celebration WHERE id = ${id}::uuid FOR UPDATE`;
  if (!row || !states.includes(row.state)) throw new AppError("conflict", { state: "changed" });
  return tx.celebration.findUniqueOrThrow({ where: { id }, select: toldFields });
}

/** Invites the families of its children, each adult in their own language and by the ways that their profile asks for. Errors: not_found; conflict for one that is out already, or over. */
export async function inviteFamilies(ctx: StaffCtx, input: { celebrationId: string }): Promise<{ told: number }> {
  return ctx.db.$transaction(async (tx) => {
    const celebration = await lockState(tx, ctx, input.celebrationId, ["draft"]);
    if (celebration.startsAt <= ctx.now) throw new AppError("conflict", { state: "over" });
    await tx.celebration.update({ where: { id: celebration.id }, data: { state: "invited", invitedAt: ctx.now } });
    const told = await tellOfCelebration(tx, ctx, celebration, "celebration_invited", "first", { AND: [invitedLinks(ctx.now), ofChildren(celebration.id)] });
    await record(tx, ctx, "invite", celebration.id, { told });
    return { told };
  });
}

/** Calls a celebration off. Whoever was invited is told once; an invitation that has not left stays here. Errors: not_found; conflict for one that is called off already, or over. */
export async function cancelCelebration(ctx: StaffCtx, input: { celebrationId: string }): Promise<{ told: number }> {
  return ctx.db.$transaction(async (tx) => {
    const celebration = await lockState(tx, ctx, input.celebrationId, ["draft", "invited"]);
    const { state, endsAt } = await tx.celebration.findUniqueOrThrow({ where: { id: celebration.id }, select: { state: true, endsAt: true } });
    if (state === "invited" && endsAt <= ctx.now) throw new AppError("conflict", { state: "over" });
    await tx.celebration.update({ where: { id: celebration.id }, data: { state: "cancelled" } });
    await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [celebration.id], kinds: ["celebration_invited", "celebration_moved"] });
    const told = state === "invited" ? await tellOfCelebration(tx, ctx, celebration, "celebration_cancelled", "once", { AND: [invitedLinks(ctx.now), ofChildren(celebration.id)] }) : 0;
    await record(tx, ctx, "cancelCelebration", celebration.id, { told });
    return { told };
  });
}

async function keepAnswer(tx: Tx, ctx: Ctx, adultId: string, input: AnswerCelebration): Promise<void> {
  const open = await tx.celebration.count({ where: { id: input.celebrationId, state: "invited", endsAt: { gt: ctx.now } } });
  if (open === 0) throw new AppError("expired");
  const data = { says: input.says, places: input.says === "yes" ? input.places : 0, needs: input.says === "yes" ? [...new Set(input.needs)] : [], at: ctx.now };
  const key = { celebrationId: input.celebrationId, adultId };
  await tx.celebrationAnswer.upsert({ where: { celebrationId_adultId: key }, create: { schoolId: ctx.school.id, ...key, ...data }, update: data });
  await acknowledgeMessages(tx, { adultId, subjectId: input.celebrationId, now: ctx.now });
  await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: adultId, action: "rewards.answerCelebration", subjectType: "celebration", subjectId: input.celebrationId, detail: { says: input.says } });
}

/** Comes, does not, or is at work and would like the film. A new answer stands in the place of the old one; the other parent never sees it. Errors: not_found; expired for one that is over or called off. */
export async function answerCelebration(ctx: PersonCtx, input: AnswerCelebration): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    if ((await tx.celebration.count({ where: { AND: [{ id: input.celebrationId }, ownCelebrations(ctx.actor, ctx.now)] } })) === 0) throw new AppError("not_found");
    await keepAnswer(tx, ctx, ctx.actor.adultId, input);
  });
}

/** The same with the code of the letter that invites, without signing in. Errors: invalid_input (code: shape), expired for a code of anything else, rate_limited. */
export async function answerByCode(ctx: Ctx, input: { code: string; says: Says }): Promise<{ says: Says }> {
  await readAnswerCode(ctx, input.code, async (tx, { kind, adultId, pupilId, subjectId }) => {
    if ((kind !== "celebration_invited" && kind !== "celebration_moved") || !pupilId) throw new AppError("expired");
    if ((await tx.guardianLink.count({ where: { adultId, pupilId, ...linkAllows("events", ctx.now) } })) === 0) throw new AppError("expired");
    await keepAnswer(tx, ctx, adultId, { celebrationId: subjectId, says: input.says, places: 1, needs: [] });
  });
  return { says: input.says };
}

/** Opens one celebration for an adult who is invited: from now on its messages count as read. Errors: not_found. */
export async function openCelebration(ctx: PersonCtx, input: { celebrationId: string }): Promise<OwnCelebration> {
  const found = await getOwnCelebration(ctx, input);
  await ctx.db.$transaction((tx) => acknowledgeMessages(tx, { adultId: ctx.actor.adultId, subjectId: found.id, now: ctx.now }));
  return found;
}

/**
 * Tells the school that a sentence of an invitation, or of what is said in a film that this adult may watch, is not clear or looks wrong, in the
 * language in which it was read. Errors: not_found.
 */
export async function flagCelebration(ctx: PersonCtx, input: FlagCelebration): Promise<{ created: boolean }> {
  const { celebrationId, segmentId, kind } = input;
  const watchable = (await findWatchable(ctx, [celebrationId])).has(celebrationId);
  return ctx.db.$transaction(async (tx) => {
    const celebration = await tx.celebration.findFirst({
      where: { AND: [{ id: celebrationId }, ownCelebrations(ctx.actor, ctx.now)] }, select: { wordsId: true, clip: { select: { wordsId: true } } },
    });
    if (!celebration) throw new AppError("not_found");
    const textIds = [celebration.wordsId, watchable ? celebration.clip?.wordsId : null].flatMap((id) => id ?? []);
    return flagSentence(tx, ctx, { textIds, segmentId, kind, pupilId: null });
  });
}
