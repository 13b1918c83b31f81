import type { Ctx } from "@/server/lib/context";
import { type CalendarEntry, icalendarOf, type Stamp } from "@/server/lib/days/icalendar";
import { env } from "@/server/lib/env";
import { translatorFor } from "@/server/lib/i18n/translator";

import { readOpenDates } from "../queries";
import { hashEntry } from "./rules";

interface Row extends Stamp {
  uid: string;
}

/** Compares the entries of a feed with what it last held, and counts what changed: one statement, however many there are. */
async function stampEntries(ctx: Pick<Ctx, "db" | "school" | "now">, feedId: string, entries: readonly CalendarEntry[]): Promise<Map<string, Stamp>> {
  if (entries.length === 0) return new Map();
  const rows = await ctx.db.$queryRaw<Row[]>`
    WITH given AS (SELECT x.uid, x.hash FROM jsonb_to_recordset(${JSON.stringify(entries.map((entry) => ({ uid: entry.id, hash: hashEntry(entry) })))}::jsonb) AS x (uid text, hash text)),
    put AS (
      INSERT INTO calendar_feed_entry AS e (id, school_id, feed_id, uid, hash, sequence, changed_at)
      SELECT gen_random_uuid(), ${ctx.school.id}::uuid, ${feedId}::uuid, g.uid, g.hash, 0, ${ctx.now}::timestamptz FROM given g
      ON CONFLICT (feed_id, uid) DO UPDATE SET hash = excluded.hash, sequence = e.sequence + 1, changed_at = excluded.changed_at WHERE e.hash <> excluded.hash
      RETURNING uid, sequence, changed_at
    )
    SELECT uid, sequence, changed_at AS "changedAt" FROM put
    UNION ALL
    SELECT e.uid, e.sequence, e.changed_at FROM calendar_feed_entry e WHERE e.feed_id = ${feedId}::uuid AND e.uid NOT IN (SELECT uid FROM put)`;
  return new Map(rows.map(({ uid, ...stamp }) => [uid, stamp]));
}

/** An adult's calendar as a file, in the context's language; with the stamps of its feed where there is one. */
export async function writeFeed(ctx: Ctx, feedId: string | null, entries: readonly CalendarEntry[]): Promise<string> {
  const stamps = feedId ? await stampEntries(ctx, feedId, entries) : new Map<string, Stamp>();
  return icalendarOf({ product: "Calendar", name: translatorFor(ctx.locale)("calendar.family.feedName", { school: ctx.school.name }), language: ctx.locale, publicUrl: env().PUBLIC_URL, entries, stamps, now: ctx.now });
}

/** The days of the whole school as a file for anybody. */
export async function writeOpenFeed(ctx: Ctx): Promise<string> {
  const lines = await readOpenDates(ctx);
  const t = translatorFor(ctx.locale);
  const entries = lines.map(({ id, startsOn, endsOn, words, note, off }): CalendarEntry => ({ id, startsOn, endsOn, off, summary: words, description: note, location: "", path: `/${ctx.locale}/dates` }));
  const stamps = new Map(lines.map(({ id, changedAt = ctx.now, sequence = 0 }) => [id, { changedAt, sequence }]));
  return icalendarOf({ product: "Calendar", name: t("calendar.open.feedName", { school: ctx.school.name }), language: ctx.locale, publicUrl: env().PUBLIC_URL, entries, stamps, now: ctx.now });
}
