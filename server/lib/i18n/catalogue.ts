import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type { AbstractIntlMessages } from "next-intl";

import { hasCatalogue, SOURCE_LANGUAGE } from "./languages";

const loaded = new Map<string, AbstractIntlMessages>();

/** All messages of a language, one namespace a file. A language without a catalogue gets English. Read once a process. */
export function messagesFor(tag: string): AbstractIntlMessages {
  const language = hasCatalogue(tag) ? tag : SOURCE_LANGUAGE;
  const known = loaded.get(language);
  if (known && process.env.NODE_ENV !== "development") return known;
  const folder = path.join(process.cwd(), "messages", language);
  const messages: AbstractIntlMessages = {};
  for (const file of readdirSync(folder)) {
    if (!file.endsWith(".json")) continue;
    messages[camelCase(file.slice(0, -".json".length))] = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  }
  loaded.set(language, messages);
  return messages;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
