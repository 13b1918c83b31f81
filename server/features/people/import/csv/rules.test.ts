import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { UploadFault } from "../rules";
import type { Problem } from "../schema";
import { type CsvRow, readCsv } from "./rules";

const required = ["sourcedId", "givenName"];

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

interface Read {
  rows: { line: number; id: string; given: string }[];
  problems: Problem[];
  fault?: UploadFault;
}

async function read(content: string | Buffer, size = 65_536): Promise<Read> {
  const answer: Read = { rows: [], problems: [] };
  const take = (row: CsvRow) => answer.rows.push({ line: row.line, id: row.text("sourcedId"), given: row.raw("givenName") });
  try {
    await readCsv(inPieces(Buffer.from(content), size), { file: "users.csv", required }, { row: take, report: (problem) => answer.problems.push(problem) });
  } catch (error) {
    if (!(error instanceof UploadFault)) throw error;
    answer.fault = error;
  }
  return answer;
}

const faultOf = async (content: string | Buffer) => {
  const { fault } = await read(content);
  return fault ? [fault.code, fault.line, fault.column ?? null] : null;
};

describe("what is read", () => {
  it("columns by name in any order, unknown ones left out, a byte order mark dropped, any line end", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const { rows, problems } = await read(["\ufeffx,givenName,sourcedId", "1,Sana,p1", "", "2,\"Yu\"\"suf, B\",p2"].join(end));
      expect(rows).toEqual([{ line: 2, id: "p1", given: "Sana" }, { line: 4, id: "p2", given: "Yu\"suf, B" }]);
      expect(problems).toEqual([]);
    }
  });

  it("a line is the one on which its row begins, whatever is inside quotes above it", async () => {
    const { rows } = await read("sourcedId,givenName\r\np1,\"a\nb\r\nc\r\nd\"\r\np2,x\r\np3,\"e\n\nf\"\np4,y");
    expect(rows.map((row) => [row.id, row.line])).toEqual([["p1", 2], ["p2", 6], ["p3", 7], ["p4", 10]]);
  });

  it("the same whatever the size of the pieces, letters of several bytes cut in two", async () => {
    const content = `sourcedId,givenName\n${["\u0627\u0645\u06cc\u0646\u06c1", "\u{1f600}", "\u0999", "Zo\u00eb"].map((name, n) => `p${n},"${name}"`).join("\n")}\n`;
    const whole = await read(content);
    for (const size of [1, 2, 3, 5, 7]) expect(await read(content, size)).toEqual(whole);
    expect(whole.rows.map((row) => row.given)).toEqual(["\u0627\u0645\u06cc\u0646\u06c1", "\u{1f600}", "\u0999", "Zo\u00eb"]);
  });
});

describe("what is refused, with its place", () => {
  it.each([
    ["nothing", "", "file_empty", 0, null],
    ["a column twice", "sourcedId,givenName,sourcedId\n", "column_twice", 1, "sourcedId"],
    ["semicolons", "sourcedId;givenName\n", "delimiter_wrong", 1, null],
    ["tabs", "sourcedId\tgivenName\n", "delimiter_wrong", 1, null],
    ["a quote left open", "sourcedId,givenName\np1,a\np2,\"b\np3,c\n", "quote_not_closed", 3, null],
    ["a quote in the wrong place", "sourcedId,givenName\np1,\"a\"b\n", "quote_broken", 2, null],
    ["an endless line", `sourcedId,givenName\np1,a\np2,"${"x".repeat(400_000)}`, "record_too_long", 3, null],
    ["Latin-1", Buffer.from("sourcedId,givenName\np1,a\np2,Zo\u00eb\n", "latin1"), "encoding_not_utf8", 3, null],
    ["a letter that breaks off at the end", Buffer.from("sourcedId,givenName\np1,\u00eb", "utf8").subarray(0, -1), "encoding_not_utf8", 2, null],
    ["zero bytes", "sourcedId,givenName\np1,a\u0000b\n", "not_csv", 0, null],
  ])("%s", async (_, content, code, line, column) => {
    expect(await faultOf(content)).toEqual([code, line, column]);
  });

  it("a missing column, a line of another length, signs that turn text around", async () => {
    expect((await read("givenName,x\n")).problems).toMatchObject([{ line: 1, column: "sourcedId", code: "column_missing" }]);
    const { rows, problems } = await read("sourcedId,givenName\np1\np2,a,b\np3,c\np4,a\u202eb\np5,\u0007\n");
    expect(rows.map((row) => row.id)).toEqual(["p3"]);
    expect(problems.map((problem) => [problem.line, problem.column ?? null, problem.code])).toEqual([
      [2, null, "columns_wrong"], [3, null, "columns_wrong"], [5, "givenName", "characters_bad"], [6, "givenName", "characters_bad"],
    ]);
  });
});

describe("any bytes at all", () => {
  it("are read or refused with a code, never an unknown error", async () => {
    const cell = fc.oneof(fc.string({ unit: "grapheme", maxLength: 20 }), fc.constantFrom("\"", "\n", "\r\n", ",", "\u0000", "\ufeff", "=1+1"));
    const text = fc.array(cell, { maxLength: 40 }).map((cells) => Buffer.from(`sourcedId,givenName\n${cells.join("")}`));
    const bytes = fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw));
    await fc.assert(fc.asyncProperty(fc.oneof(text, bytes), fc.integer({ min: 1, max: 64 }), async (content, size) => {
      const { rows, problems, fault } = await read(content, size);
      expect(rows.length > 0 || problems.length > 0 || fault !== undefined || content.toString().trim().split("\n").length <= 1).toBe(true);
      for (const row of rows) expect(row.line).toBeGreaterThan(1);
    }), { numRuns: 500 });
  });

  it("well-made rows come back as they went in", async () => {
    // Line ends of a quoted cell stay; signs that are refused elsewhere are left out here.
    const cell = fc.string({ unit: fc.constantFrom("a", "\u00eb", "\u0627", ",", "\"", "\n", "\r\n", " ", ";"), maxLength: 12 });
    await fc.assert(fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 50 }), async (cells, size) => {
      const content = `sourcedId,givenName\n${cells.map((value, n) => `p${n},"${value.replaceAll("\"", "\"\"")}"\n`).join("")}`;
      const { rows } = await read(content, size);
      expect(rows.map((row) => row.given)).toEqual(cells);
      const starts = cells.map((_, n) => 2 + cells.slice(0, n).reduce((sum, value) => sum + value.split(/\r\n|\n|\r/).length, 0));
      expect(rows.map((row) => row.line)).toEqual(starts);
    }), { numRuns: 200 });
  });
});
