import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { ListenView, SilenceNotice, silenceOf } from "@/app/_features/languages/listen-view";
import { PhoneMe } from "@/app/_features/reports/family-phone-me";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("tool") };
}

/** A report to be heard, block by block, or a call in the place of a voice that there is not. */
export default async function ListenReportPage({ params }: { params: Promise<{ reportId: string }> }) {
  const { reportId } = await params;
  const path = `/family/reports/${reportId}/listen`;
  const [t, locale, api] = await Promise.all([getTranslations("listen"), getLocale(), getApi()]);
  const report = await orRedirect(locale, path, api.reports.listening.get({ reportId }));
  const address = `/api/reports/${report.reportId}/listen`;
  return (
    <PageShell path={path}>
      <p><a href={`/${locale}/family/reports/${report.reportId}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
      <h1>{t("tool")}</h1>
      <FlashNotice path={path} namespace="listen" />
      <SilenceNotice silence={silenceOf(report.blocks, report.language)}><PhoneMe reportId={report.reportId} calls={report.calls} /></SilenceNotice>
      <ListenView
        blocks={report.blocks}
        language={report.language}
        sentenceAt={(hash) => `${address}/${hash}?lang=${report.language}`}
        blockAt={(place) => `${address}/${place}?lang=${report.language}`}
      />
    </PageShell>
  );
}
