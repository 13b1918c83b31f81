import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { FamilyAnswers } from "@/app/_features/reports/family-answers";
import { FamilyTools } from "@/app/_features/reports/family-tools";
import { ViewChoice } from "@/app/_features/reports/family-view-choice";
import { EasyBlocks, EasyHead } from "@/app/_features/shell/easy-page";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("easy"))("tool") };
}

/** A report in easy read: what to do first, one idea a line, a picture beside its words. */
export default async function EasyReportPage({ params }: { params: Promise<{ reportId: string }> }) {
  const { reportId } = await params;
  const path = `/family/reports/${reportId}/easy`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("easy"), getLocale(), getApi(), getContext()]);
  const { report, page, pictures } = await orRedirect(locale, path, api.reports.family.getEasy({ reportId }));
  const person = ctx.actor.kind === "person" ? ctx.actor : null;
  return (
    <PageShell path={path}>
      <EasyHead page={page} />
      <FamilyTools reportId={reportId} ownLanguage={person?.language ?? null} view="easy" />
      <FlashNotice path={path} namespace="easy" />
      <EasyBlocks page={page} pictures={pictures} />
      {report.parts ? <a className="inline-flex min-h-12 items-center gap-2" href={`/${locale}/family/reports/${reportId}?view=full`}><Icon name="file-text" />{t("fullLink")}</a> : null}
      {report.state === "published" ? <FamilyAnswers report={report} view="easy" /> : null}
      <ViewChoice reportId={reportId} view="easy" easyRead={person?.easyRead ?? false} />
    </PageShell>
  );
}
