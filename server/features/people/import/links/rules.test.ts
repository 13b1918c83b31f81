import { describe, expect, it } from "vitest";

import { findLanguage } from "@/server/lib/i18n/languages";

import { readLanguage } from "../languages/rules";
import { readGrade, readUserRole } from "../oneroster/rules";
import { readDate, readEmail } from "../rules";

describe("languages", () => {
  it.each([
    ["Urdu", "ur"], ["URD", "ur"], ["ur", "ur"], ["ur-PK", "ur"], ["\u0627\u0631\u062f\u0648", "ur"], [" polish ", "pl"], ["POL", "pl"], ["Romana", "ro"], ["PNJA", "pa-Arab"], ["Panjabi", "pa"],
    ["punjabi", "pa"], ["pa-Arab", "pa-Arab"], ["BNGS", "syl"], ["CHIC", "zh-Hant"], ["zh", "zh-Hans"], ["pt-BR", "pt-BR"], ["PORB", "pt-BR"], ["Farsi", "fa"], ["PRSD", "fa-AF"], ["KURS", "ckb"], ["BSL", "bfi"], ["English", "en"],
  ])("%s is %s", (cell, tag) => {
    expect(readLanguage(cell)).toBe(tag);
    expect(findLanguage(tag)).toBeDefined();
  });

  it.each(["Klingon", "xx", "tlh", "", "12", "ENB", "urdu and polish"])("%s is unknown", (cell) => {
    expect(readLanguage(cell)).toBeNull();
  });
});

it("year groups in the standard's codes and as schools write them", () => {
  const pairs = { KG: 0, R: 0, Reception: 0, "00": 0, "01": 1, "1": 1, "Year 4": 4, "4": 4, Y11: 11, "13": 13, PR: -1, PK: -1, Nursery: -1 };
  for (const [cell, year] of Object.entries(pairs)) expect([cell, readGrade(cell)]).toEqual([cell, year]);
  for (const cell of ["14", "UG", "Other", "", "-1", "4a"]) expect(readGrade(cell)).toBeNull();
});

it("no role of a file makes a head teacher", () => {
  const posts = ["student", "teacher", "administrator", "aide", "principal", "siteAdministrator", "districtAdministrator", "guardian", "parent", "relative", "counselor", "proctor", "systemAdministrator"]
    .map((role) => readUserRole(role)?.post ?? null);
  expect([...new Set(posts)].sort()).toEqual(["office", "teacher", null].sort());
  expect(readUserRole("head")).toBeNull();
});

it("dates are days that exist, addresses are addresses", () => {
  expect(["2016-02-29", " 2017-09-30 "].map(readDate)).toEqual(["2016-02-29", "2017-09-30"]);
  expect(["2017-02-29", "30/09/2017", "2017-9-30", "2017-13-01", "20170930", ""].map(readDate)).toEqual([null, null, null, null, null, null]);
  expect(["A.B+c@Family.Example", "o'neil@x-y.example"].map(readEmail)).toEqual(["a.b+c@family.example", "o'neil@x-y.example"]);
  expect(["a@b", "a b@c.example", "a@b..example", "<a@b.example>", "a@b.example\r\nBcc: x@y.example", "@b.example"].map(readEmail)).toEqual(Array(6).fill(null));
});
