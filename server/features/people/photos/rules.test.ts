import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { consentsOf, type HolderAnswer, lackingConsent, mayShowPhoto, nothingSaid } from "./rules";

const said = (given: boolean, counts = true): HolderAnswer => ({ use: "school", given, counts });
const all = (state: "yes" | "no" | "dispute" | "open") => ({ family: state, school: state, film: state, public: state });

describe("what the answers come to", () => {
  it("needs one yes and no no: nobody's silence is a yes", () => {
    expect(consentsOf([])).toEqual(nothingSaid);
    expect(consentsOf([said(true)]).school).toBe("yes");
    expect(consentsOf([said(false)]).school).toBe("no");
    expect(consentsOf([said(true), said(false)]).school).toBe("dispute");
  });

  it("asks for each use by itself", () => {
    expect(consentsOf([{ use: "family", given: true, counts: true }])).toEqual({ family: "yes", school: "open", film: "open", public: "open" });
  });

  it("hears the no of an adult whom an order keeps from photos, never their yes", () => {
    expect(consentsOf([said(true, false)]).school).toBe("open");
    expect(consentsOf([said(true), said(false, false)]).school).toBe("dispute");
  });

  it("is never yes where anybody said no, whatever else was said", () => {
    const answer = fc.record({ use: fc.constantFrom("family" as const, "school" as const, "public" as const), given: fc.boolean(), counts: fc.boolean() });
    fc.assert(fc.property(fc.array(answer), (answers) => {
      const consents = consentsOf(answers);
      for (const { use, given } of answers) if (!given) expect(consents[use]).not.toBe("yes");
    }));
  });
});

describe("a photo", () => {
  it("of one child needs the family's yes, one of several the school's yes of each", () => {
    const consents = new Map([["a", { ...all("open"), family: "yes" as const }], ["b", { ...all("open"), school: "yes" as const }], ["c", all("yes")]]);
    expect(mayShowPhoto(["a"], consents)).toBe(true);
    expect(mayShowPhoto(["b"], consents)).toBe(false);
    expect(mayShowPhoto(["b", "c"], consents)).toBe(true);
    expect(lackingConsent(["a", "b", "c"], consents)).toEqual(["a"]);
  });

  it("in which nobody is marked, or somebody is not known, is not shown", () => {
    expect(mayShowPhoto([], new Map())).toBe(false);
    expect(mayShowPhoto(["x"], new Map())).toBe(false);
    expect(mayShowPhoto(["x"], new Map([["x", all("dispute")]]))).toBe(false);
  });
});
