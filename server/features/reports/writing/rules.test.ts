import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { attainments, type Comment, efforts, type EntryBody, type EntryChanges, progresses } from "../schema";
import { emptyEntry, mergeComments, mergeEntry, sameEntry } from "./rules";

const comment: fc.Arbitrary<Comment> = fc.record({ key: fc.constantFrom("a.a", "a.b", "b.a", "b.b"), n: fc.integer({ min: 0, max: 3 }) }, { requiredKeys: ["key"] });
const comments = fc.uniqueArray(comment, { selector: (each) => each.key, maxLength: 4 });
const fields = {
  attainment: fc.constantFrom(...attainments, null),
  effort: fc.constantFrom(...efforts, null),
  progress: fc.constantFrom(...progresses, null),
  comments,
  ownWords: fc.option(fc.constantFrom("One.", "Two.", "Three.")),
};
const body: fc.Arbitrary<EntryBody> = fc.record(fields);
const changes: fc.Arbitrary<EntryChanges> = fc.record(fields, { requiredKeys: [] });
const keys = Object.keys(emptyEntry) as (keyof EntryBody)[];

describe("merging two saves", () => {
  test("a save made from what stands is taken whole", () => {
    fc.assert(fc.property(body, changes, (current, change) => {
      const merged = mergeEntry(current, current, change);
      expect(merged).toEqual({ body: { ...current, ...change }, conflicts: [] });
    }));
  });

  test("every change is in the result or handed back, and nobody else's change is lost", () => {
    fc.assert(fc.property(body, changes, changes, (base, theirs, yours) => {
      const current: EntryBody = { ...base, ...theirs };
      const merged = mergeEntry(base, current, yours);
      const refused = new Set(merged.conflicts.map((conflict) => conflict.field));
      for (const key of keys) {
        const mine = yours[key];
        if (key === "comments") continue;
        const iChanged = mine !== undefined && mine !== base[key];
        const theyChanged = current[key] !== base[key];
        if (theyChanged) expect(merged.body[key], key).toBe(current[key]);
        else expect(merged.body[key], key).toBe(iChanged ? mine : base[key]);
        expect(refused.has(key), key).toBe(iChanged && theyChanged && mine !== current[key]);
      }
      for (const conflict of merged.conflicts) {
        expect(conflict.yours).toEqual(yours[conflict.field]);
        expect(conflict.theirs).toEqual(current[conflict.field]);
      }
    }));
  });

  test("picked comments of both stay, removed ones go, and only the same one changed twice is a conflict", () => {
    fc.assert(fc.property(comments, comments, comments, (base, theirs, yours) => {
      const merged = mergeComments(base, theirs, yours);
      const of = (list: Comment[], key: string) => list.find((each) => each.key === key);
      const clash = [...base, ...theirs, ...yours].some(({ key }) => {
        const [b, t, y] = [of(base, key), of(theirs, key), of(yours, key)].map((each) => JSON.stringify(each?.n ?? (each ? "x" : null)));
        return b !== t && b !== y && t !== y;
      });
      if (merged === null) {
        expect(clash).toBe(true);
        return;
      }
      expect(clash).toBe(false);
      expect(new Set(merged.map((each) => each.key)).size).toBe(merged.length);
      for (const { key } of [...base, ...theirs, ...yours]) {
        const [b, t, y] = [of(base, key), of(theirs, key), of(yours, key)];
        const wanted = JSON.stringify(b) === JSON.stringify(t) ? y : t;
        if (JSON.stringify(b) === JSON.stringify(y) || JSON.stringify(b) === JSON.stringify(t)) expect(of(merged, key)).toEqual(wanted);
      }
    }));
  });

  test("the same entry is the same", () => {
    fc.assert(fc.property(body, (entry) => {
      expect(sameEntry(entry, structuredClone(entry))).toBe(true);
      expect(sameEntry(entry, { ...entry, ownWords: "Something else." })).toBe(false);
    }));
  });
});
