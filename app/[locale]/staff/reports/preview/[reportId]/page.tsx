import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ReportView } from "@/app/_features/reports/family-report";
import { PreviewChooser, ReaderList } from "@/app/_features/reports/staff-preview";
import { reportRoles } from "@/app/_features/reports/staff-roles";
import { TakeBack } from "@/app/_features/reports/staff-take-back";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { isolateName } from "@/server/lib/i18n/format";

interface PreviewPageProps {
  params: Promise<{ reportId: string }>;
  searchParams: Promise<{ adult?: string; lang?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.preview"))("title") };
}

export default async function PreviewPage({ params, searchParams }: PreviewPageProps) {
  const { reportId } = await params;
  const path = `/staff/reports/preview/${reportId}`;
  const [t, reports, locale, api, ctx, query] = await Promise.all([
    getTranslations("staffReports.preview"), getTranslations("reports"), getLocale(), getApi(), getContext(), searchParams,
  ]);
  const adultId = query.adult || undefined;
  const preview = await orRedirect(locale, path, api.reports.checking.preview({ reportId, adultId, language: query.lang || undefined }));
  const reader = preview.readers.find((each) => each.adultId === adultId);
  const paper = new URLSearchParams(adultId ? { adult: adultId } : { lang: preview.language });
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1>{t("title")}</h1>
        <Badge tone={preview.state === "published" ? "good" : preview.state === "withdrawn" ? "stop" : "plain"}>{reports(`states.${preview.state}`)}</Badge>
        {preview.edition > 1 ? <span className="text-ink-soft">{t("edition", { edition: preview.edition })}</span> : null}
      </div>
      <FlashNotice path={path} namespace="staffReports" />
      <PreviewChooser preview={preview} adultId={adultId} />
      {preview.state === "withdrawn" ? <Notice tone="stop"><p>{t("withdrawnNow")}</p></Notice> : null}
      {preview.edition === 0 ? <Notice><p>{t("writing")}</p></Notice> : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,36rem)_minmax(0,22rem)]">
        {preview.parts ? (
          <div className="grid gap-4 text-base">
            <div lang={preview.language} dir={preview.dir}>
              <p className="text-xl font-bold">{(await getTranslations({ locale: preview.language, namespace: "reports.page" }))("heading", { name: isolateName(preview.parts.child.givenName) })}</p>
              <p className="text-ink-soft">{preview.parts.round.label}</p>
            </div>
            <ReportView parts={preview.parts} />
          </div>
        ) : <Notice tone="warn"><p className="font-bold">{t("nothing", { name: isolateName(reader?.name ?? "") })}</p></Notice>}
        <aside className="grid gap-6">
          {preview.parts ? <a className="button button-quiet" href={`/api/reports/${reportId}/preview?${paper}`}><Icon name="printer" />{t("paper")}</a> : null}
          <ReaderList preview={preview} />
          {reportRoles(ctx.actor).publishes ? <TakeBack preview={preview} /> : null}
        </aside>
      </div>
    </>
  );
}
