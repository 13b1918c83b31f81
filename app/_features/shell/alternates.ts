import type { Metadata } from "next";

import { languages } from "@/server/lib/i18n/languages";

/** The same page in every language, for search engines and browsers. `path` is the address without its language. */
export function alternates(path: string): Metadata["alternates"] {
  return { languages: Object.fromEntries(languages.map((language) => [language.tag, `/${language.tag}${path}`])) };
}
