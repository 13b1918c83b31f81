import { seal, unseal } from "./tokens";

/**
 * Hides a small value until a moment, for one purpose: only this server can read it, and only for that purpose.
 * @returns text that is safe in a cookie or a hidden field
 */
export function sealFor(purpose: string, value: unknown, until: Date): string {
  return seal(JSON.stringify({ purpose, until: until.getTime(), value }));
}

/** What `sealFor` hid, or null when it is too old, was changed, or was sealed for something else. */
export function openSealed(purpose: string, sealed: string | undefined, now: Date): unknown {
  if (!sealed) return null;
  try {
    const held = JSON.parse(unseal(sealed)) as { purpose?: unknown; until?: unknown; value?: unknown };
    return held.purpose === purpose && typeof held.until === "number" && held.until > now.getTime() ? (held.value ?? null) : null;
  } catch {
    return null;
  }
}
