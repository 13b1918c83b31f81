import { useTranslations } from "next-intl";

/** A text as a member of staff reads it: in the language of the page as far as there is a translation, with the words as they were written. */
export interface ShownText {
  body: string;
  language: string;
  sign: "machine" | "unchecked" | "untranslated" | null;
  /** The words as they were written; null where they are shown already. */
  source: string | null;
  sourceLanguage: string;
  /** The name of that language. */
  sourceName: string;
}

/** Such a text, with the sign that belongs beside it and what was written one tap away. On screens with script the page hands over the words of `translation.staff`. */
export function StaffText({ text }: { text: ShownText }) {
  const t = useTranslations("translation.staff");
  return (
    <>
      <p lang={text.language} dir="auto" className="whitespace-pre-line wrap-anywhere">{text.body}</p>
      {text.sign ? <p className="text-ink-soft">{t(text.sign)}</p> : null}
      {text.source === null ? null : (
        <details><summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-4">{t("original")} (<bdi>{text.sourceName}</bdi>)</summary><p lang={text.sourceLanguage} dir="auto" className="whitespace-pre-line wrap-anywhere">{text.source}</p></details>
      )}
    </>
  );
}
