import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type { AbstractIntlMessages } from "next-intl";

import { hasCatalogue, isPseudo, isWrittenWithoutPages, messagesRoot, SOURCE_LANGUAGE } from "./languages";
import { pseudoMessages } from "./pseudo";

/** Catalogues kept in memory; the one unused for longest makes room. One is about a megabyte, so that eighty would not fit a small server. */
const KEPT = 16;
const loaded = new Map<string, AbstractIntlMessages>();

function readFolder(tag: string): AbstractIntlMessages {
  const folder = path.join(messagesRoot(), tag);
  const messages: AbstractIntlMessages = {};
  for (const file of readdirSync(folder)) {
    if (!file.endsWith(".json")) continue;
    messages[camelCase(file.slice(0, -".json".length))] = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  }
  return messages;
}

/** All messages of a language, one namespace a file. A language without a catalogue gets English. Read when first asked for. */
export function messagesFor(tag: string): AbstractIntlMessages {
  const language = hasCatalogue(tag) ? tag : SOURCE_LANGUAGE;
  const known = loaded.get(language);
  loaded.delete(language);
  const isFresh = known && process.env.NODE_ENV !== "development";
  const messages = isFresh ? known : isPseudo(language) ? pseudoMessages(readFolder(SOURCE_LANGUAGE), language) : readFolder(language);
  loaded.set(language, messages);
  const oldest = loaded.size > KEPT ? loaded.keys().next().value : undefined;
  if (oldest !== undefined) loaded.delete(oldest);
  return messages;
}

const banks = new Map<string, AbstractIntlMessages>();

/** What there is of a language without pages: its comment bank, as a catalogue of that alone; empty when it has none. Read once. */
export function bankWithoutPages(tag: string): AbstractIntlMessages {
  const known = banks.get(tag);
  if (known && process.env.NODE_ENV !== "development") return known;
  const file = path.join(messagesRoot(), tag, "comments.json");
  const bank: AbstractIntlMessages = isWrittenWithoutPages(tag) && existsSync(file) ? { comments: JSON.parse(readFileSync(file, "utf8")) } : {};
  banks.set(tag, bank);
  return bank;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
