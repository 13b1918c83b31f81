import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Choice, Field, Option } from "@/app/_ui/field";
import { EXPLANATION_LENGTH, TERM_LENGTH } from "@/server/features/languages/glossary/schema";
import { findLanguage } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { Glossary } from "./answers";
import { targetLanguages } from "./names";
import { removeTermAction, saveTermAction } from "./setting-actions";

/** Which language's words are shown. */
export async function GlossaryFilter({ language }: { language: string }) {
  const [t, locale] = await Promise.all([getTranslations("translation.queue"), getLocale()]);
  return (
    <form className="flex max-w-xl flex-wrap items-end gap-3">
      <div className="min-w-40 flex-1"><Choice name="language" label={t("language")} value={language} options={[{ value: "en", label: listedLanguage(locale, "en") }, ...targetLanguages(locale)]} /></div>
      <button className="button button-quiet">{t("show")}</button>
    </form>
  );
}

/** The form for a word: empty, or filled with the one that the address names. */
export async function TermForm({ glossary, term }: { glossary: Glossary; term: string | undefined }) {
  const [t, common, locale, flash] = await Promise.all([getTranslations("translation.glossary"), getTranslations("common.actions"), getLocale(), readFlash("/staff/translation/glossary")]);
  const entry = glossary.entries.find((each) => each.term === term);
  const typed = flash?.values;
  return (
    <form action={saveTermAction} className="card grid max-w-2xl gap-4">
      <h2 className="text-base">{t("add")}</h2>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="language" value={glossary.language} />
      <Field name="term" label={t("term")} lang="en" required maxLength={TERM_LENGTH} defaultValue={typed?.term ?? entry?.term} />
      <Field name="word" label={t("word")} lang={glossary.language} maxLength={TERM_LENGTH} defaultValue={typed?.word ?? (entry?.doNotTranslate ? "" : entry?.word)} />
      <Field name="explanation" label={t("explanation")} lang={glossary.language} maxLength={EXPLANATION_LENGTH} defaultValue={typed?.explanation ?? entry?.explanation} />
      <Option type="checkbox" name="keep" value="1" label={t("doNotTranslate")} checked={entry?.doNotTranslate} />
      <button className="button justify-self-start">{common("save")}</button>
    </form>
  );
}

/** The words of a language. */
export async function GlossaryTable({ glossary }: { glossary: Glossary }) {
  const [t, locale] = await Promise.all([getTranslations("translation.glossary"), getLocale()]);
  const dir = findLanguage(glossary.language)?.dir ?? "ltr";
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("title")}>
      <table className="table">
        <thead><tr><th scope="col">{t("term")}</th><th scope="col">{t("word")}</th><th scope="col">{t("explanation")}</th><th scope="col">{t("change")}</th></tr></thead>
        <tbody>
          {glossary.entries.map((entry) => (
            <tr key={entry.term}>
              <td lang="en" dir="ltr"><strong>{entry.term}</strong></td>
              <td>
                <span lang={glossary.language} dir={dir}>{entry.word}</span>
                <span className="mt-1 flex flex-wrap gap-1">
                  {entry.doNotTranslate ? <Badge>{t("kept")}</Badge> : null}
                  {entry.origin === "school" ? <Badge tone="good">{t("own")}</Badge> : entry.status === "unreviewed" ? <Badge tone="warn">{t("unreviewed")}</Badge> : null}
                </span>
              </td>
              <td lang={glossary.language} dir={dir}>{entry.explanation}</td>
              <td>
                <div className="flex flex-wrap items-center gap-2">
                  <a className="button button-quiet button-small" href={`/${locale}/staff/translation/glossary?language=${glossary.language}&term=${encodeURIComponent(entry.term)}`}>
                    {t("change")}<span className="sr-only" lang="en">: {entry.term}</span>
                  </a>
                  <form action={removeTermAction}>
                    <input type="hidden" name="locale" value={locale} />
                    <input type="hidden" name="language" value={glossary.language} />
                    <input type="hidden" name="term" value={entry.term} />
                    <button className="button button-quiet button-small">{t("remove")}<span className="sr-only" lang="en">: {entry.term}</span></button>
                  </form>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
