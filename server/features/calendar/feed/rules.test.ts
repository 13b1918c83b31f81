import { describe, expect, it } from "vitest";

import type { CalendarEntry } from "@/server/lib/days/icalendar";

import { hashEntry } from "./rules";

const entryOf = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({ id: "inset-1", startsOn: "2026-11-30", endsOn: "2026-11-30", summary: "No school", description: "", location: "", path: "/en/family/calendar", off: false, ...more });

describe("the state of an entry", () => {
  it("tells one state of an entry from another", () => {
    expect(hashEntry(entryOf())).toBe(hashEntry(entryOf()));
    expect(new Set([entryOf(), entryOf({ off: true }), entryOf({ summary: "Other" }), entryOf({ endsOn: "2026-12-01" })].map(hashEntry)).size).toBe(4);
  });
});
