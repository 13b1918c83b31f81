import ICAL from "ical.js";
import { describe, expect, it } from "vitest";

import { calendarOf } from "./rules";

const words = (body: string) => ({ body, language: "en", translated: true, source: body, sourceLanguage: "en", unchecked: false, sign: null, sentences: [] });
const school = { id: "1", slug: "k", name: "Kingsgate School", zone: "Europe/London", nation: "england" as const, schoolType: "maintained" as const, phone: "020", email: "o@k.example", addressLines: [] };

function read(startsAt: string, endsAt: string, more: { title?: string; cancelledAt?: Date; what?: string } = {}) {
  const text = calendarOf({
    school, language: "ur", publicUrl: "https://school.example/", name: "Events", now: new Date("2026-01-01T00:00:00Z"),
    events: [{
      id: "e1", kind: "open_evening", state: "published", mapLink: null, packLink: null, offers: [], signs: [],
      words: { title: words(more.title ?? "Open evening"), what: words(more.what ?? "See the school."), meet: words(""), place: words("Main hall; door B, London"), route: words(""), after: words("") },
      sessions: [{ id: "s1", startsAt: new Date(startsAt), endsAt: new Date(endsAt), cancelledAt: more.cancelledAt ?? null, fullness: "free" }],
    }],
  });
  const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
  if (!component) throw new Error("no event");
  return { text, event: new ICAL.Event(component), component };
}

describe("a calendar of events, read by other people's parser", () => {
  it.each([["2026-03-28T23:30:00Z", "2026-03-29T01:30:00Z"], ["2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z"], ["2026-07-10T17:00:00Z", "2026-07-10T19:00:00Z"]])("holds the instant %s whatever the clocks do", (from, to) => {
    const { event } = read(from, to);
    expect([event.startDate.toJSDate(), event.endDate.toJSDate()]).toEqual([new Date(from), new Date(to)]);
    expect(event.duration.toSeconds()).toBe((Date.parse(to) - Date.parse(from)) / 1_000);
  });

  it("keeps words of every script, signs and line breaks, in lines of no more than 75 bytes", () => {
    const title = "کھلی شام; آئیں, \\ دیکھیں ".repeat(6).trim();
    const { event, text } = read("2026-07-10T17:00:00Z", "2026-07-10T19:00:00Z", { title, what: "One.\nTwo; three, four." });
    expect(event.summary).toBe(`${title} – Kingsgate School`);
    expect(event.description).toBe("One.\nTwo; three, four.");
    expect(event.location).toBe("Main hall; door B, London");
    expect(event.uid).toBe("s1@school.example");
    expect(Math.max(...text.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });

  it("cannot be made to hold another entry by its words", () => {
    const { text } = read("2026-07-10T17:00:00Z", "2026-07-10T19:00:00Z", { title: "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y" });
    expect(new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent")).toHaveLength(1);
  });

  it("says that a time was called off", () => {
    const { component } = read("2026-07-10T17:00:00Z", "2026-07-10T19:00:00Z", { cancelledAt: new Date() });
    expect(component.getFirstPropertyValue("status")).toBe("CANCELLED");
  });
});
