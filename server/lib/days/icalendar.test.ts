import ICAL from "ical.js";
import { describe, expect, it } from "vitest";

import { type CalendarEntry, icalendarOf } from "./icalendar";

const now = new Date("2026-11-23T09:00:00Z");
const entryOf = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({ id: "inset-1", startsOn: "2026-11-30", endsOn: "2026-11-30", summary: "No school", description: "", location: "", path: "/en/family/calendar", off: false, ...more });

function read(entries: CalendarEntry[], stamps = new Map<string, { sequence: number; changedAt: Date }>()) {
  const text = icalendarOf({ product: "Calendar", name: "Our dates", language: "ur", publicUrl: "https://school.example/", entries, stamps, now });
  const components = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
  return { text, events: components.map((component) => new ICAL.Event(component)), components };
}

describe("a calendar, read by other people's parser", () => {
  it.each([["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"], ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"], ["2027-03-29T15:30:00Z", "2027-03-29T15:40:00Z"]])("holds the instant %s whatever the clocks do", (from, to) => {
    const { events: [event] } = read([entryOf({ startsAt: new Date(from), endsAt: new Date(to) })]);
    expect([event?.startDate.toJSDate(), event?.endDate.toJSDate()]).toEqual([new Date(from), new Date(to)]);
  });

  it.each([["2026-10-24", "2026-10-25", "2026-10-26"], ["2027-03-27", "2027-03-28", "2027-03-29"], ["2026-12-31", "2026-12-31", "2027-01-01"]])("holds whole days from %s to %s as dates, over both changes of the clocks", (startsOn, endsOn, after) => {
    const { events: [event] } = read([entryOf({ startsOn, endsOn })]);
    expect(event?.startDate.isDate).toBe(true);
    expect([event?.startDate.toString(), event?.endDate.toString()]).toEqual([startsOn, after]);
  });

  it("says what was called off, and how often an entry has changed", () => {
    const stamps = new Map([["inset-1", { sequence: 3, changedAt: new Date("2026-11-20T10:00:00Z") }]]);
    const { components: [component] } = read([entryOf({ off: true })], stamps);
    expect(component?.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(component?.getFirstPropertyValue("sequence")).toBe(3);
    expect(String(component?.getFirstPropertyValue("dtstamp"))).toBe("2026-11-20T10:00:00Z");
    expect(component?.getFirstPropertyValue("uid")).toBe("inset-1@school.example");
    expect(component?.getFirstPropertyValue("url")).toBe("https://school.example/en/family/calendar");
  });

  it("cannot be made to hold another entry by its words, and keeps words of every script in short lines", () => {
    const summary = "سکول بند ہے; آج, \\ کل\r\nEND:VEVENT\r\nBEGIN:VEVENT ".repeat(4).trim();
    const { events, text } = read([entryOf({ summary })]);
    expect(events).toHaveLength(1);
    expect(Math.max(...text.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });
});
