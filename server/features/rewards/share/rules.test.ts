import { describe, expect, it } from "vitest";

import { groupShare, shareOf } from "./rules";

const SINCE = new Date("2026-10-01");
const child = (lastAt: string | null) => ({ lastAt: lastAt ? new Date(lastAt) : null });

describe("a share", () => {
  it("counts who was celebrated lately and who never", () => {
    expect(shareOf([child("2026-10-01"), child("2026-09-30"), child(null), child("2026-11-01")], SINCE)).toEqual({ children: 4, lately: 2, never: 1, percent: 50 });
    expect(shareOf([], SINCE).percent).toBe(0);
  });

  it("of a group so small that its number points at a child is not shown, nor one that leaves so few beside it", () => {
    const five = Array.from({ length: 5 }, () => child(null));
    expect(groupShare(five.slice(1), 20, SINCE)).toBeNull();
    expect(groupShare(five, 9, SINCE)).toBeNull();
    expect(groupShare(five, 20, SINCE)?.never).toBe(5);
    expect(groupShare(five, 5, SINCE)?.children).toBe(5);
  });
});
