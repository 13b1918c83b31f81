import { parse } from "csv-parse/sync";
import ICAL from "ical.js";

import { clockIn, dayIn } from "@/server/lib/clock";
import { shifted } from "@/server/lib/days/kept";

import { seasonOf, schoolYearOf } from "../rules";
import { type DateKind, MOST_DAYS, MOST_LISTED, TITLE_LENGTH } from "../schema";

/** What cannot be read in a list; the interface has words for each (calendar.list.faults). */
export type ListFault = "file" | "columns" | "day" | "order" | "long" | "name" | "longName" | "repeats" | "beginsAlone" | "endsAlone" | "overlap" | "many" | "nothing";

/** One entry of a published list, by the line of the file on which it stands. */
export interface ListRow {
  line: number;
  kind: DateKind;
  startsOn: string;
  endsOn: string;
  title: string;
}

export interface ReadList {
  rows: ListRow[];
  faults: { line: number; fault: ListFault }[];
  /** Bank holidays: every calendar has them already. */
  left: { line: number; name: string }[];
}

interface Raw {
  line: number;
  name: string;
  startsOn: string;
  endsOn: string;
}

type Found = { raw: Raw } | { line: number; fault: ListFault };

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A day as people in Britain write it: "2026-09-01", "1/9/2026", "Tuesday 1st September 2026". Null for anything else, and for a day that no calendar has. */
export function readDay(text: string): string | null {
  const plain = text.trim().toLowerCase().replace(/^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b,?\s*/, "").replace(/(\d)(st|nd|rd|th)\b/, "$1");
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?$/.exec(plain);
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(plain);
  const worded = /^(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})$/.exec(plain);
  const month = worded ? months.indexOf((worded[2] ?? "").slice(0, 3)) + 1 : 0;
  const [year, number, day] = iso ? [iso[1], iso[2], iso[3]] : british ? [british[3], british[2], british[1]] : worded && month > 0 ? [worded[3], String(month), worded[1]] : [];
  if (!year || !number || !day) return null;
  const found = `${year.length === 2 ? `20${year}` : year}-${number.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${found}T12:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === found ? found : null;
}

const names = { start: ["start", "start date", "starts", "starts on", "from", "first day", "begins", "date", "day"], end: ["end", "end date", "ends", "ends on", "to", "until", "last day"], name: ["name", "title", "what", "event", "subject", "summary", "description", "words", "reason"], kind: ["kind", "type", "category"] };

/** A table with a first line of column names, parted by commas, semicolons or tabs. */
function readTable(text: string): Found[] {
  const first = text.split(/\r?\n/, 1)[0] ?? "";
  const delimiter = [",", ";", "\t"].sort((a, b) => first.split(b).length - first.split(a).length)[0];
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }) as unknown as typeof rows;
  } catch {
    return [{ line: 1, fault: "file" }];
  }
  const head = (rows[0]?.record ?? []).map((name) => name.toLowerCase());
  const column = (key: keyof typeof names) => head.findIndex((name) => names[key].includes(name));
  const [start, end, name, kind] = [column("start"), column("end"), column("name"), column("kind")];
  if (start < 0 || (name < 0 && kind < 0)) return [{ line: 1, fault: "columns" }];
  return rows.slice(1).filter(({ record }) => record.some(Boolean)).map(({ record, info: { lines: line } }): Found => {
    const startsOn = readDay(record[start] ?? "");
    const endsOn = end >= 0 && record[end] ? readDay(record[end]) : startsOn;
    if (!startsOn || !endsOn) return { line, fault: "day" };
    return { raw: { line, name: [record[kind] ?? "", record[name] ?? ""].filter(Boolean).join(": "), startsOn, endsOn } };
  });
}

/** What the school's clock shows at a moment of a calendar file: whole days and times without a zone are the school's own. */
function wallOf(time: ICAL.Time, zone: string): { day: string; minute: number } {
  if (time.isDate) return { day: time.toString().slice(0, 10), minute: 0 };
  if (time.zone === ICAL.Timezone.localTimezone) return { day: time.toString().slice(0, 10), minute: time.hour * 60 + time.minute };
  const at = time.toJSDate();
  return { day: dayIn(zone, at), minute: clockIn(zone, at).minute };
}

/** A calendar file (RFC 5545). Whole days end on the day before the one that DTEND names; times count as the days that the school's clock shows. */
function readCalendar(text: string, zone: string): Found[] {
  const lines = text.split(/\r\n|\n|\r/).flatMap((line, nth) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [nth + 1] : []));
  let events: ICAL.Component[];
  try {
    events = new ICAL.Component(ICAL.parse(text.trim()) as unknown[]).getAllSubcomponents("vevent");
  } catch {
    return [{ line: 1, fault: "file" }];
  }
  return events.flatMap((component, nth): Found[] => {
    const line = lines[nth] ?? 1;
    if (String(component.getFirstPropertyValue("status")).toUpperCase() === "CANCELLED") return [];
    if (component.hasProperty("rrule") || component.hasProperty("rdate")) return [{ line, fault: "repeats" }];
    try {
      const { startDate, endDate, summary } = new ICAL.Event(component);
      const [startsOn, end] = [wallOf(startDate, zone).day, wallOf(endDate, zone)];
      // An end at midnight is the end of the day before; something that ends when it begins is of that day.
      const last = end.minute === 0 ? shifted(end.day, -1) : end.day;
      return [{ raw: { line, name: summary ?? "", startsOn, endsOn: last < startsOn && end.day >= startsOn ? startsOn : last } }];
    } catch {
      return [{ line, fault: "day" }];
    }
  });
}

const BANK = /bank holiday|good friday|easter (sunday|monday)|christmas day|boxing day|new year'?s day|st\.? (andrew|patrick)'?s day/;

type Meaning = DateKind | "begins" | "ends" | "bank";

/** What an entry of a list is, by the words that schools and authorities use. */
function meaningOf({ name, startsOn, endsOn }: Raw): Meaning | null {
  const text = name.toLowerCase();
  if (BANK.test(text)) return "bank";
  if (/half[\s-]?term|mid[\s-]?term/.test(text)) return "half_term";
  if (/\binset\b|training|staff (development|day)|non[\s-]?pupil|\bpd day/.test(text)) return "inset";
  if (/\bterm\b/.test(text)) {
    if (/\b(begins?|starts?|opens?|first day|start of)\b/.test(text)) return "begins";
    if (/\b(ends?|finish(es)?|closes?|last day|end of|breaks? up)\b/.test(text)) return "ends";
    return endsOn > shifted(startsOn, 9) ? "term" : null;
  }
  return /\bclos(ed|ure|es)\b/.test(text) ? "closure" : "own";
}

/** Most gaps inside a term are half terms of one week; some schools have two. */
const GAP = 17;

/** A term that is published in two halves is one term. */
function joined(terms: ListRow[]): ListRow[] {
  const found: ListRow[] = [];
  for (const term of terms) {
    const last = found.at(-1);
    const same = last && schoolYearOf(last.startsOn) === schoolYearOf(term.startsOn) && seasonOf(last.startsOn) === seasonOf(term.startsOn);
    if (last && same && term.startsOn > last.endsOn && term.startsOn <= shifted(last.endsOn, GAP)) found[found.length - 1] = { ...last, endsOn: term.endsOn };
    else found.push(term);
  }
  return found;
}

const byDay = (a: { startsOn: string; endsOn: string }, b: { startsOn: string; endsOn: string }) => a.startsOn.localeCompare(b.startsOn) || b.endsOn.localeCompare(a.endsOn);

/** What is wrong with an entry by itself. */
function faultOf({ startsOn, endsOn, name }: Raw): ListFault | null {
  if (endsOn < startsOn) return "order";
  if (endsOn >= shifted(startsOn, MOST_DAYS)) return "long";
  if (name.trim() === "") return "name";
  return name.length > TITLE_LENGTH ? "longName" : null;
}

/** The first and last days of terms, as pairs; what stands alone is a fault. */
function termsOf(marks: { raw: Raw; ends: boolean }[]): { terms: ListRow[]; faults: ReadList["faults"] } {
  const [terms, faults]: [ListRow[], ReadList["faults"]] = [[], []];
  let open: Raw | null = null;
  for (const { raw, ends } of [...marks].sort((a, b) => byDay(a.raw, b.raw))) {
    if (!ends) {
      if (open) faults.push({ line: open.line, fault: "beginsAlone" });
      open = raw;
    } else if (open && raw.endsOn < shifted(open.startsOn, MOST_DAYS)) {
      terms.push({ line: open.line, kind: "term", startsOn: open.startsOn, endsOn: raw.endsOn, title: "" });
      open = null;
    } else faults.push({ line: raw.line, fault: "endsAlone" });
  }
  if (open) faults.push({ line: open.line, fault: "beginsAlone" });
  return { terms, faults };
}

/**
 * The dates of a published list: a calendar file or a table, by what it holds and not by its name. Where the kind of a day says it all, families read
 * it in their own language and no title is kept. Bank holidays are left out, a term that is published in two halves or as its first and its last day is
 * one term. Nothing is guessed: what cannot be read is a fault with its line.
 */
export function readList(text: string, zone: string): ReadList {
  const found = /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) ? readCalendar(text.replace(/^\uFEFF/, ""), zone) : readTable(text);
  const faults: ReadList["faults"] = [];
  const left: ReadList["left"] = [];
  const rows: ListRow[] = [];
  const marks: { raw: Raw; ends: boolean }[] = [];
  for (const each of found) {
    if ("fault" in each) {
      faults.push(each);
      continue;
    }
    const { raw } = each;
    const { line, name, startsOn, endsOn } = raw;
    const meaning = meaningOf(raw);
    const fault = faultOf(raw) ?? (meaning === null ? "name" : null);
    if (fault) faults.push({ line, fault });
    else if (meaning === "bank") left.push({ line, name });
    else if (meaning === "begins" || meaning === "ends") marks.push({ raw, ends: meaning === "ends" });
    else if (meaning) rows.push({ line, kind: meaning, startsOn, endsOn, title: meaning === "own" || meaning === "closure" ? name.replace(/\s+/g, " ").trim() : "" });
  }
  const paired = termsOf(marks);
  faults.push(...paired.faults);
  const terms = joined([...rows.filter(({ kind }) => kind === "term"), ...paired.terms].sort(byDay));
  faults.push(...overlapping(terms).map((line) => ({ line, fault: "overlap" as const })));
  const all = [...terms, ...rows.filter(({ kind }) => kind !== "term")].sort(byDay);
  if (all.length > MOST_LISTED) faults.push({ line: all[MOST_LISTED]?.line ?? 1, fault: "many" });
  if (all.length === 0 && faults.length === 0) faults.push({ line: 1, fault: "nothing" });
  return { rows: all, left, faults: faults.sort((a, b) => a.line - b.line) };
}

/** An entry of the calendar, which stands on no line: 0. */
export type Kept = Pick<ListRow, "line" | "kind" | "startsOn" | "endsOn">;

/** Whether the calendar holds an entry of a list already: of its kind, on its days. */
export const isKept = (row: Pick<ListRow, "kind" | "startsOn" | "endsOn">, kept: readonly Kept[]): boolean =>
  kept.some(({ kind, startsOn, endsOn }) => kind === row.kind && startsOn === row.startsOn && endsOn === row.endsOn);

/** The lines of entries that lie over one another. */
export function overlapping(rows: readonly Pick<ListRow, "line" | "startsOn" | "endsOn">[]): number[] {
  const lines = new Set<number>();
  let longest: (typeof rows)[number] | undefined;
  for (const row of [...rows].sort(byDay)) {
    if (longest && row.startsOn <= longest.endsOn) lines.add(longest.line).add(row.line);
    if (!longest || row.endsOn > longest.endsOn) longest = row;
  }
  return [...lines];
}

/** A file as text: UTF-8, or as older programs of Windows write it. */
export function textOf(file: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    return new TextDecoder("windows-1252").decode(file);
  }
}
