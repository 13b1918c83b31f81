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

/** When a call that begins to gather now is due. */
export const gatheredDue = (now: Date): Date => addDays(now, GATHER_DAYS);

/** Whether messages of this kind can be gathered: news of the school, which is no less true next week. What is about a child is rung about by itself. */
export const mayGather = (kind: string): boolean => kind === "newsletter_sent";
