import type { Promiser } from "@/server/features/meetings/promises/schema";

import type { ShownText } from "../shell/staff-text";

export interface PromiseEntry {
  id: string;
  promiser: Promiser;
  text: ShownText;
  due: string;
  kept: boolean;
  overdue: boolean;
  /** Whose it is, where the promise stands by itself. */
  who: string | null;
}

/** A meeting as the page was given it: moments as text, everything else in the words of the page. */
export interface DayEntry {
  id: string;
  pupilId: string;
  adultId: string;
  adult: string;
  time: string;
  /** Child, place, number, until when, language, interpreter. */
  facts: string[];
  minutes: number;
  speaks: string;
  interpreter: string | null;
  /** An interpreter is needed and none is there. */
  missing: boolean;
  phone: string | null;
  videoLink: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  state: "booked" | "held" | "absent" | "cancelled";
  longer: boolean;
  late: number;
  open: boolean;
  begun: boolean;
  question: ShownText | null;
  promises: PromiseEntry[];
  report: { href: string; label: string; summary: { text: string; language: string }[] } | null;
  recordHref: string;
  /** The list of the day. */
  todayHref: string;
}

export interface DayData {
  /** What the school's clock said. */
  now: string;
  /** A BCP 47 tag for the clock, and the school's zone. */
  clock: { tag: string; zone: string };
  entries: DayEntry[];
  open: PromiseEntry[];
  said: Record<Promiser, string>;
}
