import { v7 as uuid } from "uuid";

import { cancelMessages, createTask, queueMessages } from "@/server/features/delivery/commands";
import { assertSendable } from "@/server/features/languages/sending/queries";
import { findReachPlans } from "@/server/features/people/profile/queries";
import { recordAudit } from "@/server/lib/audit/record";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import type { Db, Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { dropPublic } from "@/server/lib/http/public-pages";
import { enqueueJob } from "@/server/lib/jobs/enqueue";

import { forgetSounds, speakLater } from "../listening/commands";
import { findLacking, findTextIds, findUnsaid, readNewsletter } from "../queries";
import type { Send } from "../schema";
import { findRecipients, getSendingState } from "./queries";

/** Public pages that show newsletters, in memory at every front. */
export const PAGES = "newsletters";

const jobKey = (newsletterId: string) => `newsletters.send:${newsletterId}`;

/**
 * Lets a newsletter go out, at once or at a time. It is looked at once more: nothing that lacks something leaves, and what is not in a
 * reader's language leaves only when the sender has seen that. Errors: not_found; conflict for one that is no draft, or
 * (translation: "unchecked", languages) when a text of it must not go out unchecked, or (translation: "unseen") when the sender has not seen; invalid_input naming each block with its fault, or sendAt: "past".
 */
export async function scheduleNewsletter(ctx: StaffCtx, input: Send): Promise<{ sendAt: Date }> {
  const { newsletter, faults, languages } = await getSendingState(ctx, input);
  if (newsletter.blocks.every(({ words }) => words.source === "")) throw new AppError("invalid_input", { blocks: "no_words" });
  if (faults.length > 0) throw new AppError("invalid_input", Object.fromEntries(faults.map(({ blockId, fault }) => [blockId ?? "title", fault])));
  await assertSendable(ctx.db, await findTextIds(ctx.db, newsletter.id), languages.map(({ language }) => language));
  if (!input.seen && languages.some(({ missing }) => missing.length > 0)) throw new AppError("conflict", { translation: "unseen" });
  const sendAt = input.sendAt ? new Date(input.sendAt) : ctx.now;
  if (sendAt < ctx.now) throw new AppError("invalid_input", { sendAt: "past" });
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.newsletter.updateMany({ where: { id: newsletter.id, state: "draft" }, data: { state: "scheduled", sendAt, sentById: ctx.actor.adultId } });
    if (count === 0) throw new AppError("conflict", { state: "changed" });
    await enqueueJob(tx, "newsletters.send", { newsletterId: newsletter.id }, { key: jobKey(newsletter.id), runAt: sendAt });
    await record(tx, ctx, "newsletters.schedule", newsletter.id);
  });
  return { sendAt };
}

const record = (tx: Tx, ctx: StaffCtx, action: string, subjectId: string) =>
  recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action, subjectType: "newsletter", subjectId });

/** Makes a newsletter that waits a draft again. Errors: conflict for one that has gone out, not_found. */
export async function holdNewsletter(ctx: StaffCtx, input: { newsletterId: string }): Promise<void> {
  await change(ctx, input.newsletterId, "newsletters.hold", (tx) => tx.newsletter.updateMany({ where: { id: input.newsletterId, state: "scheduled" }, data: { state: "draft", sendAt: null, sentById: null } }));
}

/** Takes a newsletter back: nobody finds it any more, and what has not left stays here. Errors: conflict for one that has not gone out, not_found. */
export async function withdrawNewsletter(ctx: StaffCtx, input: { newsletterId: string }): Promise<void> {
  await change(ctx, input.newsletterId, "newsletters.withdraw", async (tx) => {
    const done = await tx.newsletter.updateMany({ where: { id: input.newsletterId, state: "sent" }, data: { state: "withdrawn", withdrawnAt: ctx.now } });
    if (done.count > 0) {
      await cancelMessages(tx, { schoolId: ctx.school.id, now: ctx.now, subjectIds: [input.newsletterId], kinds: ["newsletter_sent"] });
      await forgetSounds(tx, ctx, input.newsletterId);
      await dropPublic(tx, ctx.school.id, PAGES);
    }
    return done;
  });
}

async function change(ctx: StaffCtx, newsletterId: string, action: string, work: (tx: Tx) => Promise<{ count: number }>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await work(tx);
    if (count === 0) throw new AppError((await tx.newsletter.count({ where: { id: newsletterId } })) === 0 ? "not_found" : "conflict");
    await record(tx, ctx, action, newsletterId);
  });
}

/** Asks for the e-mail of a newsletter in a language, to oneself alone. Errors: not_found; conflict (translation: unchecked); invalid_input without an address of one's own. */
export async function askForTest(ctx: StaffCtx, input: { newsletterId: string; language: string }): Promise<void> {
  if (!(await readNewsletter(ctx.db, { id: input.newsletterId }, input.language, ctx.now))) throw new AppError("not_found");
  const plan = (await findReachPlans(ctx.db, [ctx.actor.adultId])).get(ctx.actor.adultId);
  if (!plan?.hasEmail) throw new AppError("invalid_input", { email: "none" });
  await assertSendable(ctx.db, await findTextIds(ctx.db, input.newsletterId), [input.language]);
  await ctx.db.$transaction((tx) => enqueueJob(tx, "newsletters.test", { ...input, adultId: ctx.actor.adultId }));
}

interface SendCtx {
  db: Db;
  school: SchoolFacts;
  now: Date;
}

/** An e-mail made for a language. */
export interface MadeMail {
  language: string;
  subject: string;
  text: string;
  html: string;
}

export type MakeMail = (newsletterId: string, language: string) => Promise<MadeMail | null>;

const keepMails = (tx: Tx, ctx: SendCtx, subjectId: string, mails: MadeMail[]) =>
  tx.mailBody.createMany({ data: mails.map((mail) => ({ ...mail, schoolId: ctx.school.id, subjectId, createdAt: ctx.now })), skipDuplicates: true });

/**
 * Sends a newsletter whose time has come, in one transaction: its e-mails, one a language, and a message for each adult. Called again, or for one
 * that was held back or is not due, it does nothing. One with a picture in which somebody's consent has ended meanwhile becomes a draft again:
 * whoever writes newsletters finds it there, and why. So does one with a text that must not go out unchecked: whoever sent it has a task.
 * @param makeMail makes the e-mail of a language
 * @returns how many adults are told; null when there was nothing to do
 */
export async function sendNewsletter(ctx: SendCtx, newsletterId: string, makeMail: MakeMail): Promise<number | null> {
  const due = { id: newsletterId, state: "scheduled" as const, sendAt: { lte: ctx.now } };
  const row = await ctx.db.newsletter.findFirst({ where: due, select: { yearGroups: true, audience: true, sentById: true } });
  if (!row) return null;
  // Everybody may read it: who is sent a link to listen need not sign in for it.
  const args: Record<string, number> = row.audience === "public" && row.yearGroups.length === 0 ? { open: 1 } : {};
  if ((await findLacking(ctx.db, due, ctx.now)).length > 0 || (await findUnsaid(ctx.db, due)).length > 0) {
    await ctx.db.$transaction(async (tx) => {
      const { count } = await tx.newsletter.updateMany({ where: due, data: { state: "draft", sendAt: null } });
      if (count > 0) await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: null, action: "newsletters.heldForConsent", subjectType: "newsletter", subjectId: newsletterId });
    });
    return null;
  }
  const recipients = await findRecipients(ctx.db, row.yearGroups, ctx.now);
  const plans = await findReachPlans(ctx.db, recipients.map(({ adultId }) => adultId));
  // In English too: whoever rings sees what there is to tell.
  const languages = [...new Set([SOURCE_LANGUAGE, ...[...plans.values()].map(({ plan }) => plan.writeIn)])];
  const mails = (await Promise.all(languages.map((language) => makeMail(newsletterId, language)))).flatMap((mail) => mail ?? []);
  const textIds = await findTextIds(ctx.db, newsletterId);
  const send = () => ctx.db.$transaction(async (tx) => {
    const { count } = await tx.newsletter.updateMany({ where: due, data: { state: "sent", sentAt: ctx.now } });
    if (count === 0) return null;
    await keepMails(tx, ctx, newsletterId, mails);
    const { queued } = await queueMessages(tx, {
      schoolId: ctx.school.id, now: ctx.now,
      messages: recipients.map(({ adultId, pupilId }) => ({ adultId, pupilId, kind: "newsletter_sent" as const, subjectId: newsletterId, args, textIds, idempotencyKey: `newsletter:${newsletterId}:${adultId}` })),
    });
    await speakLater(tx, ctx.school.id, newsletterId);
    await dropPublic(tx, ctx.school.id, PAGES);
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: row.sentById, action: "newsletters.send", subjectType: "newsletter", subjectId: newsletterId, detail: { told: queued, languages: mails.length } });
    return queued;
  }, { timeout: 120_000 });
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof AppError) || error.fields.translation !== "unchecked") throw error;
    await stopSending(ctx, newsletterId, row.sentById, error.fields.languages ?? "");
    return null;
  }
}

/** Makes a newsletter whose time has come a draft again: trying again would not mend it. */
async function stopSending(ctx: SendCtx, newsletterId: string, sentById: string | null, languages: string): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.newsletter.updateMany({ where: { id: newsletterId, state: "scheduled", sendAt: { lte: ctx.now } }, data: { state: "draft", sendAt: null } });
    if (count === 0) return;
    await createTask(tx, { schoolId: ctx.school.id, kind: "follow_up", assigneeId: sentById, subjectId: newsletterId, dueAt: ctx.now, uniqueKey: `newsletter-stopped:${newsletterId}:${ctx.now.getTime()}` });
    await recordAudit(tx, { schoolId: ctx.school.id, at: ctx.now, actorId: null, action: "newsletters.heldForTranslation", subjectType: "newsletter", subjectId: newsletterId, detail: { languages } });
  });
}

/** Sends the e-mail of a newsletter in a language to one member of staff. */
export async function sendTest(ctx: SendCtx, input: { newsletterId: string; language: string; adultId: string }, makeMail: MakeMail): Promise<void> {
  const mail = await makeMail(input.newsletterId, input.language);
  if (!mail) return;
  const subjectId = uuid();
  const textIds = await findTextIds(ctx.db, input.newsletterId);
  await ctx.db.$transaction(async (tx) => {
    await keepMails(tx, ctx, subjectId, [mail]);
    await queueMessages(tx, {
      schoolId: ctx.school.id, now: ctx.now, leaveOut: true,
      messages: [{ adultId: input.adultId, kind: "newsletter_test", subjectId, textIds, idempotencyKey: `newsletter-test:${subjectId}`, language: mail.language, urgency: 5 }],
    });
  });
}
