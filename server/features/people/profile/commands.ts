import { recordAudit } from "@/server/lib/audit/record";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import type { ProfileQuestion, ProfileSource } from "@/server/lib/db/generated/enums";
import { AppError } from "@/server/lib/errors";

import { readLanguage } from "../import/languages/rules";
import { profileVisible } from "./policy";
import { answersInForce, fieldsOf, isNews, outranks } from "./rules";
import type { ProfileAnswerInput, RecordProfileInput } from "./schema";

interface Answer {
  question: ProfileQuestion;
  value: string[];
}

interface Kept {
  /** Questions whose answer was new. */
  recorded: ProfileQuestion[];
  /** Of those, questions in which the adult's own word still stands. */
  outranked: ProfileQuestion[];
}

/** An adult answers one question about themselves. The same answer again changes nothing. */
export async function answerOwnProfile(ctx: PersonCtx, input: ProfileAnswerInput): Promise<{ recorded: boolean }> {
  return ctx.db.$transaction(async (tx) => {
    const { adultId } = ctx.actor;
    const { recorded } = await keep(tx, ctx, { adultId, source: "adult", answers: [input] });
    if (recorded.length > 0) await recordAudit(tx, line(ctx, "people.answerProfile", adultId, "adult", { questions: recorded }));
    return { recorded: recorded.length > 0 };
  });
}

/**
 * Staff write down what an adult told them, or what somebody who knows the adult says. What the adult said stands above the
 * latter: it goes into the history and changes nothing.
 * Errors: not_found; invalid_input with the field and a code when a language has no known name.
 */
export async function recordProfile(ctx: StaffCtx, input: RecordProfileInput): Promise<{ recorded: number; outranked: number }> {
  return ctx.db.$transaction((tx) => recordProfileIn(tx, ctx, input));
}

/** The same in the caller's transaction. Errors: as recordProfile. */
export async function recordProfileIn(tx: Tx, ctx: StaffCtx, input: RecordProfileInput): Promise<{ recorded: number; outranked: number }> {
  const { adultId, source } = input;
  const answers: Answer[] = [];
  if (input.speaks && input.speaks.length > 0) answers.push({ question: "speaks", value: spokenTags(input.speaks, ctx.locale) });
  if (input.reading) answers.push({ question: "reading", value: [input.reading] });
  if (input.readingLanguage) answers.push({ question: "reading_language", value: [input.readingLanguage] });
  if (input.prefers) answers.push({ question: "prefers", value: input.prefers });
  if (input.interpreter) answers.push({ question: "interpreter", value: [input.interpreter] });
  const adult = await tx.adult.findFirst({ where: { AND: [{ id: adultId }, profileVisible(ctx.actor, ctx.now)] }, select: { id: true } });
  if (!adult) throw new AppError("not_found");
  const { recorded, outranked } = await keep(tx, ctx, { adultId, source, answers });
  if (recorded.length > 0) await recordAudit(tx, line(ctx, "people.recordProfile", adultId, source, { questions: recorded, outranked }));
  return { recorded: recorded.length, outranked: outranked.length };
}

/** Adds the answers that say something new to the history, and those that are now in force to the adult's record. */
async function keep(tx: Tx, ctx: PersonCtx, input: { adultId: string; source: ProfileSource; answers: Answer[] }): Promise<Kept> {
  const { adultId, source, answers } = input;
  // Two answers at once are settled one after the other: the record and the history never part.
  await tx.$queryRaw`SELECT id FROM adult WHERE id = ${adultId}::uuid FOR UPDATE`;
  const known = await tx.profileAnswer.findMany({
    where: { adultId, question: { in: answers.map(({ question }) => question) } },
    select: { id: true, question: true, value: true, source: true, at: true },
  });
  const inForce = answersInForce(known);
  const news = answers.filter(({ question, value }) => isNews({ value, source }, inForce.get(question)));
  if (news.length === 0) return { recorded: [], outranked: [] };
  await tx.profileAnswer.createMany({
    data: news.map(({ question, value }) => ({ schoolId: ctx.school.id, adultId, question, value, source, recordedById: ctx.actor.adultId, at: ctx.now })),
  });
  const standing = news.filter(({ question }) => outranks({ source }, inForce.get(question)));
  if (standing.length > 0) {
    await tx.adult.update({ where: { id: adultId }, data: Object.assign({}, ...standing.map(({ question, value }) => fieldsOf(question, value))) });
  }
  const recorded = news.map(({ question }) => question);
  const stand = new Set(standing.map(({ question }) => question));
  return { recorded, outranked: recorded.filter((question) => !stand.has(question)) };
}

function spokenTags(names: string[], locale: string): string[] {
  const tags = names.map((name) => readLanguage(name, locale));
  const unknown = tags.findIndex((tag) => tag === null);
  if (unknown >= 0) throw new AppError("invalid_input", { speaks: "language_unknown" });
  return [...new Set(tags as string[])];
}

function line(ctx: PersonCtx, action: string, adultId: string, rule: ProfileSource, detail: Record<string, string[]>) {
  return { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action, subjectType: "adult", subjectId: adultId, rule, detail };
}
