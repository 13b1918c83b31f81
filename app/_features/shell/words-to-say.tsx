import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { languageName } from "@/server/lib/i18n/names";

interface Said {
  text: string;
  language: string;
  heading: boolean;
  sign: "machine" | "unchecked" | "untranslated" | null;
}

/** What one says on the telephone: the words themselves in English, and beside them in the family's language where there are any. */
export async function WordsToSay({ english, theirs }: { english: Said[]; theirs: Said[] }) {
  const [t, sign, locale] = await Promise.all([getTranslations("contacts.calls"), getTranslations("translation.sign"), getLocale()]);
  const draw = (lines: Said[]) => {
    const signs = [...new Map(lines.flatMap((line) => (line.sign ? [[line.sign, line.language] as const] : [])))];
    return (
      <>
        {lines.map(({ text, language, heading }, nth) => <p key={nth} lang={language} dir="auto" className={heading ? "font-bold wrap-anywhere" : "whitespace-pre-line wrap-anywhere"}>{text}</p>)}
        {signs.map(([each, language]) => <p key={each} className="mark">{sign(each, { language: languageName(locale, language) })}</p>)}
      </>
    );
  };
  const [first] = theirs;
  if (english.length === 0) return null;
  return (
    <div className="card card-now grid gap-2">
      <h2 className="text-lg">{t("words")}</h2>
      {draw(english)}
      {first ? (
        <details>
          <summary className="min-h-11 content-center">{t("theirWords", { language: languageName(locale, first.language) })}</summary>
          <div className="grid gap-2">{draw(theirs)}</div>
        </details>
      ) : null}
    </div>
  );
}
