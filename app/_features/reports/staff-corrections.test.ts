import { describe, expect, it } from "vitest";

import { type Correctable, readCorrectable, readCorrections } from "./staff-corrections";

const now: Correctable = readCorrectable({
  subjects: [{ subject: "maths", attainment: { code: "nearly" }, effort: { code: "good" }, progress: null, ownWords: { source: "One.\nTwo." } }],
  ownWords: null,
  attendance: { possible: 60, absent: 4, late: 1 },
});

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  const stands = { "maths.attainment": "nearly", "maths.effort": "good", "maths.progress": "", "maths.ownWords": "One.\r\nTwo.", "general.ownWords": "", possible: "60", absent: "4", late: "1" };
  for (const [name, value] of Object.entries({ ...stands, ...values })) form.set(name, value);
  return form;
}

describe("a correction", () => {
  it("is nothing when nothing is different, though browsers send other line ends", () => {
    expect(readCorrections(now, formOf({}))).toEqual({ entries: [] });
  });

  it("holds only what is different", () => {
    expect(readCorrections(now, formOf({ "maths.attainment": "secure", "maths.effort": "", "general.ownWords": " Zara is kind. " }))).toEqual({
      entries: [{ subject: "general", changes: { ownWords: "Zara is kind." } }, { subject: "maths", changes: { attainment: "secure", effort: null } }],
    });
  });

  it("changes days, takes them out, and refuses those that cannot be", () => {
    expect(readCorrections(now, formOf({ absent: "6" }))).toEqual({ entries: [], attendance: { possible: 60, absent: 6, late: 1 } });
    expect(readCorrections(now, formOf({ possible: "", absent: "", late: "" }))).toEqual({ entries: [], attendance: null });
    expect([readCorrections(now, formOf({ absent: "60" })), readCorrections(now, formOf({ absent: "x" }))]).toEqual(["wrong", "wrong"]);
  });

  it("takes no mark that there is not", () => {
    expect(readCorrections(now, formOf({ "maths.attainment": "brilliant" }))).toEqual({ entries: [{ subject: "maths", changes: { attainment: null } }] });
  });
});
