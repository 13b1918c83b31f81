import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";

import { getLocale } from "@/app/_trpc/locale";
import { FamilyAnswers } from "@/app/_features/reports/family-answers";
import { ReportView } from "@/app/_features/reports/family-report";
import { FamilyTools } from "@/app/_features/reports/family-tools";
import { SchoolWords } from "@/app/_features/reports/family-terms";
import { ViewChoice } from "@/app/_features/reports/family-view-choice";
import { ReportNotes } from "@/app/_features/reports/family-notes";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { yearLabel } from "@/app/_features/shell/year-label";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Picture } from "@/app/_ui/picture";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("family.home"))("title") };
}

export default async function FamilyReportPage({ params, searchParams }: { params: Promise<{ reportId: string }>; searchParams: Promise<{ view?: string }> }) {
  const [{ reportId }, view] = await Promise.all([params, searchParams.then((query) => (query.view === "full" ? "full" as const : undefined))]);
  const path = `/family/reports/${reportId}`;
  const [t, f, common, locale, api, ctx] = await Promise.all([
    getTranslations("reports.page"), getTranslations("family.report"), getTranslations("common"), getLocale(), getApi(), getContext(),
  ]);
  const person = ctx.actor.kind === "person" ? ctx.actor : null;
  if (person?.easyRead && !view) redirect(`/${locale}${path}/easy`);
  const report = await orRedirect(locale, path, api.reports.family.get({ reportId }));
  const { parts } = report;
  const byline = parts?.className && parts.teacherName ? f("teacher", { className: isolateName(parts.className), teacher: isolateName(parts.teacherName) }) : null;
  return (
    <PageShell path={view ? `${path}?view=full` : path}>
      <div className="flex items-center gap-4">
        <span className="grid size-16 flex-none place-items-center rounded-full bg-brand-wash"><Picture name="star" size={40} /></span>
        <div>
          <h1>{t("heading", { name: isolateName(report.child.givenName) })}</h1>
          <p className="text-ink-soft">{report.roundLabel}{parts ? ` · ${yearLabel(common, parts.child.yearGroup)}` : ""}</p>
          {byline ? <p className="text-ink-soft">{byline}</p> : null}
        </div>
      </div>
      <FamilyTools reportId={reportId} ownLanguage={person?.language ?? null} view={view} />
      <FlashNotice path={path} namespace="family" />
      <ReportNotes report={report} />
      {parts ? <ReportView parts={parts} reportId={reportId} /> : null}
      {parts ? <SchoolWords parts={parts} /> : null}
      {report.state === "published" ? <FamilyAnswers report={report} view={view} /> : null}
      <ViewChoice reportId={reportId} view="full" easyRead={person?.easyRead ?? false} />
    </PageShell>
  );
}
