import { addDays } from "@/server/lib/clock";
import type { PersonCtx } from "@/server/lib/context";

import { pageOfMessage, wordsOf } from "../email/rules";
import { unlisted } from "../rules";
import { mayKnow } from "../sending/commands";

/** Something that the school told this adult. */
export interface InboxLine {
  id: string;
  kind: string;
  title: string;
  at: Date;
  /** The page where it is, without its language. */
  place: string;
  isNew: boolean;
}

const LISTED_DAYS = 180;
const LISTED = 200;

/** What the school told the signed-in adult in the last half year, the newest first, in the language of the page. What an order has taken away since is gone. */
export async function listInbox(ctx: PersonCtx): Promise<InboxLine[]> {
  const rows = await ctx.db.message.findMany({
    where: { adultId: ctx.actor.adultId, cancelledAt: null, kind: { notIn: [...unlisted] }, createdAt: { gte: addDays(ctx.now, -LISTED_DAYS) } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: LISTED, select: { id: true, kind: true, subjectId: true, adultId: true, pupilId: true, args: true, createdAt: true, acknowledgedAt: true },
  });
  const known = await mayKnow(ctx.db, rows, ctx.now);
  const news = rows.filter(({ kind }) => kind === "newsletter_sent").map(({ subjectId }) => subjectId);
  const texts = news.length === 0 ? [] : await ctx.db.mailBody.findMany({ where: { language: ctx.locale, subjectId: { in: news } }, select: { subjectId: true, subject: true } });
  const titles = new Map(texts.map(({ subjectId, subject }) => [subjectId, subject]));
  return rows.filter(known).map(({ id, kind, subjectId, args, createdAt, acknowledgedAt }) => ({
    id, kind, at: createdAt, place: pageOfMessage({ kind, subjectId }), isNew: acknowledgedAt === null,
    title: titles.get(subjectId) ?? wordsOf({ kind, args: args as Record<string, unknown> }, ctx.locale, ctx.school.zone).title,
  }));
}

/** How many of them the adult has not opened. Two statements. */
export async function countUnopened(ctx: PersonCtx): Promise<{ count: number }> {
  const rows = await ctx.db.message.findMany({
    where: { adultId: ctx.actor.adultId, cancelledAt: null, acknowledgedAt: null, kind: { notIn: [...unlisted] }, createdAt: { gte: addDays(ctx.now, -LISTED_DAYS) } }, take: LISTED, select: { kind: true, adultId: true, pupilId: true },
  });
  return { count: rows.filter(await mayKnow(ctx.db, rows, ctx.now)).length };
}
