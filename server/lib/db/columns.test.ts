import { beforeAll, describe, expect, it } from "vitest";

import { prepareEnvironment } from "@/server/testing/environment";

import { openDb } from "./client";
import { Columns } from "./columns";

beforeAll(() => prepareEnvironment());

describe("columns", () => {
  it("come out of the database as they went in, whatever is in them", async () => {
    const words = ["plain", "", "NULL", "a,b", "{}", '"quoted"', "back\\slash", "\\\"", "it's; DROP TABLE message; --", "line\nbreak", "زارا", "🎉", null];
    const columns = new Columns("word", "nth", "json");
    words.forEach((word, nth) => columns.add(word, nth, JSON.stringify({ word })));
    const rows = await openDb().$queryRaw<{ word: string | null; nth: number; json: unknown }[]>`
      SELECT * FROM unnest(${columns.of("word")}::text[], ${columns.of("nth")}::int[], ${columns.of("json")}::jsonb[]) AS x (word, nth, json) ORDER BY nth`;
    expect(rows).toEqual(words.map((word, nth) => ({ word, nth, json: { word } })));
  });

  it("may be empty, and refuse a row that does not fit", async () => {
    const columns = new Columns("one", "two");
    const rows = await openDb().$queryRaw`SELECT * FROM unnest(${columns.of("one")}::uuid[])`;
    expect(rows).toEqual([]);
    expect(() => columns.add("one")).toThrow("a value for each column");
  });
});
