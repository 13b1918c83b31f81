import { withEasyPage } from "@/server/features/languages/easy/rules";
import { printPictures } from "@/server/features/languages/pictures/queries";
import { wantsPictures } from "@/server/features/people/profile/rules";
import { addMinutes, now as systemNow } from "@/server/lib/clock";
import { env } from "@/server/lib/env";
import { translatorFor } from "@/server/lib/i18n/translator";
import type { JobCtx } from "@/server/lib/jobs/worker";
import { type LetterTransport, openLetters } from "@/server/lib/notify/client";
import { renderPdf } from "@/server/lib/pdf/render";

import { composeNews, saidPictures } from "../letters/rules";
import { readPace } from "../pace/queries";
import { nextTry } from "../rules";
import { type Claimed, claimDue, giveUp, nextDue, settle } from "../sending/commands";
import { giveBackLetter, handOverLetter, takeLetterStatus } from "./commands";
import { judgeLetter } from "./rules";

export interface PostOptions {
  clock?: () => Date;
  transport?: LetterTransport;
  /** After so long it ends, however many are due. */
  sliceMs?: number;
}

const LEASE_MS = 120_000;
const AT_ONCE = 2;

/**
 * Hands the letters that are due to the service that posts them, if the school wants that, until none is or the slice is over. After a kill the service is asked whether
 * it has the letter before it gets it again. Letters to a safe address stay for the office's printer.
 * @returns when the next one is due, or null when none waits for the post
 */
export async function drainLetters(ctx: JobCtx, options: PostOptions = {}): Promise<Date | null> {
  if (!(await readPace(ctx.db)).postLetters) return null;
  const { clock = systemNow, transport = openLetters(), sliceMs = Infinity } = options;
  const from = Date.now();
  for (;;) {
    if (ctx.signal?.aborted || Date.now() - from >= sliceMs) break;
    const leaseUntil = new Date(clock().getTime() + LEASE_MS);
    const { rows, taken } = await claimDue(ctx.db, { channel: "letter", now: clock(), leaseUntil, limit: AT_ONCE, urgency: 1_000, not: [] });
    await Promise.all(rows.map((row) => postOne(ctx, row, transport, clock)));
    if (taken < AT_ONCE) break;
  }
  return nextDue(ctx.db, "letter");
}

async function postOne(ctx: JobCtx, row: Claimed, transport: LetterTransport, clock: () => Date): Promise<void> {
  if (row.readsNothing) return giveUp(ctx.db, ctx.school.id, row, "reads_nothing", clock());
  try {
    const file = await makeLetter(ctx, row, clock());
    if (!file) return void (await giveBackLetter(ctx.db, { id: row.id, from: "sending", code: "post_address", now: clock() }));
    const providerId = await transport.send({ file, reference: `${ctx.school.id}:${row.id}` });
    await handOverLetter(ctx.db, { schoolId: ctx.school.id, row, providerId, now: clock() });
  } catch (error) {
    const verdict = judgeLetter(error);
    const now = clock();
    const next = verdict.final ? null : nextTry({ kind: row.kind, deliveryId: row.id, attempts: row.attempts, createdAt: row.chosenAt, now });
    if (next) await settle(ctx.db, [{ id: row.id, as: "again", nextTryAt: next, code: verdict.code, attempts: row.attempts }]);
    else await giveBackLetter(ctx.db, { id: row.id, from: "sending", code: `post_${verdict.code}`, now });
  }
}

/** The file of one letter, or null when its adult's address may not be printed any more: it is asked once more, in the moment in which it is made. */
async function makeLetter(ctx: JobCtx, row: Claimed, printedAt: Date): Promise<Uint8Array | null> {
  const adult = await ctx.db.adult.findFirst({
    where: { id: row.adultId, removedAt: null, safeAddress: false, addressLines: { isEmpty: false } },
    select: { title: true, givenName: true, familyName: true, addressLines: true, safeAddress: true, prefers: true, readingNeed: true },
  });
  if (!adult) return null;
  const letter = { ...(await composeNews({ deliveryId: row.id, message: { ...row, id: row.messageId }, adult, school: ctx.school, publicUrl: env().PUBLIC_URL, printedAt })), posted: true };
  const whole = wantsPictures(adult) ? withEasyPage(letter, saidPictures, await printPictures(ctx.db, [...saidPictures, "phone"])) : letter;
  return renderPdf({ template: "people", data: { title: translatorFor(letter.lang)("delivery.letters.title"), letters: [whole] } });
}

const ASKED_TOGETHER = 100;
const ASKED_AGAIN_MINUTES = 60;

/**
 * Asks how far the letters have come that the service took and has not posted yet, each once an hour: the service calls back for text messages only. An answer
 * that does not come is asked for again.
 * @returns how many were asked about
 */
export async function askAfterLetters(ctx: JobCtx, options: PostOptions = {}): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ id: string; providerId: string }[]>`
    UPDATE delivery d SET next_try_at = ${addMinutes(ctx.now, ASKED_AGAIN_MINUTES)}::timestamptz
    FROM (
      SELECT id FROM delivery WHERE school_id = current_school() AND channel = 'letter' AND state = 'handed_over' AND provider_id IS NOT NULL AND posted_at IS NULL
        AND next_try_at <= ${ctx.now}::timestamptz ORDER BY next_try_at LIMIT ${ASKED_TOGETHER} FOR UPDATE SKIP LOCKED
    ) asked WHERE d.id = asked.id RETURNING d.id, d.provider_id AS "providerId"`;
  if (rows.length === 0) return 0;
  const { transport = openLetters() } = options;
  for (const { id, providerId } of rows) {
    if (ctx.signal?.aborted) break;
    const status = await transport.status(providerId).catch(() => "");
    await ctx.db.$transaction((tx) => takeLetterStatus(tx, { schoolId: ctx.school.id, deliveryId: id, status, now: ctx.now }));
  }
  return rows.length;
}
