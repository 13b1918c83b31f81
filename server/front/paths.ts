import { readdirSync } from "node:fs";
import path from "node:path";

import { hasCatalogue } from "@/server/lib/i18n/languages";

/** What a path leads to; decides headers, stripping, caching and words. Whatever is unknown is treated as a public page. */
export type PathKind = "framework" | "api" | "staff" | "family" | "public";

export interface Place {
  kind: PathKind;
  /** The language of the path's first part, or undefined when it has none with a catalogue. */
  language?: string;
  /** The path after its language, without a slash at the end: "" for the home page. */
  rest: string;
}

/** Sorts a path (no query, starts with "/"). */
export function placeOf(pathname: string): Place {
  const end = pathname.indexOf("/", 1);
  const first = end < 0 ? pathname.slice(1) : pathname.slice(1, end);
  if (first === "_next" || first.startsWith("__next")) return { kind: "framework", rest: pathname };
  if (first === "api") return { kind: "api", rest: pathname };
  if (!hasCatalogue(first)) return { kind: "public", rest: pathname };
  const rest = end < 0 ? "" : pathname.slice(end).replace(/\/$/, "");
  const room = rest.split("/", 2)[1];
  const kind = room === "staff" || room === "family" ? room : "public";
  return { kind, language: first, rest };
}

/** The folders of routes below a folder of app/: groups "(x)" are no part of an address, their children are. */
function routeFolders(folder: string, deep: boolean): string[] {
  const names: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith("_")) continue;
    const below = path.join(folder, entry.name);
    const isGroup = entry.name.startsWith("(");
    if (!isGroup && !entry.name.startsWith("[")) names.push(entry.name);
    if (isGroup || deep) names.push(...routeFolders(below, deep));
  }
  return names;
}

/** The first words that a path may have after its language, such as "family": they make a path without one known. */
export function roomsOf(projectDir: string): Set<string> {
  return new Set(routeFolders(path.join(projectDir, "app", "[locale]"), false));
}

/** Every fixed word of every address, for the access log: whatever is not among them is not written down. */
export function wordsOf(projectDir: string): Set<string> {
  return new Set(routeFolders(path.join(projectDir, "app"), true));
}

/** The pattern of a path: fixed words and languages stay, everything else becomes [id]. */
export function patternOf(pathname: string, words: Set<string>): string {
  const parts = pathname.split("/").map((part) => (part === "" || words.has(part) || hasCatalogue(part) ? part : "[id]"));
  return parts.join("/");
}
