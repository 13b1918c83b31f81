import type { Metadata } from "next";

import { env } from "@/server/lib/env";
import { languages } from "@/server/lib/i18n/languages";

/** The same page in every language, whole addresses as search engines want them, and the one that asks the browser for its language. `path` is the address without its language. */
export function alternates(path: string): Metadata["alternates"] {
  const base = env().PUBLIC_URL.replace(/\/$/, "");
  return { languages: { ...Object.fromEntries(languages.map((language) => [language.tag, `${base}/${language.tag}${path}`])), "x-default": `${base}${path || "/"}` } };
}
