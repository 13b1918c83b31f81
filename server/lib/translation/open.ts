import { type Env, env } from "../env";
import { openChat } from "./chat";
import { openDeepl } from "./deepl";
import type { Engine } from "./engine";
import { openLibreTranslate } from "./libretranslate";

/**
 * The service that this installation is set up with, or null: the memory and the people do the work. Which one, where it is and its
 * key come from the environment only. Throws when a service is named and not told where it is.
 */
export function openEngine(settingsOf: Pick<Env, `TRANSLATION_${"ENGINE" | "URL" | "KEY" | "MODEL" | "TIMEOUT_MS"}`> = env()): Engine | null {
  const { TRANSLATION_ENGINE: name, TRANSLATION_URL: url, TRANSLATION_KEY: key, TRANSLATION_MODEL: model, TRANSLATION_TIMEOUT_MS: timeout } = settingsOf;
  if (name === "none") return null;
  const settings = { url, key, model, timeout };
  if (name === "deepl") {
    if (!key) throw new Error("TRANSLATION_ENGINE=deepl needs TRANSLATION_KEY");
    return openDeepl(settings);
  }
  if (!url) throw new Error(`TRANSLATION_ENGINE=${name} needs TRANSLATION_URL`);
  if (name === "chat" && !model) throw new Error("TRANSLATION_ENGINE=chat needs TRANSLATION_MODEL");
  return name === "chat" ? openChat(settings) : openLibreTranslate(settings);
}
