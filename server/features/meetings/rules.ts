import { CalculationMethod, Coordinates, PrayerTimes } from "adhan";

import { addMinutes, clockIn, dayIn } from "@/server/lib/clock";

import { INTERPRETED, type Keep, type Part } from "./schema";

export interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** Whether two stretches share a moment; one may begin when the other ends. */
export const overlaps = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** How long a meeting is, in minutes. @param usual the round's length */
export const lengthOf = (usual: number, interpreted: boolean): number => usual * (interpreted ? INTERPRETED : 1);

/** When meetings can begin in a session: every `usual` minutes from its start, as long as the whole meeting fits. */
export function startsIn(session: Span, usual: number, minutes: number): Date[] {
  const found: Date[] = [];
  for (let at = session.startsAt; addMinutes(at, minutes) <= session.endsAt; at = addMinutes(at, usual)) found.push(at);
  return found;
}

export type Stage = "soon" | "open" | "closed";

/** Where a round stands for one family: it has its turn first when it needs an interpreter or was not met last time. */
export function stageOf(round: { state: string; priorityFrom: Date; opensAt: Date; closesAt: Date }, priority: boolean, now: Date): Stage {
  if (round.state !== "open" || now >= round.closesAt) return "closed";
  return now >= (priority ? round.priorityFrom : round.opensAt) ? "open" : "soon";
}

const partHours: Record<Exclude<Part, "weekend">, readonly [number, number]> = { early: [0, 9 * 60], daytime: [9 * 60, 15 * 60], after_school: [15 * 60, 17 * 60 + 30], evening: [17 * 60 + 30, 24 * 60] };

/** Minutes of a weekday that are kept clear. Whoever works at night sleeps until one and leaves at eight; school begins and ends with a walk. */
const keptHours: Partial<Record<Keep, readonly (readonly [number, number])[]>> = {
  nights: [[0, 13 * 60], [20 * 60, 24 * 60]],
  school_run: [[8 * 60 + 15, 9 * 60 + 15], [14 * 60 + 45, 15 * 60 + 45]],
};
const FRIDAY = 5;
/** Friday's prayer together, by the school's clock. */
const jumuah: readonly [number, number] = [12 * 60 + 30, 14 * 60];
/** How long a daily prayer is kept clear for after it begins. */
const PRAYER_MINUTES = 20;
/** London: a school's place is not known, and within England the sun differs by minutes only. */
const place = new Coordinates(51.5, -0.12);
const calculation = CalculationMethod.MoonsightingCommittee();

const prayersOf = new Map<string, Date[]>();

/** When the five prayers begin on a day ("2026-12-01"), after the sun. */
function prayersOn(day: string): Date[] {
  const known = prayersOf.get(day);
  if (known) return known;
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const { fajr, dhuhr, asr, maghrib, isha } = new PrayerTimes(place, new Date(year, month - 1, date), calculation);
  const found = [fajr, dhuhr, asr, maghrib, isha];
  if (prayersOf.size > 400) prayersOf.clear();
  prayersOf.set(day, found);
  return found;
}

const clocks = new Map<string, ReturnType<typeof clockIn>>();

/** What the school's clock shows; a plan asks for the same moments again and again. */
function clockAt(zone: string, at: Date): ReturnType<typeof clockIn> {
  const name = `${zone}:${at.getTime()}`;
  const known = clocks.get(name);
  if (known) return known;
  if (clocks.size > 2_000) clocks.clear();
  const found = clockIn(zone, at);
  clocks.set(name, found);
  return found;
}

/**
 * Whether a meeting at this time is one that the adult can come to.
 * @param zone the school's: what is morning is what its clock shows, on the days when clocks change too
 */
export function suitsAdult(zone: string, span: Span, suits: readonly string[], kept: readonly string[]): boolean {
  if (suits.length === 0 && kept.length === 0) return true;
  const [from, to] = [clockAt(zone, span.startsAt), clockAt(zone, addMinutes(span.endsAt, -1))];
  const weekend = from.weekday === 0 || from.weekday === 6;
  const meets = ([start, end]: readonly [number, number]) => from.minute < end && to.minute >= start;
  if (suits.length > 0) {
    const part = weekend ? "weekend" : (Object.keys(partHours) as (keyof typeof partHours)[]).find((each) => from.minute >= partHours[each][0] && from.minute < partHours[each][1]);
    if (!part || !suits.includes(part)) return false;
  }
  for (const each of kept) {
    if ((!weekend || each === "nights") && keptHours[each as Keep]?.some(meets)) return false;
  }
  if (!kept.includes("prayer")) return true;
  if (from.weekday === FRIDAY && meets(jumuah)) return false;
  return !prayersOn(dayIn(zone, span.startsAt)).some((at) => overlaps(span, { startsAt: at, endsAt: addMinutes(at, PRAYER_MINUTES) }));
}

/** Where a school's video meetings are. */
export interface Video {
  kind: "link" | "server";
  address: string;
}

/** Where the video meetings of a round are: its own link goes before what the school settled. Null: video is not offered. */
export function videoOf(own: string | null, setting: { video: Video["kind"] | null; videoAddress: string | null } | null): Video | null {
  if (own) return { kind: "link", address: own };
  return setting?.video && setting.videoAddress ? { kind: setting.video, address: setting.videoAddress } : null;
}

/** Where one video meeting is: behind the school's link, or in a room of its server that nobody can guess. */
export const videoLinkFor = ({ kind, address }: Video, meetingId: string): string => (kind === "link" ? address : `${address.replace(/\/+$/, "")}/meeting-${meetingId.replaceAll("-", "")}`);
