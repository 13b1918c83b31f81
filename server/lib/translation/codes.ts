import type { EngineLanguages, EngineName } from "./engine";

/**
 * Our tags whose code differs at a service, best first. A tag is never swapped for a neighbour: Persian for Kurdish, or
 * Gurmukhi for Shahmukhi, would be a wrong translation that looks like a right one.
 */
const ownCodes: Record<EngineName, Readonly<Record<string, readonly string[]>>> = {
  deepl: { en: ["en-GB", "en"], "fa-AF": ["prs"], ku: ["kmr"], "zh-Hans": ["zh-Hans", "zh"] },
  libretranslate: { "zh-Hans": ["zh-Hans", "zh"], "zh-Hant": ["zh-Hant", "zt"], "pt-BR": ["pt-BR", "pb"], "pt-PT": ["pt-PT", "pt"] },
  chat: {},
};

/** The service's code for one of our tags, among those that it named; null when it does not have the language. */
export function codeFor(engine: EngineName, tag: string, known: readonly string[]): string | null {
  const wanted = [...(ownCodes[engine][tag] ?? []), tag];
  for (const code of wanted) {
    const found = known.find((each) => each.toLowerCase() === code.toLowerCase());
    if (found) return found;
  }
  return null;
}

/** The pair of codes for a translation, or null when the service cannot do it. */
export function pairFor(engine: EngineName, languages: EngineLanguages, from: string, to: string): { from: string; to: string } | null {
  // As a source English has no variants at some services.
  const source = codeFor(engine, from, languages.sources) ?? (from === "en" ? codeFor(engine, "en", languages.targets) : null);
  const target = codeFor(engine, to, languages.targets);
  return source && target ? { from: source, to: target } : null;
}
