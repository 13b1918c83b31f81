import { describe, expect, it } from "vitest";

import { type Correctable, readCorrections, readTyped } from "./staff-corrections";

const entry = (subject: string, body: Partial<Correctable["entries"][number]["body"]>): Correctable["entries"][number] => ({
  subject, chosen: [], body: { attainment: null, effort: null, progress: null, comments: [], ownWords: null, ...body },
});
const now: Correctable = {
  reportId: "019f0000-0000-7000-8000-000000000001", edition: 1, givenName: "Zara", roundLabel: "Autumn",
  entries: [
    entry("general", {}),
    entry("maths", { attainment: "nearly", effort: "good", ownWords: "One.\nTwo.", comments: [{ key: "effort.good" }, { key: "maths.tables", n: 6 }] }),
  ],
  attendance: { possible: 60, absent: 4, late: 1 },
  offered: [
    { key: "effort.good", group: "effort", needsNumber: false, needsSubject: false, text: "Works hard." },
    { key: "home.read", group: "home", needsNumber: true, needsSubject: false, text: "Read … minutes." },
  ],
};

function formOf(values: Record<string, string | string[]>): FormData {
  const form = new FormData();
  const stands = {
    note: "A note.", "maths.attainment": "nearly", "maths.effort": "good", "maths.progress": "", "maths.ownWords": "One.\r\nTwo.", "maths.keep": ["effort.good", "maths.tables:6"],
    "maths.add": "", "maths.number": "", "general.ownWords": "", possible: "60", absent: "4", late: "1",
  };
  for (const [name, value] of Object.entries({ ...stands, ...values })) for (const each of [value].flat()) form.append(name, each);
  return form;
}
const changesOf = (values: Record<string, string | string[]>) => readCorrections(now, formOf(values));

describe("a correction", () => {
  it("is nothing when nothing is different, though browsers send other line ends", () => {
    expect(changesOf({})).toEqual({ entries: [] });
  });

  it("holds only what is different", () => {
    expect(changesOf({ "maths.attainment": "secure", "maths.effort": "", "general.ownWords": " Zara is kind. " })).toEqual({
      entries: [{ subject: "general", changes: { ownWords: "Zara is kind." } }, { subject: "maths", changes: { attainment: "secure", effort: null } }],
    });
  });

  it("takes a sentence out, and puts one in behind the others, with its number", () => {
    expect(changesOf({ "maths.keep": ["maths.tables:6"] })).toEqual({ entries: [{ subject: "maths", changes: { comments: [{ key: "maths.tables", n: 6 }] } }] });
    expect(changesOf({ "maths.keep": [] })).toEqual({ entries: [{ subject: "maths", changes: { comments: [] } }] });
    expect(changesOf({ "maths.add": "home.read", "maths.number": "15" })).toEqual({
      entries: [{ subject: "maths", changes: { comments: [{ key: "effort.good" }, { key: "maths.tables", n: 6 }, { key: "home.read", n: 15 }] } }],
    });
    expect(changesOf({ "general.add": "effort.good" })).toEqual({ entries: [{ subject: "general", changes: { comments: [{ key: "effort.good" }] } }] });
  });

  it("asks for a number that is missing or none, takes no sentence twice and none that is not offered", () => {
    expect([changesOf({ "maths.add": "home.read" }), changesOf({ "maths.add": "home.read", "maths.number": "many" })]).toEqual(["needsNumber", "needsNumber"]);
    expect([changesOf({ "maths.add": "effort.good" }), changesOf({ "maths.add": "no.such" })]).toEqual([{ entries: [] }, { entries: [] }]);
  });

  it("gives a sentence that stands there its new number, in its place", () => {
    const offering = { ...now, offered: [...now.offered, { key: "maths.tables", group: "maths", needsNumber: true, needsSubject: false, text: "Knows the … table." }] };
    expect(readCorrections(offering, formOf({ "maths.keep": ["maths.tables:6", "effort.good"], "maths.add": "maths.tables", "maths.number": "8" }))).toEqual({
      entries: [{ subject: "maths", changes: { comments: [{ key: "effort.good" }, { key: "maths.tables", n: 8 }] } }],
    });
  });

  it("changes days, takes them out, and refuses those that cannot be", () => {
    expect(changesOf({ absent: "6" })).toEqual({ entries: [], attendance: { possible: 60, absent: 6, late: 1 } });
    expect(changesOf({ possible: "", absent: "", late: "" })).toEqual({ entries: [], attendance: null });
    expect([changesOf({ absent: "60" }), changesOf({ absent: "x" })]).toEqual(["wrongDays", "wrongDays"]);
  });

  it("takes no mark that there is not", () => {
    expect(changesOf({ "maths.attainment": "brilliant" })).toEqual({ entries: [{ subject: "maths", changes: { attainment: null } }] });
  });

  it("that is refused comes back with what was typed, and with nothing that stands there anyway", () => {
    expect(readTyped(now, formOf({}))).toEqual({ note: "A note." });
    expect(readTyped(now, formOf({ "maths.keep": [], "maths.add": "home.read", absent: "60" }))).toEqual({ note: "A note.", "maths.keep": "", "maths.add": "home.read", absent: "60" });
  });
});
