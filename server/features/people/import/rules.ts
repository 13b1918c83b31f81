import type { Problem, ProblemArgs } from "./schema";

/** A fault of the upload as a whole: the reader stops here. The code has words in messages/<tag>/import.json. */
export class UploadFault extends Error {
  constructor(
    readonly code: string,
    readonly file = "",
    readonly args: ProblemArgs = {},
    readonly line = 0,
    readonly column?: string,
  ) {
    super(code);
    this.name = "UploadFault";
  }

  /** The fault as a line of the problem list. */
  asProblem(): Problem {
    return { file: this.file, line: this.line, column: this.column, code: this.code, fatal: true, args: this.args };
  }
}

/** Takes a problem found while reading. */
export type Report = (problem: Problem) => void;

/** A parsed row, ready to be staged. */
export interface StagedRow {
  kind: "user" | "role" | "demographic" | "class" | "enrolment" | "link";
  /** The id in the pupil system; for a link both ids, joined. */
  externalId: string;
  line: number;
  /** The row is to be taken away (OneRoster status tobedeleted). */
  remove: boolean;
  /** Which side of a delta or bulk the row's file is on is kept in the run's modes, not here. */
  body: Record<string, string | number | boolean | string[]>;
}

/** How each staged file counts: bulk holds everything there is, delta only what changed. Absent: the file was not given. */
export type Modes = Partial<Record<StagedRow["kind"], "bulk" | "delta">>;

/** Joins lists inside one staged text: a character that no id or line of an address can hold. */
export const LIST_MARK = "\u001f";

// C0 and C1 controls except tab and line breaks, and the marks that turn the direction of the text around them.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/;

/** The value of a cell without space around it and with inner white space made single. */
export function tidyText(cell: string): string {
  return cell.trim().replace(/\s+/g, " ");
}

/** Whether a cell holds control characters or marks that turn text around. */
export function hasForbiddenCharacters(cell: string): boolean {
  return FORBIDDEN.test(cell);
}

/** What of a bad value is shown to the person who must find it: its first 60 characters. */
export function excerptOf(cell: string): string {
  const clean = cell.replace(new RegExp(FORBIDDEN, "g"), "\u00b7");
  return clean.length > 60 ? `${clean.slice(0, 60)}\u2026` : clean;
}

/** Splits a list in a cell at commas, semicolons or new lines; empty parts are dropped. */
export function splitList(cell: string, marks: RegExp = /[,;\n]/): string[] {
  return cell.split(marks).map(tidyText).filter((part) => part !== "");
}

const EMAIL = /^[^\s@<>(),;:"\\]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** The address in lower case, or null when it cannot be one. */
export function readEmail(cell: string): string | null {
  const address = cell.trim().toLowerCase();
  return address.length <= 254 && EMAIL.test(address) ? address : null;
}

/** A calendar date written YYYY-MM-DD, or null when there is no such day. */
export function readDate(cell: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell.trim());
  if (!match) return null;
  const date = new Date(`${match[0]}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(match[0]) ? match[0] : null;
}

/** Whether a cell is a moment in ISO 8601, as OneRoster's dateLastModified is. */
export function isMoment(cell: string): boolean {
  return /^\d{4}-\d{2}-\d{2}([T ][\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(cell.trim()) && !Number.isNaN(Date.parse(cell.trim()));
}

/** Whether an error comes from the database or the way to it, rather than from the file. */
export function isDatabaseFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return "severity" in error || /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|P[12]\d{3})/.test(code) || /connection|pool|upload lacks a piece/i.test(error.message);
}

/** Whether the database refused a value or a key (SQLSTATE classes 22 and 23): trying again would not help. */
export function isRefusedByDatabase(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return code === "P2002" || /^2[23]\w{3}$/.test(code) || (code === "P2010" && /\b2[23][0-9A-Z]{3}\b/.test(error.message));
}
