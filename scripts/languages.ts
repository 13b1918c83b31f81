// npm run languages: one line a language: tag, messages, missing, unreviewed, statements of the comment bank.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { languages, otherLanguages } from "@/server/lib/i18n/languages";

function keysOf(node: unknown, prefix = ""): string[] {
  return Object.entries(node as Record<string, unknown>).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

function catalogue(tag: string): { all: Set<string>; bank: number } {
  const all = new Set<string>();
  let bank = 0;
  for (const file of readdirSync(path.join("messages", "en"))) {
    const place = path.join("messages", tag, file);
    if (!existsSync(place)) continue;
    const keys = keysOf(JSON.parse(readFileSync(place, "utf8")));
    for (const key of keys) all.add(`${file}:${key}`);
    if (file === "comments.json") bank = keys.length;
  }
  return { all, bank };
}

const source = catalogue("en").all;
const pad = (cells: (string | number)[]) => cells.map((cell, i) => (i === 0 ? String(cell).padEnd(6) : String(cell).padStart(12))).join("");

console.log(pad(["tag", "messages", "missing", "unreviewed", "statements"]));
// Then those that have a comment bank and no pages yet.
for (const { tag, status } of [...languages, ...otherLanguages.filter(({ tag: other }) => existsSync(path.join("messages", other)))]) {
  const { all, bank } = catalogue(tag);
  const present = [...source].filter((key) => all.has(key)).length;
  console.log(pad([tag, present, source.size - present, status === "unreviewed" ? present : 0, bank]));
}
