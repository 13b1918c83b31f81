import { createHash } from "node:crypto";

import type { Idea } from "@/server/features/languages/pictures/schema";
import type { Use } from "@/server/features/people/photos/schema";
import { formatDate, isolateCode } from "@/server/lib/i18n/format";

import type { Audience, BlockKind } from "./schema";

/** The picture beside each kind of block. A heading and a photo stand for themselves. */
export const blockPictures: Readonly<Record<BlockKind, Idea | null>> = {
  heading: null, text: "news", picture: null, date: "calendar", thanks: "thanks", tip: "at_home", card: "ticket",
};

/** What the editor's words were when it was opened: words that somebody else has changed since are never written over. */
export function wordsHash(words: string): string {
  return createHash("sha256").update(words.replace(/\r\n?/g, "\n").trim()).digest("hex");
}

/** Why a newsletter cannot go out yet; the interface has words for each (newsletters.faults.*). */
export type Fault = "no_words" | "no_picture" | "no_alt" | "no_date" | "no_link" | "unexplained" | "no_people" | "no_consent";

interface BlockFacts {
  kind: BlockKind;
  words: string;
  happensOn: Date | null;
  link: string | null;
  hasPicture: boolean;
}

/** What one block still lacks. */
export function faultOf({ kind, words, happensOn, link, hasPicture }: BlockFacts): Fault | null {
  if (kind === "picture") return !hasPicture ? "no_picture" : words === "" ? "no_alt" : null;
  if (words === "") return "no_words";
  if (kind === "date" && !happensOn) return "no_date";
  return kind === "card" && !link ? "no_link" : null;
}

/** The use for which everybody who can be recognised in a picture needs a yes: anyone may read a public newsletter. */
export function pictureUse(audience: Audience): Use {
  return audience === "public" ? "public" : "school";
}

/** The order of blocks after one of them was moved a place, or null when it cannot go further. */
export function moved(ids: readonly string[], id: string, way: "up" | "down"): string[] | null {
  const at = ids.indexOf(id);
  const to = way === "up" ? at - 1 : at + 1;
  if (at < 0 || to < 0 || to >= ids.length) return null;
  const order = [...ids];
  [order[at], order[to]] = [order[to] as string, order[at] as string];
  return order;
}

/** "15:30" of a time in minutes. */
export function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Where the button of a card leads, whole. */
export function wholeLink(base: string, language: string, link: string): string {
  return link.startsWith("/") ? `${base}/${language}${link === "/" ? "" : link}` : link;
}

/** A day and, where there is one, its time in a language's own words. */
export function whenText(language: string, block: { happensOn: Date | null; happensTime: number | null }): string {
  if (!block.happensOn) return "";
  const day = formatDate(language, block.happensOn, "day", "UTC");
  return block.happensTime === null ? day : `${day}, ${isolateCode(timeText(block.happensTime))}`;
}
