import { describe, expect, it } from "vitest";

import { overlapping, readDay, readList, textOf } from "./rules";

const ZONE = "Europe/London";
const read = (text: string) => readList(text, ZONE);
const lines = (text: string) => read(text).rows.map(({ line, kind, startsOn, endsOn, title }) => [line, kind, startsOn, endsOn, title]);
const event = (...inside: string[]) => ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", ...inside, "END:VEVENT"].join("\r\n");
const calendar = (...events: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", ...events, "END:VCALENDAR", ""].join("\r\n");

describe("a day as people in Britain write it", () => {
  it.each([
    ["2026-09-01", "2026-09-01"], ["1/9/2026", "2026-09-01"], ["01.09.26", "2026-09-01"], ["Tuesday 1st September 2026", "2026-09-01"], ["1 Sept 2026", "2026-09-01"], ["Wed, 23 Dec 2026", "2026-12-23"], ["01-Sep-26", "2026-09-01"], ["29 February 2028", "2028-02-29"],
    ["29 February 2027", null], ["13/13/2026", null], ["31/11/2026", null], ["next week", null], ["", null], ["1 Foo 2026", null],
  ])("%s is %s", (text, day) => expect(readDay(text)).toBe(day));
});

describe("a table of dates", () => {
  it("is read by the names of its columns, whatever parts them, with the line on which each stands", () => {
    const rows = [[2, "term", "2026-09-01", "2026-12-18", ""], [3, "half_term", "2026-10-26", "2026-10-30", ""], [5, "inset", "2027-01-04", "2027-01-04", ""], [6, "own", "2027-06-24", "2027-06-24", "Sports day"]];
    for (const by of [",", ";", "\t"]) {
      expect(lines([["Name", "Start date", "End date"], ["Autumn term", "1 September 2026", "18/12/2026"], ["Half term", "26/10/2026", "30/10/2026"], [""], ["INSET day", "2027-01-04", ""], ["Sports  day", "24/06/2027", ""]].map((row) => row.join(by)).join("\r\n"))).toEqual(rows);
    }
  });

  it("keeps a name with its comma and its quotes, and words of older programs", () => {
    expect(lines('what,when,from\n"Fair, ""winter""",x,2026-12-05\n')).toEqual([[2, "own", "2026-12-05", "2026-12-05", 'Fair, "winter"']]);
    expect(textOf(new Uint8Array([0x43, 0x61, 0x66, 0xe9]))).toBe("Café");
    expect(textOf(new TextEncoder().encode("کیفے"))).toBe("کیفے");
  });

  it("joins a term that is published in two halves, and one as its first and its last day; leaves out what every calendar has", () => {
    expect(lines("name,start,end\nAutumn term 1,2026-09-01,2026-10-23\nAutumn term 2,2026-11-02,2026-12-18\nSpring term,2027-01-05,2027-03-25\n")).toEqual([[2, "term", "2026-09-01", "2026-12-18", ""], [4, "term", "2027-01-05", "2027-03-25", ""]]);
    const marked = read("name,date\nSummer term ends,2027-07-21\nSummer term begins,2027-04-12\nMay Day bank holiday,2027-05-03\n");
    expect([marked.rows, marked.left, marked.faults]).toEqual([[{ line: 3, kind: "term", startsOn: "2027-04-12", endsOn: "2027-07-21", title: "" }], [{ line: 4, name: "May Day bank holiday" }], []]);
  });

  it.each([
    ["not a table at all", [{ line: 1, fault: "columns" }]], ["name,start\n", [{ line: 1, fault: "nothing" }]], ["name,start\nTrip,soon\n", [{ line: 2, fault: "day" }]], ["name,start,end\nTrip,2026-12-05,2026-12-04\n", [{ line: 2, fault: "order" }]],
    ["name,start,end\nTrip,2026-12-05,2028-12-04\n", [{ line: 2, fault: "long" }]], ["name,start\n,2026-12-05\n", [{ line: 2, fault: "name" }]], [`name,start\n${"x".repeat(130)},2026-12-05\n`, [{ line: 2, fault: "longName" }]],
    ["name,start\nAutumn term begins,2026-09-01\nTrip,2026-10-01\n", [{ line: 2, fault: "beginsAlone" }]], ["name,start\nTrip,2026-10-01\nAutumn term ends,2026-12-18\n", [{ line: 3, fault: "endsAlone" }]], ["name,start\nAutumn term,2026-09-01\n", [{ line: 2, fault: "name" }]],
    ["name,start,end\nAutumn term,2026-09-01,2026-12-18\nSpring term,2026-12-01,2027-03-25\n", [{ line: 2, fault: "overlap" }, { line: 3, fault: "overlap" }]], ['name,start\n"Trip,2026-10-01\n', [{ line: 1, fault: "file" }]],
  ])("%j is faulty: %j", (text, faults) => expect(read(text).faults).toEqual(faults));

  it("names the line of every fault and not of the first alone", () => {
    expect(read("name,start\nTrip,soon\nSwimming,2026-12-05\nWalk,later\n").faults).toEqual([{ line: 2, fault: "day" }, { line: 4, fault: "day" }]);
  });

  it("is not longer than one can look at", () => {
    const rows = (count: number) => `name,start\n${Array.from({ length: count }, (_, nth) => `Day ${nth},2026-11-${String(1 + (nth % 28)).padStart(2, "0")}`).join("\n")}\n`;
    expect(read(rows(60)).faults).toEqual([]);
    expect(read(rows(61)).faults.map(({ fault }) => fault)).toEqual(["many"]);
  });
});

describe("a calendar file of dates", () => {
  it("is read with its whole days, whose last day is the one before DTEND, and the line of each entry", () => {
    const text = calendar(event("SUMMARY:Autumn term", "DTSTART;VALUE=DATE:20260901", "DTEND;VALUE=DATE:20261219"), event("SUMMARY:Staff training day", "DTSTART;VALUE=DATE:20270104"), event("SUMMARY:School closed: election", "DTSTART;VALUE=DATE:20270506", "DTEND;VALUE=DATE:20270507"));
    expect(lines(text)).toEqual([[4, "term", "2026-09-01", "2026-12-18", ""], [11, "inset", "2027-01-04", "2027-01-04", ""], [17, "closure", "2027-05-06", "2027-05-06", "School closed: election"]]);
  });

  it("counts times by the school's clock, in summer and in winter", () => {
    // Midnight in London is eleven in the evening of the day before in UTC while clocks are forward.
    expect(lines(calendar(event("SUMMARY:Trip", "DTSTART:20270623T230000Z", "DTEND:20270624T230000Z")))).toEqual([[4, "own", "2027-06-24", "2027-06-24", "Trip"]]);
    expect(lines(calendar(event("SUMMARY:Concert", "DTSTART:20261210T180000Z", "DTEND:20261210T193000Z")))).toEqual([[4, "own", "2026-12-10", "2026-12-10", "Concert"]]);
    expect(lines(calendar(event("SUMMARY:Concert", "DTSTART:20261210T180000")))).toEqual([[4, "own", "2026-12-10", "2026-12-10", "Concert"]]);
  });

  it("leaves out what was called off, and refuses what repeats and what is no calendar", () => {
    expect(read(calendar(event("SUMMARY:Trip", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20270624"), event("SUMMARY:Club", "DTSTART;VALUE=DATE:20270624", "RRULE:FREQ=WEEKLY")))).toMatchObject({ rows: [], faults: [{ line: 11, fault: "repeats" }] });
    expect(read("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n").faults).toMatchObject([{ line: 1, fault: "file" }]);
  });
});

it("entries lie over one another also when another ends between them", () => {
  expect(overlapping([{ line: 1, startsOn: "2026-09-01", endsOn: "2026-12-18" }, { line: 2, startsOn: "2026-09-02", endsOn: "2026-09-03" }, { line: 3, startsOn: "2026-12-18", endsOn: "2027-01-01" }, { line: 4, startsOn: "2027-02-01", endsOn: "2027-02-02" }]).sort()).toEqual([1, 2, 3]);
});
