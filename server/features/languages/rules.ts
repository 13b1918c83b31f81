import { createHash } from "node:crypto";

import { intlTag } from "@/server/lib/i18n/languages";

/** SHA-256 of a sentence without the space around it. */
export function hashSegment(body: string): string {
  return createHash("sha256").update(body.trim()).digest("hex");
}

/**
 * The sentences of a text. A sentence keeps the line breaks that follow it and no other space, so that the whole can be put
 * together again; a text of nothing but space has none.
 */
export function splitSentences(body: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(intlTag(language), { granularity: "sentence" });
  const sentences: string[] = [];
  let opened = "";
  for (const { segment: found } of segmenter.segment(body.replace(/\r\n?/g, "\n").trim())) {
    // A mark that isolates the name with which a sentence begins belongs to that sentence; Unicode's rules leave it with the one before.
    const [, segment = "", next = ""] = /^([\s\S]*?)([\u202a\u202b\u202d\u202e\u2066-\u2068]*)$/.exec(opened + found) ?? [];
    opened = next;
    const words = segment.trim();
    const breaks = (/\n[\s]*$/.exec(segment)?.[0] ?? "").replace(/[^\n]/g, "");
    if (words) sentences.push(words + breaks);
    else if (sentences.length > 0 && breaks) sentences[sentences.length - 1] += breaks;
  }
  return sentences;
}

/** Puts sentences together: with their line breaks, else with one space. Translations take the breaks of their sources. */
export function joinSentences(parts: { source: string; body: string }[]): string {
  return parts
    .map(({ source, body }, index) => {
      if (index === parts.length - 1) return body.trim();
      return body.trim() + (/\n+$/.exec(source)?.[0] ?? " ");
    })
    .join("");
}

export interface OldSegment {
  id: string;
  hash: string;
}

export interface SegmentPlan {
  /** One for each new sentence, in order: the segment it keeps (same words), changes (same place) or null for a new one. */
  places: { id: string | null; changed: boolean }[];
  /** Segments that are no longer part of the text. */
  dropped: string[];
}

/** How a text's segments follow its new sentences: the same words keep their segment wherever they moved. */
export function planSegments(old: OldSegment[], hashes: string[]): SegmentPlan {
  const free = new Map<string, string[]>();
  for (const segment of old) free.set(segment.hash, [...(free.get(segment.hash) ?? []), segment.id]);
  const places: SegmentPlan["places"] = hashes.map((hash) => ({ id: free.get(hash)?.shift() ?? null, changed: false }));
  const left = new Set([...free.values()].flat());
  for (const [index, place] of places.entries()) {
    const before = old[index];
    if (place.id === null && before && left.delete(before.id)) Object.assign(place, { id: before.id, changed: true });
  }
  return { places, dropped: [...left] };
}
