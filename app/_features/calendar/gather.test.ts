import { describe, expect, it } from "vitest";

import { concerns, type Entry, namedIn, wordEntries } from "./gather";

const [zara, omar] = [{ id: "zara", givenName: "Zara", yearGroup: 4 }, { id: "omar", givenName: "Omar", yearGroup: 1 }];
const family = [zara, omar];

const entryOf = (more: Partial<Entry> = {}): Entry => ({
  id: "one", kind: "own", startsOn: "2026-11-30", endsOn: "2026-11-30", summary: "Swimming", language: "en", description: "", descriptionLanguage: "en", location: "", locationLanguage: "en", path: null, off: false, sign: null, children: [], yearGroups: [], ...more,
});

describe("a calendar over two children", () => {
  const [all, four, both, meeting, party] = [
    entryOf({ id: "all" }), entryOf({ id: "four", yearGroups: [4, 5] }), entryOf({ id: "both", yearGroups: [1, 4] }), entryOf({ id: "meeting", kind: "meeting", children: [{ id: "omar", name: "Omar" }] }),
    entryOf({ id: "party", kind: "celebration", children: [{ id: "omar", name: "Omar" }, { id: "zara", name: "Zara" }] }),
  ];
  const shown = (child: typeof zara) => [all, four, both, meeting, party].filter((entry) => concerns(entry, child)).map(({ id }) => id);

  it("shows for one of them what is for all, for the child's year, and about the child, and nothing of the other's", () => {
    expect(shown(zara)).toEqual(["all", "four", "both", "party"]);
    expect(shown(omar)).toEqual(["all", "both", "meeting", "party"]);
  });

  it("names the children whom an entry concerns, and nobody where it is for all", () => {
    expect([all, four, both, meeting, party].map((entry) => namedIn(entry, family))).toEqual([[], ["zara"], ["zara", "omar"], ["omar"], ["omar", "zara"]]);
  });

  it("says in the title of an entry for a calendar program whose it is", () => {
    expect(wordEntries([all, four, both, meeting, party], family).map(({ id, summary }) => [id, summary])).toEqual([
      ["own-all", "Swimming"], ["own-four", "Zara: Swimming"], ["own-both", "Zara, Omar: Swimming"], ["meeting-meeting", "Omar: Swimming"], ["celebration-party", "Omar, Zara: Swimming"],
    ]);
  });
});
