import { describe, expect, it } from "vitest";

import { momentIn } from "./clock";

const london = (day: string, time: string) => momentIn("Europe/London", day, time)?.toISOString() ?? null;

describe("a time on the school's clock", () => {
  it("is the right moment in winter and in summer", () => {
    expect(london("2026-11-23", "15:30")).toBe("2026-11-23T15:30:00.000Z");
    expect(london("2026-07-17", "15:30")).toBe("2026-07-17T14:30:00.000Z");
  });

  it("is the first of two when the clock goes back", () => {
    expect(london("2026-10-25", "01:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(london("2026-10-25", "02:30")).toBe("2026-10-25T02:30:00.000Z");
  });

  it("is none when the clock skips it", () => {
    expect(london("2026-03-29", "01:30")).toBeNull();
    expect(london("2026-03-29", "02:30")).toBe("2026-03-29T01:30:00.000Z");
  });

  it("is none for what is no day or no time", () => {
    expect([london("2026-02-31x", "10:00"), london("", "10:00"), london("2026-11-23", "25:00"), london("2026-11-23", "")]).toEqual([null, null, null, null]);
  });
});
