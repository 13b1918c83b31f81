import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";

import { getLocale } from "@/app/_trpc/locale";
import { formatDay } from "@/app/_features/reports/staff-days";
import { StaffGrid } from "@/app/_features/reports/staff-grid";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { reportStates } from "@/server/features/reports/schema";
import { isolateName } from "@/server/lib/i18n/format";

interface GridPageProps {
  params: Promise<{ roundId: string; classGroupId: string }>;
  searchParams: Promise<{ state?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.rounds"))("write") };
}

export default async function GridPage({ params, searchParams }: GridPageProps) {
  const { roundId, classGroupId } = await params;
  const path = `/staff/reports/${roundId}/${classGroupId}`;
  const [t, reports, locale, api, ctx, query] = await Promise.all([
    getTranslations("staffReports"), getTranslations("reports"), getLocale(), getApi(), getContext(), searchParams,
  ]);
  const grid = await orRedirect(locale, path, api.reports.grid.get({ roundId, classGroupId }));
  if (ctx.actor.kind !== "person") notFound();
  const statements = (await api.reports.grid.statements()).map(({ key, group, needsNumber, needsSubject, place }) => ({ key, group, needsNumber, needsSubject, place }));
  const { term, schoolYear, dueOn } = grid.round;
  const label = reports("round.label", { term, from: String(schoolYear), to: String(schoolYear + 1) });
  const shown = reportStates.find((state) => state === query.state) ?? null;
  return (
    <>
      <div>
        <p><a href={`/${locale}/staff/reports`}>{t("grid.back")}</a></p>
        <h1>{t("grid.title", { name: isolateName(grid.classGroup.name) })}</h1>
        <p className="text-ink-soft">{label} · {t("rounds.due", { date: formatDay(locale, dueOn) })}</p>
      </div>
      {grid.rows.length === 0 ? <Empty picture="report" title={t("grid.empty")}><p>{t("grid.emptyHint")}</p></Empty> : (
        <StaffGrid adultId={ctx.actor.adultId} roundId={roundId} classGroupId={classGroupId} grid={grid} statements={statements} shown={shown} />
      )}
    </>
  );
}
