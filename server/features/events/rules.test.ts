import anyAscii from "any-ascii";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { cut, fill, forgetAfter, fullness, offerUntil, reminderAt, sumNeeds } from "./rules";
import { searchName, soundOf, soundsLike } from "./schema.names";

const at = (text: string) => new Date(text);

describe("free places", () => {
  it("go to whoever asked first, each family whole; who is too large keeps its turn", () => {
    const waiting = [{ id: "a", people: 4 }, { id: "b", people: 2 }, { id: "c", people: 1 }, { id: "d", people: 1 }];
    expect(fill(3, waiting)).toEqual(["b", "c"]);
    expect(fill(4, waiting)).toEqual(["a"]);
    expect(fill(0, waiting)).toEqual([]);
  });

  it("are never given twice, and nobody who fits is left out", () => {
    const families = fc.array(fc.record({ people: fc.integer({ min: 1, max: 12 }) }), { maxLength: 40 }).map((list) => list.map((each, nth) => ({ id: String(nth), ...each })));
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), families, (free, waiting) => {
      const chosen = new Set(fill(free, waiting));
      const left = free - waiting.filter(({ id }) => chosen.has(id)).reduce((sum, { people }) => sum + people, 0);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(waiting.filter(({ id, people }) => !chosen.has(id) && people <= left)).toEqual([]);
    }));
  });

  it("that are cut are those of who asked last, and no more of them than need be", () => {
    expect(cut(5, [{ id: "a", people: 3 }, { id: "b", people: 2 }, { id: "c", people: 2 }])).toEqual(["c"]);
    expect(cut(9, [{ id: "a", people: 3 }])).toEqual([]);
    expect(cut(0, [{ id: "a", people: 3 }])).toEqual(["a"]);
  });

  it("are described in words, not in numbers", () => {
    expect([0, 84, 85, 97, 100].map((taken) => fullness({ taken, capacity: 100 }))).toEqual(["free", "free", "few", "few", "full"]);
    expect(fullness({ taken: 0, capacity: 3 })).toBe("few");
  });
});

describe("times", () => {
  it("of an offer: two days, never into the last three hours, none when there is no time to answer", () => {
    expect(offerUntil(at("2026-12-01T10:00:00Z"), at("2026-12-10T18:00:00Z"))).toEqual(at("2026-12-03T10:00:00Z"));
    expect(offerUntil(at("2026-12-10T09:00:00Z"), at("2026-12-10T18:00:00Z"))).toEqual(at("2026-12-10T15:00:00Z"));
    expect(offerUntil(at("2026-12-10T13:01:00Z"), at("2026-12-10T18:00:00Z"))).toBeNull();
  });

  it("of a reminder: a day before, none for who books later", () => {
    expect(reminderAt(at("2026-12-01T10:00:00Z"), at("2026-12-10T18:00:00Z"))).toEqual(at("2026-12-09T18:00:00Z"));
    expect(reminderAt(at("2026-12-09T16:00:00Z"), at("2026-12-10T18:00:00Z"))).toBeNull();
  });

  it("of forgetting: three months later by the calendar", () => {
    expect(forgetAfter(at("2026-11-30T20:00:00Z"))).toEqual(at("2027-02-28T20:00:00Z"));
    expect(forgetAfter(at("2026-10-15T20:00:00Z"))).toEqual(at("2027-01-15T20:00:00Z"));
  });
});

it("sums what has to be prepared", () => {
  const wish = { people: 3, childAges: [4, 10], creche: 1, needs: ["interpreter", "creche"], speaks: "ur" };
  expect(sumNeeds([wish, { ...wish, speaks: "pl", needs: ["interpreter", "step_free", "food"] }, { ...wish, needs: ["interpreter"], creche: 0 }, { ...wish, needs: [], speaks: "en" }])).toEqual({
    families: 4, people: 12, children: 8, creche: 3, stepFree: 1, quietHour: 0, food: 1, signLanguage: 0, interpreters: [{ language: "ur", families: 2 }, { language: "pl", families: 1 }],
  });
});

it("finds names in any script, with or without their marks", () => {
  expect(searchName("  Łukasz  Wójcik ")).toBe("łukasz wojcik");
  expect(searchName("Zoë")).toBe(searchName("ZOE"));
  expect(searchName("محمّد علی")).toBe(searchName("محمد علی"));
  // The same name from an Arabic keyboard and from one for Urdu.
  expect(searchName("نادية قريشي")).toBe(searchName("نادیہ قریشی"));
});

it.each([
  ["نادیہ قریشی", "nadia qureshi"], ["نادیہ قریشی", "Qureshi"], ["শিউলি আক্তার", "akhtar"], ["শিউলি আক্তার", "shiuli akter"], ["سامر حداد", "samer haddad"], ["ਹਰਜੀਤ ਸਿੱਧੂ", "harjeet sidhu"], ["Łukasz Wójcik", "lukasz"],
  ["Наталія Шевченко", "natalia shev"],
])("the name %s is found by somebody who types %s", (name, typed) => {
  expect(soundsLike(typed, soundOf(anyAscii(name)))).toBe(true);
});

it("a name that sounds otherwise is not found, nor by one letter", () => {
  const names = ["نادیہ قریشی", "শিউলি আক্তার", "سامر حداد", "ਹਰਜੀਤ ਸਿੱਧੂ", "Hamse Jaamac"].map((name) => soundOf(anyAscii(name)));
  for (const typed of ["Tomasz", "Grace Osei", "n", "aeiou", ""]) expect(names.filter((name) => soundsLike(typed, name)), typed).toEqual([]);
});
