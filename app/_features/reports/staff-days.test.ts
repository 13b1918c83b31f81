import { describe, expect, it } from "vitest";

import { formatDay } from "./staff-days";

describe("a day in words", () => {
  it("is the same day wherever the server stands", () => {
    expect(formatDay("en", "2026-12-04")).toBe("4 Dec 2026");
  });
});
