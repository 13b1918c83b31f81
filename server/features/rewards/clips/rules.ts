import { addDays, dayIn, momentIn } from "@/server/lib/clock";

import type { Keep } from "./schema";

/** Until when a film is kept. The school year ends on 31 August, by the school's clock. */
export function keepUntil(keep: Keep, now: Date, zone: string): Date {
  if (keep === "weeks4") return addDays(now, 28);
  if (keep === "weeks12") return addDays(now, 84);
  const [year = 0, month = 0] = dayIn(zone, now).split("-").map(Number);
  return momentIn(zone, `${month >= 9 ? year + 1 : year}-09-01`, "00:00") ?? addDays(now, 365);
}

/** A part of a film: from and to are both counted in. */
export interface Part {
  from: number;
  to: number;
}

/** The longest part that is given at once: a player asks for the next one. */
export const MOST_PART = 2_000_000;

/** The bytes that a Range header names (RFC 9110 14.2), at most a part of them; "none" when there are no such bytes, null without a header. */
export function partOf(range: string | null, size: number): Part | "none" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = Math.min(first === "" || last === "" ? size - 1 : Number(last), size - 1, from + MOST_PART - 1);
  return from > to || from >= size ? "none" : { from, to };
}

const stamp = (seconds: number) => {
  const whole = Math.max(0, Math.round(seconds * 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(whole / 3_600_000))}:${two(Math.floor(whole / 60_000) % 60)}:${two(Math.floor(whole / 1000) % 60)}.${String(whole % 1000).padStart(3, "0")}`;
};

/** Text as a cue shows it: nothing in it is a sign of WebVTT. */
const cueText = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\s+/g, " ").trim();

/**
 * Captions (WebVTT) of what is said in a film. Nobody has written down when each sentence is said: each has as much of the film as it has of the
 * letters, in their order.
 */
export function toCaptions(sentences: readonly string[], seconds: number): string {
  const said = sentences.map((each) => each.trim()).filter(Boolean);
  const letters = said.reduce((sum, each) => sum + each.length, 0);
  let at = 0;
  const cues = said.map((each) => {
    const from = at;
    at += (seconds * each.length) / letters;
    return `${stamp(from)} --> ${stamp(at)}\n${cueText(each)}\n`;
  });
  return ["WEBVTT\n", ...cues].join("\n");
}
