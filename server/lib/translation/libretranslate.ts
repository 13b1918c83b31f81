import { z } from "zod";

import { now } from "../clock";
import { ask } from "./ask";
import { type Engine, EngineFault, type EngineSettings } from "./engine";
import { html } from "./placeholders";

const languagesAnswer = z.array(z.object({ code: z.string(), targets: z.array(z.string()).default([]) }));
const translateAnswer = z.object({ translatedText: z.union([z.string(), z.array(z.string())]) });

/** LibreTranslate, on a machine of the school's own or elsewhere (docs.libretranslate.com). It has neither glossaries nor formality. */
export function openLibreTranslate(settings: EngineSettings): Engine {
  const base = settings.url.replace(/\/+$/, "");
  const { timeout, key } = settings;
  return {
    name: "libretranslate",
    host: new URL(base).host,
    languages: async (signal) => {
      const read = languagesAnswer.safeParse(await ask(`${base}/languages`, { method: "GET", timeout, signal, now: now() }));
      if (!read.success) throw new EngineFault("malformed");
      return { sources: read.data.map((row) => row.code), targets: [...new Set(read.data.flatMap((row) => row.targets))], glossary: [] };
    },
    translate: async ({ texts, from, to, signal }) => {
      const body = { q: texts.map(html.to), source: from.code, target: to.code, format: "html", ...(key ? { api_key: key } : {}) };
      const read = translateAnswer.safeParse(await ask(`${base}/translate`, { body, timeout, signal, now: now() }));
      const made = read.success ? [read.data.translatedText].flat() : [];
      if (made.length !== texts.length) throw new EngineFault("malformed");
      return made.map(html.from);
    },
  };
}
