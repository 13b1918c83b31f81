import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";

/** Where a file is given: a plain form that the files flow through, whatever their size. */
export async function ImportForm() {
  const [t, locale] = await Promise.all([getTranslations("import.page"), getLocale()]);
  return (
    <form method="post" action="/api/import" encType="multipart/form-data" className="card grid max-w-2xl gap-5">
      {/* The form is read as it arrives: what is small must come first. */}
      <input type="hidden" name="locale" value={locale} />
      <Field name="file" type="file" label={t("file")} hint={t("fileHint")} accept=".zip,.csv" required />
      <Field name="links" type="file" label={t("links")} hint={t("linksHint")} accept=".csv" />
      <div className="flex flex-wrap items-center gap-3">
        <button className="button"><Icon name="file-import" />{t("upload")}</button>
        <span className="text-ink-soft">{t("safe")}</span>
      </div>
    </form>
  );
}
