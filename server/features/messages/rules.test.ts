import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { dateIn } from "@/server/lib/clock";

import { isWorking, nextWorkingMoment, sniffFile } from "./rules";

const ZONE = "Europe/London";
const next = (at: string) => nextWorkingMoment(new Date(at), ZONE).toISOString();

describe("word to staff", () => {
  it("goes at once in working hours, else the next working morning at eight", () => {
    expect(next("2026-11-23T09:30:10.500Z")).toBe("2026-11-23T09:30:10.500Z");
    expect(next("2026-11-23T06:59:59Z")).toBe("2026-11-23T08:00:00.000Z");
    expect(next("2026-11-23T17:00:00Z")).toBe("2026-11-24T08:00:00.000Z");
    expect(next("2026-11-27T21:10:00Z")).toBe("2026-11-30T08:00:00.000Z");
    expect(next("2026-11-28T03:00:00Z")).toBe("2026-11-30T08:00:00.000Z");
  });

  it("comes at eight by the school's clock after both nights when clocks change", () => {
    expect(next("2026-03-27T18:00:00Z")).toBe("2026-03-30T07:00:00.000Z");
    expect(next("2026-10-23T18:00:00Z")).toBe("2026-10-26T08:00:00.000Z");
  });

  it("never comes at another hour, nor later than it must", () => {
    fc.assert(fc.property(fc.date({ min: new Date("2026-01-01"), max: new Date("2028-01-01"), noInvalidDate: true }), (at) => {
      const then = nextWorkingMoment(at, ZONE);
      expect(isWorking(then, ZONE)).toBe(true);
      expect(then.getTime()).toBeGreaterThanOrEqual(at.getTime());
      if (then > at) expect(isWorking(new Date(then.getTime() - 1), ZONE)).toBe(false);
      expect(then.getTime() - at.getTime()).toBeLessThan(3.5 * 86_400_000);
    }));
  });
});

it("the day of a moment is the one on the school's clock", () => {
  expect(dateIn(ZONE, new Date("2026-06-30T23:30:00Z")).toISOString()).toBe("2026-07-01T00:00:00.000Z");
  expect(dateIn(ZONE, new Date("2026-12-31T23:30:00Z")).toISOString()).toBe("2026-12-31T00:00:00.000Z");
});

it("a file is what its bytes say", () => {
  const of = (text: string) => sniffFile(new TextEncoder().encode(text));
  expect([of("%PDF-1.7"), of("RIFF0000WEBPVP8 "), of("RIFF0000WAVEfmt "), of("<html>"), of("MZ"), of("")]).toEqual(["pdf", "picture", null, null, null, null]);
  expect([sniffFile(new Uint8Array([0xff, 0xd8, 0xff, 0xe0])), sniffFile(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))]).toEqual(["picture", "picture"]);
});
