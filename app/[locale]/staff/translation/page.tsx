import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { QueueFilter, QueueTable } from "@/app/_features/languages/queue-view";
import { TranslationTabs } from "@/app/_features/languages/tabs";
import { WorkKeys } from "@/app/_features/languages/work-keys";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { queueInput } from "@/server/features/languages/workbench/schema";

const PATH = "/staff/translation";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("translation.queue"))("title") };
}

/** What families wait for, by language, urgency and age. */
export default async function TranslationPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, locale, api, ctx, search] = await Promise.all([getTranslations("translation.queue"), getLocale(), getApi(), getContext(), searchParams]);
  const parsed = queueInput.safeParse({ language: search.language || undefined, show: search.show || undefined });
  const queue = await orRedirect(locale, PATH, api.languages.workbench.queue(parsed.success ? parsed.data : { show: "waiting" }));
  return (
    <>
      <h1>{t("title")}</h1>
      <TranslationTabs current="queue" />
      <FlashNotice path={PATH} namespace="translation" />
      <p className="max-w-2xl">{t("intro")}</p>
      <QueueFilter queue={queue} />
      <QueueTable queue={queue} zone={ctx.school.zone} />
      <WorkKeys />
    </>
  );
}
