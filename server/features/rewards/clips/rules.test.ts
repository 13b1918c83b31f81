import { describe, expect, it } from "vitest";

import { keepUntil, MOST_PART, partOf, toCaptions } from "./rules";

describe("a film is kept", () => {
  it("to the end of the school year, by the school's clock", () => {
    expect(keepUntil("year", new Date("2026-11-26T12:00:00Z"), "Europe/London").toISOString()).toBe("2027-08-31T23:00:00.000Z");
    expect(keepUntil("year", new Date("2026-07-01T12:00:00Z"), "Europe/London").toISOString()).toBe("2026-08-31T23:00:00.000Z");
    expect(keepUntil("year", new Date("2026-08-31T23:30:00Z"), "Europe/London").toISOString()).toBe("2027-08-31T23:00:00.000Z");
    expect(keepUntil("weeks4", new Date("2026-11-26T12:00:00Z"), "Europe/London").toISOString()).toBe("2026-12-24T12:00:00.000Z");
  });
});

describe("a part of a film", () => {
  it.each([
    ["bytes=0-", 10, { from: 0, to: 9 }], ["bytes=4-6", 10, { from: 4, to: 6 }], ["bytes=-3", 10, { from: 7, to: 9 }], ["bytes=4-99", 10, { from: 4, to: 9 }], ["bytes=10-", 10, "none"], ["bytes=6-4", 10, "none"],
    ["bytes=0-1,4-5", 10, null], ["items=0-1", 10, null], [null, 10, null], ["bytes=0-", MOST_PART * 3, { from: 0, to: MOST_PART - 1 }],
  ] as const)("%s of %d bytes", (range, size, part) => {
    expect(partOf(range, size)).toEqual(part);
  });
});

describe("captions", () => {
  it("share the film among the sentences by their letters, and hold no sign of their own format", () => {
    expect(toCaptions(["Well done.", "A --> <b>B</b>."], 25)).toBe("WEBVTT\n\n00:00:00.000 --> 00:00:10.000\nWell done.\n\n00:00:10.000 --> 00:00:25.000\nA --&gt; &lt;b&gt;B&lt;/b&gt;.\n");
  });
});
