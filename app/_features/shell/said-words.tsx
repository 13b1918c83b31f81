import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { languageName } from "@/server/lib/i18n/names";

/** Words as their reader gets them: what is read, and what was written. */
export interface Words {
  body: string;
  language: string;
  source: string;
  sourceLanguage: string;
  translated: boolean;
  sign: "machine" | "unchecked" | "untranslated" | null;
}

/**
 * What somebody wrote, in the reader's language, with the sign that belongs beside it and what was written one tap away.
 * @param untranslated what staff are told of words that nobody has translated yet; families are told that they can ask on the telephone
 */
export async function SaidWords({ words, untranslated }: { words: Words; untranslated?: string }) {
  const [sign, locale] = await Promise.all([getTranslations("translation.sign"), getLocale()]);
  return (
    <>
      <p lang={words.language} dir="auto" className="whitespace-pre-line wrap-anywhere">{words.body}</p>
      {words.sign ? <p className="mark">{words.sign === "untranslated" && untranslated ? untranslated : sign(words.sign, { language: languageName(locale, words.language) })}</p> : null}
      {words.translated ? (
        <details>
          <summary className="min-h-11 content-center">{sign("asWritten")}</summary>
          <p lang={words.sourceLanguage} dir="auto" className="whitespace-pre-line wrap-anywhere">{words.source}</p>
        </details>
      ) : null}
    </>
  );
}
