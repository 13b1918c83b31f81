/** What a reader may choose about how pages look: large print, high contrast, the phone's own plain letters, and Nastaliq on open pages too. */
export const displayChoices = ["large", "contrast", "plain", "nastaliq"] as const;
export type DisplayChoice = (typeof displayChoices)[number];

/** By this header the front says how a page shall look: the reader's cookie, and plain letters where the browser saves data. */
export const DISPLAY_HEADER = "x-kingsgate-display";

/** The cookie's word for "as the school made it": the reader chose that too. */
const AS_MADE = "none";

/** The choices in their fixed order, as one word for the cookie, the header and the memory of pages: "large.plain", or "none". */
export function writeDisplay(choices: Iterable<string>): string {
  const chosen = new Set(choices);
  return displayChoices.filter((choice) => chosen.has(choice)).join(".") || AS_MADE;
}

/** The choices in such a word; null when it is not exactly what `writeDisplay` writes, so that nobody can make up further looks. */
export function readDisplay(word: string | null | undefined): DisplayChoice[] | null {
  if (!word) return null;
  const parts = word.split(".");
  const chosen = displayChoices.filter((choice) => parts.includes(choice));
  return writeDisplay(chosen) === word ? chosen : null;
}

/** Scripts whose letters every phone has: there "plain" fetches no face at all. In others the shipped face stays, or old phones show boxes. */
const onEveryPhone = new Set(["Latn", "Cyrl", "Arab", "Hans", "Hant"]);

/** Whether the choice of plain letters changes a page in this script. */
export function hasPlainLetters(script: string): boolean {
  return onEveryPhone.has(script);
}
