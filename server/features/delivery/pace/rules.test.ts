import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { afterQuiet, nextDigest } from "./rules";

const ZONE = "Europe/London";
const at = (text: string) => new Date(text);

describe("hours of one's own", () => {
  const nights = { from: 6 * 60, to: 14 * 60 };
  it.each([
    ["2026-11-23T05:59:00Z", "2026-11-23T05:59:00Z"], ["2026-11-23T06:00:00Z", "2026-11-23T14:00:00Z"], ["2026-11-23T13:59:00Z", "2026-11-23T14:00:00Z"], ["2026-07-01T05:30:00Z", "2026-07-01T13:00:00Z"],
    // The mornings on which the clocks go on and back: fourteen by the school's clock.
    ["2026-03-29T07:00:00Z", "2026-03-29T13:00:00Z"], ["2026-10-25T08:00:00Z", "2026-10-25T14:00:00Z"],
  ])("of somebody who works at night: %s becomes %s", (moment, end) => {
    expect(afterQuiet(at(moment), ZONE, nights)).toEqual(at(end));
  });

  it("of any length are over at the moment that they give; none are no hours", () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(fc.property(fc.date({ min: at("2025-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z"), noInvalidDate: true }), minutes, minutes, (moment, from, to) => {
      const leaves = afterQuiet(moment, ZONE, { from, to });
      expect(leaves.getTime()).toBeGreaterThanOrEqual(moment.getTime());
      expect(leaves.getTime() - moment.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
      if (from === to) expect(leaves).toEqual(moment);
    }), { numRuns: 500 });
  });
});

describe("the digest", () => {
  it("leaves on the next Friday at half past three by the school's clock", () => {
    expect(nextDigest(at("2026-11-23T09:00:00Z"), ZONE)).toEqual(at("2026-11-27T15:30:00Z"));
    expect(nextDigest(at("2026-11-27T15:29:00Z"), ZONE)).toEqual(at("2026-11-27T15:30:00Z"));
    expect(nextDigest(at("2026-11-27T15:30:00Z"), ZONE)).toEqual(at("2026-12-04T15:30:00Z"));
    expect(nextDigest(at("2026-07-01T09:00:00Z"), ZONE)).toEqual(at("2026-07-03T14:30:00Z"));
    // Over the weekends when the clocks change.
    expect(nextDigest(at("2026-03-28T09:00:00Z"), ZONE)).toEqual(at("2026-04-03T14:30:00Z"));
    expect(nextDigest(at("2026-10-24T09:00:00Z"), ZONE)).toEqual(at("2026-10-30T15:30:00Z"));
  });
});
