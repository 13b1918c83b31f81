import { getTranslations } from "next-intl/server";

import { unexplainedIn } from "@/server/features/languages/gate/schema";
import { isolateCode } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";

/** What to say of a refusal for letters that nobody explained: which letters, in which box. Null for any other refusal. */
export async function refusedWords(locale: string, fields: Record<string, string>, kind: "one" | "check") {
  const places = unexplainedIn(fields);
  const [first] = places;
  if (!first) return null;
  const tag = pageLanguage(locale).tag;
  const [t, subjects] = await Promise.all([getTranslations({ locale: tag, namespace: "gate.refused" }), getTranslations({ locale: tag, namespace: "reports.subjects" })]);
  return {
    message: `refused.${kind}`,
    namespace: "gate",
    values: { letters: isolateCode(first.letters.join(", ")), field: first.field === "note" ? t("note") : subjects(first.field), count: String(places.length) },
  };
}
