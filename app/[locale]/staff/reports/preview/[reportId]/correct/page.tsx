import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { CorrectForm } from "@/app/_features/reports/staff-correct-form";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.correct"))("title") };
}

export default async function CorrectPage({ params }: { params: Promise<{ reportId: string }> }) {
  const { reportId } = await params;
  const path = `/staff/reports/preview/${reportId}/correct`;
  const [t, locale, api] = await Promise.all([getTranslations("staffReports.correct"), getLocale(), getApi()]);
  const correctable = await orRedirect(locale, path, api.reports.publishing.correctable({ reportId }));
  return (
    <>
      <div>
        <p><a href={`/${locale}/staff/reports/preview/${reportId}`}>{t("about", { name: isolateName(correctable.givenName) })} · {correctable.roundLabel}</a></p>
        <h1>{t("title")}</h1>
        <p className="max-w-3xl text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={path} namespace="staffReports" />
      <CorrectForm correctable={correctable} />
    </>
  );
}
