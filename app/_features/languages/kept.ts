/** A cookie holds about 4 KB after sealing. */
const MOST_BYTES = 2_200;

/** What was typed, for the note that a page fills its form from; left out where it would not fit. */
export function keptValues(values: Record<string, string>): Record<string, string> | undefined {
  return new TextEncoder().encode(Object.values(values).join("")).length <= MOST_BYTES ? values : undefined;
}
