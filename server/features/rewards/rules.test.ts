import { describe, expect, it } from "vitest";

import { isIdea } from "@/server/features/languages/pictures/schema";
import { languages } from "@/server/lib/i18n/languages";

import { answerPictures, bankSentence, categoryPictures, pictureOf } from "./rules";
import { categories, noteInput, statements } from "./schema";

const KEY = "018f0000-0000-7000-8000-000000000001";
const forms = ["she", "he", "they"] as const;

describe("the bank", () => {
  it.each(languages.map(({ tag }) => tag))("has every sentence in %s, in each form, with the child's name in it once or more", (tag) => {
    for (const statement of statements) {
      for (const form of forms) {
        const text = bankSentence(tag, statement, { name: "Zara", form });
        expect(text, `${statement} ${form}`).toContain("\u2068Zara\u2069");
        expect(text, `${statement} ${form}`).not.toMatch(/[{}]|undefined/);
        expect(text.trim(), `${statement} ${form}`).toMatch(/[.।۔!]$/);
      }
    }
  });

  it("says it of a girl as of a girl where the language does", () => {
    expect(bankSentence("pl", "kindness.helped", { name: "Ola", form: "she" })).toContain("pomogła");
    expect(bankSentence("pl", "kindness.helped", { name: "Ola", form: "he" })).toContain("pomógł");
  });

  it("has a picture for each sentence, category and answer", () => {
    for (const statement of statements) expect(isIdea(pictureOf({ category: "kindness", statement })), statement).toBe(true);
    // Its own picture, and not the one that stands in for a sentence without one.
    expect(pictureOf({ category: "kindness", statement: "effort.keptTrying" })).not.toBe(categoryPictures.kindness);
    for (const category of categories) expect(isIdea(categoryPictures[category])).toBe(true);
    for (const picture of Object.values(answerPictures)) expect(isIdea(picture)).toBe(true);
  });
});

describe("a note", () => {
  it("says something, in a sentence of its own category or in own words", () => {
    const note = { key: KEY, pupilIds: [KEY], category: "effort" };
    expect(noteInput.safeParse({ ...note, statement: "effort.keptTrying" }).success).toBe(true);
    expect(noteInput.safeParse({ ...note, words: "She ran." }).success).toBe(true);
    expect(noteInput.safeParse({ ...note, words: "  " }).success).toBe(false);
    expect(noteInput.safeParse({ ...note, statement: "kindness.helped" }).success).toBe(false);
    expect(noteInput.safeParse({ ...note, pupilIds: [], statement: "effort.keptTrying" }).success).toBe(false);
  });
});
