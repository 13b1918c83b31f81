import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { allIdeas, isIdea, usualIdeas } from "@/server/features/languages/pictures/schema";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { attainments, efforts, progresses, subjectCodes } from "../schema";
import { bankOf } from "./rules";
import { markPictures, pictureOf, statementPictures, subjectPictures } from "./rules.pictures";

/** The keys of a bank that have no picture, and the pictures that no statement of the bank has. */
function gaps(bank: Iterable<string>, table: Record<string, Record<string, string>>): string[] {
  const rows = Object.entries(table).flatMap(([group, names]) => Object.keys(names).map((name) => `${group}.${name}`));
  const [keys, known] = [new Set(bank), new Set(rows)];
  return [...[...keys].filter((key) => !known.has(key)), ...rows.filter((row) => !keys.has(row))];
}

describe("pictures", () => {
  it("stand beside every statement of the comment bank, and beside nothing else", () => {
    const bank = [...bankOf(SOURCE_LANGUAGE).keys()];
    expect(bank.length).toBeGreaterThan(90);
    expect(gaps(bank, statementPictures)).toEqual([]);
    for (const key of bank) expect(isIdea(pictureOf(key)), key).toBe(true);
    // The control: a statement without a picture, and a picture of no statement, are both seen.
    expect(gaps([...bank, "home.somethingNew"], statementPictures)).toEqual(["home.somethingNew"]);
    expect(gaps(bank.slice(1), statementPictures)).toEqual([bank[0]]);
    expect(() => pictureOf("home.somethingNew")).toThrow();
  });

  it("stand beside every subject and every mark", () => {
    for (const subject of subjectCodes) expect(isIdea(subjectPictures[subject] ?? ""), subject).toBe(true);
    const marks = { attainment: attainments, effort: efforts, progress: progresses };
    for (const [kind, codes] of Object.entries(marks)) expect(Object.keys(markPictures[kind as keyof typeof marks])).toEqual([...codes]);
  });

  it("are the files of public/pictures, each small, with their licence beside them", () => {
    const files = readdirSync("public/pictures").filter((file) => file.endsWith(".svg")).map((file) => file.replace(".svg", "")).sort();
    expect(files).toEqual([...allIdeas].sort());
    expect(new Set(allIdeas).size).toBe(allIdeas.length);
    expect(allIdeas.length).toBeGreaterThanOrEqual(150);
    const large = files.filter((file) => statSync(`public/pictures/${file}.svg`).size > 6_000);
    expect(large).toEqual([]);
    expect(existsSync("public/pictures/LICENSE.txt")).toBe(true);
    expect(readFileSync("public/pictures/LICENSE.txt", "utf8")).toContain("MIT");
    // Nothing in them runs or reaches out.
    for (const file of files) expect(readFileSync(`public/pictures/${file}.svg`, "utf8"), file).not.toMatch(/<script|href="[^#]|on[a-z]+=|<foreignObject/i);
    for (const idea of usualIdeas) expect(isIdea(idea)).toBe(true);
  });
});
