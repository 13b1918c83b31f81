import { addDays } from "@/server/lib/clock";

/** What the key of a call that gathers news begins with; the adult's id follows while it is open. */
const PREFIX = "call-news:";

/** So many days after the first of it news is told by telephone; what comes meanwhile is told in the same call. */
const GATHER_DAYS = 7;

/** What came so shortly before a call ended was not told in it: whoever rang had opened the call before. */
export const UNTOLD_MINUTES = 10;

/** The key of an adult's open call. */
export const gatheredKey = (adultId: string): string => `${PREFIX}${adultId}`;

export const isGathered = (uniqueKey: string): boolean => uniqueKey.startsWith(PREFIX);

/** When a call that begins to gather now is due: in a week, or earlier where something in it has to be told before. */
export const gatheredDue = (now: Date, tellBy?: Date): Date => {
  const due = addDays(now, GATHER_DAYS);
  return tellBy && tellBy < due ? new Date(Math.max(tellBy.getTime(), now.getTime())) : due;
};

/** By when a message has to be told, where it says so. */
export const tellByOf = (args: Readonly<Record<string, unknown>> = {}): Date | undefined => (typeof args.tellBy === "string" ? new Date(args.tellBy) : undefined);

/** Messages that can be gathered: news of the school, and reminders of its days, which are written long enough before. What is about a child, and a closure, is rung about by itself. */
export const gatheredKinds = ["newsletter_sent", "calendar_reminder"] as const;

export const mayGather = (kind: string): boolean => gatheredKinds.some((each) => each === kind);

/** Whether it is too late to tell of a day. @param args of a reminder: its day as "2026-11-23" */
export const isOver = (args: Readonly<Record<string, unknown>>, now: Date): boolean => typeof args.day === "string" && args.day < now.toISOString().slice(0, 10);
