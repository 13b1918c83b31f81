import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Choice } from "@/app/_ui/field";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { languageName } from "@/server/lib/i18n/names";

import { SaidWords, type Words } from "./said-words";

interface Props {
  /** What it is called in its form: no two of a page are the same. */
  id: string;
  from: string;
  /** The language that was most likely spoken. */
  language: string;
  /** Where its sound is. */
  src: string;
  /** What a colleague wrote down of it, in English as far as it has been translated. */
  written: Words | null;
  /** Keeps what is written down; it gets `locale`, `words`, `language` and these fields. */
  action: (form: FormData) => Promise<void>;
  fields: Record<string, string>;
  /** What it was said of. */
  about?: string;
}

/** What somebody of a family said, for staff: who, in which language, the sound, what a colleague wrote down of it, and the box to do so. */
export async function SaidNote({ id, from, language, src, written, action, fields, about }: Props) {
  const [t, label, locale] = await Promise.all([getTranslations("listen.voiceNote"), getTranslations("listen.recordings"), getLocale()]);
  const said = t("from", { name: from, language: languageName(locale, language) });
  return (
    <div className="mt-2 grid gap-2">
      <p>{about ? <b>{about} </b> : null}{said}</p>
      <audio controls preload="none" src={src} className="w-full min-w-56" aria-label={said} />
      {written ? <SaidWords words={written} untranslated={t("notTranslated", { language: languageName(locale, written.sourceLanguage) })} /> : null}
      <details>
        <summary className="min-h-11 content-center">{t("writeDown")}</summary>
        <form action={action} className="grid gap-2">
          {Object.entries({ locale, ...fields }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
          <textarea name="words" rows={2} maxLength={2000} required dir="auto" className="input" aria-label={`${t("writeDown")}: ${from}`} defaultValue={written?.source} />
          {language === SOURCE_LANGUAGE ? <input type="hidden" name="language" value={language} /> : (
            <Choice name="language" id={`language-${id}`} label={label("language")} value={written?.sourceLanguage ?? language} options={[language, SOURCE_LANGUAGE].map((tag) => ({ value: tag, label: languageName(locale, tag) }))} />
          )}
          <button className="button button-quiet button-small justify-self-start">{t("save")}<span className="sr-only">: <bdi>{from}</bdi></span></button>
        </form>
      </details>
    </div>
  );
}
