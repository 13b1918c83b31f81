import { describe, expect, it } from "vitest";

import { displayChoices, hasPlainLetters, readDisplay, writeDisplay } from "./display";

describe("the word of a look", () => {
  it("comes back as it went, for each of the sixteen", () => {
    const all = Array.from({ length: 16 }, (_, bits) => bits).map((bits) => displayChoices.filter((_, at) => bits & (1 << at)));
    expect(new Set(all.map(writeDisplay)).size).toBe(16);
    for (const choices of all) expect(readDisplay(writeDisplay([...choices].reverse()))).toEqual(choices);
    expect(writeDisplay([])).toBe("none");
  });

  it.each([null, undefined, "", "plain.large", "large.large", "large.", "LARGE", "large.none", "none.none", "large;contrast", "purple"])("%s is none of ours", (word) => {
    expect(readDisplay(word)).toBeNull();
  });

  it("offers plain letters where phones have them all", () => {
    expect(["Arab", "Latn", "Beng", "Guru", "Ethi"].map(hasPlainLetters)).toEqual([true, true, false, false, false]);
  });
});
