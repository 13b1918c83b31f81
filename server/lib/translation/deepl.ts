import { z } from "zod";

import { now } from "../clock";
import { ask } from "./ask";
import { type Engine, EngineFault, type EngineSettings } from "./engine";
import { xml } from "./placeholders";

const languagesAnswer = z.array(z.object({
  lang: z.string(),
  usable_as_source: z.boolean(),
  usable_as_target: z.boolean(),
  features: z.union([z.record(z.string(), z.unknown()), z.array(z.string())]).optional(),
}));
const translateAnswer = z.object({ translations: z.array(z.object({ text: z.string() })) });
const glossaryAnswer = z.object({ glossary_id: z.string() });

/** Keys of the free plan end in ":fx" and belong to another host. */
function hostFor({ url, key }: EngineSettings): string {
  return (url || (key.endsWith(":fx") ? "https://api-free.deepl.com" : "https://api.deepl.com")).replace(/\/+$/, "");
}

/**
 * DeepL by its HTTP interface (developers.deepl.com). Plain fetch and not its own library: that one tries again by itself, so that
 * calls would go out which the log does not know.
 */
export function openDeepl(settings: EngineSettings): Engine {
  const base = hostFor(settings);
  const headers = { authorization: `DeepL-Auth-Key ${settings.key}` };
  const call = <T>(path: string, shape: z.ZodType<T>, body?: unknown, signal?: AbortSignal): Promise<T> =>
    ask(`${base}${path}`, { method: body === undefined ? "GET" : "POST", headers, body, timeout: settings.timeout, signal, now: now() }).then((answer) => {
      const read = shape.safeParse(answer);
      if (!read.success) throw new EngineFault("malformed");
      return read.data;
    });
  return {
    name: "deepl",
    host: new URL(base).host,
    languages: async (signal) => {
      const [texts, glossaries] = await Promise.all([
        call("/v3/languages?resource=translate_text", languagesAnswer, undefined, signal),
        call("/v3/languages?resource=glossary", languagesAnswer, undefined, signal),
      ]);
      return {
        sources: texts.filter((row) => row.usable_as_source).map((row) => row.lang),
        targets: texts.filter((row) => row.usable_as_target).map((row) => row.lang),
        glossary: glossaries.filter((row) => row.usable_as_target).map((row) => row.lang),
      };
    },
    translate: async ({ texts, from, to, glossaryId, signal }) => {
      const { translations } = await call("/v2/translate", translateAnswer, {
        text: texts.map(xml.to), source_lang: from.code, target_lang: to.code,
        // "prefer_": the plain word is refused for languages that know no formality.
        formality: "prefer_more", tag_handling: "xml", ignore_tags: ["x"], split_sentences: "0",
        ...(glossaryId ? { glossary_id: glossaryId } : {}),
      }, signal);
      if (translations.length !== texts.length) throw new EngineFault("malformed");
      return translations.map(({ text }) => xml.from(text));
    },
    keepGlossary: async (from, to, pairs) => {
      const entries = pairs.map(({ term, wanted }) => `${tidy(term)}\t${tidy(wanted)}`).join("\n");
      const made = await call("/v3/glossaries", glossaryAnswer, {
        name: "Kingsgate", dictionaries: [{ source_lang: baseOf(from), target_lang: baseOf(to), entries, entries_format: "tsv" }],
      });
      return made.glossary_id;
    },
    dropGlossary: async (id) => {
      await ask(`${base}/v3/glossaries/${encodeURIComponent(id)}`, { method: "DELETE", headers, timeout: settings.timeout, now: now() });
    },
  };
}

const tidy = (word: string): string => word.replace(/[\t\r\n]+/g, " ").trim();
/** Glossaries are kept for a language, not for its variants. */
const baseOf = (code: string): string => code.split("-")[0]?.toLowerCase() ?? code;
