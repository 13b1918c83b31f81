/** One sentence on its way out. Names, dates and numbers are locked: the file leaves the school. */
export interface UnitOut {
  /** Segment and the beginning of its hash: a sentence that changed meanwhile is noticed when the file comes back. */
  id: string;
  kind: string;
  source: string;
  target: string | null;
  state: "new" | "needs_review" | "translated" | "approved";
  /** What a translator should know: the words of the glossary that it uses. */
  note: string | null;
}

/** One sentence on its way in. */
export interface UnitIn {
  id: string;
  line: number;
  target: string;
  state: "needs_review" | "translated" | "approved";
}

/** What is wrong with a file as a whole. `code` has words in the catalogue. */
export class FileFault extends Error {
  constructor(
    readonly code: "not_readable" | "wrong_language" | "no_units" | "too_many",
    readonly line: number = 1,
  ) {
    super(code);
    this.name = "FileFault";
  }
}

export const MAX_UNITS = 20_000;
const HASH_LENGTH = 16;

export const unitId = (segmentId: string, hash: string): string => `${segmentId}.${hash.slice(0, HASH_LENGTH)}`;

/** The parts of a unit's id, or null for one that is none of ours. */
export function readUnitId(id: string): { segmentId: string; hash: string } | null {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{16})$/.exec(id.trim());
  return match?.[1] && match[2] ? { segmentId: match[1], hash: match[2] } : null;
}

/** Finds the line, from 1, at which pieces of a text stand. Pieces asked for in the order of the file are found in one walk over it. */
export function lineFinder(content: string): (piece: string) => number {
  let at = 0;
  let line = 1;
  return (piece) => {
    let found = content.indexOf(piece, at);
    if (found < 0) {
      found = content.indexOf(piece);
      if (found < 0) return 1;
      at = 0;
      line = 1;
    }
    for (let end = content.indexOf("\n", at); end >= 0 && end < found; end = content.indexOf("\n", end + 1)) {
      line += 1;
      at = end + 1;
    }
    at = Math.max(at, found);
    return line;
  };
}

/** Whether two tags name the same language: programs write "pa_IN", "PL" or "pl-PL". */
export function sameLanguage(theirs: string, ours: string): boolean {
  const tidy = (tag: string): string => tag.replaceAll("_", "-").toLowerCase();
  return tidy(theirs) === tidy(ours) || (!ours.includes("-") && tidy(theirs).split("-")[0] === tidy(ours));
}
