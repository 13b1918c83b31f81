import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { afterQuiet } from "../pace/rules";
import { ladderStart, nextStepAt, stepAfter, stepDue } from "./rules";

const ZONE = "Europe/London";
const at = (text: string) => new Date(text);

describe("the ladder", () => {
  it("has a text on the third day and a call on the fifth for a report, and ends there", () => {
    const written = at("2026-11-23T09:00:00Z");
    expect([stepAfter("report_published", 0), stepAfter("report_published", 1), stepAfter("report_published", 2)]).toEqual([
      { afterDays: 3, channel: "text" }, { afterDays: 5, channel: "call" }, undefined,
    ]);
    expect(stepDue("report_published", 1, written)).toEqual(at("2026-11-28T09:00:00Z"));
    expect(stepDue("report_published", 2, written)).toBeNull();
    // Each step is counted from the one before: what waited four days for its digest is not rung about in the hour of its text message.
    expect(nextStepAt("school_wrote", 1, at("2026-11-28T15:30:00Z"))).toEqual(at("2026-12-01T15:30:00Z"));
    expect(nextStepAt("school_wrote", 2, written)).toBeNull();
  });

  it("is not there for a sign-in link, nor for an adult whom somebody rings at once", () => {
    const written = at("2026-11-23T09:00:00Z");
    expect(ladderStart("sign_in_link", ["email"], written)).toBeNull();
    expect(ladderStart("report_published", ["call", "in_app"], written)).toBeNull();
    expect(ladderStart("report_published", ["in_app", "email"], written)).toEqual(at("2026-11-26T09:00:00Z"));
  });
});

describe("quiet hours", () => {
  it.each([
    ["2026-11-23T19:59:00Z", "2026-11-23T19:59:00Z"], ["2026-11-23T20:00:30Z", "2026-11-24T07:00:00Z"], ["2026-11-24T03:00:00Z", "2026-11-24T07:00:00Z"],
    ["2026-11-24T07:00:00Z", "2026-11-24T07:00:00Z"], ["2026-07-01T19:00:00Z", "2026-07-02T06:00:00Z"],
    // The nights when the clocks go on and back: the school's seven o'clock.
    ["2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z"], ["2026-10-24T22:00:00Z", "2026-10-25T07:00:00Z"],
  ])("%s becomes %s", (moment, end) => {
    expect(afterQuiet(at(moment), ZONE)).toEqual(at(end));
  });

  it("are over at the moment that they give, which is never earlier and never a day away", () => {
    fc.assert(fc.property(fc.date({ min: at("2025-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z"), noInvalidDate: true }), (moment) => {
      const leaves = afterQuiet(moment, ZONE);
      expect(leaves.getTime()).toBeGreaterThanOrEqual(moment.getTime());
      expect(leaves.getTime() - moment.getTime()).toBeLessThanOrEqual(12 * 3_600_000);
      expect(afterQuiet(leaves, ZONE)).toEqual(leaves);
    }), { numRuns: 1_000 });
  });
});
