import type { FaultCode } from "@/server/lib/translation/engine";

/** Sentences in one call: under every service's own limit. */
export const SENTENCES_A_CALL = 40;
/** A list of languages older than this is asked for again. */
export const LANGUAGES_DAYS = 7;
const MAX_ATTEMPTS = 6;
const DAY_MINUTES = 24 * 60;

/**
 * Minutes until a failed call is tried again, or null when that would not help. A service that says how long to wait is
 * believed, up to a day; a used-up quota waits for tomorrow.
 */
export function retryMinutes(code: FaultCode, attempt: number, retryAfter: number | null): number | null {
  if (attempt >= MAX_ATTEMPTS) return null;
  if (code === "quota") return DAY_MINUTES;
  if (code === "refused" || code === "bad_request" || code === "malformed") return null;
  const own = 2 ** attempt;
  return Math.min(DAY_MINUTES, Math.max(own, Math.ceil((retryAfter ?? 0) / 60)));
}
