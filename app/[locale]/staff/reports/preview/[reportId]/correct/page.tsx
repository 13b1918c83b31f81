import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";

import { getLocale } from "@/app/_trpc/locale";
import { CorrectForm } from "@/app/_features/reports/staff-correct-form";
import { readCorrectable } from "@/app/_features/reports/staff-corrections";
import { reportRoles } from "@/app/_features/reports/staff-roles";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { isolateName } from "@/server/lib/i18n/format";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.correct"))("title") };
}

export default async function CorrectPage({ params }: { params: Promise<{ reportId: string }> }) {
  const { reportId } = await params;
  const path = `/staff/reports/preview/${reportId}/correct`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("staffReports.correct"), getLocale(), getApi(), getContext()]);
  const preview = await orRedirect(locale, path, api.reports.checking.preview({ reportId, language: SOURCE_LANGUAGE }));
  if (!reportRoles(ctx.actor).publishes || preview.state !== "published" || !preview.parts) notFound();
  return (
    <>
      <div>
        <p><a href={`/${locale}/staff/reports/preview/${reportId}`}>{t("about", { name: isolateName(preview.parts.child.givenName) })} · {preview.parts.round.label}</a></p>
        <h1>{t("title")}</h1>
        <p className="max-w-3xl text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={path} namespace="staffReports" />
      <CorrectForm preview={preview} correctable={readCorrectable(preview.parts)} />
    </>
  );
}
