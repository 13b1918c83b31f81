import type { Comment, EntryBody, EntryChanges } from "../schema";

export const emptyEntry: EntryBody = { attainment: null, effort: null, progress: null, comments: [], ownWords: null };

const plainFields = ["attainment", "effort", "progress", "ownWords"] as const;
export type EntryField = (typeof plainFields)[number] | "comments";

/** A field that two people changed in different ways: what stands, and what could not be put in. */
export interface Conflict {
  field: EntryField;
  theirs: EntryBody[EntryField];
  yours: EntryBody[EntryField];
}

export interface Merged {
  body: EntryBody;
  conflicts: Conflict[];
}

/**
 * Puts a save into an entry that others may have saved since `base`: the version that the save was made from.
 * A field that nobody else touched takes the save's value; one that somebody else changed to something different keeps
 * theirs and is handed back as a conflict. Picked comments are merged one by one.
 */
export function mergeEntry(base: EntryBody, current: EntryBody, changes: EntryChanges): Merged {
  const body: EntryBody = { ...current };
  const conflicts: Conflict[] = [];
  for (const field of plainFields) {
    const yours = changes[field];
    if (yours === undefined || yours === current[field]) continue;
    if (current[field] === base[field]) Object.assign(body, { [field]: yours });
    // A save that says what the base said changed nothing: somebody else's newer value stands.
    else if (yours !== base[field]) conflicts.push({ field, theirs: current[field], yours });
  }
  if (changes.comments) {
    const merged = mergeComments(base.comments, current.comments, changes.comments);
    if (merged) body.comments = merged;
    else conflicts.push({ field: "comments", theirs: current.comments, yours: changes.comments });
  }
  return { body, conflicts };
}

/** The comments after both changes, or null when both changed the number of the same one differently, or one removed what the other changed. */
export function mergeComments(base: Comment[], theirs: Comment[], yours: Comment[]): Comment[] | null {
  if (sameComments(base, theirs)) return yours;
  const before = numbersOf(base);
  const now = numbersOf(theirs);
  const mine = numbersOf(yours);
  const result: Comment[] = [];
  for (const comment of [...theirs, ...yours.filter((each) => !now.has(each.key))]) {
    const key = comment.key;
    const mineChanged = before.get(key) !== mine.get(key);
    const theirsChanged = before.get(key) !== now.get(key);
    if (mineChanged && theirsChanged && mine.get(key) !== now.get(key)) return null;
    const from = mineChanged ? mine : now;
    const n = from.get(key);
    if (n === undefined) continue;
    result.push(n === NO_NUMBER ? { key } : { key, n });
  }
  return result;
}

const NO_NUMBER = -1;

function numbersOf(comments: Comment[]): Map<string, number> {
  return new Map(comments.map(({ key, n }) => [key, n ?? NO_NUMBER]));
}

function sameComments(a: Comment[], b: Comment[]): boolean {
  return a.length === b.length && a.every((comment, index) => comment.key === b[index]?.key && comment.n === b[index]?.n);
}

/** Whether two entries say the same. */
export function sameEntry(a: EntryBody, b: EntryBody): boolean {
  return plainFields.every((field) => a[field] === b[field]) && sameComments(a.comments, b.comments);
}
