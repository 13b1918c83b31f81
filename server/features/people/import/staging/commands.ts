import { randomFillSync } from "node:crypto";

import type pg from "pg";
import { v7 as uuid } from "uuid";

import { UploadFault, type StagedRow } from "../rules";
import { limits, type Problem } from "../schema";

const BATCH = 2_000;

/** Faults that leave a line, or the rest of a file, unread. */
const unreadable = new Set(["columns_wrong", "characters_bad", "quote_broken", "quote_not_closed", "record_too_long", "encoding_not_utf8", "manifest_version", "manifest_mode"]);

interface Target {
  pool: pg.Pool;
  schoolId: string;
  runId: string;
}

const ID_BYTES = 16;
const pool = Buffer.alloc(ID_BYTES * 1_024);
let taken = pool.length;

/** A UUID v7. Randomness is fetched for a thousand at once: one by one it would take longer than reading the file. */
function nextId(): string {
  if (taken === pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += ID_BYTES;
  return uuid({ random: pool.subarray(taken - ID_BYTES, taken), msecs: Date.now() });
}

const insertRows = `
INSERT INTO import_row (id, school_id, run_id, kind, external_id, line, hash, remove, body)
SELECT i, $1, $2, k, e, l, '', r, b FROM json_to_recordset($3::json) AS t (i uuid, k text, e text, l int, r boolean, b jsonb)`;

const insertProblems = `
INSERT INTO import_problem (id, school_id, run_id, file, line, "column", code, fatal, args)
SELECT i, $1, $2, f, l, c, o, s, a FROM json_to_recordset($3::json) AS t (i uuid, f text, l int, c text, o text, s boolean, a jsonb)`;

/**
 * Puts parsed rows and problems into the database a few thousand at a time, so that memory does not grow with the file.
 * COPY is refused to a role behind row-level security; a batch as one JSON parameter comes close to it.
 */
export class Stager {
  rows = 0;
  /** Whether lines or whole files could not be read. */
  gaps = false;
  private waiting: object[] = [];
  private problems: Problem[] = [];
  private writing: Promise<void> = Promise.resolve();
  private readonly kept = new Map<string, { code: string; file: string; fatal: boolean; kept: number; more: number; line: number }>();

  constructor(private readonly target: Target) {}

  /** Takes a row; `pause` writes what has gathered. */
  add(row: StagedRow): void {
    this.rows += 1;
    if (this.rows > limits.rows) throw new UploadFault("rows_too_many", "", { most: limits.rows });
    this.waiting.push({ i: nextId(), k: row.kind, e: row.externalId, l: row.line, r: row.remove, b: row.body });
  }

  /** Takes a problem. Of many of one kind the first are kept and the rest counted. */
  report = (problem: Problem): void => {
    if (problem.fatal && (problem.line <= 1 || unreadable.has(problem.code))) this.gaps = true;
    const key = `${problem.code} ${problem.file}`;
    const seen = this.kept.get(key) ?? { code: problem.code, file: problem.file, fatal: problem.fatal, kept: 0, more: 0, line: 0 };
    this.kept.set(key, seen);
    if (seen.kept >= (problem.fatal ? limits.problems : limits.warningsOfAKind)) {
      seen.line ||= problem.line;
      seen.more += 1;
      return;
    }
    seen.kept += 1;
    this.problems.push(problem);
  };

  /** Whether anything that stops the import has been reported. */
  get refused(): boolean {
    return [...this.kept.values()].some((seen) => seen.fatal);
  }

  /** Writes a batch when one has gathered, while the next is being read: never more than two are held. */
  pause = async (): Promise<void> => {
    if (this.waiting.length < BATCH && this.problems.length < BATCH) return;
    await this.writing;
    this.writing = this.write(this.waiting.splice(0), this.problems.splice(0));
    // A fault of the batch is thrown at the next pause; until then it must not count as unhandled.
    this.writing.catch(() => undefined);
  };

  /** Writes rows and problems, and how far the reading is, for the page that waits. */
  private async write(rows: object[], problems: Problem[]): Promise<void> {
    const { pool, schoolId, runId } = this.target;
    for (let at = 0; at < rows.length; at += BATCH) {
      await pool.query(insertRows, [schoolId, runId, JSON.stringify(rows.slice(at, at + BATCH))]);
    }
    const lines = problems.map((p) => ({ i: nextId(), f: p.file, l: p.line, c: p.column ?? null, o: p.code, s: p.fatal, a: p.args ?? {} }));
    if (lines.length > 0) await pool.query(insertProblems, [schoolId, runId, JSON.stringify(lines)]);
    if (rows.length > 0) await pool.query("UPDATE import_run SET done = done + $2 WHERE id = $1", [runId, rows.length]);
  }

  /** Writes the rest, with a line for each kind of problem of which there were more than are kept. */
  async finish(): Promise<void> {
    for (const { file, fatal, more, line } of this.kept.values()) {
      if (more > 0) this.problems.push({ file, line, code: "more_like_this", fatal, args: { count: more } });
    }
    await this.writing;
    await this.write(this.waiting.splice(0), this.problems.splice(0));
  }
}
