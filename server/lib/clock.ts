/** The one clock. Everything that asks the time takes it from a context that was built with this, so tests can set it. */
export function now(): Date {
  const offset = Number(process.env.KINGSGATE_CLOCK_OFFSET_MS ?? 0);
  return new Date(Date.now() + (Number.isFinite(offset) ? offset : 0));
}

const MINUTE = 60_000;

/** A moment the given number of minutes after another. */
export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE);
}

/** A moment the given number of whole days (24 hours each) after another. */
export function addDays(at: Date, days: number): Date {
  return addMinutes(at, days * 24 * 60);
}
