import { isUtf8 } from "node:buffer";

import { CsvError, parse } from "csv-parse";

import { excerptOf, hasForbiddenCharacters, type Report, tidyText, UploadFault } from "../rules";
import { limits } from "../schema";

/** Reads the cells of one line by the name of their column. */
export interface CsvRow {
  /** The line on which the row begins; the header is line 1. */
  line: number;
  /** The cell as it stands, or "" when the file has no such column. */
  raw: (column: string) => string;
  /** The cell on one line, without space around it. */
  text: (column: string) => string;
  has: (column: string) => boolean;
}

interface CsvSpec {
  file: string;
  required: readonly string[];
  /** Column names are compared without case and outer space; OneRoster's are exact. */
  lenientHeader?: boolean;
}

const startsWith = (bytes: Buffer, ...first: number[]) => first.every((byte, i) => bytes[i] === byte);

/** Names what a file is when it is not plain text in UTF-8, from its first bytes; null when it may be CSV. */
export function recogniseBytes(head: Buffer): "spreadsheet" | "zip" | "encoding_utf16" | "not_csv" | null {
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0x50, 0x4b, 0x05, 0x06)) return "zip";
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return "spreadsheet";
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) return "encoding_utf16";
  const zeros = head.subarray(0, 512).filter((byte) => byte === 0).length;
  if (zeros > 0) return zeros * 3 > Math.min(head.length, 512) ? "encoding_utf16" : "not_csv";
  const text = head.subarray(0, 200).toString("latin1").replace(/^\u00ef\u00bb\u00bf/, "").trimStart().toLowerCase();
  return /^(%pdf|<!doctype|<html|<\?xml|\{\\rtf)/.test(text) ? "not_csv" : null;
}

/** Where the last character begins that these bytes do not hold whole. */
function cutBefore(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** The line (counted from `line`) of the first bytes that are not UTF-8. */
function badLine(bytes: Buffer, line: number): number {
  let at = line;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end + 1))) return at;
    start = end + 1;
    at += 1;
  }
}

/** Passes bytes on in pieces that end between characters; throws a fault naming the line where they are not UTF-8. */
async function* checkUtf8(source: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let line = 1;
  let first = true;
  for await (const piece of source) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (first && bytes.length < 4) {
      rest = Buffer.from(bytes);
      continue;
    }
    if (first) refuseBytes(bytes, file);
    first = false;
    const cut = cutBefore(bytes);
    rest = Buffer.from(bytes.subarray(cut));
    bytes = bytes.subarray(0, cut);
    if (!isUtf8(bytes)) throw new UploadFault("encoding_not_utf8", file, {}, badLine(bytes, line));
    for (let i = bytes.indexOf(0x0a); i >= 0; i = bytes.indexOf(0x0a, i + 1)) line += 1;
    yield bytes;
  }
  if (rest.length === 0) return;
  if (first) refuseBytes(rest, file);
  if (!isUtf8(rest)) throw new UploadFault("encoding_not_utf8", file, {}, line);
  yield rest;
}

function refuseBytes(bytes: Buffer, file: string): void {
  const kind = recogniseBytes(bytes);
  if (kind) throw new UploadFault(kind === "zip" ? "spreadsheet" : kind, file);
}

/** Finds each column by its name. Throws when the line cannot be a header, or lacks what every file of the kind has. */
function readHeader(cells: string[], spec: CsvSpec): Map<string, number> {
  const names = cells.map((cell) => (spec.lenientHeader ? tidyText(cell).toLowerCase() : cell.trim()));
  const only = names.length === 1 ? names[0] as string : "";
  if (/[;\t|]/.test(only)) throw new UploadFault("delimiter_wrong", spec.file, {}, 1);
  const columns = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    if (name === "") continue;
    if (columns.has(name)) throw new UploadFault("column_twice", spec.file, { column: excerptOf(name) }, 1, excerptOf(name));
    columns.set(name, at);
  }
  return columns;
}

const parserFaults: Record<string, string> = { CSV_QUOTE_NOT_CLOSED: "quote_not_closed", CSV_MAX_RECORD_SIZE: "record_too_long" };

/**
 * Reads CSV (RFC 4180) as it streams in: a byte order mark is dropped, columns are found by name in any order, unknown
 * columns are ignored, quoted cells may hold line breaks. `onRow` gets each row; `onPause` may wait between pieces.
 * Lines of a wrong length are reported and left out; a broken quote or encoding throws an UploadFault with its line.
 * @returns the number of rows, or null when the header lacks a column and nothing could be read
 */
export async function readCsv(
  source: AsyncIterable<Uint8Array>,
  spec: CsvSpec,
  on: { row: (row: CsvRow) => void; report: Report; pause?: () => Promise<void> },
): Promise<number | null> {
  const { file } = spec;
  let columns: Map<string, number> | undefined;
  let width = 0;
  let rows = 0;
  let doubled = 0; // csv-parse counts a CR LF inside quotes as two lines
  let lastLine = 0;
  let fault: unknown;

  const take = (cells: string[], endLine: number): void => {
    let inside = 0;
    if (cells.some((cell) => cell.includes("\n") || cell.includes("\r"))) {
      for (const cell of cells) {
        doubled += cell.split("\r\n").length - 1;
        inside += cell.split(/\r\n|\n|\r/).length - 1;
      }
    }
    lastLine = endLine - doubled;
    const line = lastLine - inside;
    if (!columns) {
      columns = readHeader(cells, spec);
      width = cells.length;
      const missing = spec.required.filter((name) => !columns?.has(name));
      for (const column of missing) on.report({ file, line, column, code: "column_missing", fatal: true, args: { column } });
      if (missing.length > 0) throw new UploadFault("stop", file);
      return;
    }
    rows += 1;
    if (cells.length !== width) {
      on.report({ file, line, code: "columns_wrong", fatal: true, args: { found: cells.length, expected: width } });
      return;
    }
    const at = columns;
    const bad = cells.findIndex(hasForbiddenCharacters);
    if (bad >= 0) {
      const column = [...at].find(([, index]) => index === bad)?.[0];
      on.report({ file, line, column, code: "characters_bad", fatal: true });
      return;
    }
    const raw = (column: string) => cells[at.get(column) ?? -1] ?? "";
    on.row({ line, raw, text: (column) => tidyText(raw(column)), has: (column) => at.has(column) });
  };

  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: limits.recordBytes,
    on_record: (cells: string[], context: { lines: number }) => {
      try {
        if (!fault) take(cells, context.lines);
      } catch (error) {
        fault = error;
      }
      return null;
    },
  });
  const parserFault = new Promise<never>((_, reject) => parser.on("error", reject));
  parserFault.catch(() => undefined);
  const feed = (bytes: Buffer) => Promise.race([new Promise<void>((resolve) => parser.write(bytes, () => resolve())), parserFault]);
  const finish = () => Promise.race([new Promise<void>((resolve) => parser.on("data", () => undefined).on("end", resolve).end()), parserFault]);

  try {
    for await (const bytes of checkUtf8(source, file)) {
      await feed(bytes);
      if (fault) throw fault;
      await on.pause?.();
    }
    await finish();
    if (fault) throw fault;
  } catch (error) {
    if (error instanceof UploadFault && error.code === "stop") return null;
    if (!(error instanceof CsvError)) throw error;
    const { code } = error;
    // A quote that never closes swallows the rest of the file: the line to mend is where its record begins.
    const found = "lines" in error ? Number(error.lines) - doubled : lastLine + 1;
    throw new UploadFault(parserFaults[code] ?? "quote_broken", file, {}, parserFaults[code] ? lastLine + 1 : found);
  }
  if (!columns) throw new UploadFault("file_empty", file);
  return rows;
}
