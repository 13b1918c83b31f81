import { describe, expect, test } from "vitest";

import { hasCatalogue, languages, otherLanguages } from "@/server/lib/i18n/languages";

import { argumentsOf, bankOf, findStatement, fits, growingKeys, lintStatement, placeOf, renderAttendance, renderStatement, statements, subjectName } from "./rules";

const forms = ["she", "he", "they"] as const;
/** The languages that have a comment bank of their own; the house test asks for one in each. */
const translated = [...languages, ...otherLanguages].filter((language) => bankOf(language.tag).size > 0);
/** A space, a letter of another direction and an apostrophe: names are not always plain. */
const name = "Zoë O’Brien زارا";

describe("the comment bank", () => {
  test("has at least eighty statements over every group, with what each asks for", () => {
    expect(statements().length).toBeGreaterThanOrEqual(80);
    expect(new Set(statements().map((statement) => statement.group))).toEqual(new Set(["strength", "effort", "progress", "behaviour", "nextStep", "home"]));
    for (const statement of statements()) {
      const args = argumentsOf(bankOf("en").get(statement.key) ?? "");
      expect(statement.needsNumber, statement.key).toBe(args.has("n"));
      expect(statement.needsSubject, statement.key).toBe(args.has("subject"));
    }
    expect(statements().filter((statement) => statement.needsNumber).length).toBeGreaterThan(5);
  });

  test.each(translated.map((language) => language.tag))("is sound in %s: arguments, plural forms, wording forms", (tag) => {
    const bank = bankOf(tag);
    const faults = [...bank].flatMap(([key, message]) => lintStatement(tag, key, message));
    expect(faults).toEqual([]);
  });

  test("the lint finds what is wrong", () => {
    const key = "strength.readBooks";
    expect(bankOf("en").has(key)).toBe(true);
    expect(lintStatement("pl", key, "{name}: {n, plural, one {{n, number} a} other {{n, number} b}}")).toEqual([`pl ${key}: n lacks few`, `pl ${key}: n lacks many`]);
    expect(lintStatement("ro", key, "{nume} {n, number} {form, select, she {a} other {b}}")).toEqual([
      `ro ${key}: unknown argument nume`, `ro ${key}: argument name is missing`, `ro ${key}: form lacks he`, `ro ${key}: form lacks they`,
    ]);
  });

  test.each(translated.map((language) => language.tag))("renders every statement in %s in every wording form, the name isolated, numbers in 0-9", (tag) => {
    for (const { key, needsNumber, needsSubject } of statements()) {
      for (const form of forms) {
        for (const n of needsNumber ? [0, 1, 2, 5, 12, 100] : [undefined]) {
          const about = { name, form, subject: needsSubject ? "maths" : undefined };
          const { text, language, fallback } = renderStatement(tag, { key, n }, about);
          expect(text).not.toMatch(/[{}]|undefined/);
          if (text.includes(name)) expect(text).toContain(`\u2068${name}\u2069`);
          expect(text).not.toMatch(/(?![0-9])\p{Nd}/u);
          if (n !== undefined && n > 2 && argumentsOf(bankOf(tag).get(key) ?? "").has("n")) expect(text).toContain(String(n));
          expect(language).toBe(tag);
          expect(fallback).toBe(false);
        }
      }
    }
  });

  test("a language without a bank gets English, flagged", () => {
    expect(hasCatalogue("gu")).toBe(false);
    const sentence = renderStatement("gu", { key: "strength.readBooks", n: 3 }, { name: "Kit", form: "they" });
    expect(sentence).toMatchObject({ language: "en", fallback: true });
    expect(sentence.text).toBe(renderStatement("en", { key: "strength.readBooks", n: 3 }, { name: "Kit", form: "they" }).text);
    expect(() => renderStatement("en", { key: "strength.nothingOfTheKind" }, { name: "Kit", form: "they" })).toThrow();
  });

  test("wording forms change the sentence", () => {
    const texts = forms.map((form) => renderStatement("en", { key: "strength.readsForPleasure" }, { name: "Kit", form }).text);
    expect(new Set(texts).size).toBe(3);
  });

  test("a comment fits only with its number and subject", () => {
    expect(fits({ key: "strength.readBooks", n: 3 }, null)).toBe(true);
    expect(fits({ key: "strength.readBooks" }, null)).toBe(false);
    expect(fits({ key: "strength.readsForPleasure", n: 3 }, null)).toBe(false);
    expect(fits({ key: "strength.enjoysSubject" }, null)).toBe(false);
    expect(fits({ key: "strength.enjoysSubject" }, "maths")).toBe(true);
    expect(fits({ key: "attendance.good" }, null)).toBe(false);
    expect(fits({ key: "no.such" }, null)).toBe(false);
  });

  test("what still has to grow never stands under what goes well", () => {
    for (const key of growingKeys) {
      expect(findStatement(key), key).toBeDefined();
      expect(placeOf(key)).toBe("next");
    }
    expect(placeOf("effort.veryGood")).toBe("well");
    expect(placeOf("home.readTogether")).toBe("home");
    expect(placeOf("progress.asExpected")).toBe("more");
  });

  test("attendance says days, and half days", () => {
    const about = { name: "Kit", form: "they" } as const;
    expect(renderAttendance("en", { possible: 120, absent: 3, late: 0 }, about).text).toContain("58.5 days");
    expect(renderAttendance("en", { possible: 120, absent: 30, late: 7 }, about).text).toMatch(/45 days.*7 times/);
    for (const { tag } of translated) expect(renderAttendance(tag, { possible: 2, absent: 0, late: 1 }, about).text).not.toMatch(/[{}]/);
  });

  test("subjects have names in every language of the reports, the code where nobody knows it", () => {
    expect(subjectName("en", "maths")).toBe("Maths");
    expect(subjectName("en", "alchemy")).toBe("alchemy");
  });
});
