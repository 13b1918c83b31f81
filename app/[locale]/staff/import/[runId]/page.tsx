import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ImportEnd } from "@/app/_features/people/import-end";
import { ImportPreview } from "@/app/_features/people/import-preview";
import { ImportProblems } from "@/app/_features/people/import-problems";
import { ImportProgress } from "@/app/_features/people/import-progress";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { isolateName } from "@/server/lib/i18n/format";

interface PageProps {
  params: Promise<{ runId: string }>;
  searchParams: Promise<{ page?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("import.page"))("title") };
}

export default async function ImportRunPage({ params, searchParams }: PageProps) {
  const [{ runId }, search, locale, api, t] = await Promise.all([params, searchParams, getLocale(), getApi(), getTranslations("import.run")]);
  const path = `/staff/import/${runId}`;
  const run = await orRedirect(locale, path, api.people.import.get({ runId }));
  const page = typeof search.page === "string" && /^[1-9]\d{0,3}$/.test(search.page) ? Number(search.page) : 1;
  const problems = run.state === "reading" ? null : await orRedirect(locale, path, api.people.import.problems({ runId, page }));
  return (
    <>
      <a className="inline-flex min-h-11 items-center gap-2 justify-self-start" href={`/${locale}/staff/import`}><Icon name="arrow-left" flip />{t("back")}</a>
      <h1>{t("title", { name: isolateName(run.fileName) })}</h1>
      <FlashNotice path={path} namespace="import" />
      {run.state === "reading" || run.state === "applying" ? <ImportProgress run={run} /> : null}
      {run.state === "previewed" ? <ImportPreview run={run} /> : null}
      {run.state === "applied" || run.state === "refused" || run.state === "discarded" ? <ImportEnd run={run} /> : null}
      {problems && problems.total > 0 ? <ImportProblems runId={runId} problems={problems} /> : null}
    </>
  );
}
