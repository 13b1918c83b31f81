import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { Statement } from "@/app/_features/shell/statement";
import { formatDate } from "@/server/lib/i18n/format";

const WRITTEN_ON = new Date("2026-11-23T12:00:00Z");

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("public.accessibility");
  return { title: t("title"), alternates: alternates("/accessibility") };
}

export default async function AccessibilityPage() {
  const [t, locale] = await Promise.all([getTranslations("public.accessibility"), getLocale()]);
  return (
    <PageShell path="/accessibility">
      <h1>{t("title")}</h1>
      <p className="text-lg">{t("lead")}</p>
      <Statement title={t("doTitle")} items={[t("do.zoom"), t("do.look"), t("do.keyboard"), t("do.reader"), t("do.script"), t("do.dark"), t("do.language")]} />
      <Statement title={t("testTitle")}><p>{t("test")}</p></Statement>
      <Statement title={t("gapsTitle")} items={[t("gaps.review"), t("gaps.own"), t("gaps.pdf")]} />
      <Statement title={t("helpTitle")}>
        <p>{t("help")}</p>
        <p>{t("law")}</p>
      </Statement>
      <p className="text-sm text-ink-soft">{t("date", { date: formatDate(locale, WRITTEN_ON) })}</p>
    </PageShell>
  );
}
