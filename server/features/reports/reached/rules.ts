import { stringify } from "csv-stringify/sync";

import type { Channel, DeliveryState, ReadingNeed } from "@/server/lib/db/generated/enums";

import type { ReachState } from "./schema";

/** What is known of one adult and one report. Moments are already those of the edition that stands. */
export interface ReachFacts {
  /** Whether the access rule lets the adult read it now. */
  allowed: boolean;
  acknowledgedAt: Date | null;
  openedAt: Date | null;
  talkRequestedAt: Date | null;
  deliveries: { channel: Channel; state: DeliveryState }[];
}

/**
 * The strongest thing known. The message on the family's own page says nothing about who has been reached: it waits there
 * for somebody who comes anyway. Only what goes out to people (e-mail, letter, call) counts.
 */
export function reachOf(facts: ReachFacts): ReachState {
  if (!facts.allowed) return "no_access";
  if (facts.talkRequestedAt) return "talk";
  if (facts.acknowledgedAt) return "acknowledged";
  if (facts.openedAt) return "opened";
  const states = facts.deliveries.filter((delivery) => delivery.channel !== "in_app").map((delivery) => delivery.state);
  if (states.includes("delivered")) return "delivered";
  if (states.includes("handed_over")) return "sent";
  const mail = facts.deliveries.filter((delivery) => delivery.channel === "email" || delivery.channel === "letter");
  return mail.some((delivery) => delivery.state === "queued" || delivery.state === "sending") ? "waiting" : "not_reached";
}

export interface ReachedRow {
  reportId: string;
  pupilGivenName: string;
  pupilFamilyName: string;
  className: string | null;
  adultId: string;
  adultName: string;
  language: string;
  readingNeed: ReadingNeed;
  state: ReachState;
  channels: Channel[];
  openedAt: Date | null;
  acknowledgedAt: Date | null;
  talkRequestedAt: Date | null;
  /** What they would like to talk about, in the school's language where it has been translated. */
  talkNote: string | null;
  /** An open call task. */
  callTaskId: string | null;
}

export type ReachTotals = Record<ReachState, number> & { adults: number };

/** Adults by state. */
export function totalsOf(rows: Pick<ReachedRow, "state">[]): ReachTotals {
  const totals: ReachTotals = { talk: 0, acknowledged: 0, opened: 0, delivered: 0, sent: 0, waiting: 0, not_reached: 0, no_access: 0, adults: rows.length };
  for (const row of rows) totals[row.state] += 1;
  return totals;
}

const day = (at: Date | null): string => at?.toISOString() ?? "";

/** The only columns that leave the house: no address, no telephone, no e-mail, no note. */
const columns = {
  class: (row: ReachedRow) => row.className ?? "",
  pupil: (row: ReachedRow) => `${row.pupilGivenName} ${row.pupilFamilyName}`,
  adult: (row: ReachedRow) => row.adultName,
  language: (row: ReachedRow) => row.language,
  reading_need: (row: ReachedRow) => row.readingNeed,
  state: (row: ReachedRow) => row.state,
  opened: (row: ReachedRow) => day(row.openedAt),
  acknowledged: (row: ReachedRow) => day(row.acknowledgedAt),
  talk_requested: (row: ReachedRow) => day(row.talkRequestedAt),
} as const;

export const csvColumns = Object.keys(columns);

/** Whether a spreadsheet would run the cell as a formula (OWASP CSV injection), full-width signs included. */
const FORMULA = /^[\s\0]*[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20]/;

function escapeCell(value: string): string {
  const clean = value.replaceAll("\0", "");
  return FORMULA.test(value) ? `'${clean}` : clean;
}

/** Rows as CSV (RFC 4180, UTF-8 with a mark for spreadsheets), formulas made harmless. */
export function toCsv(rows: ReachedRow[]): string {
  const records = rows.map((row) => Object.values(columns).map((read) => escapeCell(read(row))));
  return stringify([csvColumns, ...records], { bom: true, record_delimiter: "windows" });
}
