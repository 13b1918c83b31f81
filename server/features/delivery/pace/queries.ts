import { z } from "zod";

import { addDays } from "@/server/lib/clock";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { canPostLetters } from "@/server/lib/notify/client";

import { type LadderStep, type Pace, type Quiet, usualPace } from "./rules";
import { type LadderKind, ladderKinds, type NewsCalls } from "./schema";

const storedLadders = z.record(z.string(), z.array(z.object({ afterDays: z.number(), channel: z.enum(["text", "call"]) })));

/** When and how often this school writes. One statement. */
export async function readPace(tx: Tx): Promise<Pace> {
  const row = await tx.contactPace.findFirst();
  return row ? paceOf(row) : usualPace;
}

const paceOf = (row: { quietFrom: number; quietTo: number; weeklyMost: number; newsCalls: NewsCalls; ladders: unknown; postLetters: boolean }): Pace => ({
  quiet: { from: row.quietFrom, to: row.quietTo }, weeklyMost: row.weeklyMost, newsCalls: row.newsCalls, ladders: { ...usualPace.ladders, ...storedLadders.parse(row.ladders) }, postLetters: row.postLetters,
});

/** The hours in which these adults want nothing that can wait; those without any are left out. One statement. */
export async function findOwnHours(tx: Tx, adultIds: string[]): Promise<Map<string, Quiet>> {
  // One array and not twenty thousand parameters.
  const rows = await tx.$queryRaw<{ adultId: string; from: number; to: number }[]>`SELECT adult_id AS "adultId", quiet_from AS "from", quiet_to AS "to" FROM own_hours WHERE adult_id = ANY(${adultIds}::uuid[])`;
  return new Map(rows.map(({ adultId, from, to }) => [adultId, { from, to }]));
}

interface PaceRow {
  quietFrom: number | null;
  quietTo: number;
  weeklyMost: number;
  newsCalls: NewsCalls;
  postLetters: boolean;
  ladders: unknown;
  hours: { adultId: string; from: number; to: number }[];
}

/** The school's measure, and the own hours of these adults, in one statement. */
export async function readPaceFor(tx: Tx, adultIds: string[]): Promise<{ pace: Pace; hours: Map<string, Quiet> }> {
  const [row] = await tx.$queryRaw<PaceRow[]>`
    SELECT p.quiet_from AS "quietFrom", p.quiet_to AS "quietTo", p.weekly_most AS "weeklyMost", p.news_calls::text AS "newsCalls", p.post_letters AS "postLetters", p.ladders,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('adultId', o.adult_id, 'from', o.quiet_from, 'to', o.quiet_to)), '[]') FROM own_hours o WHERE o.adult_id = ANY(${adultIds}::uuid[])) AS hours
    FROM (SELECT 1) AS one LEFT JOIN contact_pace p ON true`;
  const hours = new Map((row?.hours ?? []).map(({ adultId, from, to }) => [adultId, { from, to }]));
  return { pace: row && row.quietFrom !== null ? paceOf({ ...row, quietFrom: row.quietFrom }) : usualPace, hours };
}

/** How much a school writes to somebody in this many days is measured. */
const MEASURED_DAYS = 7;

/** How many messages each of these adults got in writing in the last seven days, over all senders and children; what is about safety does not count. One statement. */
export async function countWritten(tx: Tx, adultIds: string[], now: Date): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ adultId: string; count: number }[]>`
    SELECT m.adult_id AS "adultId", count(*)::int AS count FROM message m
    WHERE m.school_id = current_school() AND m.adult_id = ANY(${adultIds}::uuid[]) AND m.created_at > ${addDays(now, -MEASURED_DAYS)}::timestamptz AND m.cancelled_at IS NULL AND m.kind <> 'sign_in_link' AND m.kind <> 'school_closed' AND m.args->>'safety' IS NULL
      AND EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = m.id AND d.channel IN ('email', 'text', 'letter') AND d.state NOT IN ('held', 'merged', 'cancelled'))
    GROUP BY 1`;
  return new Map(rows.map(({ adultId, count }) => [adultId, count]));
}

export interface PaceForm {
  quietFrom: number;
  quietTo: number;
  weeklyMost: number;
  newsCalls: NewsCalls;
  postLetters: boolean;
  /** Whether a service that posts letters is set up at all. */
  canPost: boolean;
  ladders: Record<LadderKind, { text: number | null; call: number | null }>;
}

const dayOf = (steps: readonly LadderStep[] | undefined, channel: "text" | "call") => steps?.find((step) => step.channel === channel)?.afterDays ?? null;

/** The school's measure as its form has it. */
export async function getPace(ctx: StaffCtx): Promise<PaceForm> {
  const { quiet, weeklyMost, newsCalls, ladders, postLetters } = await readPace(ctx.db);
  const rows = ladderKinds.map((kind) => [kind, { text: dayOf(ladders[kind], "text"), call: dayOf(ladders[kind], "call") }] as const);
  return { quietFrom: quiet.from, quietTo: quiet.to, weeklyMost, newsCalls, postLetters, canPost: canPostLetters(), ladders: Object.fromEntries(rows) as PaceForm["ladders"] };
}

/** The signed-in adult's own hours; null when there are none but the school's. */
export async function getOwnHours(ctx: PersonCtx): Promise<Quiet | null> {
  return (await findOwnHours(ctx.db, [ctx.actor.adultId])).get(ctx.actor.adultId) ?? null;
}
