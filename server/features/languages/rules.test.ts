import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { hashSegment, joinSentences, planSegments, splitSentences } from "./rules";

describe("splitting a text", () => {
  it.each([
    ["en", "Zara reads well. She likes maths! Does she write?", ["Zara reads well.", "She likes maths!", "Does she write?"]],
    ["en", "First.\n\nSecond.\nThird.", ["First.\n\n", "Second.\n", "Third."]],
    ["en", "One line\r\nand another", ["One line\n", "and another"]],
    ["ur", "زارا اچھا پڑھتی ہے۔ وہ خوش ہے۔", ["زارا اچھا پڑھتی ہے۔", "وہ خوش ہے۔"]],
    ["bn", "জারা ভালো পড়ে। সে খুশি।", ["জারা ভালো পড়ে।", "সে খুশি।"]],
    ["en", "   \n ", []],
    ["en", "", []],
  ])("%s %j", (language, body, sentences) => {
    expect(splitSentences(body, language)).toEqual(sentences);
  });

  it("can be put together again: no word is lost and no line break", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("Good. ", "Well done! ", "a\n", "b\n\n", "why? ", "x "), { maxLength: 12 }), (parts) => {
      const body = parts.join("").trim();
      const sentences = splitSentences(body, "en");
      expect(joinSentences(sentences.map((sentence) => ({ source: sentence, body: sentence })))).toBe(body);
    }));
  });

  it("hashes a sentence without the space around it", () => {
    expect(hashSegment("Good.\n\n")).toBe(hashSegment("Good."));
    expect(hashSegment("Good.")).not.toBe(hashSegment("Good!"));
  });
});

describe("following a changed text", () => {
  const old = ["a", "b", "c"].map((hash) => ({ id: `id-${hash}`, hash }));
  it.each([
    ["nothing changed", ["a", "b", "c"], ["id-a", "id-b", "id-c"], [], []],
    ["one changed", ["a", "x", "c"], ["id-a", "id-b", "id-c"], [1], []],
    ["one put in front", ["x", "a", "b", "c"], [null, "id-a", "id-b", "id-c"], [], []],
    ["one taken out", ["a", "c"], ["id-a", "id-c"], [], ["id-b"]],
    ["moved", ["c", "b", "a"], ["id-c", "id-b", "id-a"], [], []],
    ["doubled", ["a", "a", "b", "c"], ["id-a", null, "id-b", "id-c"], [], []],
    ["all gone", [], [], [], ["id-a", "id-b", "id-c"]],
  ])("%s", (_what, hashes, ids, changed, dropped) => {
    const plan = planSegments(old, hashes);
    expect(plan.places.map((place) => place.id)).toEqual(ids);
    expect(plan.places.flatMap((place, i) => (place.changed ? [i] : []))).toEqual(changed);
    expect(plan.dropped).toEqual(dropped);
  });
});
