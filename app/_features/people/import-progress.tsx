import { getFormatter, getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";

export type Run = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["import"]["get"]>>;

const SECONDS_BETWEEN_LOOKS = 3;

/** A file that is being read or brought in. The page looks again by itself, without script. */
export async function ImportProgress({ run }: { run: Run }) {
  const [t, format, locale] = await Promise.all([getTranslations("import.run"), getFormatter(), getLocale()]);
  const applying = run.state === "applying";
  const share = run.total > 0 ? Math.min(run.done / run.total, 1) : 0;
  return (
    <section className="card grid max-w-2xl gap-3" aria-live="polite">
      <meta httpEquiv="refresh" content={String(SECONDS_BETWEEN_LOOKS)} />
      <h2 className="flex items-center gap-2"><Icon name="clock" />{t(applying ? "applyingTitle" : "readingTitle")}</h2>
      {applying ? <progress className="h-4 w-full accent-brand" value={run.done} max={Math.max(run.total, 1)} aria-label={t("applyingTitle")} /> : null}
      <p>{applying ? t("applyingText", { percent: format.number(share, { style: "percent", numberingSystem: "latn" }) }) : t("readingText", { done: run.done })}</p>
      <a className="button button-quiet justify-self-start" href={`/${locale}/staff/import/${run.id}`}><Icon name="refresh" />{t("refresh")}</a>
      <p className="text-ink-soft">{t("refreshNote")}</p>
    </section>
  );
}
