import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";

import { ImportCounts } from "./import-counts";
import type { Run } from "./import-progress";

/** How an import ended, and what to do next. */
export async function ImportEnd({ run }: { run: Run }) {
  const [t, locale] = await Promise.all([getTranslations("import.run"), getLocale()]);
  if (run.state === "refused") return <Notice tone="stop" title={t("refusedTitle", { count: run.problems })}><p>{t("refusedText")}</p></Notice>;
  if (run.state === "discarded") return <Notice title={t("discardedTitle")}><p>{t("discardedText")}</p></Notice>;
  return (
    <>
      <Notice tone="good" title={t("appliedTitle")}><p>{t("appliedText")}</p></Notice>
      <a className="button justify-self-start" href={`/${locale}/staff/people/confirm`}><Icon name="shield-check" />{t("confirmLink")}</a>
      <ImportCounts counts={run.summary.counts} />
    </>
  );
}
