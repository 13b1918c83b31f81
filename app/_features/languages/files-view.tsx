import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Choice } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { exportFormats, importFormats } from "@/server/features/languages/exchange/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { Imports } from "./answers";
import { targetLanguages } from "./names";

/** A file of the sentences that wait. */
export async function TakeFile({ language }: { language: string }) {
  const [t, q, locale] = await Promise.all([getTranslations("translation.files"), getTranslations("translation.queue"), getLocale()]);
  return (
    <form method="get" action="/api/translation/export" className="card grid max-w-2xl gap-4">
      <h2 className="text-base">{t("take")}</h2>
      <Choice id="take-language" name="language" label={q("language")} value={language} options={targetLanguages(locale)} />
      <div className="flex flex-wrap gap-2">
        {exportFormats.map((format) => <button key={format} name="format" value={format} className="button button-quiet"><Icon name="download" />{t(format)}</button>)}
      </div>
    </form>
  );
}

/** The way back in. */
export async function BringFile({ language }: { language: string }) {
  const [t, q, locale] = await Promise.all([getTranslations("translation.files"), getTranslations("translation.queue"), getLocale()]);
  return (
    <form method="post" action="/api/translation/import" encType="multipart/form-data" className="card grid max-w-2xl gap-4">
      <h2 className="text-base">{t("bring")}</h2>
      <p className="text-ink-soft">{t("rule")}</p>
      <input type="hidden" name="locale" value={locale} />
      <Choice id="bring-language" name="language" label={q("language")} value={language} options={targetLanguages(locale)} />
      <Choice name="format" label={t("format")} options={importFormats.map((value) => ({ value, label: t(value) }))} />
      <div className="field">
        <label htmlFor="file">{t("file")}</label>
        <input id="file" name="file" type="file" required accept=".xlf,.xliff,.po,.tmx,.xml" className="input" />
      </div>
      <button className="button justify-self-start">{t("send")}</button>
    </form>
  );
}

/** What became of the last files, with every line at fault. */
export async function LastFiles({ imports, zone }: { imports: Imports; zone: string }) {
  const [t, f, locale] = await Promise.all([getTranslations("translation.files"), getTranslations("translation.faults"), getLocale()]);
  if (imports.length === 0) return null;
  return (
    <section className="grid max-w-3xl gap-3">
      <h2>{t("last")}</h2>
      <ul className="grid gap-3">
        {imports.map((row) => (
          <li key={row.id} className="card grid gap-2">
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone={row.applied ? "good" : "stop"}>{row.applied ? t("applied", { count: row.sentences }) : t("refused", { count: row.problems.length })}</Badge>
              <span>{t(row.format)} · {listedLanguage(locale, row.language)} · {formatDate(locale, row.createdAt, "shortMoment", zone)}</span>
            </p>
            {row.problems.length > 0 ? (
              <ul className="grid gap-1">
                {row.problems.map((problem, index) => (
                  <li key={index}>
                    <strong>{t("line", { line: problem.line })}</strong> <span dir="auto">{f(problem.code, { detail: problem.detail ?? "" })}</span>
                    {problem.unit ? <span dir="ltr" className="block break-all text-ink-soft">{problem.unit}</span> : null}
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
