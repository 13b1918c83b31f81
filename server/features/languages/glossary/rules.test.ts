import { describe, expect, it } from "vitest";

import { languages } from "@/server/lib/i18n/languages";

import { hitsOf, starterEntries } from "./rules";

const starters = starterEntries("pl");

describe("finding school words in a sentence", () => {
  it.each([
    ["Parents' evenings are in half term.", ["half term", "parents’ evening"]],
    ["She has an EHCP and our SENCo helps.", ["EHCP", "SENCo"]],
    ["Please send the letter.", []],
    ["SEND is not the same as sending.", ["SEND"]],
    ["In Year 3 we learn phonics.", ["phonics", "Year 3"]],
    ["Receptionists and 3 yearlings.", []],
  ])("%s", (sentence, terms) => {
    expect(hitsOf(sentence, starters).map((entry) => entry.term).sort((a, b) => a.localeCompare(b))).toEqual(terms);
  });
});

describe("the starter words", () => {
  it("explain themselves in every language", () => {
    for (const { tag } of languages) {
      const entries = starterEntries(tag);
      expect(entries.length, tag).toBeGreaterThanOrEqual(15);
      for (const entry of entries) expect(entry.explanation.length, `${tag} ${entry.term}`).toBeGreaterThan(8);
    }
    expect(starterEntries("gu")).toEqual([]);
  });
});
