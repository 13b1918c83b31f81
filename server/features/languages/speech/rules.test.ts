import { describe, expect, it } from "vitest";

import { spokenLine, stopped } from "./rules";

describe("the stop of a title or a label", () => {
  it.each([
    ["en", "Our calendar", "Our calendar."], ["ur", "ہمارا کیلنڈر", "ہمارا کیلنڈر۔"], ["bn", "স্কুলের তারিখ", "স্কুলের তারিখ।"],
    ["pa", "ਸਕੂਲ ਦੀਆਂ ਤਾਰੀਖ਼ਾਂ", "ਸਕੂਲ ਦੀਆਂ ਤਾਰੀਖ਼ਾਂ।"], ["ar", "التقويم", "التقويم."], ["zh-Hans", "日历", "日历。"],
  ])("is that of the language: %s", (language, text, wanted) => {
    expect(stopped(text, language)).toBe(wanted);
    expect(spokenLine(text, language).map((sentence) => sentence.text)).toEqual([wanted]);
    // One that is there is enough.
    expect(stopped(wanted, language)).toBe(wanted);
  });

  it("is none of no words", () => {
    expect(spokenLine("", "ur")).toEqual([]);
  });
});
