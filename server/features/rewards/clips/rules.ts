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
const cueText = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** When a sentence is shown, in seconds of the film. */
export interface Cue {
  from: number;
  until: number;
}

/** A moment as it is kept and shown: to the thousandth of a second. */
const exact = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Pieces of what is said, each with as much of the time as it has of the letters, in their order. */
function shared(pieces: readonly string[], { from, until }: Cue): Cue[] {
  const letters = pieces.reduce((sum, each) => sum + each.length, 0) || 1;
  let before = 0;
  return pieces.map((each) => {
    const at = from + ((until - from) * before) / letters;
    before += each.length;
    return { from: exact(at), until: exact(from + ((until - from) * before) / letters) };
  });
}

/** Where nobody has said when each sentence is shown: they share the whole film by their length. */
export const usualCues = (sentences: readonly string[], seconds: number): Cue[] => shared(sentences, { from: 0, until: seconds });

/** The cues that somebody kept, for as long as they are as many as the sentences; else the usual ones. */
export function cuesOf(sentences: readonly string[], seconds: number, kept: { cueStarts: readonly number[]; cueEnds: readonly number[] }): Cue[] {
  const { cueStarts, cueEnds } = kept;
  if (cueStarts.length !== sentences.length || cueEnds.length !== sentences.length) return usualCues(sentences, seconds);
  return cueStarts.map((start, nth) => ({ from: start / 1000, until: (cueEnds[nth] ?? start) / 1000 }));
}

/** What is wrong with the first cue that cannot be: it ends before it begins, it begins before the one before it has ended, or the film is over by then. */
export function faultOfCues(cues: readonly Cue[], seconds: number): { nth: number; fault: "order" | "overlap" | "outside" } | null {
  for (const [nth, { from, until }] of cues.entries()) {
    if (until <= from) return { nth, fault: "order" };
    if (from < (cues[nth - 1]?.until ?? 0)) return { nth, fault: "overlap" };
    // A player may count the last picture a little shorter than the container does.
    if (until > exact(seconds) + 0.05) return { nth, fault: "outside" };
  }
  return null;
}

/** What two lines on a phone hold. */
const CUE_LETTERS = 84;

/** A sentence in pieces that fit the picture, parted between words. */
function pieceOut(sentence: string): string[] {
  const pieces: string[] = [];
  for (const word of sentence.trim().split(/\s+/).filter(Boolean)) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= CUE_LETTERS) pieces[pieces.length - 1] = `${last} ${word}`;
    else pieces.push(word);
  }
  return pieces;
}

/**
 * Captions (WebVTT) of what is said in a film, a sentence a cue; one that is too long for the picture has one a piece. The times are those of the
 * sentences as they were said, whatever language they are shown in.
 */
export function toCaptions(sentences: readonly string[], cues: readonly Cue[]): string {
  const shown = sentences.flatMap((sentence, nth) => {
    const pieces = pieceOut(sentence);
    return shared(pieces, cues[nth] ?? { from: 0, until: 0 }).map((cue, piece) => ({ ...cue, text: cueText(pieces[piece] ?? "") }));
  });
  return ["WEBVTT\n", ...shown.filter(({ from, until, text }) => until > from && text !== "").map(({ from, until, text }) => `${stamp(from)} --> ${stamp(until)}\n${text}\n`)].join("\n");
}
