import { listedLanguage } from "@/server/lib/i18n/names";

import type { ShownText } from "./staff-text";

/** A text as staff read it, in the words of the page: the name of the language in which it was written, and its words where they are not shown already. */
export const shownText = (locale: string, text: Omit<ShownText, "source" | "sourceName"> & { source: string }): ShownText => ({
  ...text, source: text.language === text.sourceLanguage ? null : text.source, sourceName: listedLanguage(locale, text.sourceLanguage),
});
