import type { reportStates, Attendance, Comment, EntryBody, EntryChanges } from "@/server/features/reports/schema";

/** The columns of the grid that are no subject of the round. */
export const GENERAL_COLUMN = "general";
export const ATTENDANCE_COLUMN = "@attendance";
export const STATUS_COLUMN = "@status";

export type State = (typeof reportStates)[number];

/** An entry as the server last told of it. */
export interface ServerEntry extends EntryBody {
  version: number;
}

export interface Row {
  reportId: string;
  givenName: string;
  familyName: string;
  wordingForm: "she" | "he" | "they";
  state: State;
  attendance: Attendance | null;
  entries: Record<string, ServerEntry>;
  statutory: { missing: string[]; cannotCheck: string[]; missingSubjects: string[] };
}

export interface Grid {
  round: { roundId: string; subjects: string[]; due: string };
  rows: Row[];
}

/** A statement of the bank as the picker needs it; its words come from the English catalogue. */
export interface Statement {
  key: string;
  group: string;
  needsNumber: boolean;
  needsSubject: boolean;
  place: "well" | "next" | "home" | "more";
}

export const emptyEntry: EntryBody = { attainment: null, effort: null, progress: null, comments: [], ownWords: null };

/** Whether reports in this state can be written in. */
export const isOpen = (state: State): boolean => state === "writing" || state === "ready";

/** The part of an entry that can be changed, of something that holds more. */
export function bodyOf({ attainment, effort, progress, comments, ownWords }: EntryBody): EntryBody {
  return { attainment, effort, progress, comments, ownWords };
}

/** Whether an entry tells a family anything about what the child has achieved. */
export const says = (entry: EntryBody | undefined): boolean =>
  !!entry && (entry.attainment !== null || entry.comments.length > 0 || !!entry.ownWords?.trim());

/** The columns in the order in which the arrow keys meet them. */
export function columnsOf(subjects: string[]): string[] {
  return [GENERAL_COLUMN, ...subjects, ATTENDANCE_COLUMN, STATUS_COLUMN];
}

export interface Gaps {
  /** What the law asks for and is not there: codes. */
  missing: string[];
  /** Subjects of the round about which nothing is said, whether or not the law minds. */
  subjects: string[];
  /** What a person has to look at: codes. */
  byEye: string[];
}

/** What a row still lacks as it stands on the screen: the server's answer, less what has been written since. */
export function gapsOf(row: Row, subjects: string[]): Gaps {
  const entries = Object.entries(row.entries);
  const unsaid = subjects.filter((subject) => !says(row.entries[subject]));
  const saysProgress = entries.some(([subject, entry]) =>
    entry.progress !== null || entry.comments.some((comment) => comment.key.startsWith("progress.")) || (subject === GENERAL_COLUMN && !!entry.ownWords?.trim()));
  const met: Record<string, boolean> = {
    achievements: unsaid.length === 0, progress: saysProgress, attendance: !!row.attendance && row.attendance.possible > 0,
  };
  return { missing: row.statutory.missing.filter((code) => !met[code]), subjects: unsaid, byEye: row.statutory.cannotCheck };
}

/** Whether a row can go to the check as it is. */
export const isComplete = (gaps: Gaps): boolean => gaps.missing.length === 0 && gaps.subjects.length === 0;

/** The same comment list with one put in or, when it is there already, taken out. */
export function toggleComment(comments: Comment[], comment: Comment): Comment[] {
  return comments.some((each) => each.key === comment.key) ? comments.filter((each) => each.key !== comment.key) : [...comments, comment];
}

/** Both people's values of a field as one: words one under the other, sentences of either. Null when only one can stand. */
export function joinBoth(theirs: EntryBody[keyof EntryBody], yours: EntryBody[keyof EntryBody]): EntryChanges[keyof EntryChanges] | null {
  if (Array.isArray(theirs) && Array.isArray(yours)) return [...theirs, ...yours.filter((each) => !theirs.some((other) => other.key === each.key))];
  return null;
}

/** Two people's own words as one text; the same words only once. */
export function joinWords(theirs: string | null, yours: string | null): string | null {
  const parts = [theirs, yours].map((words) => words?.trim()).filter((words): words is string => !!words);
  return parts.length === 2 && parts[0] === parts[1] ? (parts[0] ?? null) : parts.join("\n\n") || null;
}

/** The statements that fit a cell and hold every word that was typed, in the bank's order. */
export function searchStatements<T extends Statement & { text: string; groupName: string }>(statements: T[], subject: string, typed: string): T[] {
  const words = typed.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
  return statements.filter((statement) => {
    if (statement.needsSubject && subject === GENERAL_COLUMN) return false;
    const text = `${statement.text} ${statement.groupName}`.toLocaleLowerCase("en");
    return words.every((word) => text.includes(word));
  });
}
