import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { languages } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

export type Preview = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["reports"]["checking"]["preview"]>>;

/** Who or which language the report is shown for: two lists, one button, no script. */
export async function PreviewChooser({ preview, adultId }: { preview: Preview; adultId: string | undefined }) {
  const [t, locale] = await Promise.all([getTranslations("staffReports.preview"), getLocale()]);
  const named = (tag: string) => listedLanguage(locale, tag);
  return (
    <form method="get" className="card grid items-end gap-4 !p-4 md:grid-cols-[1fr_1fr_auto]">
      <div className="field">
        <label htmlFor="adult">{t("as")}</label>
        <select id="adult" name="adult" defaultValue={adultId ?? ""} className="input">
          <option value="">{t("everyone")}</option>
          {preview.readers.map((reader) => (
            <option key={reader.adultId} value={reader.adultId}>{reader.allowed ? t("reader", { name: reader.name, language: named(reader.language) }) : t("readerNot", { name: reader.name })}</option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="lang">{t("inLanguage")}</label>
        <select id="lang" name="lang" defaultValue={adultId ? "" : preview.language} className="input">
          {adultId ? <option value="">{named(preview.language)}</option> : null}
          {languages.map((language) => <option key={language.tag} value={language.tag}>{named(language.tag)}</option>)}
        </select>
      </div>
      <button className="button">{t("show")}</button>
    </form>
  );
}

/** The adults around the child, each with the access rule's answer in words. */
export async function ReaderList({ preview }: { preview: Preview }) {
  const [t, locale] = await Promise.all([getTranslations("staffReports.preview"), getLocale()]);
  return (
    <section className="grid gap-2" aria-labelledby="readers">
      <h2 id="readers">{t("who")}</h2>
      <ul className="grid gap-2">
        {preview.readers.map((reader) => (
          <li key={reader.adultId} className="card grid gap-1 !p-3">
            <span className="flex flex-wrap items-center gap-2">
              <a className="font-bold" href={`/${locale}/staff/reports/preview/${preview.reportId}?adult=${reader.adultId}`}><bdi>{reader.name}</bdi></a>
              <Badge tone={reader.allowed ? "good" : "stop"}><Icon name={reader.allowed ? "check" : "lock"} className="!size-4" />{t(reader.allowed ? "may" : "mayNot")}</Badge>
            </span>
            <span className="text-ink-soft">{t(`rule.${reader.rule}`)} {listedLanguage(locale, reader.language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
