import { getTranslations } from "next-intl/server";

import { Icon } from "@/app/_ui/icon";
import { findLanguage, pageLanguage } from "@/server/lib/i18n/languages";

import { FlagWords } from "../shell/flag-words";
import { flagAction } from "./actions";
import type { ReportParts } from "./family-model";

type Paragraph = ReportParts["well"][number];
type Words = NonNullable<ReportParts["ownWords"]>;

/** Sentences of the comment bank in the reader's language, with the English one tap away. */
export function Sentences({ paragraphs, inEnglish }: { paragraphs: Paragraph[]; inEnglish: string }) {
  const english = paragraphs.flatMap((paragraph) => (paragraph.english === null ? [] : [paragraph.english]));
  return (
    <>
      {paragraphs.map((paragraph) => (
        <p key={paragraph.text} {...languageOf(paragraph.language)}>{paragraph.text}</p>
      ))}
      {english.length > 0 ? (
        <details className="no-print mt-1 text-sm">
          <summary className="inline-flex min-h-12 items-center gap-2 text-brand underline underline-offset-4">{inEnglish}</summary>
          <div lang="en" dir="ltr" className="text-ink-soft">{english.map((text) => <p key={text}>{text}</p>)}</div>
        </details>
      ) : null}
    </>
  );
}

/** What a teacher wrote, marked as such; when it is not in the reader's language yet, it says so in the reader's language. */
export async function OwnWords({ words, language, reportId }: { words: Words; language: string; reportId?: string }) {
  const [t, sign] = await Promise.all([getTranslations({ locale: language, namespace: "family.report" }), getTranslations({ locale: language, namespace: "translation.sign" })]);
  // A translation into a language without pages stands in a page in English, and is what its reader reads.
  const foreign = words.sign === "untranslated" && words.language !== language;
  return (
    <div className="grid gap-2">
      <h3>{t("ownWords")}</h3>
      {words.body.split("\n").filter(Boolean).map((line) => <p key={line} {...languageOf(words.language)}>{line}</p>)}
      {foreign ? <p className="mark flex gap-2"><Icon name="message-circle" className="mt-1" /><span>{t("ownWordsEnglish")}</span></p> : null}
      {words.translated ? (
        <>
          {words.sign === "machine" ? <p className="mark flex gap-2"><Icon name="info-circle" className="mt-1" /><span>{sign("machine")}</span></p> : null}
          {words.sign === "unchecked" ? <p className="mark">{t("ownWordsUnchecked")}</p> : null}
          <details className="no-print text-sm">
            <summary className="inline-flex min-h-12 items-center text-brand underline underline-offset-4">{t("inEnglish")}</summary>
            <p {...languageOf(words.sourceLanguage)} className="text-ink-soft">{words.source}</p>
          </details>
        </>
      ) : null}
      {reportId ? <FlagWords words={words} language={language} form={{ action: flagAction, record: { reportId } }} /> : null}
    </div>
  );
}

function languageOf(tag: string) {
  const { dir } = findLanguage(tag) ?? pageLanguage(tag);
  return { lang: tag, dir };
}
