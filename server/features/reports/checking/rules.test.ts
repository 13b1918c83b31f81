import { expect, test } from "vitest";

import type { EntryBody } from "../schema";
import { emptyEntry } from "../writing/rules";
import { missingContents } from "./rules";

const requirement = (code: string, fromYear = 0, toYear = 13, annualOnly = true) => ({ code, fromYear, toYear, annualOnly });
const england = [
  requirement("achievements"), requirement("progress"), requirement("discussion"), requirement("attendance", 1, 11),
  requirement("national_tests", 6, 6), requirement("public_examinations", 10, 13),
];
const summer = { term: "summer" as const, subjects: ["english", "maths"] };
const entries = (given: Record<string, Partial<EntryBody>>) => new Map(Object.entries(given).map(([key, body]) => [key, { ...emptyEntry, ...body }]));
const full = entries({ english: { attainment: "secure" }, maths: { ownWords: "Kit likes maths." }, general: { progress: "expected" } });
const attendance = { possible: 380, absent: 4, late: 0 };

test("a full report of a year 4 pupil lacks nothing", () => {
  expect(missingContents(england, summer, { yearGroup: 4 }, { attendance, entries: full })).toEqual({ missing: [], cannotCheck: [], missingSubjects: [] });
});

test("what is not there is named, down to the subject", () => {
  const result = missingContents(england, summer, { yearGroup: 4 }, { attendance: null, entries: entries({ english: { effort: "good" } }) });
  expect(result).toEqual({ missing: ["achievements", "progress", "attendance"], cannotCheck: [], missingSubjects: ["english", "maths"] });
});

test("the reception year and years 12 and 13 are not asked for attendance", () => {
  for (const yearGroup of [0, 12, 13]) expect(missingContents(england, summer, { yearGroup }, { attendance: null, entries: full }).missing).toEqual([]);
  for (const yearGroup of [1, 11]) expect(missingContents(england, summer, { yearGroup }, { attendance: null, entries: full }).missing).toEqual(["attendance"]);
});

test("results that are kept elsewhere have to be looked at by a person", () => {
  expect(missingContents(england, summer, { yearGroup: 6 }, { attendance, entries: full }).cannotCheck).toEqual(["national_tests"]);
  expect(missingContents(england, summer, { yearGroup: 11 }, { attendance, entries: full }).cannotCheck).toEqual(["public_examinations"]);
});

test("the annual report is the summer's; other rounds are bound only by what is asked of every round", () => {
  const autumn = { ...summer, term: "autumn" as const };
  const nothing = { attendance: null, entries: entries({}) };
  expect(missingContents(england, autumn, { yearGroup: 4 }, nothing).missing).toEqual([]);
  expect(missingContents([requirement("progress", 0, 13, false)], autumn, { yearGroup: 4 }, nothing).missing).toEqual(["progress"]);
});

test("progress can be a mark, a statement, or words about the whole child", () => {
  const only = [requirement("progress")];
  const missing = (given: Record<string, Partial<EntryBody>>) => missingContents(only, summer, { yearGroup: 4 }, { attendance, entries: entries(given) }).missing;
  expect(missing({ maths: { progress: "slower" } })).toEqual([]);
  expect(missing({ maths: { comments: [{ key: "progress.asExpected" }] } })).toEqual([]);
  expect(missing({ general: { ownWords: "Kit has come far." } })).toEqual([]);
  expect(missing({ maths: { ownWords: "Kit likes maths." } })).toEqual(["progress"]);
  expect(missing({ general: { ownWords: "  " } })).toEqual(["progress"]);
});
