import { describe, expect, it } from "vitest";
import webvtt from "webvtt-parser";

import { cuesOf, faultOfCues, keepUntil, MOST_PART, partOf, toCaptions, usualCues } from "./rules";

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

/** Captions as the W3C's own parser reads them, which also says what is against the format. */
function parsed(text: string) {
  const { cues, errors } = new webvtt.WebVTTParser().parse(text, "captions");
  return { errors: errors.map(({ message }) => message), cues: cues.map(({ startTime, endTime, text: words }) => ({ startTime, endTime, words })) };
}

describe("captions", () => {
  it("share the film among the sentences by their letters, and hold no sign of their own format", () => {
    const said = ["Well done.", "A --> <b>B</b>."];
    const { cues, errors } = parsed(toCaptions(said, usualCues(said, 25)));
    expect(errors).toEqual([]);
    expect(cues).toEqual([{ startTime: 0, endTime: 10, words: "Well done." }, { startTime: 10, endTime: 25, words: "A --&gt; &lt;b&gt;B&lt;/b&gt;." }]);
    // The control: the parser finds fault with what is against the format.
    expect(parsed("WEBVTT\n\n00:00:05.000 --> 00:00:01.000\nA --> B\n").errors).not.toEqual([]);
  });

  it("keep the times of the sentences as they were said, in whatever language they are shown, over an hour as well", () => {
    const kept = { cueStarts: [500, 4_250], cueEnds: [3_000, 3_600_125] };
    const cues = cuesOf(["Well done.", "Bravo."], 3_601, kept);
    expect(parsed(toCaptions(["شاباش۔", "واہ!"], cues)).cues).toEqual([{ startTime: 0.5, endTime: 3, words: "شاباش۔" }, { startTime: 4.25, endTime: 3_600.125, words: "واہ!" }]);
    // Other sentences than those that were timed share the film anew.
    expect(cuesOf(["One.", "Two.", "Six."], 12, kept)).toEqual([{ from: 0, until: 4 }, { from: 4, until: 8 }, { from: 8, until: 12 }]);
  });

  it("show a long sentence in pieces that fit the picture, one after another, within its own time", () => {
    const long = Array.from({ length: 40 }, (_, nth) => `word${nth}`).join(" ");
    const { cues, errors } = parsed(toCaptions(["Short.", long], [{ from: 0, until: 2 }, { from: 2, until: 10 }]));
    expect(errors).toEqual([]);
    const pieces = cues.slice(1);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.every(({ words }) => words.length <= 84)).toBe(true);
    expect(pieces.map(({ words }) => words).join(" ")).toBe(long);
    expect([pieces[0]?.startTime, pieces.at(-1)?.endTime]).toEqual([2, 10]);
    expect(pieces.every(({ startTime }, nth) => nth === 0 || startTime === pieces[nth - 1]?.endTime)).toBe(true);
  });

  it.each([
    [[[0, 2], [2, 4]], null], [[[0, 2], [3, 3]], { nth: 1, fault: "order" }], [[[0, 2], [1.9, 4]], { nth: 1, fault: "overlap" }], [[[0, 2], [2, 4.2]], { nth: 1, fault: "outside" }], [[[0, 2], [2, 4.05]], null],
  ] as const)("%j of four seconds: %j", (cues, fault) => {
    expect(faultOfCues(cues.map(([from, until]) => ({ from, until })), 4)).toEqual(fault);
  });
});
